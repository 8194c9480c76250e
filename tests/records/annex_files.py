"""Invented PDF files to attach, sound and hostile."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

DESCRIBED = """
annexes:
  - file: text-of-the-accord.pdf
    title: {en: Text of the accord, fr: Texte de l’accord}
  - file: second.pdf
    title: Second file
    marking: internal
"""


def pdf(pages: int = 1, **root: Any) -> bytes:
    """Return a PDF of empty pages with these entries of its catalog."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    for key, value in root.items():
        made.Root[f"/{key}"] = made.make_indirect(value) if isinstance(value, Dictionary) else value
    return _saved(made)


def on_a_page(**annotation: Any) -> bytes:
    """Return a PDF with an annotation."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    entries = {f"/{key}": value for key, value in annotation.items()}
    rectangle = Array([0, 0, 9, 9])
    made_annotation = made.make_indirect(Dictionary({"/Type": Name("/Annot"), "/Rect": rectangle, **entries}))
    made.pages[0].obj["/Annots"] = Array([made_annotation])
    if annotation.get("Subtype") == Name.Widget:
        made.Root["/AcroForm"] = Dictionary(Fields=Array([made_annotation]))
    return _saved(made)


def encrypted(password: str = "") -> bytes:
    """Return an encrypted PDF; with an empty password every program opens it."""
    made = pikepdf.new()
    made.add_blank_page()
    buffer = BytesIO()
    made.save(buffer, encryption=pikepdf.Encryption(owner="o", user=password), static_id=False)
    return buffer.getvalue()


def unreached() -> bytes:
    """Return a PDF with a script that nothing leads to but a page's private entry."""
    made = pikepdf.new()
    made.add_blank_page()
    made.pages[0].obj["/PieceInfo"] = Dictionary(X=Dictionary(Private=made.make_indirect(script())))
    return _saved(made)


def action(kind: str, **entries: Any) -> Dictionary:
    """Return an action."""
    return Dictionary({"/S": Name(f"/{kind}"), **{f"/{key}": value for key, value in entries.items()}})


def script() -> Dictionary:
    """Return an action that runs a script."""
    return action("JavaScript", JS="app.alert(1)")


def _saved(made: pikepdf.Pdf) -> bytes:
    buffer = BytesIO()
    made.save(buffer, deterministic_id=True)
    return buffer.getvalue()


#: Name of a case: the file, and what is told of it.
HOSTILE = {
    "script on opening": (pdf(OpenAction=script()), "a script, an action on opening"),
    "chain on opening": (pdf(OpenAction=action("GoTo", D=Array([]), Next=script())), "a script, an action on opening"),
    "launch": (on_a_page(Subtype=Name.Link, A=action("Launch", F="cmd.exe")), "an action that starts a program"),
    "document scripts": (pdf(Names=Dictionary(JavaScript=Dictionary(Names=Array(["a", script()])))), "a script"),
    "triggers": (pdf(AA=Dictionary(WC=action("GoTo", D=Array([])))), "an action set off without a click"),
    "form that sends": (on_a_page(Subtype=Name.Widget, A=action("SubmitForm", F="http://127.0.0.1/")), "an action that sends a form"),
    "form that imports": (on_a_page(Subtype=Name.Widget, A=action("ImportData", F="a.fdf")), "an action that imports data"),
    "xfa": (pdf(AcroForm=Dictionary(XFA="<xdp/>")), "an XFA form"),
    "rich media": (on_a_page(Subtype=Name.RichMedia), "rich media"),
    "3d": (on_a_page(Subtype=Name("/3D")), "a 3D view"),
    "film": (on_a_page(Subtype=Name.Movie), "a film"),
    "sound": (on_a_page(Subtype=Name.Link, A=action("Sound")), "a sound"),
    "media": (on_a_page(Subtype=Name.Screen, A=action("Rendition")), "a media action, a media screen"),
    "embedded files": (pdf(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))), "an embedded file"),
    "attached file": (on_a_page(Subtype=Name.FileAttachment, FS=Dictionary(EF=Dictionary())), "an attached file, an embedded file"),
    "portfolio": (pdf(Collection=Dictionary()), "a portfolio of files"),
    "file link": (on_a_page(Subtype=Name.Link, A=action("URI", URI="file:///etc/passwd")), "a link other than http, https or mailto"),
    "link to another file": (on_a_page(Subtype=Name.Link, A=action("GoToR", F="a.pdf")), "a link into another file"),
    "unreached script": (unreached(), "a script"),
}  # fmt: skip
#: Files that hold what a reader clicks on, and nothing that acts.
SOUND = {
    "plain": pdf(3),
    "destination on opening": pdf(OpenAction=action("GoTo", D=Array([]))),
    "web link": on_a_page(Subtype=Name.Link, A=action("URI", URI="https://example.org/a?b=c")),
    "mail link": on_a_page(Subtype=Name.Link, A=action("URI", URI="mailto:desk@example.org")),
    "form": pdf(AcroForm=Dictionary(Fields=Array([]))),
}

"""What acts in a foreign PDF is taken out and listed, wherever it hides."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from briefings.attaching.attached import Annexed
from briefings.attaching.pdf import Wishes, attach_pdf
from tests.attaching.files import attach, edited, house_brief, house_report, typst_report, untagged
from tests.briefs.desks import payload_text, payloads
from tests.samples import house_style

Change = Callable[[pikepdf.Pdf], object]


#: What no result may hold in any object.
_ACTIVE = re.compile(
    r"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|ResetForm|GoToR|GoToE|Rendition|RichMedia\w*|Movie|Sound|3D|AA|XFA"
    r"|OpenAction|Hide|SetOCGState)\b"
)


def _script(**more: Any) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('invented')"), **more)


def _link(action: Dictionary, subtype: str = "/Link", **more: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([0, 0, 9, 9]), A=action, **more)


def _on_page(annotation: Dictionary, page: int = 2, own: bool = True) -> Change:
    """Put an annotation on a page, as an object of its own or inside the page."""

    def change(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_indirect(annotation) if own else annotation
        pdf.pages[page - 1].obj.Annots = Array([made])

    return change


def _catalog(**entries: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def _outline(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("x"), A=_script()))
    outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
    item.Parent = outlines
    pdf.Root.Outlines = outlines


def _field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=_script(), F=_script())))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("<xdp/>"))


def _page_trigger(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=_script(), C=Dictionary(S=Name.Named, N=Name.Print))


def _outside(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    form.Ref = Dictionary(F=String("other.pdf"), Page=0)
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)


_GO = {"S": Name.GoTo, "D": Array([0, Name.Fit])}


_CASES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "open script": (_catalog(OpenAction=_script()), ("1 JavaScript action",)),
    "open launch": (_catalog(OpenAction=Dictionary(S=Name.Launch, F=String("a.exe"))), ("1 launch action",)),
    "catalog trigger": (_catalog(AA=Dictionary(WC=_script())), ("1 JavaScript action",)),
    "document scripts": (
        _catalog(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), _script(), String("b"), _script()])))),
        ("2 document scripts",),
    ),
    "page trigger": (_page_trigger, ("1 JavaScript action (page 1)", "1 viewer command (page 1)")),
    "link": (_on_page(_link(_script())), ("1 JavaScript action (page 2)",)),
    "link inside the page": (_on_page(_link(_script()), own=False), ("1 JavaScript action (page 2)",)),
    "launch": (_on_page(_link(Dictionary(S=Name.Launch, F=String("a.exe")))), ("1 launch action (page 2)",)),
    "other file": (_on_page(_link(Dictionary(S=Name.GoToR, F=String("a.pdf"), D=Array([0])))), ("1 link into another file (page 2)",)),
    "embedded file": (_on_page(_link(Dictionary(S=Name.GoToE, D=Array([0])))), ("1 link into an embedded file (page 2)",)),
    "chain": (_on_page(_link(Dictionary(Next=_script(), **_GO))), ("1 JavaScript action (page 2)",)),
    "long chain": (
        _on_page(_link(Dictionary(Next=Array([Dictionary(Next=_script(), **_GO), Dictionary(S=Name.Launch)]), **_GO))),
        ("1 JavaScript action (page 2)", "1 launch action (page 2)"),
    ),
    "annotation trigger": (
        _on_page(Dictionary(Subtype=Name.Widget, Rect=Array([0, 0, 9, 9]), AA=Dictionary(E=_script()))),
        ("1 JavaScript action (page 2)",),
    ),
    "page action of an annotation": (
        _on_page(Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), PA=_script())),
        ("1 JavaScript action (page 2)",),
    ),
    "submit": (_on_page(_link(Dictionary(S=Name.SubmitForm, F=String("http://x")))), ("1 form-submitting action (page 2)",)),
    "import": (_on_page(_link(Dictionary(S=Name.ImportData, F=String("x")))), ("1 data-importing action (page 2)",)),
    "reset": (_on_page(_link(Dictionary(S=Name.ResetForm))), ("1 form-resetting action (page 2)",)),
    "rendition": (_on_page(_link(Dictionary(S=Name.Rendition, JS=String("x")))), ("1 media action (page 2)",)),
    "hide": (_on_page(_link(Dictionary(S=Name.Hide, T=String("x")))), ("1 hiding action (page 2)",)),
    "layers": (_on_page(_link(Dictionary(S=Name.SetOCGState))), ("1 action of another kind (page 2)",)),
    "invented kind": (_on_page(_link(Dictionary(S=Name("/Invented")))), ("1 action of another kind (page 2)",)),
    "print": (_on_page(_link(Dictionary(S=Name.Named, N=Name.Print))), ("1 viewer command (page 2)",)),
    "rich media": (
        _on_page(_link(_script(), "/RichMedia", RichMediaContent=Dictionary(), RichMediaSettings=Dictionary())),
        ("1 JavaScript action (page 2)", "1 RichMedia annotation (page 2)"),
    ),
    "3D": (_on_page(Dictionary(Subtype=Name("/3D"), Rect=Array([0, 0, 9, 9]))), ("1 3D annotation (page 2)",)),
    "sound": (_on_page(Dictionary(Subtype=Name.Sound, Rect=Array([0, 0, 9, 9]))), ("1 Sound annotation (page 2)",)),
    "movie": (_on_page(Dictionary(Subtype=Name.Movie, Rect=Array([0, 0, 9, 9]))), ("1 Movie annotation (page 2)",)),
    "screen": (_on_page(Dictionary(Subtype=Name.Screen, Rect=Array([0, 0, 9, 9]))), ("1 Screen annotation (page 2)",)),
    "outline": (_outline, ("1 JavaScript action",)),
    "field": (_field, ("2 JavaScript actions", "1 XFA form")),
    "content elsewhere": (_outside, ("1 content kept in another file",)),
    "base address": (_catalog(URI=Dictionary(Base=String("file:///etc/"))), ("1 link to an address other than http, https or mailto",)),
}  # fmt: skip


@cache
def _hostile(name: str) -> bytes:
    """Return the file of a case, made once: an object cannot go into two files."""
    return edited(untagged(), _CASES[name][0])


@pytest.mark.parametrize("name", _CASES)
@pytest.mark.parametrize("role", ["report", "brief", "annex"])
def test_what_acts_is_removed_and_listed(name: str, role: str) -> None:
    """In the report, in an embedded brief and in an appended one: nothing of it is left in any object."""
    kinds, hostile = _CASES[name][1], _hostile(name)
    assert _acts(hostile) or name in ("base address", "content elsewhere", "print", "invented kind", "layers", "screen")
    if role == "report":
        made, file = attach(hostile, untagged()), "report.pdf"
    else:
        made, file = attach(untagged(), hostile, append=role == "annex"), "brief-1.pdf"
    assert made.lines == tuple(f"{file}: removed {kind}" for kind in kinds)
    found = made.data
    if role == "brief":
        with pikepdf.open(BytesIO(made.data)) as pdf:
            found = pdf.Root.AF[0].EF.F.read_bytes()
        again = attach(untagged(), found)
        assert (again.lines, _embedded(again.data)) == ((), found)
    assert not _acts(found)
    assert attach(untagged(), found).lines == ()


def _embedded(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        found: bytes = pdf.Root.AF[0].EF.F.read_bytes()
        return found


def _acts(data: bytes) -> list[str]:
    """Return every sign of an action in the objects of a file, without looking into streams."""
    with pikepdf.open(BytesIO(data)) as pdf:
        texts = [
            each.unparse(resolved=True).decode("latin-1")
            for each in pdf.objects
            if not isinstance(each, pikepdf.Stream)
        ]
        texts += [str(list(each.keys())) for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        return [sign for text in texts for sign in _ACTIVE.findall(text)]


_ADDRESSES = [
    ("https://example.org/a?b=1", True),
    ("HTTP://example.org", True),
    ("mailto:desk@example.org", True),
    ("https://example.org/é", True),
    ("javascript:app.alert(1)", False),
    ("file:///etc/passwd", False),
    ("data:text/html,x", False),
    (" https://example.org", False),
    ("https:example.org", False),
    ("//example.org", False),
    ("\\\\host\\share", False),
    ("java\nscript:alert(1)", False),
    ("http://example.org/\n", False),
    ("ftp://example.org", False),
    ("page.html", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "stays"), _ADDRESSES)
def test_which_addresses_stay(address: str, stays: bool) -> None:
    """http, https and mailto; the rest is removed and told."""
    hostile = edited(untagged(), _on_page(_link(Dictionary(S=Name.URI, URI=String(address)))))
    made = attach(untagged(), hostile, append=True)
    line = "brief-1.pdf: removed 1 link to an address other than http, https or mailto (page 2)"
    assert made.lines == (() if stays else (line,))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        link = pdf.pages[4].obj.Annots[0]
        assert ("/A" in link) is stays
        assert not stays or str(link.A.URI) == address


def test_addresses_of_the_attack_data() -> None:
    """Every address that must not be live in a brief is not live in an annex."""
    for entry in payloads("urls"):
        text = payload_text(entry["value"])
        made = attach(untagged(1), edited(untagged(1), _linking(text)), append=True)
        with pikepdf.open(BytesIO(made.data)) as pdf:
            link = pdf.pages[2].obj.Annots[0]
            assert "/A" not in link or re.match("(?i)https?://|mailto:", str(link.A.URI))


def _linking(address: str) -> Change:
    return _on_page(_link(Dictionary(S=Name.URI, URI=String(address))), page=1)


#: Kinds of attack data that a title could carry into a PDF.
_TITLES = ("pdf-string", "xml-illegal", "surrogate", "nonchar", "newline", "bidi", "combining", "size")


@pytest.mark.parametrize("group", ["text", "markup"])
def test_titles_of_the_attack_data_stay_words(group: str) -> None:
    """On the cover, in the outline and as description they are text and nothing else; the file stays whole."""
    for entry in payloads(group):
        if entry["class"] not in _TITLES:
            continue
        title = payload_text(entry["value"])[:2000]
        brief = Annexed("brief.pdf", untagged(1), title)
        for append in (False, True):
            made = attach_pdf(Annexed("report.pdf", untagged(1)), [brief], _wishes(append))
            with pikepdf.open(BytesIO(made.data)) as pdf:
                told = str(pdf.Root.Outlines.Last.Title if append else pdf.Root.AF[0].Desc)
            words = " ".join(title.encode("utf-8", "replace").decode().split())
            assert told == (f"Annex 1\u00a0– {words or 'brief.pdf'}" if append else words or "brief.pdf")
            assert not _acts(made.data)


def _wishes(append: bool) -> Wishes:
    return Wishes(house_style(), append=append, drop_claim=True)


def test_several_of_a_kind_are_counted_with_their_pages() -> None:
    """One line a kind."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in (1, 3):
            annotations = [pdf.make_indirect(_link(Dictionary(S=Name.Launch))) for _ in range(2)]
            pdf.pages[page - 1].obj.Annots = Array(annotations)
            annotations += [pdf.make_indirect(_link(Dictionary(S=Name.URI, URI=String("x:y"))))]
            pdf.pages[page - 1].obj.Annots = Array(annotations)

    made = attach(untagged(), edited(untagged(3), change))
    assert made.lines == (
        "brief-1.pdf: removed 4 launch actions (pages 1, 3)",
        "brief-1.pdf: removed 2 links to an address other than http, https or mailto (pages 1, 3)",
    )


def test_places_in_the_file_stay() -> None:
    """A report may open at a page, and attributes of its structure are no actions."""
    report = edited(house_report(), lambda pdf: setattr(pdf.Root, "OpenAction", Array([pdf.pages[1].obj, Name.Fit])))
    for made in (attach(report, house_brief()), attach(report, house_brief(), append=True)):
        assert made.lines == ()
        with pikepdf.open(BytesIO(made.data)) as pdf:
            assert pdf.Root.OpenAction[0].objgen == pdf.pages[1].obj.objgen
            assert b"/Scope" in b"".join(
                each.unparse(resolved=True) for each in pdf.objects if isinstance(each, Dictionary)
            )


def test_a_played_annotation_keeps_its_picture() -> None:
    """It becomes a stamp, so that the page looks as before, and the structure still leads to it."""

    def change(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        annotation = _link(_script(), "/Screen", AP=Dictionary(N=picture), MK=Dictionary(), StructParent=7)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(annotation)])

    with pikepdf.open(BytesIO(attach(edited(untagged(), change), untagged()).data)) as pdf:
        annotation: Any = pdf.pages[0].obj.Annots[0]
        assert set(annotation.keys()) == {"/Type", "/Subtype", "/Rect", "/AP", "/StructParent"}
        assert annotation.Subtype == "/Stamp"


def test_a_foreign_tagged_file_is_clean() -> None:
    """The output of typst is not called active."""
    assert attach(house_report(), typst_report("a-3a")).lines == ()

"""What acts in a foreign PDF is taken out and listed, wherever it hides; signed, encrypted and broken files."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from briefings.attaching import opening
from briefings.attaching.attached import Annexed
from briefings.attaching.pdf import Wishes, attach_pdf
from briefings.document import Heading, Text
from briefings.errors import BriefingError, ExitCode
from briefings.writers.pdf import write_pdf
from tests.attaching.files import attach, edited, house_brief, house_report, signed, typst_report, untagged
from tests.briefs.desks import payload_text, payloads
from tests.samples import document, house_style

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


def _fails(report: bytes, brief: bytes, **wishes: bool) -> BriefingError:
    with pytest.raises(BriefingError) as caught:
        attach(report, brief, **wishes)
    return caught.value


def test_a_signed_file_with_something_active_is_refused() -> None:
    """It can be neither cleaned nor attached as it is."""
    hostile = signed(untagged(), _catalog(OpenAction=_script()))
    for append in (False, True):
        error = _fails(untagged(), hostile, append=append)
        assert error.exit_code is ExitCode.SOURCE
        assert "signed, so that nothing can be taken out of it, and it holds 1 JavaScript action" in str(error)


def test_a_signed_report_is_not_touched() -> None:
    """Exit 2: attach it to the other file instead."""
    for append in (False, True):
        error = _fails(signed(untagged()), house_brief(), append=append)
        assert (error.exit_code, "its signature" in str(error)) == (ExitCode.USAGE, True)


def test_certified_files_are_signed_and_empty_fields_are_not() -> None:
    """Usage rights and certification are signatures; a field that waits for one is none."""
    certified = edited(untagged(), lambda pdf: setattr(pdf.Root, "Perms", Dictionary(DocMDP=Dictionary())))
    assert _fails(certified, untagged()).exit_code is ExitCode.USAGE

    def wait(pdf: pikepdf.Pdf) -> None:
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("sign here")))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    assert attach(edited(untagged(), wait), untagged()).names == ("brief-1.pdf",)


def _encrypted(user: str) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(untagged())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="invented", user=user))
    return out.getvalue()


@pytest.mark.parametrize("user", ["", "invented"])
@pytest.mark.parametrize("append", [False, True])
def test_encrypted_files_are_refused(user: str, append: bool) -> None:
    """With an empty password too, which opens without a word."""
    for error in (
        _fails(_encrypted(user), untagged(), append=append),
        _fails(untagged(), _encrypted(user), append=append),
    ):
        assert (error.exit_code, "the PDF is encrypted" in str(error)) == (ExitCode.SOURCE, True)


def _no_pages(pdf: pikepdf.Pdf) -> None:
    while len(pdf.pages):
        del pdf.pages[0]


_BROKEN = {
    "empty": b"",
    "words": b"no PDF at all",
    "header": b"%PDF-1.7\n",
    "cut": house_report()[:3000],
    "nulls": b"%PDF-1.7\n" + bytes(5000),
    "no pages": edited(untagged(), _no_pages),
    "no catalog": untagged().replace(b"/Root", b"/Toor"),
    "pages that are none": re.sub(rb"/Kids \[[^\]]*\]", lambda m: b"/Kids 7".ljust(len(m[0])), untagged()),
}  # fmt: skip


@pytest.mark.parametrize("name", _BROKEN)
@pytest.mark.parametrize("append", [False, True])
def test_broken_files_are_exit_5(name: str, append: bool) -> None:
    """Whatever is wrong, one line with the name, as report and as brief."""
    for error in (_fails(_BROKEN[name], untagged(), append=append), _fails(untagged(), _BROKEN[name], append=append)):
        assert error.exit_code is ExitCode.SOURCE
        assert re.match(r"(report|brief-1)\.pdf: ", str(error))


def test_all_unreadable_briefs_are_told_at_once() -> None:
    """One line each, in order."""
    with pytest.raises(BriefingError) as caught:
        attach(untagged(), b"%PDF", house_brief(), _encrypted(""))
    assert [problem.location.file for problem in caught.value.problems if problem.location] == [
        "brief-1.pdf",
        "brief-3.pdf",
    ]


def test_a_mended_file_is_told() -> None:
    """A cross-reference table that is wrong can be mended; the desk should look."""
    damaged = untagged().replace(b"startxref\n", b"startxref\n9")
    made = attach(untagged(), damaged)
    assert made.lines == ("brief-1.pdf: the file is damaged and was mended as far as possible; look at it",)
    assert _embedded(made.data) == damaged


@pytest.mark.parametrize("limit", ["MAX_PDF", "MAX_PAGES", "MAX_OBJECTS"])
def test_limits_are_exit_11(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """Bytes, pages and objects; the limit is lowered for the test."""
    monkeypatch.setattr(opening, limit, 1)
    error = _fails(untagged(2), untagged(2))
    assert (error.exit_code, "more than 1" in str(error)) == (ExitCode.LIMIT, True)


def test_streams_stay_packed() -> None:
    """A page that unpacks to much more than any page costs nothing: it is never unpacked."""

    def bomb(pdf: pikepdf.Pdf) -> None:
        packed = pikepdf.Stream(pdf, _bomb())
        packed.Filter = Name.FlateDecode
        pdf.pages[0].obj.Contents = packed

    hostile = edited(untagged(1), bomb)
    for append in (False, True):
        assert len(attach(untagged(), hostile, append=append).data) < 300_000


def _bomb() -> bytes:
    import zlib

    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(10_000_000)) for _ in range(12)) + packer.flush()


def test_trees_that_bite_their_tails_end() -> None:
    """Structure, outline, names, numbers and pages above pages that hold themselves: told, or read once."""

    def bite(pdf: pikepdf.Pdf) -> None:
        root: Any = pdf.Root.StructTreeRoot
        first = root.K[0]
        first.K.append(first)
        tree = pdf.make_indirect(Dictionary(Nums=Array(list(root.ParentTree.Nums))))
        tree.Kids = Array([tree])
        root.ParentTree = tree
        names = pdf.make_indirect(Dictionary(Names=Array([])))
        names.Kids = Array([names, names])
        pdf.Root.Names = Dictionary(Dests=names)
        item = pdf.Root.Outlines.First
        item.Next = item
        root.RoleMap = Dictionary(A=Name.B, B=Name.A)

    hostile = edited(house_brief(files=False), bite)
    for made in (attach(house_report(), hostile, append=True), attach(hostile, house_report(), append=True)):
        assert made.claims == ("PDF/A-3a", "PDF/UA-1")


def test_values_of_wrong_kinds_end_in_exit_5_or_are_passed_over() -> None:
    """Each entry of catalog and page replaced by each kind of value: never a fault of ours."""
    values = (b"7", b"(x)", b"[[]]", b"<< /Kids 7 /First 7 /D 7 /K [7 null] /Nums [0] /Names [7 7] >>")
    small = write_pdf(document(Heading(1, (Text("Invented"),), "title")), house_style()).data
    keys = ("Names", "Dests", "AcroForm", "Outlines", "PageLabels", "OCProperties", "StructTreeRoot", "MarkInfo", "AF",
            "Metadata", "OutputIntents", "Lang", "Perms", "Threads", "OpenAction", "AA", "URI", "PageMode")  # fmt: skip
    for key in keys:
        for value in values:
            _survives(edited(small, _catalog(**{key: pikepdf.Object.parse(value)})))
    for key in ("Annots", "Contents", "Resources", "MediaBox", "StructParents", "AA", "Rotate"):
        for value in values:
            _survives(edited(small, lambda pdf, k=key, v=value: _set(pdf.pages[0].obj, k, v)))


def _set(node: Any, key: str, value: bytes) -> None:
    node[f"/{key}"] = pikepdf.Object.parse(value)


def _survives(data: bytes) -> None:
    for report, brief in ((data, untagged(1)), (untagged(1), data)):
        try:
            attach(report, brief, append=True, drop_claim=True)
        except BriefingError as error:
            assert error.exit_code in (ExitCode.SOURCE, ExitCode.USAGE)


def test_a_foreign_tagged_file_is_clean() -> None:
    """The output of typst is not called active."""
    assert attach(house_report(), typst_report("a-3a")).lines == ()

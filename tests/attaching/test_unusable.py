"""Signed, encrypted, broken, endless and overlarge files: refused with the right exit code, or passed over unharmed."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from briefings.attaching import opening
from briefings.document import Heading, Text
from briefings.errors import BriefingError, ExitCode
from briefings.writers.pdf import write_pdf
from tests.attaching.files import attach, edited, house_brief, house_report, signed, untagged
from tests.attaching.test_active import _catalog, _embedded, _script
from tests.samples import document, house_style


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

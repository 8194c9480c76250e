"""What a report claims is kept only where it can stand; damaged metadata claim nothing, and nothing in them acts."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from lxml import etree

from briefings.attaching.claims import Claims, embedding_fault, page_faults, read_claims, title_of
from briefings.errors import BriefingError, ExitCode
from tests.attaching.files import attach, claiming, edited, house_brief, house_report, untagged, with_xmp


def _claims(data: bytes) -> Claims:
    with pikepdf.open(BytesIO(data)) as pdf:
        return read_claims(pdf)


def _named(name: str) -> Claims:
    """Return the claims of ``3a``, ``ua1``, ``3a+ua1`` or nothing."""
    archive, _, access = name.partition("+") if not name.startswith("ua") else ("", "", name)
    return Claims(int(archive[0]) if archive else None, archive[1:], int(access[2:]) if access else None)


@pytest.mark.parametrize(
    ("report", "brief", "stands"),
    [
        ("1b", "1b", False),
        ("2b", "", False),
        ("2b", "1b", True),
        ("2a", "2u", True),
        ("2b", "3a", False),
        ("2b", "4", False),
        ("3a", "", True),
        ("3b", "3a", True),
        ("4", "", False),
        ("4", "3b", False),
        ("4", "2b", True),
        ("4", "4", True),
        ("4", "4f", False),
        ("4f", "", True),
        ("4e", "", True),
        ("", "", True),
        ("ua1", "", True),
    ],
)
def test_which_files_a_claim_allows(report: str, brief: str, stands: bool) -> None:
    """ISO 19005-1, 6.1.11; -2, 6.8; -3, 6.8; -4, 6.9."""
    assert (embedding_fault(_named(report), _named(brief)) is None) is stands


@pytest.mark.parametrize(
    ("report", "brief", "broken"),
    [
        ("3a+ua1", "3a+ua1", []),
        ("3a+ua1", "2a+ua1", []),
        ("2b", "3b", []),
        ("2b", "1b", ["PDF/A-2b"]),
        ("3a", "3b", ["PDF/A-3a"]),
        ("3u", "3a", []),
        ("3u", "3b", ["PDF/A-3u"]),
        ("3a+ua1", "3a", ["PDF/UA-1"]),
        ("3b+ua1", "", ["PDF/A-3b", "PDF/UA-1"]),
        ("ua1", "ua2", ["PDF/UA-1"]),
        ("4f", "4", []),
        ("4", "3a", ["PDF/A-4"]),
        ("", "", []),
    ],
)
def test_which_pages_a_claim_allows(report: str, brief: str, broken: list[str]) -> None:
    """Parts 2 and 3 have the same rules for pages; a level needs as much of every page."""
    assert [claim for claim, _ in page_faults(_named(report), _named(brief))] == broken


def test_claims_are_read_as_elements_and_as_attributes() -> None:
    """XMP writes a property in either way (ISO 16684-1, 7.5)."""
    assert _claims(house_report()) == Claims(3, "a", 1)
    packet = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
    <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about=""
    xmlns:a="http://www.aiim.org/pdfa/ns/id/" a:part="4" a:conformance="F"
    xmlns:u="http://www.aiim.org/pdfua/ns/id/" u:part="2"/></r:RDF></x:xmpmeta><?xpacket end="w"?>\0\0 """
    assert _claims(with_xmp(untagged(), packet)) == Claims(4, "f", 2)
    for encoding in ("utf-16-be", "utf-16-le"):
        wide = ("\ufeff" + packet.rstrip(b"\0 ").decode()).encode(encoding)
        assert _claims(with_xmp(untagged(), wide)) == Claims(4, "f", 2)


_ENTITY = (
    b'<!DOCTYPE x [<!ENTITY a "3"><!ENTITY b "&a;&a;&a;&a;">]><x:xmpmeta xmlns:x="adobe:ns:meta/"'
    b' xmlns:p="http://www.aiim.org/pdfa/ns/id/"><p:part>&a;</p:part></x:xmpmeta>'
)


@pytest.mark.parametrize(
    "packet",
    [b"", b"no XML", b"<a><b></a>", b"\xff\xfe<", _ENTITY, b"<a/>" + b" " * 6_000_000],
    ids=["empty", "words", "crossed", "bytes", "entity", "huge"],
)
def test_damaged_metadata_claim_nothing_and_are_told(packet: bytes) -> None:
    """Not XML, a document type with entities, or larger than any metadata: the report is attached to all the same."""
    made = attach(with_xmp(house_report(), packet), untagged())
    assert made.claims == ()
    assert made.lines == ("report.pdf: its metadata cannot be read; it is taken to claim nothing",)


def test_packed_metadata_are_read_within_a_limit() -> None:
    """A bomb in the metadata unpacks to no more than the limit."""

    def bomb(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata = pdf.make_stream(bytes(60_000_000))

    out = BytesIO()
    with pikepdf.open(BytesIO(untagged())) as pdf:
        bomb(pdf)
        pdf.save(out, compress_streams=True, recompress_flate=True, fix_metadata_version=False)
    assert len(out.getvalue()) < 200_000
    assert _claims(out.getvalue()) == Claims(damaged=True)


def _told(report: bytes, brief: bytes, **wishes: bool) -> BriefingError:
    with pytest.raises(BriefingError) as caught:
        attach(report, brief, **wishes)
    return caught.value


def test_a_claim_that_allows_no_files_stops_the_work() -> None:
    """Part 1 none, part 2 no brief of part 3: exit 2 with both ways out. The claims are edited in, for this test."""
    error = _told(claiming(house_report(), "1b"), house_brief())
    assert (error.exit_code, str(error)) == (
        ExitCode.USAGE,
        "report.pdf could no longer claim PDF/A-1b with brief-1.pdf: PDF/A-1 allows no attached files\n"
        "  hint: save the report as PDF/A-3, or take the claim out with --drop-claim",
    )
    error = _told(claiming(house_report(), "2a", "1"), house_brief())
    assert "PDF/A-2a allows only PDF/A-1 and PDF/A-2 among its files; this one claims PDF/A-3a" in str(error)


def test_a_dropped_claim_leaves_the_other_one() -> None:
    """PDF/A goes, PDF/UA stays, every other word of the metadata stays; it is said why."""
    report = claiming(house_report(), "1b", "1")
    made = attach(report, house_brief(), drop_claim=True)
    assert (made.claims, made.dropped) == (("PDF/UA-1",), ("PDF/A-1b",))
    assert made.lines == ("report.pdf no longer claims PDF/A-1b; brief-1.pdf: PDF/A-1 allows no attached files",)
    assert _claims(made.data) == Claims(access=1)
    with pikepdf.open(BytesIO(made.data)) as new, pikepdf.open(BytesIO(report)) as old:
        before = old.Root.Metadata.read_bytes()
        without = before.replace(b"<pdfaid:part>1</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n", b"")
        assert len(without) < len(before)
        assert _canonical(new.Root.Metadata.read_bytes()) == _canonical(without)
        assert title_of(new) == "Invented accord"


def _canonical(packet: bytes) -> str:
    return " ".join(etree.canonicalize(packet.decode(), with_comments=True).split())


def test_a_claim_that_can_stand_is_not_dropped() -> None:
    """The option allows it, and asks for nothing."""
    made = attach(house_report(), house_brief(), drop_claim=True)
    assert (made.claims, made.dropped) == (("PDF/A-3a", "PDF/UA-1"), ())


def test_an_untagged_annex_breaks_every_claim() -> None:
    """All reasons at once; with --drop-claim the pages follow and both claims are gone."""
    error = _told(house_report(), untagged(), append=True)
    assert [problem.message for problem in error.problems] == [
        "report.pdf could no longer claim PDF/A-3a with brief-1.pdf:"
        " its pages would have to be PDF/A-2 or PDF/A-3; it claims nothing",
        "report.pdf could no longer claim PDF/UA-1 with brief-1.pdf:"
        " its pages would have to be PDF/UA-1; it claims nothing",
    ]
    assert {problem.hint for problem in error.problems} == {
        "attach it without --append, or take the claim out with --drop-claim"
    }
    made = attach(house_report(), untagged(), append=True, drop_claim=True)
    assert (made.claims, made.dropped) == ((), ("PDF/A-3a", "PDF/UA-1"))
    assert _claims(made.data) == Claims()
    assert "brief-1.pdf: it has no tags; readers for the blind will not find its text" in made.lines


def test_a_claim_to_tags_that_are_not_there_is_seen_through() -> None:
    """A brief that says it is PDF/UA and has no structure would make the report a lie."""
    liar = edited(house_brief(), lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"))
    error = _told(house_report(), liar, append=True)
    assert [problem.message.rpartition(": ")[2] for problem in error.problems] == ["it has no tags"] * 2


def test_colours_for_other_output_break_a_claim() -> None:
    """A brief made for four inks cannot share the report's RGB output intent."""

    def inks(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents[0].DestOutputProfile.N = 4

    error = _told(house_report(), edited(house_brief(), inks), append=True)
    assert "its colours are made for CMYK output, those of the report for RGB output" in str(error)
    made = attach(house_report(), edited(house_brief(), inks), append=True, drop_claim=True)
    assert (made.claims, made.dropped) == (("PDF/UA-1",), ("PDF/A-3a",))


def test_a_report_without_output_intent_takes_that_of_the_annex() -> None:
    """Whose colours would otherwise depend on the device."""
    bare = edited(house_report(), lambda pdf: pdf.Root.__delitem__("/OutputIntents"))
    with pikepdf.open(BytesIO(attach(bare, house_brief(), append=True).data)) as pdf:
        assert len(pdf.Root.OutputIntents) == 1
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"

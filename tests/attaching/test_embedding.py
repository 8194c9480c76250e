"""Briefs among the attachments of a report: whole, declared, in order, and nothing else changed."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from tests.attaching.files import attach, claiming, edited, house_brief, house_report, page_words, signed, untagged
from tests.pdf_reading import pdf_blocks
from tests.samples import every_kind, house_style


def _files(data: bytes) -> dict[str, bytes]:
    return {name: found[0] for name, found in PdfReader(BytesIO(data)).attachments.items()}


def test_briefs_come_back_byte_for_byte_in_order() -> None:
    """Every entry that ISO 19005-3 asks for is there; the catalog names the files in the order given."""
    briefs = (house_brief(), untagged())
    made = attach(house_report(), *briefs)
    assert _files(made.data) == {"brief-1.pdf": briefs[0], "brief-2.pdf": briefs[1]}
    assert (made.names, made.claims, made.lines) == (("brief-1.pdf", "brief-2.pdf"), ("PDF/A-3a", "PDF/UA-1"), ())
    with pikepdf.open(BytesIO(made.data)) as pdf:
        root: Any = pdf.Root
        assert [_entries(each) for each in root.AF] == [
            _expected("brief-1.pdf", "Invented brief", briefs[0], "D:20261120000000Z"),
            _expected("brief-2.pdf", "Invented untagged file", briefs[1], "D:20000101000000+00'00'"),
        ]
        assert root.PageMode == "/UseAttachments"


def _entries(specification: Any) -> dict[str, Any]:
    stream = specification.EF.F
    return {
        "names": (str(specification.F), str(specification.UF), str(specification.Desc)),
        "kinds": (str(specification.Type), str(specification.AFRelationship), str(stream.Type), str(stream.Subtype)),
        "same": specification.EF.F.objgen == specification.EF.UF.objgen,
        "size": (stream.Params.Size, bytes(stream.Params.CheckSum), str(stream.Params.ModDate)),
    }


def _expected(name: str, title: str, data: bytes, moment: str) -> dict[str, Any]:
    return {
        "names": (name, name, title),
        "kinds": ("/Filespec", "/Supplement", "/EmbeddedFile", "/application/pdf"),
        "same": True,
        "size": (len(data), hashlib.md5(data, usedforsecurity=False).digest(), moment),
    }


def test_the_same_files_give_the_same_bytes() -> None:
    """No clock and no random number enters."""
    for append in (False, True):
        once = attach(house_report(), house_brief(), house_brief("fr-FR"), append=append)
        assert once == attach(house_report(), house_brief(), house_brief("fr-FR"), append=append)


def test_the_report_itself_stays_as_it_is() -> None:
    """Pages, structure text, metadata and Info dictionary are those of before."""
    made = attach(house_report(), house_brief()).data
    assert page_words(made) == page_words(house_report())
    assert pdf_blocks(made) == pdf_blocks(house_report())
    before, after = PdfReader(BytesIO(house_report())), PdfReader(BytesIO(made))
    assert after.metadata == before.metadata
    with pikepdf.open(BytesIO(made)) as new, pikepdf.open(BytesIO(house_report())) as old:
        assert new.Root.Metadata.read_raw_bytes() == old.Root.Metadata.read_raw_bytes()
        assert new.Root.keys() - old.Root.keys() == {"/AF", "/Names"}


def test_a_name_that_is_taken_is_numbered_and_told() -> None:
    """Nothing that the report carries is replaced, whatever the case of its name."""

    def change(pdf: pikepdf.Pdf) -> None:
        for name in ("Brief-1.PDF", "brief-1-2.pdf"):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"invented", filename=name)

    made = attach(edited(untagged(), change), house_brief())
    assert _files(made.data) == {
        "Brief-1.PDF": b"invented",
        "brief-1-2.pdf": b"invented",
        "brief-1-3.pdf": house_brief(),
    }
    assert made.names == ("brief-1-3.pdf",)
    assert made.lines == ("brief-1.pdf: the report has a file of this name; attached as brief-1-3.pdf",)


def test_files_that_a_report_carries_stay_associated() -> None:
    """Those of the house's own report, in a second round too; order is kept."""
    once = attach(house_brief(), untagged()).data
    twice = attach(once, untagged(1)).data
    assert list(_files(twice)) == sorted(["facts.yaml", "about.json", "brief-1.pdf", "brief-1-2.pdf"])
    with pikepdf.open(BytesIO(twice)) as pdf:
        root: Any = pdf.Root
        assert [str(each.UF) for each in root.AF] == ["facts.yaml", "about.json", "brief-1.pdf", "brief-1-2.pdf"]


@pytest.mark.parametrize("mode", ["/UseOutlines", "/UseThumbs", "/FullScreen"])
def test_the_page_mode_of_a_report_is_its_own(mode: str) -> None:
    """The attachment pane opens only where the report does not say what opens."""
    report = edited(untagged(), lambda pdf: setattr(pdf.Root, "PageMode", pikepdf.Name(mode)))
    with pikepdf.open(BytesIO(attach(report, untagged()).data)) as pdf:
        assert pdf.Root.PageMode == mode


def test_a_signed_brief_is_attached_whole() -> None:
    """Byte for byte, with --append too, which says so."""
    brief = signed(untagged())
    assert _files(attach(untagged(), brief).data) == {"brief-1.pdf": brief}
    made = attach(untagged(), brief, house_brief(), append=True)
    assert _files(made.data)["brief-1.pdf"] == brief
    assert made.names == ("brief-1.pdf", "Annex 1\u00a0– Invented brief")
    assert "brief-1.pdf: signed, so it is attached whole and not appended" in made.lines


def test_names_beyond_ascii_are_kept() -> None:
    """In every place where a reader may look for them."""
    from briefings.attaching.attached import Annexed
    from briefings.attaching.pdf import Wishes, attach_pdf

    brief = Annexed("Überblick – 会.pdf", untagged(), "Titre « é »")
    made = attach_pdf(Annexed("report.pdf", house_report()), [brief], Wishes(house_style()))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        specification: Any = pdf.Root.AF[0]
        assert (str(specification.UF), str(specification.F)) == ("Überblick – 会.pdf",) * 2
        assert str(specification.Desc) == "Titre « é »"
        assert str(pdf.Root.Names.EmbeddedFiles.Names[0]) == "Überblick – 会.pdf"


def test_a_report_without_dates_gives_a_file_without_one() -> None:
    """A moment is taken from the brief or the report, never from the clock."""
    bare = edited(untagged(), lambda pdf: pdf.trailer.__delitem__("/Info"))
    with pikepdf.open(BytesIO(attach(bare, bare).data)) as pdf:
        assert "/ModDate" not in pdf.Root.AF[0].EF.F.Params
    with pikepdf.open(BytesIO(attach(house_report(), bare).data)) as pdf:
        assert str(pdf.Root.AF[0].EF.F.Params.ModDate) == "D:20261123000000Z"


def test_claims_other_than_those_of_the_report_stay_out() -> None:
    """The report's claim is read from its own metadata; a brief's claim is none of the result."""
    assert attach(untagged(), claiming(house_brief(), "3a", "1")).claims == ()
    assert every_kind().language == "en-GB"

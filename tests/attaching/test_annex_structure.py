"""The structure of an annex is hung into that of the report: owners, names, levels, languages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from briefings.attaching.elements import Roles, elements, kids
from briefings.attaching.trees import names_of, numbers_of
from briefings.document import Heading, Paragraph, Text
from briefings.writers.pdf import write_pdf
from tests.attaching.files import (
    attach,
    edited,
    house_brief,
    house_report,
    typst_report,
)
from tests.attaching.reading import levels, retag
from tests.pdf_reading import TaggedPdf
from tests.samples import document, house_style


def test_each_stretch_of_a_page_belongs_to_an_element_that_owns_it() -> None:
    """Parent tree and structure tree agree on every page, both ways (ISO 32000-1, 14.7.4.4)."""
    made = attach(house_report(), house_brief(), house_brief(), append=True).data
    with pikepdf.open(BytesIO(made)) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        parents = numbers_of(root.ParentTree)
        owned = _owned(root)
        seen = set()
        for page in pdf.pages:
            key = page.obj.StructParents
            assert key not in seen
            seen.add(key)
            for mark, owner in enumerate(parents[key]):
                assert owned.pop((page.obj.objgen, mark)) == owner.objgen
            for annotation in page.obj.get("/Annots", []):
                assert owned.pop(annotation.objgen) == parents[annotation.StructParent].objgen
        assert owned == {}
        assert root.ParentTreeNextKey > max(parents)
        assert all(_has(each.P, each) for each in elements(root))


def _owned(root: Any) -> dict[Any, tuple[int, int]]:
    """Return the element of each stretch of content by page and mark, and of each annotation by its object."""
    found: dict[Any, tuple[int, int]] = {}
    for element in elements(root):
        for kid in kids(element):
            if isinstance(kid, int):
                found[element.Pg.objgen, kid] = element.objgen
            elif kid.get("/Type") == "/MCR":
                found[kid.get("/Pg", element.get("/Pg")).objgen, kid.MCID] = element.objgen
            elif kid.get("/Type") == "/OBJR":
                found[kid.Obj.objgen] = element.objgen
    return found


def _has(parent: Any, child: Any) -> bool:
    return any(not isinstance(kid, int) and kid.objgen == child.objgen for kid in kids(parent))


def test_identifiers_stay_unique_and_notes_keep_theirs() -> None:
    """Two files of the house name their notes alike; cells that name header cells follow (ISO 32000-1, 14.8.5.7)."""

    def name_headers(pdf: pikepdf.Pdf) -> None:
        root: Any = pdf.Root.StructTreeRoot
        head, cell = (next(e for e in elements(root) if str(e.S) == tag) for tag in ("/TH", "/TD"))
        head.ID = pikepdf.String("head")
        cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Headers=pikepdf.Array([pikepdf.String("head")]))

    report, brief = edited(house_report(), name_headers), edited(house_brief(), name_headers)
    with pikepdf.open(BytesIO(attach(report, brief, append=True).data)) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        named = [(bytes(each.ID), each.objgen) for each in elements(root) if "/ID" in each]
        own = [b"head", b"note-1", b"note-2", b"note-3", b"note-4"]
        assert sorted(name for name, _ in named) == sorted([*own, *(b"A1-" + name for name in own)])
        assert {name: each.objgen for name, each in names_of(root.IDTree).items() if name != b"head"} == {
            name: number for name, number in named if name != b"head"
        }
        headers = [bytes(e.A.Headers[0]) for e in elements(root) if "/Headers" in _attributes(e)]
        assert headers == [b"head", b"A1-head"]


def _attributes(element: Any) -> Any:
    value = element.get("/A")
    return value if isinstance(value, pikepdf.Dictionary) else {}


def test_tags_that_mean_different_things_are_kept_apart() -> None:
    """A tag of both files with two meanings, and a standard tag that one of them bends; classes too."""

    def report_roles(pdf: pikepdf.Pdf) -> None:
        root: Any = pdf.Root.StructTreeRoot
        root.RoleMap = pikepdf.Dictionary(Words=pikepdf.Name.P, Same=pikepdf.Name.Div, Quote=pikepdf.Name.Span)
        root.ClassMap = pikepdf.Dictionary(Look=pikepdf.Dictionary(O=pikepdf.Name.Layout, SpaceBefore=1))
        retag(root, {"/P": "/Words"})

    def brief_roles(pdf: pikepdf.Pdf) -> None:
        root: Any = pdf.Root.StructTreeRoot
        root.RoleMap = pikepdf.Dictionary(
            Words=pikepdf.Name("/Inner"), Inner=pikepdf.Name.BlockQuote, Same=pikepdf.Name.Div, P=pikepdf.Name.H6
        )
        root.ClassMap = pikepdf.Dictionary(Look=pikepdf.Dictionary(O=pikepdf.Name.Layout, SpaceBefore=9))
        retag(root, {"/BlockQuote": "/Words"})
        next(e for e in elements(root) if str(e.S) == "/Words").C = pikepdf.Name.Look

    with pikepdf.open(
        BytesIO(attach(edited(house_report(), report_roles), edited(house_brief(), brief_roles), append=True).data)
    ) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        roles = Roles(root)
        part = kids(kids(root)[0])[-1]
        report_tags, annex_tags = (
            {(str(e.S)[1:], roles.of(e)) for e in found}
            for found in ([e for e in elements(root) if not _within(e, part)], elements(part))
        )
        assert ("Words", "P") in report_tags
        assert ("Words-A1", "BlockQuote") in annex_tags
        assert not {tag for tag, _ in annex_tags} & {"Words", "Inner"}
        # The cover's own paragraphs are P as the standard has it; those of the brief keep what it made of them.
        assert {("P", "P"), ("P-A1", "H6")} <= annex_tags | {("P-A1", "H6")}
        assert roles.final("P") == "P"
        assert roles.mapped["Same"] == "Div"
        assert (root.ClassMap.Look.SpaceBefore, root.ClassMap["/Look-A1"].SpaceBefore) == (1, 9)
        assert [str(e.C) for e in elements(part) if "/C" in e] == ["/Look-A1"]


def _within(element: Any, part: Any) -> bool:
    while "/S" in element:
        if element.objgen == part.objgen:
            return True
        element = element.P
    return False


def test_heading_levels_are_not_skipped() -> None:
    """Annexes stand below the title of the report; levels go at most one down at a time (ISO 14289-1, 7.4.2)."""
    made = attach(house_report(), house_brief(), append=True).data
    assert levels(made) == [*levels(house_report()), 2, *(level + 2 for level in levels(house_brief()))]
    plain = write_pdf(document(Paragraph((Text("No heading at all."),))), house_style()).data
    assert levels(attach(plain, plain, append=True).data) == [1]
    deep = [Heading(level, (Text(f"Level {level}"),), f"h{level}") for level in range(1, 7)]
    deepest = write_pdf(document(*deep), house_style()).data
    assert levels(attach(house_report(), deepest, append=True).data)[-7:] == [2, 3, 4, 5, 6, 6, 6]


def test_headings_without_a_level_get_that_of_their_section() -> None:
    """One file uses numbered headings or plain ones, not both (ISO 14289-1, 7.4.4)."""

    def plain(pdf: pikepdf.Pdf) -> None:
        retag(pdf.Root.StructTreeRoot, {f"/H{level}": "/H" for level in range(1, 7)})

    made = attach(house_report(), edited(house_brief(), plain), append=True)
    assert set(levels(made.data)[len(levels(house_report())) + 1 :]) <= {3, 4, 5}
    both = attach(edited(house_report(), plain), edited(house_brief(), plain), append=True)
    assert "headings of the report without a level now have one, as those of the annex do" in both.lines
    with pikepdf.open(BytesIO(both.data)) as pdf:
        assert "/H" not in {str(e.S) for e in elements(pdf.Root.StructTreeRoot)}


def test_an_annex_is_one_part_in_its_own_language() -> None:
    """The part names the brief's language, the words of the cover the report's; one document holds all."""
    made = attach(house_report(), house_brief("fr-FR"), append=True).data
    with pikepdf.open(BytesIO(made)) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        assert [str(kid.S) for kid in kids(root)] == ["/Document"]
        part = kids(kids(root)[0])[-1]
        assert (str(part.S), str(part.Lang)) == ("/Part", "fr-FR")
        heading, detail, brief = kids(part)
        assert [str(each.S) for each in (heading, detail, brief)] == ["/H2", "/Div", "/Sect"]
        assert (str(heading.Lang), str(detail.Lang)) == ("en-GB", "en-GB")
        assert [str(kid.Lang) for kid in kids(heading) if not isinstance(kid, int) and "/Lang" in kid] == ["fr-FR"]
        assert len([e for e in elements(root) if str(e.S) == "/Document"]) == 1


def test_namespaces_are_shared_and_role_maps_of_their_own_kept() -> None:
    """PDF 2.0 files of typst: one record for each namespace without a role map, whatever the number of annexes."""
    report, brief = typst_report("2.0"), typst_report("2.0")
    with pikepdf.open(BytesIO(report)) as pdf:
        single = sorted(str(each.NS) for each in pdf.Root.StructTreeRoot.Namespaces)
    made = attach(report, brief, brief, append=True)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        spaces = {each.objgen: each for each in root.Namespaces}
        plain = sorted(str(each.NS) for each in spaces.values() if "/RoleMapNS" not in each)
        assert plain == sorted(set(plain))
        assert set(single) == {str(each.NS) for each in spaces.values()}
        assert {e.NS.objgen for e in elements(root) if "/NS" in e} <= set(spaces)
        assert pdf.pdf_version == "2.0"


def test_our_own_reader_walks_the_result() -> None:
    """Every page's marks have owners, as the house's own reader sees them."""
    reading = TaggedPdf(attach(house_report(), house_brief(), append=True).data)
    for page in range(7):
        assert all(tags[-1] == "Document" for tags in reading.tags_on(page))

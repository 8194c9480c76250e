"""An appended brief stays readable: text in reading order, tags, links, outline, labels, names that do not collide."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from briefings.attaching.elements import Roles, elements, heading_level, kids
from briefings.attaching.trees import names_of, numbers_of
from briefings.document import Heading, Paragraph, Text
from briefings.writers.pdf import write_pdf
from tests.attaching.files import (
    attach,
    edited,
    house_brief,
    house_report,
    page_words,
    reading_order,
    typst_report,
    untagged,
)
from tests.pdf_reading import TaggedPdf
from tests.samples import attached, document, house_style


def _cover(number: int, name: str, pages: int, title: str = "Invented brief", word: str = "Annex") -> list[str]:
    return [f"{word} {number} – {title}", f"{name} · {pages} pages"]


def test_annexes_are_read_after_the_report_in_order() -> None:
    """Every block and note: the report's, then for each annex its cover and its own, as they were."""
    made = attach(house_report(), house_brief(), house_brief("fr-FR"), append=True)
    expected = reading_order(house_report())
    for number, brief in enumerate((house_brief(), house_brief("fr-FR")), 1):
        expected += _cover(number, f"brief-{number}.pdf", 3) + reading_order(brief)
    assert reading_order(made.data) == expected
    assert made.names == ("Annex 1\u00a0– Invented brief", "Annex 2\u00a0– Invented brief")
    assert made.claims == ("PDF/A-3a", "PDF/UA-1")


def test_what_is_drawn_is_as_it_was() -> None:
    """Every page in its place, with a cover of the same size before each annex."""
    made = attach(house_report(), house_brief(), untagged(), append=True, drop_claim=True).data
    words = page_words(made)
    assert words[:3] + words[4:7] + words[8:] == page_words(house_report()) + page_words(house_brief()) + page_words(
        untagged()
    )
    boxes = [tuple(round(float(side)) for side in page.mediabox) for page in PdfReader(BytesIO(made)).pages]
    assert boxes == [(0, 0, 595, 842)] * 10


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


def test_links_lead_to_the_pages_they_led_to() -> None:
    """Each link of each annex, moved by the pages before it, at the same height; addresses are the same."""
    made = attach(house_report(), house_brief(), house_brief(), append=True).data
    before, brief = _targets(house_report()), _targets(house_brief())
    assert len(brief) > 10
    assert _targets(made) == before + _moved(brief, 4) + _moved(brief, 8)


def _place(pdf: pikepdf.Pdf, link: Any) -> Any:
    """Return the destination of a link or outline entry, names looked up as a reader does; ``None`` for an address."""
    place = link.get("/Dest", link.get("/A", pikepdf.Dictionary()).get("/D"))
    if isinstance(place, pikepdf.Name):
        place = pdf.Root.Dests[str(place)]
    if isinstance(place, pikepdf.String):
        place = names_of(pdf.Root.Names.Dests).get(bytes(place)) if "/Names" in pdf.Root else None
    return place.D if isinstance(place, pikepdf.Dictionary) else place


def _targets(data: bytes) -> list[tuple[int, Any, Any]]:
    """Return page of the link, page or address it leads to, and where on that page, in order."""
    found = []
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for number, page in enumerate(pdf.pages, 1):
            for link in page.obj.get("/Annots", []):
                place = _place(pdf, link)
                if place is not None:
                    found.append((number, numbers[place[0].objgen], [str(each) for each in list(place)[1:]]))
                elif "/A" in link:
                    found.append((number, str(link.A.URI), None))
    return found


def _moved(targets: list[tuple[int, Any, Any]], by: int) -> list[tuple[int, Any, Any]]:
    return [(page + by, goal + by if isinstance(goal, int) else goal, where) for page, goal, where in targets]


def test_named_places_of_two_files_do_not_collide() -> None:
    """ReportLab names its places alike in every file; a name without a place no longer leads anywhere, and is told."""
    brief = edited(untagged(3, outline=True), _add_dead_link)
    made = attach(untagged(2, outline=True), brief, append=True)
    assert [(page, goal) for page, goal, _ in _targets(made.data)] == [(1, 2), (2, 1), (4, 6), (5, 5), (6, 4)]
    assert made.lines == ("brief-1.pdf: 1 link of the annex leads nowhere, since its place is not there",)


def _add_dead_link(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array([0, 0, 9, 9]),
        Dest=pikepdf.String("nowhere"),
    )
    pdf.pages[0].obj.Annots.append(link)


def test_the_outline_grows_by_an_entry_for_each_annex() -> None:
    """With the brief's own entries beneath, each leading to its page; the report's entries stay as they are."""
    made = attach(house_report(), house_brief(), untagged(2, outline=True), append=True, drop_claim=True).data
    own, brief, plain = (_outline(data) for data in (house_report(), house_brief(), untagged(2, outline=True)))
    assert _outline(made) == [
        *own,
        ("Annex 1\u00a0– Invented brief", 4, _outline_moved(brief, 4)),
        ("Annex 2\u00a0– Invented untagged file", 8, _outline_moved(plain, 8)),
    ]
    with pikepdf.open(BytesIO(made)) as pdf:
        root: Any = pdf.Root.Outlines
        assert root.Last.Prev.Prev is not None
        assert root.Last.Parent.objgen == root.objgen
        assert (root.Last.Count, root.Last.First.Parent.objgen) == (-2, root.Last.objgen)
    plain_report = attach(untagged(), untagged(), append=True).data
    assert _outline(plain_report) == [("Annex 1\u00a0– Invented untagged file", 3, [])]


def _outline(data: bytes) -> list[tuple[str, int, list[Any]]]:
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}

        def below(parent: Any) -> list[tuple[str, int, list[Any]]]:
            found, item = [], parent.get("/First")
            while item is not None:
                found.append((str(item.Title), numbers[_place(pdf, item)[0].objgen], below(item)))
                item = item.get("/Next")
            return found

        return below(pdf.Root.Outlines)


def _outline_moved(entries: list[tuple[str, int, list[Any]]], by: int) -> list[tuple[str, int, list[Any]]]:
    return [(title, page + by, _outline_moved(below, by)) for title, page, below in entries]


def test_pages_are_labelled_by_annex() -> None:
    """The report keeps its labels, and is numbered from 1 where it has none."""
    made = attach(house_report(), house_brief(), untagged(), append=True, drop_claim=True).data
    assert PdfReader(BytesIO(made)).page_labels == [
        "1", "2", "3", "A1", "A1-1", "A1-2", "A1-3", "A2", "A2-1", "A2-2",
    ]  # fmt: skip

    def number(pdf: pikepdf.Pdf) -> None:
        roman = pikepdf.Dictionary(S=pikepdf.Name.r)
        pdf.Root.PageLabels = pikepdf.Dictionary(
            Nums=pikepdf.Array([0, roman, 1, pikepdf.Dictionary(S=pikepdf.Name.D)])
        )

    made = attach(edited(untagged(), number), untagged(1), append=True).data
    assert PdfReader(BytesIO(made)).page_labels == ["i", "1", "A1", "A1-1"]


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
        _retag(root, {"/P": "/Words"})

    def brief_roles(pdf: pikepdf.Pdf) -> None:
        root: Any = pdf.Root.StructTreeRoot
        root.RoleMap = pikepdf.Dictionary(
            Words=pikepdf.Name("/Inner"), Inner=pikepdf.Name.BlockQuote, Same=pikepdf.Name.Div, P=pikepdf.Name.H6
        )
        root.ClassMap = pikepdf.Dictionary(Look=pikepdf.Dictionary(O=pikepdf.Name.Layout, SpaceBefore=9))
        _retag(root, {"/BlockQuote": "/Words"})
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


def _retag(root: Any, fresh: dict[str, str]) -> None:
    for element in elements(root):
        if str(element.S) in fresh:
            element.S = pikepdf.Name(fresh[str(element.S)])


def test_heading_levels_are_not_skipped() -> None:
    """Annexes stand below the title of the report; levels go at most one down at a time (ISO 14289-1, 7.4.2)."""
    made = attach(house_report(), house_brief(), append=True).data
    assert _levels(made) == [*_levels(house_report()), 2, *(level + 2 for level in _levels(house_brief()))]
    plain = write_pdf(document(Paragraph((Text("No heading at all."),))), house_style()).data
    assert _levels(attach(plain, plain, append=True).data) == [1]
    deep = [Heading(level, (Text(f"Level {level}"),), f"h{level}") for level in range(1, 7)]
    deepest = write_pdf(document(*deep), house_style()).data
    assert _levels(attach(house_report(), deepest, append=True).data)[-7:] == [2, 3, 4, 5, 6, 6, 6]


def _levels(data: bytes) -> list[int]:
    with pikepdf.open(BytesIO(data)) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        roles = Roles(root)
        return [level for e in elements(root) if (level := heading_level(roles.of(e)))]


def test_headings_without_a_level_get_that_of_their_section() -> None:
    """One file uses numbered headings or plain ones, not both (ISO 14289-1, 7.4.4)."""

    def plain(pdf: pikepdf.Pdf) -> None:
        _retag(pdf.Root.StructTreeRoot, {f"/H{level}": "/H" for level in range(1, 7)})

    made = attach(house_report(), edited(house_brief(), plain), append=True)
    assert set(_levels(made.data)[len(_levels(house_report())) + 1 :]) <= {3, 4, 5}
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


@pytest.mark.parametrize(
    ("report", "language", "word"),
    [("fr-FR", None, "Annexe"), ("fr-CA", "en", "Annex"), ("en-GB", "fr", "Annexe"), ("de-DE", None, "Annex")],
)
def test_the_cover_speaks_the_language_of_the_report(report: str, language: str | None, word: str) -> None:
    """Or the one asked for; another than English and French is told in English."""
    data = edited(house_report(), lambda pdf: setattr(pdf.Root, "Lang", pikepdf.String(report)))
    made = attach(data, house_brief(), append=True, language=language)
    assert made.names == (f"{word} 1\u00a0– Invented brief",)
    assert _cover(1, "brief-1.pdf", 3, word=word)[0] in reading_order(made.data)


def test_a_title_that_cannot_be_printed_gives_way() -> None:
    """The cover has the number alone, the outline the whole title, and it is said."""

    def name(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "会議"

    made = attach(untagged(), edited(untagged(), name), append=True)
    assert made.names == ("Annex 1\u00a0– 会議",)
    assert made.lines == (
        "brief-1.pdf: its title is not printed on the cover, which lacks the letters or the room for it",
    )


def test_a_report_title_that_cannot_be_printed_leaves_the_cover_whole() -> None:
    """It stands at the foot only."""
    report = edited(untagged(), lambda pdf: pdf.docinfo.__setitem__("/Title", "会議"))
    made = attach(report, house_brief(), append=True)
    assert made.lines == ("brief-1.pdf: its tags are left behind, since the report has none",)
    assert "Annex 1" in PdfReader(BytesIO(made.data)).pages[2].extract_text()


def test_files_of_a_brief_go_along_where_the_claim_allows_it() -> None:
    """Numbered where the report has one of the name; in a PDF/A-2 report they are left out and told."""
    made = attach(house_brief(), house_brief(), append=True)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        root: Any = pdf.Root
        names = ["facts.yaml", "about.json", "about-2.json", "facts-2.yaml"]
        assert [str(each.UF) for each in root.AF] == names
        assert {str(each.F): each.EF.F.read_bytes() for each in root.AF} == {
            "facts.yaml": b"facts: []\n", "facts-2.yaml": b"facts: []\n",
            "about.json": b"{}\n", "about-2.json": b"{}\n",
        }  # fmt: skip
    assert made.lines == (
        "brief-1.pdf: the report has a file about.json; that of the annex is now about-2.json",
        "brief-1.pdf: the report has a file facts.yaml; that of the annex is now facts-2.yaml",
    )
    from tests.attaching.files import claiming

    made = attach(claiming(house_report(), "2a", "1"), house_brief(), append=True)
    assert made.claims == ("PDF/A-2a", "PDF/UA-1")
    assert made.lines == (
        "brief-1.pdf: files that it carries left out, which PDF/A-2a does not allow: about.json, facts.yaml",
    )
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert "/AF" not in pdf.Root
    assert b"/EmbeddedFile" not in made.data
    assert [each.name for each in attached()] == ["facts.yaml", "about.json"]


def test_a_report_without_tags_leaves_those_of_the_annex_behind() -> None:
    """And says so; no page refers to a tree that is not there."""
    made = attach(untagged(), house_brief(files=False), append=True)
    assert made.lines == ("brief-1.pdf: its tags are left behind, since the report has none",)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert all("/StructParents" not in page.obj for page in pdf.pages)
    assert b"/StructElem" not in made.data


def test_a_foreign_tagged_report_takes_an_annex() -> None:
    """One that typst makes: its own elements come first, in their order, then all of the annex."""
    report = typst_report("ua-1")
    made = attach(report, house_brief(), append=True)
    assert made.claims == ("PDF/UA-1",)
    with pikepdf.open(BytesIO(made.data)) as new, pikepdf.open(BytesIO(report)) as old:
        before = [str(e.S) for e in elements(old.Root.StructTreeRoot)]
        after = [str(e.S) for e in elements(new.Root.StructTreeRoot)]
        assert after[: len(before)] == before
        assert after[len(before)] == "/Part"
    words = _struct_text(report)
    assert _struct_text(made.data) == [
        *words,
        "Annex 1\u00a0– Invented brief",
        "brief-1.pdf · 3 pages",
        *_struct_text(house_brief()),
    ]


def test_places_in_the_structure_lead_into_the_grafted_tree() -> None:
    """A link to an element leads to that element of the annex; where tags are left behind, to its page alone."""

    def change(pdf: pikepdf.Pdf) -> None:
        target = next(e for e in elements(pdf.Root.StructTreeRoot) if str(e.S) == "/H2")
        place = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
        action = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=place, SD=pikepdf.Array([target, pikepdf.Name.Fit]))
        first = next(each for each in pdf.pages[0].obj.Annots if "/Dest" in each)
        del first["/Dest"]
        first.A = action

    brief = edited(house_brief(), change)
    with pikepdf.open(BytesIO(attach(house_report(), brief, append=True).data)) as pdf:
        action = next(link.A for link in pdf.pages[4].obj.Annots if "/SD" in link.get("/A", {}))
        part = kids(kids(pdf.Root.StructTreeRoot)[0])[-1]
        headings = [e.objgen for e in elements(part) if str(e.S) == "/H4"]
        assert action.SD[0].objgen == headings[0]
        assert action.D[0].objgen == pdf.pages[4].obj.objgen
    with pikepdf.open(BytesIO(attach(untagged(), brief, append=True).data)) as pdf:
        actions = [link.A for link in pdf.pages[3].obj.Annots if link.get("/A", {}).get("/S") == "/GoTo"]
        assert [("/SD" in each, each.D[0].objgen) for each in actions] == [(False, pdf.pages[3].obj.objgen)]


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


def test_article_threads_go_along() -> None:
    """Those of the annex stand beside the report's, on their own pages (ISO 32000-1, 12.4.3)."""

    def thread(pdf: pikepdf.Pdf) -> None:
        bead = pdf.make_indirect(pikepdf.Dictionary(P=pdf.pages[0].obj, R=pikepdf.Array([0, 0, 9, 9])))
        bead.N = bead.V = bead
        pdf.pages[0].obj.B = pikepdf.Array([bead])
        bead.T = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Thread, F=bead))
        pdf.Root.Threads = pikepdf.Array([bead.T])

    made = attach(edited(untagged(1), thread), edited(untagged(1), thread), append=True)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        pages = [pdf.pages[number].obj for number in (0, 2)]
        assert [each.F.P.objgen for each in pdf.Root.Threads] == [page.objgen for page in pages]
        assert [page.B[0].objgen for page in pages] == [each.F.objgen for each in pdf.Root.Threads]


def test_a_foreign_tagged_brief_becomes_an_annex() -> None:
    """The tags, links and outline behind those of the house; the words come out in order."""
    brief = typst_report("a-3a")
    made = attach(edited(house_report(), _without_access), brief, append=True)
    assert made.claims == ("PDF/A-3a",)
    words = _struct_text(made.data)
    assert words[-len(_struct_text(brief)) :] == _struct_text(brief)
    assert _targets(made.data)[len(_targets(house_report())) :] == _moved(_targets(brief), 4)


def _without_access(pdf: pikepdf.Pdf) -> None:
    words = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata.write(words)


def _struct_text(data: bytes) -> list[str]:
    """Return the texts of the structure as poppler reads them; skip where poppler is not installed."""
    if not which("pdfinfo"):
        pytest.skip("poppler (pdfinfo) is not installed")
    done = subprocess.run(["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True)
    return [
        line.strip()[1:-1] for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()[:1] == '"'
    ]


def test_poppler_reads_the_annex_too() -> None:
    """Another reader finds the report's words, the cover and the brief's words, in this order."""
    made = _struct_text(attach(house_report(), house_brief(), append=True).data)
    report, brief = _struct_text(house_report()), _struct_text(house_brief())
    assert made == [*report, "Annex 1\u00a0– Invented brief", "brief-1.pdf · 3 pages", *brief]


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    """Neither in an embedded nor in an appended file."""
    if not which("qpdf"):
        pytest.skip("qpdf is not installed")
    for append in (False, True):
        path = tmp_path / f"{append}.pdf"
        path.write_bytes(attach(house_report(), house_brief(), untagged(), append=append, drop_claim=True).data)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_pages_inherit_nothing_from_the_report() -> None:
    """Size, rotation and resources that a page has from the nodes above it go along."""

    def hoist(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        pdf.Root.Pages.MediaBox, pdf.Root.Pages.Rotate = pikepdf.Array([0, 0, 300, 500]), 90
        pdf.Root.Pages.Resources = page.Resources
        for each in pdf.pages:
            for key in ("/MediaBox", "/Resources", "/Rotate"):
                if key in each.obj:
                    del each.obj[key]

    made = attach(untagged(1), edited(untagged(1), hoist), append=True).data
    pages = PdfReader(BytesIO(made)).pages
    assert [(round(page.mediabox.width), round(page.mediabox.height), page.rotation) for page in pages] == [
        (595, 842, 0),
        (500, 300, 0),
        (300, 500, 90),
    ]
    assert "Invented page 1" in pages[2].extract_text()


def test_form_fields_of_one_name_are_kept_apart() -> None:
    """Fields of one name would share their value; fonts of one name are renamed with them."""

    def form(font: str) -> Any:
        def change(pdf: pikepdf.Pdf) -> None:
            face = pdf.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(font))
            )
            field = pdf.make_indirect(
                pikepdf.Dictionary(
                    FT=pikepdf.Name.Tx, T=pikepdf.String("name"), V=pikepdf.String(font), DA=pikepdf.String("/F 9 Tf"),
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=pikepdf.Array([0, 0, 90, 20]),
                )
            )  # fmt: skip
            pdf.pages[0].obj.Annots = pikepdf.Array([field])
            resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), DR=resources)

        return change

    brief = edited(untagged(1), form("/Courier"))
    made = attach(edited(untagged(1), form("/Helvetica")), brief, append=True)
    assert made.lines == ("brief-1.pdf: form field “name” of the annex is now “name-A1”, since the report has one",)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        fields: Any = pdf.Root.AcroForm
        told = [(str(f.T), str(f.V), str(fields.DR.Font[str(f.DA).split()[0]].BaseFont)) for f in fields.Fields]
        assert told == [("name", "/Helvetica", "/Helvetica"), ("name-A1", "/Courier", "/Courier")]
        assert pdf.pages[2].obj.Annots[0].objgen == fields.Fields[1].objgen
    alone = attach(untagged(1), brief, append=True)
    with pikepdf.open(BytesIO(alone.data)) as pdf:
        assert [str(f.T) for f in pdf.Root.AcroForm.Fields] == ["name"]


def test_layers_of_an_annex_open_as_they_did() -> None:
    """A hidden layer stays hidden, by a list or by the file's default."""

    def layers(base: str, hidden: tuple[int, ...], shown: tuple[int, ...] = ()) -> Any:
        def change(pdf: pikepdf.Pdf) -> None:
            made = [
                pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String(f"{base}{number}")))
                for number in range(2)
            ]
            state = pikepdf.Dictionary(BaseState=pikepdf.Name(base), OFF=pikepdf.Array([made[n] for n in hidden]))
            state.ON = pikepdf.Array([made[n] for n in shown])
            state.Order = pikepdf.Array(made)
            pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(made), D=state)

        return change

    report = edited(untagged(1), layers("/ON", (0,)))
    made = attach(report, edited(untagged(1), layers("/OFF", (), (1,))), append=True).data
    with pikepdf.open(BytesIO(made)) as pdf:
        found: Any = pdf.Root.OCProperties
        assert [str(each.Name) for each in found.OCGs] == ["/ON0", "/ON1", "/OFF0", "/OFF1"]
        assert [str(each.Name) for each in found.D.OFF] == ["/ON0", "/OFF0"]
        assert len(found.D.Order) == 4


def test_the_size_of_tables_and_notes_does_not_matter() -> None:
    """Time grows with the brief, not with its square: four times as many take less than seven times as long."""
    import time

    def cost(rows: int) -> float:
        blocks = [Paragraph((Text(f"Invented paragraph {number} of many words. " * 6),)) for number in range(rows)]
        data = write_pdf(replace(document(*blocks)), house_style()).data
        begun = time.process_time()
        attach(house_report(), data, append=True)
        return time.process_time() - begun

    cost(20)
    assert cost(600) < 7 * cost(150) + 0.1


def test_our_own_reader_walks_the_result() -> None:
    """Every page's marks have owners, as the house's own reader sees them."""
    reading = TaggedPdf(attach(house_report(), house_brief(), append=True).data)
    for page in range(7):
        assert all(tags[-1] == "Document" for tags in reading.tags_on(page))

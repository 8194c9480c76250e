"""Links, outline, page labels, form fields and layers of an annex work beside those of the report."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader

from briefings.attaching.elements import elements, kids
from tests.attaching.files import (
    attach,
    edited,
    house_brief,
    house_report,
    untagged,
)
from tests.attaching.reading import moved, place_of, targets


def test_links_lead_to_the_pages_they_led_to() -> None:
    """Each link of each annex, moved by the pages before it, at the same height; addresses are the same."""
    made = attach(house_report(), house_brief(), house_brief(), append=True).data
    before, brief = targets(house_report()), targets(house_brief())
    assert len(brief) > 10
    assert targets(made) == before + moved(brief, 4) + moved(brief, 8)


def test_named_places_of_two_files_do_not_collide() -> None:
    """ReportLab names its places alike in every file; a name without a place no longer leads anywhere, and is told."""
    brief = edited(untagged(3, outline=True), _add_dead_link)
    made = attach(untagged(2, outline=True), brief, append=True)
    assert [(page, goal) for page, goal, _ in targets(made.data)] == [(1, 2), (2, 1), (4, 6), (5, 5), (6, 4)]
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
                found.append((str(item.Title), numbers[place_of(pdf, item)[0].objgen], below(item)))
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

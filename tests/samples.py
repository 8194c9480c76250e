"""Invented material that several tests share. Nothing in it states anything about the world."""

from __future__ import annotations

from pathlib import Path

from briefings.document import (
    Annex,
    Attachment,
    Block,
    BlockQuote,
    Column,
    Contents,
    Division,
    Document,
    Emphasis,
    Furniture,
    Heading,
    LineBreak,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Properties,
    Relationship,
    Role,
    Section,
    Strong,
    Table,
    Text,
)
from briefings.style import Colour, FontFamily, HouseStyle, Page, Palette, Points, length

FONTS = Path(__file__).resolve().parent.parent / "briefings" / "fonts"


def house_style() -> HouseStyle:
    """Return an A4 house style with the fonts of the package."""
    return HouseStyle(
        page=Page(
            width=length(210, "mm"),
            height=length(297, "mm"),
            top=length(25, "mm"),
            right=length(24, "mm"),
            bottom=length(24, "mm"),
            left=length(24, "mm"),
        ),
        font=FontFamily(
            name="Source Sans Pro",
            regular=FONTS / "SourceSansPro-Regular.ttf",
            bold=FONTS / "SourceSansPro-Bold.ttf",
            italic=FONTS / "SourceSansPro-It.ttf",
            bold_italic=FONTS / "SourceSansPro-BoldIt.ttf",
            word="Calibri",
        ),
        size=Points(10.5),
        palette=Palette(
            text=Colour(26, 26, 26),
            heading=Colour(16, 54, 92),
            accent=Colour(16, 54, 92),
            on_accent=Colour(255, 255, 255),
            tint=Colour(234, 240, 246),
            judgement=Colour(246, 240, 226),
            muted=Colour(89, 89, 89),
            link=Colour(5, 84, 140),
        ),
    )


def document(
    *blocks: Block,
    notes: tuple[Note, ...] = (),
    language: str = "en-GB",
    attachments: tuple[Attachment, ...] = (),
) -> Document:
    """Return an invented document around the blocks given."""
    return Document(
        language=language,
        properties=Properties(
            title="Invented accord",
            subject="Briefing note",
            author="Invented desk",
            date="2026-11-23",
            identifier="invented-accord.minister.en",
            keywords=("invented",),
        ),
        furniture=Furniture(
            marking="Public",
            running_title="Invented accord",
            page_label="Page {page} of {pages}",
            reference="invented-accord · as at 23 November 2026",
        ),
        blocks=blocks,
        notes=notes,
        attachments=attachments,
    )


def every_kind() -> Document:
    """Return an invented document that holds every kind of block and inline."""
    return document(
        Heading(1, (Text("Invented accord between Arda and Borea"),), "title"),
        Division(Role.SUBTITLE, (Paragraph((Text("Note for the minister · as at 23 November 2026"),)),)),
        Division(
            Role.PARTICULARS,
            (Paragraph((Strong((Text("To:"),)), Text(" the minister"), LineBreak(), Text("From: the desk"))),),
        ),
        Division(Role.BOTTOM_LINE, (Paragraph((Text("The two sides agreed to train together.", fact="f1"),)),)),
        Contents((Text("Contents"),), 3),
        Heading(2, (Text("Key facts"),), "key-facts"),
        Division(
            Role.KEY_FACTS,
            (
                Table(
                    columns=(Column(0.3), Column(0.7)),
                    header=((Text("Key fact"),), (Text("What is known"),)),
                    rows=(
                        ((Text("Date"),), (Text("18 June", fact="f2"), NoteReference(1))),
                        ((Text("Place"),), (Text("Arda City", fact="f3"), NoteReference(2))),
                    ),
                    row_header=True,
                ),
            ),
        ),
        Heading(2, (Text("Provisions"),), "provisions"),
        Paragraph(
            (
                Text("The text speaks of "),
                Text("« exercices communs »", language="fr", fact="f4"),
                NoteReference(1),
                Text(" and "),
                Emphasis((Text("other "), Strong((Text("things"),)))),
                Text("; see "),
                Link("https://example.org/a?b=1&c=2", (Text("the page"),)),
                Text(". A quotation may hold {{ braces }}, **stars**, <b>tags</b> & AT&T."),
            ),
            number=1,
        ),
        List(
            (
                (Paragraph((Text("first"),)), List(((Paragraph((Text("nested"),)),),))),
                (Paragraph((Text("second"), NoteReference(3))), Paragraph((Text("second, continued"),))),
            )
        ),
        List(((Paragraph((Text("third"),)),), (Paragraph((Text("fourth"),)),)), start=3),
        Table(
            columns=(Column(0.2), Column(0.5), Column(0.3)),
            header=((Text("Provision"),), (Text("Wording"),), (Text("Status"),)),
            rows=(
                ((Text("Training"),), (Text("Staff train together."), NoteReference(4)), (Text("agreed"),)),
                ((Text("Health"),), (), (Text("silent"),)),
            ),
            caption=(Text("Provisions by status"),),
        ),
        Heading(3, (Text("A lesser heading"),), "lesser"),
        BlockQuote((Paragraph((Text("Words of somebody else."),)),)),
        Division(Role.DECISION, (Paragraph((Text("Agree / discuss / decline"),)),)),
        Division(
            Role.JUDGEMENT,
            (Paragraph((Strong((Text("Likely"),)), Text(" that the body meets.", fact="j1"))),),
        ),
        Division(Role.REMARK, (Paragraph((Text("Desk remark, not from the sources."),)),)),
        Section("notice", (Division(Role.NOTICE, (Paragraph((Text("Illustrative, not cleared."),)),)),)),
        Annex(
            (
                Heading(2, (Text("Annex"),), "annex"),
                Section("moved", (Heading(3, (Text("Moved"),), "moved"), Paragraph((Text("Words behind."),)))),
            )
        ),
        notes=(
            Note(1, (Text("Desk note, §2: "), Text("« le 18 juin »", language="fr"), Text("."))),
            Note(2, (Text("Desk note, §2: "), Text("« à Arda »", language="fr"), Text("."))),
            Note(3, (Text("An invented note with a "), Link("mailto:desk@example.org", (Text("link"),)), Text("."))),
            Note(4, (Text("A note that stands in a table."),)),
        ),
    )


def attached() -> tuple[Attachment, ...]:
    """Return two invented files that travel inside a document."""
    return (
        Attachment("facts.yaml", "application/yaml", Relationship.SOURCE, "Invented facts (é)", b"facts: []\n"),
        Attachment("about.json", "application/json", Relationship.DATA, "About them", b"{}\n"),
    )

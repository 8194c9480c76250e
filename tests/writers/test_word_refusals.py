"""What the Word writer refuses: it names what is wrong, all of it, and writes nothing."""

from __future__ import annotations

import struct
import zlib

import pytest
from msgspec import Struct
from msgspec.structs import replace

from briefings.document import Column, Heading, Link, List, Note, NoteReference, Paragraph, Table, Text
from briefings.errors import BriefingError, ExitCode
from briefings.style import HouseStyle
from briefings.writers.word import write_word
from tests.samples import document, every_kind, house_style
from tests.word_reading import W, parts_of

ALL_FORBIDDEN = [*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFFFE, 0xFFFF]


def messages(*blocks: object, notes: tuple[Note, ...] = (), style: HouseStyle | None = None) -> list[str]:
    """Return the messages with which the blocks are refused."""
    with pytest.raises(BriefingError) as caught:
        write_word(document(*blocks, notes=notes), style or house_style())  # type: ignore[arg-type]
    assert {problem.code for problem in caught.value.problems} == {ExitCode.LAYOUT}
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize("code", ALL_FORBIDDEN, ids=lambda code: f"U+{code:04X}")
def test_characters_that_xml_forbids_are_named_with_their_fact(code: int) -> None:
    """The message holds the code point and the id of the fact, never the character."""
    assert messages(Paragraph((Text(f"a{chr(code)}b", fact="f7"),))) == [
        f"a Word file cannot hold the character U+{code:04X} (fact f7)"
    ]


def test_forbidden_characters_are_found_outside_the_body_too() -> None:
    """Notes, properties and furniture are checked like the body, and all problems are told at once."""
    brief = document(
        Paragraph((Text("a\x01", fact="f1"), NoteReference(1))), notes=(Note(1, (Text("b\x02", fact="f2"),)),)
    )
    brief = replace(
        brief,
        properties=replace(brief.properties, title="c\x03"),
        furniture=replace(brief.furniture, marking="d\x04", page_label="e\x05 {page}"),
    )
    with pytest.raises(BriefingError) as caught:
        write_word(brief, house_style())
    assert [problem.message for problem in caught.value.problems] == [
        f"a Word file cannot hold the character {place}"
        for place in (
            "U+0001 (fact f1)",
            "U+0002 (fact f2)",
            "U+0004 (marking)",
            "U+0005 (page label)",
            "U+0003 (property dc:title)",
        )
    ]


@pytest.mark.parametrize(
    "target",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "data:text/html,x",
        "ms-word:ofe|u|https://example.org/",
        "//example.org/x",
        "\\\\server\\share",
        "/local",
        "#anchor",
        "http:",
        "https://",
        "https:///path",
        "https://example.org@evil.example/",
        "https://exa mple.org/",
        "https://example.org/\n",
        "https://example.org/é",
        'https://example.org/"x',
        "https://example.org:99999/",
        "https://[::1",
        "mailto:",
        "mailto:nobody",
        "mailto://example.org/",
    ],
)
def test_links_that_are_not_web_or_mail_addresses_are_refused(target: str) -> None:
    """Nothing else may leave the file."""
    (message,) = messages(Paragraph((Link(target, (Text("x"),)),)))
    assert message == f'a link must be an absolute, percent-encoded http, https or mailto address, not "{target}"'


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org",
        "HTTPS://EXAMPLE.org:8080/a%20b?c=d&e='f'#g",
        "https://[2001:db8::1]/",
        "https://xn--bcher-kva.example/(x)",
        "mailto:desk@example.org?subject=a%20b",
        "mailto:a@example.org,b@example.org",
    ],
)
def test_web_and_mail_addresses_are_written_as_they_are(target: str) -> None:
    """The relation holds the address letter for letter, once for two links to it."""
    link = Link(target, (Text("x"),))
    relations = parts_of(write_word(document(Paragraph((link, link))), house_style()))["word/_rels/document.xml.rels"]
    assert [each.get("Target") for each in relations if each.get("TargetMode") == "External"] == [target]


def test_notes_out_of_order_missing_or_unused_are_refused() -> None:
    """Word numbers footnotes by first reference, so the document's numbers must be that order."""
    notes = tuple(Note(number, (Text("n"),)) for number in (1, 2))
    one, two, three = (NoteReference(number) for number in (1, 2, 3))
    assert messages(Paragraph((two, one)), notes=notes)[0] == (
        "note 2 is referred to before note 1; notes are numbered in the order of reference"
    )
    assert messages(Paragraph((one, two, three)), notes=notes) == [
        "reference [3] has no note; the document holds 2 notes"
    ]
    assert messages(Paragraph((one,)), notes=notes) == ["note 2 is never referred to"]
    assert messages(Paragraph((one, two)), notes=notes[::-1]) == ["notes must be numbered 1 to 2 in order, not [2, 1]"]
    first = (Note(1, (Text("n"), NoteReference(2))), notes[1])
    assert messages(Paragraph((one,)), notes=first) == [
        "note 2 is first referred to in a note; Word has no notes of notes"
    ]


def test_a_link_inside_a_link_is_refused() -> None:
    """Word would follow only one of them."""
    inner = Link("https://example.org/b", (Text("b"),))
    assert messages(Paragraph((Link("https://example.org/a", (inner,)),))) == [
        'a link cannot hold another link: "https://example.org/b"'
    ]


def test_tables_that_cannot_be_laid_out_are_refused() -> None:
    """Ragged rows, no columns and columns without width are named with the heading above."""
    heading = Heading(2, (Text("Facts"),), "facts")
    cell = ((Text("x"),),)
    assert messages(heading, Table((Column(1.0),), cell, (cell * 2,))) == [
        'the table under "Facts" has 1 columns and a row of 2 cells'
    ]
    for columns in ((), (Column(0.0),), (Column(float("nan")),)):
        assert messages(heading, Table(columns, cell[: len(columns)], ())) == [
            f'the table under "Facts" has {len(columns)} columns; each must have a share of the width above 0'
        ]


def test_levels_numbers_languages_and_dates_out_of_range_are_refused() -> None:
    """The value found and the range stand in the message."""
    item = (Paragraph((Text("x"),)),)
    assert messages(Heading(7, (), "a")) == ["a heading has level 1 to 6, not 7"]
    assert messages(List((item,), start=-1)) == ["Word counts from 0 to 32767, not to -1"]
    assert messages(Paragraph((Text("x"),), number=40000)) == ["Word counts from 0 to 32767, not to 40000"]
    assert messages(Paragraph((Text("x", 'fr"/>'),))) == ['"fr"/>" is not a language tag']
    brief = every_kind()
    for wrong in (replace(brief, language=""), replace(brief, properties=replace(brief.properties, date="2026-13-01"))):
        with pytest.raises(
            BriefingError, match=r'^("" is not a language tag|the moment .* not "2026-13-01T00:00:00Z"$)'
        ):
            write_word(wrong, house_style())


class Stranger(Struct, frozen=True):
    """A node that the document model does not know."""

    text: str = "x"


def test_an_unknown_node_raises() -> None:
    """Neither a block nor an inline of another kind is dropped."""
    with pytest.raises(TypeError, match="block Stranger"):
        write_word(document(Stranger()), house_style())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="inline Stranger"):
        write_word(document(Paragraph((Stranger(),))), house_style())  # type: ignore[arg-type]


def png(width: int, height: int) -> bytes:
    """Return a PNG file of the size; its pixels are black."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\0" * width for _ in range(min(height, 500))))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xff\xc0\x00\x0b\x08\x00\x20\x00\x40\x01\x01\x11\0"
    b"\xff\xda\x00\x08\x01\x01\0\0?\0\xff\xd9"
)


@pytest.mark.parametrize(
    ("logo", "extent"),
    [
        (png(20, 20), (190_500, 190_500)),
        (png(400, 200), (1_296_000, 648_000)),
        (png(5000, 100), (5_832_000, 116_640)),
        (JPEG, (609_600, 304_800)),
    ],
    ids=["small", "tall", "wide", "jpeg"],
)
def test_the_logo_keeps_its_proportions_within_18_mm_and_the_text_width(logo: bytes, extent: tuple[int, int]) -> None:
    """It stands in the first header only, with its words, never larger than a pixel at 96 to the inch."""
    found = parts_of(write_word(every_kind(), replace(house_style(), logo=logo, logo_text='Arms of "Arda" & Borea')))
    (drawn,) = (element for element in found["word/header1.xml"].iter("{*}extent"))
    assert (int(drawn.get("cx")), int(drawn.get("cy"))) == extent
    (described,) = found["word/header1.xml"].iter("{*}docPr")
    assert described.get("descr") == 'Arms of "Arda" & Borea'
    assert not list(found["word/header2.xml"].iter(f"{W}drawing"))


@pytest.mark.parametrize(
    ("logo", "words", "message"),
    [
        (b"", "x", "the logo is not a whole PNG or JPEG picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "x", "the logo is not a whole PNG or JPEG picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x", "the logo is not a whole PNG or JPEG picture"),
        (png(8, 8)[:20], "x", "the logo is not a whole PNG or JPEG picture"),
        (JPEG[:24], "x", "the logo is not a whole PNG or JPEG picture"),
        (png(0, 5), "x", "the logo measures 0 x 5 pixels; each side must be 1 to 10000"),
        (png(100_000, 100_000), "x", "the logo measures 100000 x 100000 pixels; each side must be 1 to 10000"),
        (png(8, 8), " ", "the logo has no words for readers who do not see it"),
    ],
    ids=["empty", "webp", "svg", "cut png", "cut jpeg", "no width", "huge", "no words"],
)
def test_logos_that_cannot_be_printed_are_refused(logo: bytes, words: str, message: str) -> None:
    """Only a whole PNG or JPEG of a sane size with words goes into a file."""
    assert messages(style=replace(house_style(), logo=logo, logo_text=words)) == [message]

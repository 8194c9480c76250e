"""Characters that cannot be printed become their code points, everywhere in a document and nowhere else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from briefings.document import (
    Heading,
    Link,
    Paragraph,
    Properties,
    Text,
)
from briefings.glyphs import code_points, replace_characters
from briefings.traversal import reading_text
from tests.samples import document, every_kind


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("ⴰbⴰ", "[U+2D30]b[U+2D30]"),
        ("😀", "[U+1F600]"),
        ("\x07", "[U+0007]"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_character_is_told_by_its_code_point(text: str, printed: str) -> None:
    """At least four hexadecimal digits, as Unicode writes them."""
    assert code_points(text, {"ⴰ", "😀", "\x07"}) == printed


def test_every_text_is_changed_and_nothing_else() -> None:
    """Body, notes and furniture of every kind of node lose the letter; the tree and the properties stay."""
    made = every_kind()
    changed = replace_characters(made, {"e"})
    assert reading_text(changed) == tuple(text.replace("e", "[U+0065]") for text in reading_text(made))
    assert changed.properties == made.properties
    assert changed.furniture.page_label == "Pag[U+0065] {page} of {pages}"


def test_anchors_and_addresses_stay() -> None:
    """They lead somewhere and are not printed."""
    made = document(
        Heading(1, (Text("ea"),), "ea"), Paragraph((Link("https://example.org/ea", (Text("e", fact="f1"),)),))
    )
    assert replace_characters(made, {"e"}).blocks == (
        Heading(1, (Text("[U+0065]a"),), "ea"),
        Paragraph((Link("https://example.org/ea", (Text("[U+0065]", fact="f1"),)),)),
    )


def test_a_document_without_the_characters_stays_as_it_is() -> None:
    assert replace_characters(every_kind(), {"ⴰ"}) == every_kind()


@pytest.mark.parametrize(
    ("text", "language"), [("اتفاق", None), ("اتفاق UE", None), ("l’accord اتفاق", "ar"), ("l’accord conclu", "ar")]
)
def test_a_text_that_loses_most_of_its_letters_loses_its_language(text: str, language: str | None) -> None:
    """Code points are in no language; a tag for a right-to-left one would turn their brackets around."""
    made = document(Paragraph((Text(text, language="ar"),)))
    block = replace_characters(made, set("اتفق")).blocks[0]
    assert isinstance(block, Paragraph)
    assert [inline.language for inline in block.inlines if isinstance(inline, Text)] == [language]


def test_properties_are_not_print() -> None:
    """A title that a file tells about itself keeps its letters."""
    made = document()
    made = replace(made, properties=replace(made.properties, title="ⴰ"))
    assert isinstance(made.properties, Properties)
    assert replace_characters(made, {"ⴰ"}).properties.title == "ⴰ"

"""The segments of text files: every line that is not blank lies in one, by the signs of plain text and Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.readers.segments import markdown_segments, plain_segments
from tests.readers.files import covers

MARKDOWN = """\
---
title: x
---
# Accord inventé

<!-- for the desk
only -->
Le chapeau dit
ce qui compte.

Sous-titre
----------

Le corps. 12 mai
1. un point sans blanc
- formation
  des militaires
  - logistique

  suite du point
3) troisième

***

| Domaine | Année |
|---|---|
| Formation | 2021 |

: Un tableau

> cité

```
# pas un titre
```
2017. fin
"""


def _found(text: str, segments: object) -> list[tuple[str, str]]:
    assert isinstance(segments, tuple)
    return [(each.kind.value, text[each.start : each.end]) for each in segments]


def test_markdown_by_its_signs() -> None:
    """Headings of both kinds, comments, items with what goes on under them, tables with captions, fences."""
    assert _found(MARKDOWN, markdown_segments(MARKDOWN)) == [
        ("markup", "---\ntitle: x\n---"),
        ("headline", "# Accord inventé"),
        ("markup", "<!-- for the desk\nonly -->"),
        ("lead", "Le chapeau dit\nce qui compte."),
        ("headline", "Sous-titre\n----------"),
        ("body", "Le corps. 12 mai"),
        ("list", "1. un point sans blanc"),
        ("list", "- formation\n  des militaires"),
        ("list", "  - logistique"),
        ("list", "  suite du point"),
        ("list", "3) troisième"),
        ("markup", "***"),
        ("table", "| Domaine | Année |\n|---|---|\n| Formation | 2021 |"),
        ("caption", ": Un tableau"),
        ("body", "> cité"),
        ("body", "```\n# pas un titre\n```"),
        ("list", "2017. fin"),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Un titre\n\nLe chapeau.\n\nLe corps.\n", ["headline", "lead", "body"]),
        ("Une phrase finie.\n\nLe corps.\n", ["lead", "body"]),
        ("Deux lignes\nsans titre\n\nLe corps.\n", ["lead", "body"]),
        ("m" * 161 + "\n\nLe corps.\n", ["lead", "body"]),
        ("Seul\n", ["lead"]),
        ("\n  \n", []),
        ("", []),
    ],
)
def test_plain_text_has_a_headline_only_above_a_blank_line(text: str, kinds: list[str]) -> None:
    """A short first line without a full stop, with text below a blank line."""
    assert [each.kind.value for each in plain_segments(text)] == kinds


_LINES = st.lists(
    st.sampled_from(
        [
            "",
            " ",
            "mots",
            "# t",
            "---",
            "===",
            "- a",
            "  b",
            "1. c",
            "2) d",
            "| x | y |",
            "|--|--|",
            ": c",
            "```",
            "> q",
            "<!-- k",
            "-->",
            "\xa0",
            "\t- e",
            "***",
            "::: {.x}",
            "~~~",
        ]
    ),
    max_size=14,
)


@given(_LINES)
def test_each_line_lies_in_one_segment(found: list[str]) -> None:
    """Whatever lines follow one another, in order and without overlap."""
    text = "\n".join(found)
    for segments in (markdown_segments(text), plain_segments(text)):
        assert covers(text, segments)
        assert [each.start for each in segments] == sorted(each.start for each in segments)

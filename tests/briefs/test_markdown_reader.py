"""Composed Markdown becomes a document; what a brief cannot hold is told, never dropped."""

from __future__ import annotations

import pytest

from briefings.document import (
    Align,
    BlockQuote,
    Column,
    Contents,
    Division,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Strong,
    Table,
    Text,
)
from briefings.errors import BriefingError, ExitCode
from briefings.readers.inlines import safe_url
from briefings.readers.markdown import Parsed, read_markdown
from briefings.tokens import Value, ValueTable
from tests.briefs.desks import payload_text, payloads


def _read(text: str, numbered: bool = False) -> Parsed:
    return read_markdown(text, ValueTable(), "en", "templates/x.md.j2", numbered)


def _problems(text: str) -> list[str]:
    with pytest.raises(BriefingError) as caught:
        _read(text)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert {problem.location.file for problem in caught.value.problems if problem.location} == {"templates/x.md.j2"}
    return [problem.message for problem in caught.value.problems]


def test_every_kind_of_block_and_inline() -> None:
    """One of each, compared whole."""
    markdown = """# Title

Words **strong** *soft* [link](https://example.org/) note[^a]\\
next line
same line

- one
- two

3. three

> quoted

::: {.notice}
inside
:::

| A | B |
|------|---:|
| c | d |

: The caption

[^a]: A note.
"""
    assert _read(markdown) == Parsed(
        (
            Heading(1, (Text("Title"),), "title"),
            Paragraph(
                (
                    Text("Words "),
                    Strong((Text("strong"),)),
                    Text(" "),
                    Emphasis((Text("soft"),)),
                    Text(" "),
                    Link("https://example.org/", (Text("link"),)),
                    Text(" note"),
                    NoteReference(1),
                    LineBreak(),
                    Text("next line same line"),
                )
            ),
            List(((Paragraph((Text("one"),)),), (Paragraph((Text("two"),)),)), None),
            List(((Paragraph((Text("three"),)),),), 3),
            BlockQuote((Paragraph((Text("quoted"),)),)),
            Division(Role.NOTICE, (Paragraph((Text("inside"),)),)),
            Table(
                (Column(0.6), Column(0.4, Align.RIGHT)),
                ((Text("A"),), (Text("B"),)),
                (((Text("c"),), (Text("d"),)),),
                (Text("The caption"),),
                True,
            ),
        ),
        (Note(1, (Text("A note."),)),),
    )


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("# T\n\n::: {.notise}\nx\n:::\n", "unknown division “notise”"),
        ("# T\n\n# U\n", "title"),
        ("# T\n\n### U\n", ""),
        ("## T\n", ""),
        ("# T\n\n```\ncode\n```\n", "a brief cannot hold “fence”"),
        ("# T\n\n---\n", "a brief cannot hold “hr”"),
        ("# T\n\n![picture](https://example.org/x.png)\n", "a brief cannot hold “image”"),
        ("# T\n\n[x](javascript:alert)\n", ""),
        ("# T\n\n[x](//example.org/)\n", "is refused"),
        ("# T\n\n[x](file:///etc/passwd)\n", ""),
        ("# T\n\nx[^nosuch]\n", "note “nosuch” is not defined"),
        ("# T\n\n::: {.contents depth=9}\nx\n:::\n", "contents cannot have “depth=9”"),
        ("# T\n\n::: {.contents depth=1}\nx\n:::\n", "contents cannot have “depth=1”"),
        ("# T\n\n::: {.contents .wide}\nx\n:::\n", "contents cannot have “.wide”"),
        ("# T\n\n::: {.contents depth=2}\n:::\n", "contents hold one paragraph, their title"),
        ("# T\n\n::: contents\nx\n\ny\n:::\n", "contents hold one paragraph, their title"),
        ("# T\n\n::: contents\n- x\n:::\n", "contents hold one paragraph, their title"),
        ("# T\n\n::: contents\nx\n:::\n\n::: contents\ny\n:::\n", "a brief has one list of contents"),
        ("# T\n\n> ::: contents\n> x\n> :::\n", "contents cannot stand inside another block"),
        ("# T\n\n|  |  |\n|---|---|\n| a | b |\n", "a table needs words in its header row"),
    ],
)
def test_what_a_brief_cannot_hold_is_a_problem(markdown: str, message: str) -> None:
    """Unknown divisions, second titles, heading jumps, code, pictures, unsafe links, missing notes, nameless columns."""
    if "javascript" in markdown or "file:" in markdown:
        try:  # the parser itself reads a refused scheme as words: then there is no link
            assert "Link(" not in repr(_read(markdown))
        except BriefingError as error:
            assert "is refused" in str(error)
        return
    found = _problems(markdown)
    assert len(found) == 1
    assert message in found[0]
    assert "composed line" in found[0]


@pytest.mark.parametrize(
    ("opening", "depth"),
    [("{.contents depth=3}", 3), ('{.contents depth="6"}', 6), ("{ .contents }", 2), ("contents", 2)],
)
def test_contents_have_a_title_and_a_depth(opening: str, depth: int) -> None:
    """Attributes in pandoc's spelling; depth is 2 where nobody says more; the title is no numbered paragraph."""
    blocks = _read(f"# T\n\n::: {opening}\n*Sommaire*\n:::\n\nx\n", numbered=True).blocks
    assert blocks[1:] == (Contents((Emphasis((Text("Sommaire"),)),), depth), Paragraph((Text("x"),), 1))


def test_all_problems_of_a_text_are_told_together() -> None:
    """Three faults give three problems."""
    assert len(_problems("# T\n\n---\n\n::: nosuch\nx\n:::\n\n# U\n")) == 3


def test_raw_html_is_words() -> None:
    """Raw HTML is off in the parser."""
    parsed = _read("# T\n\n<b>x</b>\n\n<script>y</script>\n")
    assert [block.inlines for block in parsed.blocks[1:]] == [  # type: ignore[union-attr]
        (Text("<b>x</b>"),),
        (Text("<script>y</script>"),),
    ]


def test_paragraphs_are_numbered_in_the_body_only() -> None:
    """Numbers count on over sections; lists, quotes and divisions have none."""
    parsed = _read("# T\n\none\n\n- item\n\n::: notice\nin\n:::\n\n## H\n\ntwo\n", numbered=True)
    assert [block.number for block in parsed.blocks if isinstance(block, Paragraph)] == [1, 2]


def test_anchors_are_unique_and_ascii() -> None:
    """Equal headings get numbers."""
    parsed = _read("# Études à venir\n\n## A b\n\n## A b\n\n## …\n")
    anchors = [block.anchor for block in parsed.blocks if isinstance(block, Heading)]
    assert anchors == ["etudes-a-venir", "a-b", "a-b-2", "section"]


def test_notes_count_in_order_of_first_use() -> None:
    """A note used twice is one note; one never used is not printed."""
    parsed = _read("# T\n\na[^z] b[^y] c[^z]\n\n[^x]: X\n\n[^y]: Y\n\n[^z]: Z\n")
    assert [(note.number, note.inlines) for note in parsed.notes] == [(1, (Text("Z"),)), (2, (Text("Y"),))]
    assert parsed.blocks[1] == Paragraph(
        (Text("a"), NoteReference(1), Text(" b"), NoteReference(2), Text(" c"), NoteReference(1))
    )


def test_a_value_that_is_an_address_makes_a_safe_link() -> None:
    """A link may be a value of the dossier; a script in it is refused."""
    table = ValueTable()
    good = table.token(Value("https://example.org/a?b=c&d", "en"))
    bad = table.token(Value("javascript:alert(1)", "en"))
    parsed = read_markdown(f"# T\n\n[x]({good})", table, "en", "f")
    assert parsed.blocks[1] == Paragraph((Link("https://example.org/a?b=c&d", (Text("x"),)),))
    with pytest.raises(BriefingError, match="is refused"):
        read_markdown(f"# T\n\n[x]({bad})", table, "en", "f")


def test_a_cut_value_is_a_problem() -> None:
    """Half a token never prints as something else."""
    table = ValueTable()
    token = table.token(Value("words", "en", "f"))
    with pytest.raises(BriefingError, match="a value was cut apart by the template"):
        read_markdown(f"# T\n\n{token[:-1]}", table, "en", "f")


def test_a_cell_too_many_is_told() -> None:
    """The parser would leave it out in silence, in a table and in the data of a figure; an escaped bar is a sign."""
    table = "| A | B |\n|---|---|\n| a | b {more}|\n"
    figure = f"# T\n\n::: {{.timeline}}\nTwo things.\n\n{table}:::\n"
    assert _problems("# T\n\n" + table.format(more="| c ")) == ["a row has 3 cells, the header 2 (composed line 5)"]
    assert _problems(figure.replace("{more}", "| c ")) == ["a row has 3 cells, the header 2 (composed line 8)"]
    assert _read("# T\n\n" + table.format(more="\\| c ")).blocks


def test_link_policy_on_attack_data() -> None:
    """Every address to be refused is refused; one to be allowed is live and percent-encoded."""
    wrong = []
    for entry in payloads("urls"):
        address = payload_text(entry["value"])
        made = safe_url(address)
        if made is not None and entry["expect"] == "refuse":
            wrong.append((entry["id"], address[:60], made[:60]))
        if made is not None and (not made.isascii() or set(made) & set(' "<>\\\n')):
            wrong.append((entry["id"], address[:60], made[:60]))
    assert wrong == []
    assert safe_url("https://www.who.int/") == "https://www.who.int/"
    assert safe_url("mailto:desk@example.org") == "mailto:desk@example.org"

"""A figure in Markdown: a division with words, a table and a caption, read and written back; wrong ones are told."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from briefings.document import Datum, Division, Emphasis, Figure, FigureKind, NoteReference, Paragraph, Role, Sign, Text
from briefings.errors import BriefingError, ExitCode
from briefings.readers.markdown import Parsed, read_markdown
from briefings.tokens import Value, ValueTable
from briefings.writers.markdown import write_markdown
from tests.briefs.test_tokens import HOSTILE
from tests.figures import answered, awkward, cell, dated, timeline, with_figures
from tests.samples import document

_TIMELINE = """::: {.timeline}
Timeline of *two* dates.

| Date | What |
|------|------|
| 2001 | Joined. |
| [3 May]{.open} | Visit, *inferred*. |

: Two dates[^a]
:::

[^a]: A note.
"""


def _read(text: str, values: ValueTable | None = None) -> Parsed:
    return read_markdown("# T\n\n" + text, values or ValueTable(), "en", "templates/x.md.j2")


def _figure(text: str, values: ValueTable | None = None) -> Figure:
    figure = _read(text, values).blocks[1]
    assert isinstance(figure, Figure)
    return figure


def test_a_timeline_is_read() -> None:
    """Dates without a sign are dated points; the caption keeps its note."""
    rows = (
        (Datum(cell("2001"), Sign.STATED), Datum(cell("Joined."))),
        (Datum(cell("3 May"), Sign.OPEN), Datum((Text("Visit, "), Emphasis(cell("inferred")), Text(".")))),
    )
    told = (Text("Timeline of "), Emphasis(cell("two")), Text(" dates."))
    caption = (Text("Two dates"), NoteReference(1))
    assert _figure(_TIMELINE) == Figure(FigureKind.TIMELINE, (cell("Date"), cell("What")), rows, told, caption)


def test_a_matrix_is_read() -> None:
    """Answers have signs, names have none, an empty cell has neither; a caption is not needed."""
    text = (
        "::: matrix\nTold.\n\n| P | A | B | C |\n|--|--|--|--|\n| One | [yes]{.stated} | [no]{ .excluded } | |\n:::\n"
    )
    row = (Datum(cell("One")), Datum(cell("yes"), Sign.STATED), Datum(cell("no"), Sign.EXCLUDED), Datum(()))
    header = (cell("P"), cell("A"), cell("B"), cell("C"))
    assert _figure(text) == Figure(FigureKind.MATRIX, header, (row,), cell("Told."))


def test_values_keep_their_fact_and_act_as_no_syntax() -> None:
    """A value may look like a span or a fence: it is printed letter for letter."""
    table = ValueTable()
    token = table.token(Value("[x]{.open} ::: | *y*", "en", "f1"))
    text = f"::: {{.timeline}}\nTold {token}.\n\n| D | W |\n|--|--|\n| [{token}]{{.open}} | {token} |\n:::\n"
    (row,) = _figure(text, table).rows
    words = (Text("[x]{.open} ::: | *y*", None, "f1"),)
    assert row == (Datum(words, Sign.OPEN), Datum(words))
    (bare,) = _figure(text.replace(f"[{token}]{{.open}}", token), table).rows
    assert bare[0] == Datum(words, Sign.STATED)


_HEAD = "| D | W |\n|--|--|\n"


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        (
            "::: {.timeline}\n| D | W |\n|--|--|\n| a | b |\n:::\n",
            "a timeline holds a paragraph, a table and a caption, nothing else (composed line 3)",
            "write what it shows as one paragraph, then a table, then perhaps a line “: caption”",
        ),
        (
            f"::: {{.matrix}}\nTold.\n\n{_HEAD}| a | [b]{{.open}} |\n\nMore words.\n:::\n",
            "a matrix holds a paragraph, a table and a caption, nothing else (composed line 3)",
            "write what it shows as one paragraph, then a table, then perhaps a line “: caption”",
        ),
        (
            "::: {.timeline}\nTold.\n\n| D | W | X |\n|--|--|--|\n| a | b | c |\n:::\n",
            "a timeline has two columns, not 3 (composed line 6)",
            "write “| date | words |” rows",
        ),
        (
            f"::: {{.timeline}}\nTold.\n\n{_HEAD}| [a]{{.opne}} | b |\n:::\n",
            "there is no sign “opne” (composed line 8)",
            "did you mean “open”?",
        ),
        (
            f"::: {{.timeline}}\nTold.\n\n{_HEAD}| [a]{{.excluded}} | b |\n:::\n",
            "a timeline has no sign “excluded” in column 1 (composed line 8)",
            "mark only a date, and only as [18 June]{.open} where its year is not known",
        ),
        (
            f"::: {{.timeline}}\nTold.\n\n{_HEAD}| a | [b]{{.open}} |\n:::\n",
            "a timeline has no sign “open” in column 2 (composed line 8)",
            "mark only a date, and only as [18 June]{.open} where its year is not known",
        ),
        (
            f"::: {{.timeline}}\nTold.\n\n{_HEAD}| [a]{{.open}} | b |\n| 2001 | c |\n| 2002 | d |\n:::\n",
            "a dated row stands below an open one (composed line 9)",
            "put rows without a year last",
        ),
        (
            f"::: {{.matrix}}\nTold.\n\n{_HEAD}| a | yes |\n:::\n",
            "a cell of a matrix has words without a sign (composed line 8)",
            "write the answers as [words]{.sign} with one of stated, excluded, open",
        ),
        (
            f"::: {{.matrix}}\nTold.\n\n{_HEAD}| [a]{{.stated}} | [b]{{.open}} |\n:::\n",
            "a matrix has no sign “stated” in column 1 (composed line 8)",
            "write the answers as [words]{.sign} with one of stated, excluded, open",
        ),
        (
            f"::: {{.timeline}}\nTold[^a].\n\n{_HEAD}| 2001 | b |\n:::\n\n[^a]: Note.\n",
            "a figure holds a note mark or a link outside its caption (composed line 4)",
            "put it in the caption",
        ),
        (
            f"::: {{.timeline}}\nTold.\n\n{_HEAD}| 2001 | b[^a] |\n:::\n\n[^a]: Note.\n",
            "a figure holds a note mark or a link outside its caption (composed line 8)",
            "put it in the caption",
        ),
        (
            f"::: {{.matrix}}\nTold.\n\n{_HEAD}| *[a](https://example.org/)* | [b]{{.open}} |\n:::\n",
            "a figure holds a note mark or a link outside its caption (composed line 8)",
            "put it in the caption",
        ),
        ("::: {.timelin}\nx\n:::\n", "unknown division “timelin” (composed line 3)", "did you mean “timeline”?"),
    ],
)
def test_a_wrong_figure_is_a_problem_of_the_template_with_its_place(text: str, problem: str, hint: str) -> None:
    """Exit code 4, the line, what was found and a way out."""
    with pytest.raises(BriefingError) as caught:
        _read(text)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert [(each.message, each.hint, str(each.location)) for each in caught.value.problems] == [
        (problem, hint, "templates/x.md.j2")
    ]


def test_a_figure_without_rows_is_nothing() -> None:
    """As a table without rows: a section with nothing to show prints nothing."""
    assert len(_read(f"::: {{.matrix}}\nTold.\n\n{_HEAD}:::\n").blocks) == 1


def _reread(*blocks: object) -> tuple[object, ...]:
    text = write_markdown(document(*blocks)).split("---\n", 2)[2]  # type: ignore[arg-type]
    return read_markdown("# T\n\n" + text, ValueTable(), "en", "x").blocks[1:]


def test_written_figures_are_read_back() -> None:
    """Every sign, mark and empty cell; inside a division too, whose fence is the longer one."""
    figures = [figure for name, figure in awkward().items() if name not in ("open before dated", "no words")]
    assert _reread(*figures) == tuple(figures)
    bare = Figure(*(getattr(answered(), name) for name in ("kind", "header", "rows", "alternative")))
    boxed = Division(Role.JUDGEMENT, (Paragraph(cell("As follows:")), bare))
    assert _reread(boxed, bare) == (boxed, bare)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_survive_in_a_figure(words: str) -> None:
    """Markup in a date, in words and in the alternative text is escaped."""
    figure = timeline((f"x {words}", f"x {words}", Sign.OPEN), caption=cell(f"x {words}"))
    assert _reread(figure) == (figure,)


def test_pandoc_reads_figures_without_a_warning() -> None:
    """Divisions with a class each, tables, and the signs as spans with a class."""
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    text = write_markdown(with_figures()).encode()
    made = subprocess.run(
        ["pandoc", "-f", "markdown", "-t", "json", "--verbose"], input=text, capture_output=True, check=True
    )
    assert made.stderr == b""
    tree = json.loads(made.stdout)
    divisions = [block["c"] for block in tree["blocks"] if block["t"] == "Div"]
    assert [content[0][1] for content in divisions] == [["timeline"], ["matrix"]]
    assert [[block["t"] for block in content[1]] for content in divisions] == [["Para", "Table"]] * 2
    spans = json.dumps(tree).count('"t": "Span"')
    signs = sum(datum.sign is not None for figure in (dated(), answered()) for row in figure.rows for datum in row)
    assert spans == signs

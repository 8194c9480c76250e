"""Invented figures that several tests share. Nothing in them states anything about the world."""

from __future__ import annotations

from briefings.document import (
    Cell,
    Datum,
    Document,
    Emphasis,
    Figure,
    FigureKind,
    Heading,
    Note,
    NoteReference,
    Sign,
    Text,
)
from tests.samples import document

STATED, EXCLUDED, OPEN = Sign.STATED, Sign.EXCLUDED, Sign.OPEN
_ANSWERS = {
    "s": Datum((Text("Stated"),), STATED),
    "x": Datum((Text("Excluded"),), EXCLUDED),
    "o": Datum((Text("Not stated"),), OPEN),
    "-": Datum(()),
}
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FRENCH = (
    "Le représentant permanent auprès de l’organisation intergouvernementale a signé le mémorandum d’entente relatif "
    "à l’assistance mutuelle administrative en matière de sécurité."
)


def cell(text: str) -> Cell:
    """Return a cell of one text."""
    return (Text(text),) if text else ()


def timeline(*rows: tuple[str, str, Sign], caption: Cell = ()) -> Figure:
    """Return a timeline of the rows: date, words and the sign of the date."""
    data = tuple((Datum(cell(date), sign), Datum(cell(words))) for date, words, sign in rows)
    told = " ".join(f"{date}: {words}" for date, words, _ in rows)
    return Figure(FigureKind.TIMELINE, (cell("Date"), cell("What")), data, cell(f"Timeline. {told}"), caption)


def matrix(
    *rows: tuple[str, str], questions: tuple[str, ...] = ("Agreed", "Who", "When"), caption: Cell = ()
) -> Figure:
    """Return a matrix of the rows: a name, and a letter for each answer."""
    data = tuple((Datum(cell(name)), *(_ANSWERS[letter] for letter in letters)) for name, letters in rows)
    header = (cell("Provision"), *map(cell, questions))
    return Figure(FigureKind.MATRIX, header, data, cell("Matrix of what is stated."), caption)


def dated() -> Figure:
    """Return a timeline of three points, two of them without a year, one with a mark of its status."""
    figure = timeline(
        ("2001", "Arda joined the union.", STATED), ("3 May (no year)", "Visit.", OPEN), ("3 May (no year)", "", OPEN)
    )
    last = (figure.rows[2][0], Datum((Text("Conclusion. "), Emphasis(cell("Inferred.")))))
    caption = (Text("Dated statements"), NoteReference(1))
    return Figure(figure.kind, figure.header, (*figure.rows[:2], last), figure.alternative, caption)


def answered() -> Figure:
    """Return a matrix with every sign and an empty cell."""
    caption = (Text("What is stated of each"), NoteReference(2))
    return matrix(("Training", "sso"), ("Bases", "x-o"), caption=caption)


def awkward() -> dict[str, Figure]:
    """Return figures that are hard to lay out, by name."""
    return {
        "one point": timeline(("2001", "Only this.", STATED)),
        "one open point": timeline(("3 May (no year)", "Only this.", OPEN)),
        "twelve points": timeline(*((f"{n} mars 20{n:02}", FRENCH, STATED if n < 9 else OPEN) for n in range(1, 13))),
        "five points": timeline(*((f"200{n}", "Words.", STATED) for n in range(5))),
        "long words": timeline(("2001", LONG, STATED), (LONG, "Words.", STATED), ("3 May", LONG, OPEN)),
        "long French": timeline(("12 septembre 2001", FRENCH, STATED), ("année non indiquée", FRENCH, OPEN)),
        "open before dated": timeline(("3 May", "Words.", OPEN), ("2001", "Words.", STATED)),
        "no words": timeline(("2001", "", STATED), ("", "Words.", OPEN)),
        "long names": matrix((LONG, "sxo"), (FRENCH, "o-s"), questions=(FRENCH, LONG, "When")),
        "nothing stated": matrix(("Training", "---")),
        "names alone": matrix(("Training", ""), ("Bases", ""), questions=()),
        "seven questions": matrix(("Training", "sxos-ox"), questions=tuple("ABCDEFG")),
    }


def with_figures() -> Document:
    """Return a document with one figure of each kind, their captions and notes."""
    return document(
        Heading(1, (Text("Title"),), "title"),
        dated(),
        answered(),
        notes=(Note(1, (Text("First note."),)), Note(2, (Text("Second note."),))),
    )

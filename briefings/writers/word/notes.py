"""The part of the footnotes, or of the endnotes where the house style wants those (ECMA-376 part 1, 17.11)."""

from __future__ import annotations

from functools import cache
from typing import Final

from briefings.document import Note
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import NoteKind
from briefings.writers.word.inlines import Look, write_inlines
from briefings.writers.word.xml import DECLARATION, RELATION, WORD, paragraph, run, style_run_properties

_LOOK: Final = Look(note=True)


def write_notes(composition: Composition, notes: tuple[Note, ...]) -> str:
    """Return the part of the notes; a note's id is its number. Links go to the composition's present relations."""
    kind = composition.note_kind
    written = "".join(_note(composition, note) for note in notes)
    element = f"w:{kind.element}s"
    return f"{DECLARATION}<{element} {WORD} {RELATION}>{_separators(kind)}{written}</{element}>"


@cache
def _separators(kind: NoteKind) -> str:
    """Return the lines above the notes: Word reserves -1 and 0 for them, and the settings of the skin name both."""
    return "".join(
        f'<w:{kind.element} w:type="{line}" w:id="{number}">{paragraph(kind.text, f"<w:r><w:{line}/></w:r>")}'
        f"</w:{kind.element}>"
        for number, line in ((-1, "separator"), (0, "continuationSeparator"))
    )


def _note(composition: Composition, note: Note) -> str:
    kind = composition.note_kind
    mark = f"<w:r>{style_run_properties(kind.mark)}<w:{kind.element}Ref/></w:r>{run(' ')}"
    content = mark + write_inlines(composition, note.inlines, _LOOK)
    return f'<w:{kind.element} w:id="{note.number}">{paragraph(kind.text, content)}</w:{kind.element}>'

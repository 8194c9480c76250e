"""The footnotes part (ECMA-376 part 1, 17.11)."""

from __future__ import annotations

from typing import Final

from briefings.document import Note
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import StyleId
from briefings.writers.word.inlines import Look, write_inlines
from briefings.writers.word.xml import DECLARATION, RELATION, WORD, paragraph, run, style_run_properties

_LOOK: Final = Look(note=True)
_MARK: Final = f"<w:r>{style_run_properties(StyleId.FOOTNOTE_REFERENCE)}<w:footnoteRef/></w:r>{run(' ')}"

#: Word reserves -1 and 0 for its separators; the settings of the skin name both.
_SEPARATORS: Final = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}">{paragraph(StyleId.FOOTNOTE_TEXT, f"<w:r><w:{kind}/></w:r>")}'
    "</w:footnote>"
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def write_notes(composition: Composition, notes: tuple[Note, ...]) -> str:
    """Return the footnotes part; a note's id is its number. Links go to the composition's present relations."""
    written = "".join(_note(composition, note) for note in notes)
    return f"{DECLARATION}<w:footnotes {WORD} {RELATION}>{_SEPARATORS}{written}</w:footnotes>"


def _note(composition: Composition, note: Note) -> str:
    content = _MARK + write_inlines(composition, note.inlines, _LOOK)
    return f'<w:footnote w:id="{note.number}">{paragraph(StyleId.FOOTNOTE_TEXT, content)}</w:footnote>'

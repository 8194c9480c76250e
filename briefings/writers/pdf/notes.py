"""Footnotes become slices, one a line, to be set at the foot of the pages."""

from __future__ import annotations

from briefings.document import Note
from briefings.writers.pdf.blocks import measured
from briefings.writers.pdf.flow import Flow, Place
from briefings.writers.pdf.lines import break_lines
from briefings.writers.pdf.slices import Slice, labelled, stack

#: Least room for the number, in parts of the type size.
_NUMBER_ROOM = 1.5
_NUMBER_GAP = 0.3


def flow_note(flow: Flow, note: Note, place: Place) -> list[Slice]:
    """Return the lines of the note, its number hanging at the left. It is the next child of the place's parent."""
    setting = place.setting
    element = flow.structure.add("Note", place.parent, identifier=f"note-{note.number}")
    number = flow.structure.add("Lbl", element)
    label = measured(flow.inlines.label(f"{note.number} ", setting, number))
    room = max(setting.size * _NUMBER_ROOM, sum(part.width for part in label) + setting.size * _NUMBER_GAP)
    fragments = flow.inlines.fragments(note.inlines, setting, element, in_note=True)
    slices = stack(break_lines(fragments, place.width - room, gap=setting.gap), place.left + room, setting)
    return labelled(slices, label, place.left, setting)

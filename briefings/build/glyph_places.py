"""Where words that cannot be printed are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from briefings.build.brief import Brief
from briefings.errors import Location
from briefings.facts import Dossier
from briefings.templates.library import Library

if TYPE_CHECKING:
    from briefings.writers.pdf import MissingGlyph


class Places:
    """Where the words of a brief are written, so that a message leads there."""

    def __init__(self, dossier: Dossier, library: Library) -> None:
        """Take the dossier and the templates that the words may come from."""
        self._library = library
        self._records = {record.id: record.at for record in dossier.accord.records()}
        self._words = tuple(_words(dossier.accord, Location(dossier.accord.file)))

    def of(self, missing: MissingGlyph, brief: Brief) -> Iterator[tuple[Location, str]]:
        """Yield each place with the characters that stand there.

        A fact has one place. Other words stand in the record or in a template; where they are not found, written as an
        escape perhaps, the audience's template is told.
        """
        if missing.fact in self._records:
            yield self._records[missing.fact], missing.characters
            return
        for character in missing.characters:
            at = self._in_record(character, missing.text) or self._in_templates(character, brief)
            yield at or Location(brief.audience.file.shown), character

    def _in_record(self, character: str, text: str) -> Location | None:
        return next((at for words, at in self._words if character in words and (words in text or text in words)), None)

    def _in_templates(self, character: str, brief: Brief) -> Location | None:
        own = brief.audience.file.name
        for name in (own, *sorted(brief.templates - {own}), "house.yaml"):
            file = self._library.find(name)
            for number, line in enumerate(file.text.split("\n") if file else (), 1):
                if file and character in line:
                    return Location(file.shown, number, line.index(character) + 1)
        return None


def _words(node: object, at: Location) -> Iterator[tuple[str, Location]]:
    """Yield every text of a record with the place of the innermost part around it that has one."""
    if isinstance(node, str):
        yield node, at
    elif isinstance(node, tuple):
        for each in node:
            yield from _words(each, at)
    elif isinstance(node, Struct):
        at = getattr(node, "at", at)
        texts = getattr(node, "texts", None)
        values = texts.values() if texts is not None else (getattr(node, name) for name in node.__struct_fields__)
        for value in values:
            yield from _words(value, at)

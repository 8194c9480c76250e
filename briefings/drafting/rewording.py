"""Wordings in a record changed in place, one language at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefings.drafting.editing import RecordEditor, maps, plain, tail_kept
from briefings.readers.accord_yaml import LANGUAGES


class WordingEditor(RecordEditor):
    """A record whose facts, statements, judgements and gaps can be worded anew."""

    def reword(self, record_id: str, key: str, language: str, words: str) -> None:
        """Write the wording of a fact, statement, judgement or gap in one language, and leave the other languages."""
        held = next(found for name, found in self._worded() if name == record_id)
        with tail_kept(held):
            if isinstance(wording := held.get(key), dict):
                wording[language] = words
            elif len(languages := self._languages()) == 1:
                held[key] = words
            else:
                # One text stood for all languages; it stays in the others.
                held[key] = plain({**dict.fromkeys(languages, wording), language: words})

    def _worded(self) -> Iterator[tuple[str, Any]]:
        """Yield what has words of its own, with its id; statements are numbered and have none written down."""
        head = self._root.get("dossier")
        if isinstance(head, dict):
            for found in maps([head.get("bottom_line")]):
                yield "bottom-line", found
            for number, found in enumerate(maps(head.get("summary")), 1):
                yield f"summary-{number}", found
        for found in (*self._facts(), *maps(self._root.get("judgements")), *maps(self._root.get("gaps"))):
            yield str(found.get("id")), found

    def _languages(self) -> list[str]:
        head = self._root.get("dossier")
        named = head.get("languages") if isinstance(head, dict) else None
        return [str(name) for name in named or LANGUAGES]

"""Footnotes: one for each quotation a brief rests on, in order of first use; later uses point to the same note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefings.templates.faults import TemplateFault

Plain = dict[str, Any]
#: Keeps neighbouring note marks apart; it prints as a narrow space that no line breaks at.
_BETWEEN = "\u202f"


@dataclass
class Citations:
    """The citations of one brief."""

    facts: Mapping[str, Plain]
    """The facts of the context by id."""
    others: frozenset[str] = frozenset()
    """Ids that may be named but have no quotation: gaps."""
    notes: dict[tuple[str, int, int], str] = field(default_factory=dict)
    """Name of the note for each quotation by source, start and end."""
    quotes: dict[str, Plain] = field(default_factory=dict)
    """Quotation by the name of its note, in order of first use."""
    cited: set[str] = field(default_factory=set)
    """Ids of the facts cited."""

    def cite(self, target: Any) -> str:
        """Return the Markdown marks of the notes for a fact, an id, or a list of them; empty for gaps alone."""
        names: dict[str, None] = {}
        for fact in self._facts(target):
            self.cited.add(fact["id"])
            for quote in fact["quotes"]:
                names[self._note(quote)] = None
        return _BETWEEN.join(f"[^{name}]" for name in sorted(names, key=lambda name: int(name[1:])))

    def _note(self, quote: Plain) -> str:
        key = (quote["source"], quote["start"], quote["end"])
        if key not in self.notes:
            self.notes[key] = f"n{len(self.notes) + 1}"
            self.quotes[self.notes[key]] = quote
        return self.notes[key]

    def _facts(self, target: Any) -> list[Plain]:
        names: Iterable[Any] = target if isinstance(target, list) else [target]
        found = []
        for name in names:
            if isinstance(name, str) and name in self.others:
                continue
            fact = self.facts.get(name) if isinstance(name, str) else name
            if not isinstance(fact, dict) or "quotes" not in fact:
                hint = "write {{ fact | cite }} or {{ item.basis | cite }}"
                raise TemplateFault("cite takes a fact, its id or a list of them", hint)
            found.append(fact)
        return found

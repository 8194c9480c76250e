"""Footnotes: which facts a brief cites, in which order; facts that stand on the same words share a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefings.templates.faults import TemplateFault

Plain = dict[str, Any]


@dataclass
class Citations:
    """The citations of one brief."""

    facts: Mapping[str, Plain]
    """The facts of the context by id."""
    others: frozenset[str] = frozenset()
    """Ids that may be named but have no quotation: gaps and judgements."""
    notes: dict[tuple[Any, ...], str] = field(default_factory=dict)
    """Name of the note for each set of quotations, in order of first use."""
    quotes: dict[str, list[Plain]] = field(default_factory=dict)
    """Quotations by the name of their note."""
    inferred: set[str] = field(default_factory=set)
    """Names of notes whose facts are all inferences."""
    cited: set[str] = field(default_factory=set)
    """Ids of the facts cited."""

    def cite(self, target: Any) -> str:
        """Return the Markdown reference of the note for a fact, an id, or a list of them; empty for gaps alone."""
        facts = self._facts(target)
        quotes: dict[tuple[Any, ...], Plain] = {}
        for fact in facts:
            self.cited.add(fact["id"])
            for quote in fact["quotes"]:
                quotes.setdefault((quote["source"], quote["paragraph"], self._key(quote)), quote)
        if not quotes:
            return ""
        key = tuple(quotes)
        if key not in self.notes:
            name = f"n{len(self.notes) + 1}"
            self.notes[key] = name
            self.quotes[name] = list(quotes.values())
            if all(fact["status"] == "inference" for fact in facts):
                self.inferred.add(name)
        return f"[^{self.notes[key]}]"

    @staticmethod
    def _key(quote: Plain) -> tuple[int, int]:
        return (quote["start"], quote["end"])

    def _facts(self, target: Any) -> list[Plain]:
        names: Iterable[Any] = target if isinstance(target, list) else [target]
        found = []
        for name in names:
            if isinstance(name, str) and name in self.others:
                continue
            fact = self.facts.get(name) if isinstance(name, str) else name
            if not isinstance(fact, dict) or "quotes" not in fact:
                raise TemplateFault("cite takes a fact, its id or a list of ids", "write {{ fact | cite }} or {{ item.basis | cite }}")
            found.append(fact)
        return found

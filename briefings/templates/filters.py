"""Our filters: grammar, dates, lists and labels. Each takes a token or a plain code and keeps the fact it came from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from briefings.names import did_you_mean
from briefings.templates.dates import day_month, full_date
from briefings.templates.faults import TemplateFault
from briefings.tokens import TOKEN, ValueTable
from briefings.vocabulary import grammar
from briefings.vocabulary.places import Place, find_place

_GUILLEMETS = ("«\u00a0", "\u00a0»")
#: English marks of the first and the second rank.
_DOUBLE, _SINGLE = ("“", "”"), ("‘", "’")
Labels = Mapping[str, Mapping[str, str]]


class Filters:
    """The filters of one language; ``table`` holds the values behind the tokens."""

    def __init__(self, table: ValueTable, language: str, locale: str, labels: Labels) -> None:
        """Take the language code, the locale such as ``en-GB`` and the labels by set and code."""
        self.table = table
        self.language = language
        self.locale = locale
        self.labels = labels

    def by_name(self) -> dict[str, Callable[..., Any]]:
        """Return the filters under the names templates use."""
        return {
            "de": self.of,
            "a": self.to,
            "le": self.with_article,
            "capital": self.capital,
            "short": self.short,
            "date": self.date,
            "day": self.day,
            "names": self.names,
            "label": self.label,
            "limit": limit,
            "words": self.words,
            "quoted": self.quoted,
        }

    def of(self, token: str) -> str:
        """``du Maroc``, ``d’Abuja``; in English ``of Morocco``."""
        return self._declined(token, grammar.of, grammar.of_name)

    def to(self, token: str) -> str:
        """``au Rwanda``, ``à Rabat``; in English ``in Rwanda``."""
        return self._declined(token, grammar.to, grammar.at_name)

    def with_article(self, token: str) -> str:
        """``le Maroc``, ``les États-Unis``; in English ``the United States``."""
        return self._declined(token, grammar.with_article, lambda name, language: name)

    def _declined(self, token: str, place: Callable[[Place, str], str], name: Callable[[str, str], str]) -> str:
        value = self._value(token)
        found = find_place(value.place) if value.place and not value.city else None
        words = place(found, self.locale) if found else name(value.text, self.locale)
        return self.table.changed(token, words)

    def capital(self, text: str) -> str:
        """The first letter large, the rest kept; also where the text begins with a value."""
        match = TOKEN.match(text)
        if match is None:
            return grammar.capitalised(text)
        token = match.group()
        return self.table.changed(token, grammar.capitalised(self._value(token).text)) + text[match.end() :]

    def short(self, token: str, letters: int = 80) -> str:
        """The first words, up to a number of letters, with … where something was left out."""
        text = self._value(token).text
        if len(text) <= letters:
            return token
        return self.table.changed(token, text[:letters].rsplit(" ", 1)[0].rstrip(" ,;:") + "…")

    def date(self, text: str) -> str:
        """``23 November 2026`` or ``23 novembre 2026`` from ``2026-11-23``."""
        try:
            return full_date(datetime.date.fromisoformat(text), self.locale)
        except (TypeError, ValueError):
            raise TemplateFault("the date filter takes a date such as 2026-11-23") from None

    def day(self, date: Mapping[str, Any]) -> str:
        """``18 June``, ``June 2025`` or ``2025``: as much of a date as is known; empty where nothing is."""
        return day_month(date.get("day"), date.get("month"), date.get("year"), self.locale)

    def names(self, tokens: list[str], form: str = "") -> str:
        """Return words joined as the language does, ``A, B and C``; ``form`` de, a or le declines each."""
        forms = {"": lambda token: token, "de": self.of, "a": self.to, "le": self.with_article}
        if form not in forms:
            raise TemplateFault(f"names has no form “{form}”", did_you_mean(form, [name for name in forms if name]))
        words = [forms[form](token) for token in tokens]
        # English says the preposition once: "of Morocco and Rwanda".
        if self.language == "en" and form in ("de", "a"):
            words = [words[0], *(self.with_article(token) for token in tokens[1:])] if words else []
        return grammar.join(words, self.locale)

    def quoted(self, token: str) -> str:
        """Return ``« words »``, ``“words”``.

        English takes the other pair where the words hold marks of the first themselves. French keeps to guillemets;
        where inner ones end with the words, one mark closes both (Imprimerie nationale, « Guillemets »).
        """
        text = self._value(token).text
        if self.language == "fr":
            left, right = _GUILLEMETS
            return f"{left}{token}" if text.rstrip().endswith(right.strip()) else f"{left}{token}{right}"
        left, right = _SINGLE if any(mark in text for mark in _DOUBLE) else _DOUBLE
        return f"{left}{token}{right}"

    def words(self, token: str) -> int:
        """Return the number of words of a text."""
        return len(self.table.plain(token).split())

    def label(self, code: str, group: str) -> str:
        """Return what a code of a group is called in print."""
        if group not in self.labels:
            raise TemplateFault(f"there are no labels “{group}”", did_you_mean(group, self.labels))
        if not isinstance(code, str) or code not in self.labels[group]:
            raise TemplateFault(
                f"“{str(code)[:40]}” has no label in “{group}”", did_you_mean(str(code)[:40], self.labels[group])
            )
        return self.labels[group][code]

    def _value(self, token: str) -> Any:
        value = self.table.value(token) if isinstance(token, str) else None
        if value is None:
            raise TemplateFault(
                "this filter takes a value of the dossier", "use it right behind the value: {{ party.name | de }}"
            )
        return value


def limit(items: list[Any], most: int | None) -> list[Any]:
    """The first items of a list, or all of them where ``most`` is none."""
    return items if most is None else items[:most]

"""A mapping of a YAML file read field by field against a schema; every misfit becomes a problem with its place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from briefings.errors import Location
from briefings.evidence import Wording
from briefings.names import did_you_mean
from briefings.readers.nodes import Reading, is_empty, kind_of, read_wording, scalar_text
from briefings.readers.yaml_text import Mapping, Node, Scalar, Sequence
from briefings.style import Colour, Points, length

Code = TypeVar("Code", bound=Enum)
Value = TypeVar("Value")

_INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]{0,9})")
_SIZES = (7, 16)
LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(pt|mm|cm|in)")
COLOUR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


class Record:
    """A mapping whose keys are asked for one by one; ``close`` reports those that nobody asked for."""

    def __init__(self, node: Node, what: str, reading: Reading) -> None:
        """Take any node; one that is no mapping is reported and reads as empty. ``what`` names it in messages."""
        self.what = what
        self.at = node.at
        self.reading = reading
        self._asked: set[str] = set()
        self._entries: dict[str, tuple[Scalar, Node]] = {}
        if isinstance(node, Mapping):
            self._entries = node.entries
        elif not (isinstance(node, Scalar) and node.text in ("", "~", "null") and node.plain):
            reading.report(
                f"{what} must be a mapping, not {kind_of(node)}", node.at, hint="write it as “key: value” lines"
            )

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or ``None`` where it is missing or empty."""
        self._asked.add(key)
        if key not in self._entries:
            return None
        node = self._entries[key][1]
        return None if is_empty(node) else node

    def place(self, key: str) -> Location:
        """Return where a key stands, or the record itself."""
        return self._entries[key][0].at if key in self._entries else self.at

    def text(self, key: str) -> str | None:
        """Return the text of a key with white space at its ends dropped, or ``None``."""
        node = self.get(key)
        return None if node is None else scalar_text(node, f"“{key}”", self.reading) or None

    def required(self, key: str) -> str:
        """Return the text of a key; a missing one is reported and reads as empty."""
        text = self.text(key)
        if text is None and key not in self.reported:
            self.missing(key)
        return text or ""

    @property
    def reported(self) -> set[str]:
        """Return the keys that hold something, so that a value of the wrong kind is not called missing too."""
        return {key for key, (_, node) in self._entries.items() if not is_empty(node)}

    def missing(self, key: str) -> None:
        """Report a key that must be there."""
        empty = "is empty" if key in self._entries else "is missing"
        self.reading.report(f"“{key}” {empty} in {self.what}", self.place(key), hint=f"fill in “{key}:”")

    def fitting(
        self,
        key: str,
        pattern: re.Pattern[str],
        hint: str | None = None,
        fault: str = "does not fit",
        needed: bool = False,
    ) -> str | None:
        """Return text that fits a pattern as a whole; ``None`` where it is missing or does not fit, which is reported.

        A missing one is reported only where it is ``needed``.
        """
        text = (self.required(key) or None) if needed else self.text(key)
        if text is None or pattern.fullmatch(text):
            return text
        self.reading.report(f"{key} “{text[:80]}” {fault}", self.value_place(key), hint)
        return None

    def choice(
        self,
        key: str,
        known: Iterable[str],
        fault: str,
        hint: Callable[[str], str] | None = None,
        needed: bool = False,
    ) -> str | None:
        """Return one word of a set; ``None`` where it is missing or another one, which is reported as having ``fault``.

        ``hint`` gives a way out for the word found; by default, the nearest of the set. A missing one is reported only
        where it is ``needed``.
        """
        text = (self.required(key) or None) if needed else self.text(key)
        if text is None or text in (words := tuple(known)):
            return text
        way_out = hint(text) if hint else did_you_mean(text, words)
        self.reading.report(f"“{text[:40]}” {fault}", self.value_place(key), way_out)
        return None

    def choices(self, key: str, known: Iterable[str], fault: str) -> tuple[str, ...]:
        """Return the words of a list that are of a set, each once; others are reported as having ``fault``."""
        words, texts = tuple(known), self.strings(key)
        for text in texts:
            if text not in words:
                self.reading.report(f"“{text}” {fault}", self.value_place(key), did_you_mean(text, words))
        return tuple(dict.fromkeys(text for text in texts if text in words))

    def wording(self, key: str) -> Wording | None:
        """Return words in every working language; a single scalar is refused where there are several languages."""
        node = self.get(key)
        return None if node is None else read_wording(node, f"“{key}”", self.reading)

    def required_wording(self, key: str) -> Wording:
        """Return words in every working language; missing ones are reported and read as empty.

        In an extract words may be missing: there are none then.
        """
        wording = self.wording(key)
        if wording is None and self.reading.extract:
            return Wording({}, self.at)
        if wording is None:
            if key not in self.reported:
                self.missing(key)
            return Wording(dict.fromkeys(self.reading.languages, ""), self.at)
        return wording

    def common_wording(self, key: str) -> Wording:
        """Return words in every working language, where one text may stand for all; missing ones are reported."""
        node = self.get(key)
        if isinstance(node, Scalar):
            return Wording(dict.fromkeys(self.reading.languages, self.required(key)), node.at)
        return self.required_wording(key)

    def code(self, key: str, codes: type[Code], default: Code | None = None) -> Code:
        """Return a code of a closed set; an unknown one is reported with the nearest known and reads as the first."""
        fallback = default or next(iter(codes))
        text = self.text(key)
        if text is None:
            if default is None and key not in self.reported:
                self.missing(key)
            return fallback
        known: dict[str, Code] = _by_value(codes)
        if text not in known:
            self.reading.report(f"“{text}” is no known {key}", self.value_place(key), hint=did_you_mean(text, known))
        return known.get(text, fallback)

    def optional_code(self, key: str, codes: type[Code]) -> Code | None:
        """Return a code of a closed set, or ``None`` where the key is missing."""
        return self.code(key, codes) if self.get(key) is not None else None

    def lone_code(self, key: str, codes: type[Code]) -> Code | None:
        """Return the code that a key holds by itself; ``None`` where it is missing or holds more than a word."""
        return self.code(key, codes) if isinstance(self.get(key), Scalar) else None

    def value_place(self, key: str) -> Location:
        """Return where the value of a key stands."""
        return self._entries[key][1].at if key in self._entries else self.at

    def integer(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number between two bounds, or ``None`` where it is missing or out of them."""
        text = self.text(key)
        if text is None:
            return None
        if not _INTEGER.fullmatch(text) or not low <= int(text) <= high:
            message = f"“{key}” must be a whole number from {low} to {high}, not “{text[:40]}”"
            self.reading.report(message, self.value_place(key))
            return None
        return int(text)

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false; anything else is reported."""
        text = self.text(key)
        if text is None:
            return default
        if text not in _TRUTH:
            self.reading.report(f"“{key}” must be true or false, not “{text[:40]}”", self.value_place(key))
        return _TRUTH.get(text, default)

    def date(self, key: str) -> str | None:
        """Return an ISO 8601 date as text, or ``None``; an impossible one is reported."""
        text = self.text(key)
        if text is None:
            return None
        try:
            # fromisoformat also takes week dates and dates without hyphens.
            if datetime.date.fromisoformat(text).isoformat() != text:
                raise ValueError
        except ValueError:
            message = f"“{key}” must be a date such as 2026-11-23, not “{text[:40]}”"
            self.reading.report(message, self.value_place(key))
            return None
        return text

    def length(self, key: str) -> Points | None:
        """Return a length such as ``25 mm`` in points, or ``None``; one without a known unit is reported."""
        text = self.text(key)
        if text is None:
            return None
        match = LENGTH.fullmatch(text)
        if match is None:
            message = f"“{key}” must be a length such as 25 mm, not “{text[:40]}”"
            self.reading.report(message, self.value_place(key), hint="units: pt, mm, cm, in")
            return None
        return length(float(match.group(1)), match.group(2))

    def type_size(self, key: str) -> Points | None:
        """Return the size of body text, 7 to 16 points, or ``None``; any other is reported: nobody could read it."""
        size = self.length(key)
        if size is not None and not _SIZES[0] <= size <= _SIZES[1]:
            message = f"“{key}” must be from {_SIZES[0]} pt to {_SIZES[1]} pt"
            self.reading.report(message, self.value_place(key), hint="briefs are set in 10 or 11 pt")
            return None
        return size

    def colour(self, key: str) -> Colour | None:
        """Return a colour written as ``#`` and six hexadecimal digits, or ``None``; any other text is reported."""
        text = self.text(key)
        if text is None:
            return None
        if match := COLOUR.fullmatch(text):
            return Colour(*(int(part, 16) for part in match.groups()))
        message = f"“{key}” must be a colour such as #10365C, not “{text[:40]}”"
        self.reading.report(message, self.value_place(key), hint="put it in quotation marks: # begins a comment")
        return None

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of words; a single word counts as a list of one."""
        node = self.get(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) else (node,)
        texts = (scalar_text(item, f"an item of “{key}”", self.reading) for item in items)
        return tuple(text for text in texts if text)

    def codes(self, key: str, codes: type[Code]) -> tuple[Code, ...]:
        """Return a list of codes of a closed set; unknown ones are reported and left out."""
        known: dict[str, Code] = _by_value(codes)
        texts = self.strings(key)
        for text in texts:
            if text not in known:
                self.reading.report(
                    f"“{text}” is no known {key}", self.value_place(key), hint=did_you_mean(text, known)
                )
        return tuple(known[text] for text in texts if text in known)

    def record(self, key: str, what: str | None = None) -> Record | None:
        """Return a mapping below this one, or ``None``."""
        node = self.get(key)
        return None if node is None else Record(node, what or f"“{key}”", self.reading)

    def records(self, key: str, what: str) -> Iterator[Record]:
        """Yield the mappings of a list; anything but a list is reported."""
        node = self.get(key)
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.reading.report(
                f"“{key}” must be a list, not {kind_of(node)}", node.at, hint="start each entry with “- ”"
            )
            return
        for item in node.items:
            yield Record(item, what, self.reading)

    def close(self) -> None:
        """Report every key that the schema does not know, with the nearest one it does."""
        for key, (scalar, _) in self._entries.items():
            if key not in self._asked:
                hint = did_you_mean(key, self._asked, "known keys")
                self.reading.report(f"unknown key “{key}” in {self.what}", scalar.at, hint)


@cache
def _by_value(codes: type[Enum]) -> dict[str, Any]:
    return {str(code.value): code for code in codes}

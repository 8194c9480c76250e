"""What a reader asks of a file is its schema: the readers are run over a record that holds nothing and listens.

A key may be asked for, or needed, only under one code of its record, as the answer is of a question. So each record is
walked once for every value of every code in it, with and without the records below it, and the walks are compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar, cast

from briefings.errors import Location
from briefings.evidence import Wording
from briefings.readers.nodes import Reading
from briefings.readers.record import Record
from briefings.readers.yaml_text import Mapping as MappingNode
from briefings.readers.yaml_text import Node
from briefings.style import Colour, Points

Code = TypeVar("Code", bound=Enum)
#: Keys from the top of the file down to a record; an entry of a list has the key of its list.
Path = tuple[str, ...]
_NOWHERE = Location("")


class Kind(Enum):
    """What the value of a key is."""

    TEXT = auto()
    WORDING = auto()
    CODE = auto()
    CODES = auto()
    WORD = auto()
    WORDS = auto()
    TEXTS = auto()
    INTEGER = auto()
    FLAG = auto()
    DATE = auto()
    LENGTH = auto()
    COLOUR = auto()
    RECORD = auto()
    RECORDS = auto()
    OWN = auto()
    """Read by the reader itself, node by node."""


@dataclass(frozen=True)
class Form:
    """What a value must look like."""

    kind: Kind
    pattern: str = ""
    """Regular expression that the whole text fits; empty for any text."""
    codes: type[Enum] | None = None
    known: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    default: str | bool | None = None


@dataclass(frozen=True)
class Where:
    """Under which values of a code of the same record something holds."""

    code: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """One record of a file: its keys in the order they are asked for, and which of them are needed."""

    forms: Mapping[str, tuple[Form, ...]]
    """More than one where the value may be written in several ways."""
    needed: frozenset[str]
    only: Mapping[str, Where]
    """Keys that are known under some codes only."""
    needed_where: Mapping[str, Where]
    """Keys that are needed under some codes only."""


@dataclass
class _Heard:
    """What one record was asked for on one walk."""

    forms: dict[str, list[Form]] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)


@dataclass
class _Walk:
    """One run of a reader. Without a target, it goes everywhere."""

    target: Path | None = None
    code: str | None = None
    value: Enum | None = None
    bare: bool = False
    """Whether the target has no records below it."""
    heard: dict[Path, _Heard] = field(default_factory=dict)

    def goes_to(self, path: Path) -> bool:
        """Return whether there is a record at a path on this walk."""
        if self.target is None or path == self.target[: len(path)]:
            return True
        return path[: len(self.target)] == self.target and not self.bare


Read = Callable[[Record], object]


def shapes(read: Read, languages: tuple[str, ...]) -> dict[Path, Shape]:
    """Return the shape of every record that a reader reads, by its path, in the order of reading."""
    everywhere = _walked(read, languages, _Walk())
    return {path: _shape(read, languages, path, heard) for path, heard in everywhere.items()}


def _walked(read: Read, languages: tuple[str, ...], walk: _Walk) -> dict[Path, _Heard]:
    read(Listener(walk, (), Reading(languages=languages)))
    return walk.heard


def _shape(read: Read, languages: tuple[str, ...], path: Path, heard: _Heard) -> Shape:
    def listened(code: str | None = None, value: Enum | None = None) -> _Heard:
        full, bare = (_walked(read, languages, _Walk(path, code, value, bare))[path] for bare in (False, True))
        return _Heard({**full.forms, **bare.forms}, full.needed | bare.needed)

    plain = listened()
    forms, needed = dict(plain.forms), set(plain.needed)
    only: dict[str, Where] = {}
    needed_where: dict[str, Where] = {}
    for code, codes in _codes(heard):
        found = {str(value.value): listened(code, value) for value in codes}
        for each in found.values():
            forms.update({key: form for key, form in each.forms.items() if key not in forms})
        for key in {key for each in found.values() for key in each.forms}:
            if where := _where(code, found, lambda each, key=key: key in each.forms):  # type: ignore[misc]
                only[key] = where
        for key in {key for each in found.values() for key in each.needed}:
            if where := _where(code, found, lambda each, key=key: key in each.needed):  # type: ignore[misc]
                needed_where[key] = where
    needed -= set(needed_where)
    return Shape({key: tuple(form) for key, form in forms.items()}, frozenset(needed), only, needed_where)


def _codes(heard: _Heard) -> Iterator[tuple[str, type[Enum]]]:
    for key, forms in heard.forms.items():
        for form in forms:
            if form.kind is Kind.CODE and form.codes:
                yield key, form.codes


def _where(code: str, found: Mapping[str, _Heard], holds: Callable[[_Heard], bool]) -> Where | None:
    """Return the values under which something holds, or ``None`` where it holds under all."""
    values = tuple(value for value, heard in found.items() if holds(heard))
    return None if len(values) == len(found) else Where(code, values)


class Listener(Record):
    """A record that holds nothing, answers as a record with these keys missing would, and writes down each question."""

    def __init__(self, walk: _Walk, path: Path, reading: Reading) -> None:
        """Take the walk it is met on and where it stands in the file."""
        super().__init__(MappingNode({}, _NOWHERE), "", reading)
        self._walk = walk
        self._path = path
        self._heard = walk.heard.setdefault(path, _Heard())

    def _note(self, key: str, form: Form, needed: bool = False) -> None:
        known = self._heard.forms.setdefault(key, [])
        if form not in known:
            known.append(form)
        if needed:
            self.missing(key)

    def missing(self, key: str) -> None:
        """Note that a key is needed."""
        self._heard.needed.add(key)

    def get(self, key: str) -> Node | None:
        """Note a value that its reader reads by itself."""
        self._note(key, Form(Kind.OWN))
        return None

    def text(self, key: str) -> str | None:
        """Note a text."""
        self._note(key, Form(Kind.TEXT))
        return None

    def fitting(
        self,
        key: str,
        pattern: re.Pattern[str],
        hint: str | None = None,
        fault: str = "does not fit",
        needed: bool = False,
    ) -> str | None:
        """Note a text of a pattern."""
        self._note(key, Form(Kind.TEXT, pattern=pattern.pattern), needed)
        return None

    def choice(
        self,
        key: str,
        known: Iterable[str],
        fault: str,
        hint: Callable[[str], str] | None = None,
        needed: bool = False,
    ) -> str | None:
        """Note a word of a set."""
        self._note(key, Form(Kind.WORD, known=tuple(known)), needed)
        return None

    def choices(self, key: str, known: Iterable[str], fault: str) -> tuple[str, ...]:
        """Note a list of words of a set."""
        self._note(key, Form(Kind.WORDS, known=tuple(known)))
        return ()

    def wording(self, key: str) -> Wording | None:
        """Note words in every language."""
        self._note(key, Form(Kind.WORDING))
        return None

    def common_wording(self, key: str) -> Wording:
        """Note words in every language, or one text for all."""
        self._note(key, Form(Kind.TEXT))
        return self.required_wording(key)

    def code(self, key: str, codes: type[Code], default: Code | None = None) -> Code:
        """Note a code, and answer with the one that this walk tries."""
        self._note(key, Form(Kind.CODE, codes=codes, default=str(default.value) if default else None), default is None)
        return self._tried(key) or default or next(iter(codes))

    def optional_code(self, key: str, codes: type[Code]) -> Code | None:
        """Note a code that may be missing."""
        self._note(key, Form(Kind.CODE, codes=codes))
        return self._tried(key)

    def _tried(self, key: str) -> Code | None:
        """Return the value that this walk tries for a code, or ``None`` where it tries another one."""
        here = self._walk.target == self._path and self._walk.code == key
        return cast("Code | None", self._walk.value) if here else None

    def lone_code(self, key: str, codes: type[Code]) -> Code | None:
        """Note a code that may stand where a record may."""
        self._note(key, Form(Kind.CODE, codes=codes))
        return None

    def integer(self, key: str, low: int, high: int) -> int | None:
        """Note a whole number."""
        self._note(key, Form(Kind.INTEGER, low=low, high=high))
        return None

    def flag(self, key: str, default: bool = False) -> bool:
        """Note true or false."""
        self._note(key, Form(Kind.FLAG, default=default))
        return default

    def date(self, key: str) -> str | None:
        """Note a date."""
        self._note(key, Form(Kind.DATE))
        return None

    def length(self, key: str) -> Points | None:
        """Note a length."""
        self._note(key, Form(Kind.LENGTH))
        return None

    def colour(self, key: str) -> Colour | None:
        """Note a colour."""
        self._note(key, Form(Kind.COLOUR))
        return None

    def strings(self, key: str) -> tuple[str, ...]:
        """Note a list of texts."""
        self._note(key, Form(Kind.TEXTS))
        return ()

    def codes(self, key: str, codes: type[Code]) -> tuple[Code, ...]:
        """Note a list of codes."""
        self._note(key, Form(Kind.CODES, codes=codes))
        return ()

    def record(self, key: str, what: str | None = None) -> Record | None:
        """Note a record, and go on in it where this walk does."""
        self._note(key, Form(Kind.RECORD))
        return self._below(key)

    def records(self, key: str, what: str) -> Iterator[Record]:
        """Note a list of records, and go on in one of them where this walk does."""
        self._note(key, Form(Kind.RECORDS))
        if below := self._below(key):
            yield below

    def _below(self, key: str) -> Listener | None:
        path = (*self._path, key)
        return Listener(self._walk, path, self.reading) if self._walk.goes_to(path) else None

"""Countries, territories and organisations: codes, names in English and French, and what grammar needs to print them.

Codes are ISO 3166-1 alpha-2. Kosovo is ``XK``, from the range that ISO 3166-1 leaves to users. The European Union and
the United Nations have the codes ISO reserves for them, ``EU`` and ``UN``. The African Union is ``XAU``, because ``AU``
is Australia. Every other organisation goes by its acronym: ``NATO``, ``OIF``, ``ECOWAS``, ``EAC``, ``ECCAS``, ``SADC``,
``IGAD``, ``AMU``, ``LAS``, ``OIC``, ``OSCE``, ``ICRC``, ``GCC``. French country names and articles follow the official
lists of France and of the United Nations; nothing here is a statement on the status of a territory.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

_FILES = ("countries.tsv", "organisations.tsv")

#: Codes of other lists, and former codes, that people write for a place of this one.
_OTHER_CODES = {"UK": "GB", "EL": "GR", "BU": "MM", "TP": "TL", "ZR": "CD", "FX": "FR", "ROM": "RO", "KOS": "XK"}

_FOLDED_MARKS = str.maketrans({"\u2019": "'", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "œ": "oe", "ß": "ss"})


class PlaceKind(Enum):
    """What a place is to this vocabulary; it says how full the record is, nothing on recognition."""

    COUNTRY = "country"
    """Grammar and demonyms are complete; a contested capital is left out."""
    TERRITORY = "territory"
    """Names and grammar only."""
    ORGANISATION = "organisation"


class Demonym(Struct, frozen=True):
    """The word for what belongs to a place or comes from it; English has one form for both genders."""

    masculine: str
    feminine: str
    masculine_plural: str
    feminine_plural: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the different forms, masculine singular first."""
        return tuple(dict.fromkeys((self.masculine, self.feminine, self.masculine_plural, self.feminine_plural)))


class Wording(Struct, frozen=True):
    """How one language names a place."""

    name: str
    """Short name as printed, without article."""
    article: str
    """``the``; ``le``, ``la``, ``l’`` or ``les``; empty where the name takes none."""
    preposition: str
    """Says where: ``in``; ``au``, ``en``, ``aux``, ``à``, ``à la``, ``à l’``, ``dans le`` or ``dans les``."""
    formal: tuple[str, ...]
    """Formal names, such as “Royaume du Maroc”; empty where the short name is the formal one."""
    capitals: tuple[str, ...]
    """Names of the capital, the printed one first; empty where there is none, or where it is contested."""
    demonyms: tuple[Demonym, ...]
    """The printed one first; empty for territories and most organisations."""
    aliases: tuple[str, ...]
    """Further names that texts use."""
    weak_aliases: tuple[str, ...]
    """Names that mean this place only in a text which names it otherwise too."""

    @property
    def capital(self) -> str | None:
        """Return the capital as printed, or ``None`` where none is given."""
        return self.capitals[0] if self.capitals else None

    @property
    def demonym(self) -> Demonym | None:
        """Return the demonym as printed, or ``None`` where none is given."""
        return self.demonyms[0] if self.demonyms else None


class Place(Struct, frozen=True):
    """A country, territory or organisation."""

    code: str
    alpha3: str
    """ISO 3166-1 alpha-3 code; empty for organisations."""
    kind: PlaceKind
    english: Wording
    french: Wording

    def wording(self, language: str) -> Wording:
        """Return how a language names the place; raise ``ValueError`` for a tag that is neither English nor French."""
        return self.french if primary_language(language) == "fr" else self.english

    def name(self, language: str) -> str:
        """Return the short name without article; raise ``ValueError`` as ``wording`` does."""
        return self.wording(language).name


def primary_language(tag: str) -> str:
    """Return ``en`` or ``fr`` for a BCP 47 tag such as ``fr-CA``; raise ``ValueError`` for any other language."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    if primary not in ("en", "fr"):
        raise ValueError(f"language must be English or French, got “{tag}”")
    return primary


@lru_cache(maxsize=512)
def find_place(code: str) -> Place | None:
    """Return the place with this code, in capitals, or ``None``."""
    cells = _rows().get(code)
    return _place(cells) if cells else None


def codes() -> tuple[str, ...]:
    """Return every code: countries and territories in the order of the alphabet, then organisations."""
    return tuple(_rows())


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return every place, in the order of ``codes``."""
    return tuple(place for code in codes() if (place := find_place(code)))


def suggest(text: str, limit: int = 3) -> tuple[str, ...]:
    """Return the codes that a wrong code or a name may have meant, the likeliest first; empty when nothing comes near.

    Known are codes in lower case, alpha-3 and former codes, and names, aliases, demonyms and capitals in both
    languages, with or without accents: ``MAR``, ``Maroc`` and ``marocaine`` give ``MA``, ``UK`` gives ``GB``.
    """
    upper, folded = text.strip().upper(), _folded(text)
    if upper in _rows():
        return (upper,)
    if code := _OTHER_CODES.get(upper) or _alpha3().get(upper):
        return (code,)
    if exact := _by_form().get(folded):
        return exact[:limit]
    # A short code that is unknown resembles dozens of names, and would mislead.
    near = difflib.get_close_matches(folded[:80], _by_form(), n=limit * 2, cutoff=0.75) if len(folded) > 3 else []
    return tuple(dict.fromkeys(code for form in near for code in _by_form()[form]))[:limit]


@lru_cache(maxsize=1)
def _alpha3() -> dict[str, str]:
    return {place.alpha3: place.code for place in places() if place.alpha3}


@lru_cache(maxsize=1)
def _by_form() -> dict[str, tuple[str, ...]]:
    """Return the codes of each folded form; a printed name comes before any other use of the same word."""
    found: dict[str, dict[str, None]] = {}
    wordings = [(place.code, wording) for place in places() for wording in (place.english, place.french)]
    for code, wording in wordings:
        found.setdefault(_folded(wording.name), {})[code] = None
    for code, wording in wordings:
        demonyms = [form for demonym in wording.demonyms for form in demonym.forms]
        for form in (*wording.formal, *wording.aliases, *demonyms, *wording.capitals, *wording.weak_aliases):
            found.setdefault(_folded(form), {})[code] = None
    return {form: tuple(meant) for form, meant in found.items()}


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().translate(_FOLDED_MARKS).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[str]]:
    """Return the cells of each place by its code; a place is only made of them when it is asked for."""
    lines = [line for name in _FILES for line in _lines(Path(__file__).with_name(name))]
    return {cells[0]: cells for line in lines if (cells := line.split("\t"))}


def _lines(file: Path) -> list[str]:
    """Return the lines below the head of a table."""
    text = file.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")][1:]


def _place(cells: list[str]) -> Place:
    code, alpha3, kind, name, article, formal, capitals, demonyms, aliases, *french = cells
    english = [name, article, "in", formal, capitals, demonyms, aliases]
    return Place(code, alpha3, PlaceKind(kind), _wording(english, _english_demonym), _wording(french, _french_demonym))


def _wording(cells: list[str], demonym: Callable[[str], Demonym]) -> Wording:
    name, article, preposition, formal, capitals, demonyms, aliases = cells
    listed = _listed(aliases)
    return Wording(
        name,
        article,
        preposition,
        _listed(formal),
        _listed(capitals),
        tuple(demonym(entry) for entry in _listed(demonyms)),
        tuple(alias for alias in listed if not alias.endswith("?")),
        tuple(alias[:-1] for alias in listed if alias.endswith("?")),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _english_demonym(entry: str) -> Demonym:
    if entry.endswith("="):
        return Demonym(*[entry[:-1]] * 4)
    plural = entry if entry.endswith(("s", "sh", "ch", "ese")) else entry + "s"
    return Demonym(entry, entry, plural, plural)


def _french_demonym(entry: str) -> Demonym:
    if entry.endswith("="):
        return Demonym(*[entry[:-1]] * 4)
    masculine, _, feminine = entry.partition("/")
    feminine = feminine or masculine
    return Demonym(masculine, feminine, _french_plural(masculine), _french_plural(feminine))


def _french_plural(word: str) -> str:
    return word if word.endswith(("s", "x", "z")) else word + "s"

"""Stage 4: spacing as the language's printers set it. Letters never change; quotations not at all.

Profiles of French, by what stands before ; ! ? and before : and inside « »:

- ``fr-FR``: narrow no-break space; no-break space; no-break space (Lexique des règles typographiques en usage à
  l'Imprimerie nationale);
- ``fr-CA``: nothing; no-break space; no-break space (Office québécois de la langue française, « Espacement avant et
  après les signes de ponctuation et les symboles », for typesetting without thin spaces);
- ``fr-EU``: nothing; nothing; nothing (Publications Office of the European Union, Code de rédaction
  interinstitutionnel, 6.4).

Numbers, dates, §, n° and p. keep their words together in both languages; digits are grouped as CLDR does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import (
    Block,
    CrossReference,
    Emphasis,
    Inline,
    Link,
    Note,
    Strong,
    Text,
)
from briefings.traversal import walk_inlines, with_runs

NBSP, NNBSP = "\u00a0", "\u202f"


class Profile(Struct, frozen=True):
    """The spaces of one language as one printer sets them; an empty text is no space at all."""

    months: str
    """Names of the months, one pattern."""
    high: str | None = None
    """Before ; ! and ?, ``None`` where the profile has no rule."""
    colon: str | None = None
    """Before a colon."""
    inside: str | None = None
    """Inside guillemets."""
    group: str | None = None
    """Between groups of three digits."""


_MONTHS_FR = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_MONTHS_EN = "January|February|March|April|May|June|July|August|September|October|November|December"
_ENGLISH = Profile(_MONTHS_EN)
#: By the name that ``house.yaml`` gives; the first of a language is taken where none is known.
PROFILES = {
    "en-GB": _ENGLISH,
    "en-US": _ENGLISH,
    "fr-FR": Profile(_MONTHS_FR, NNBSP, NBSP, NBSP, NNBSP),
    "fr-CA": Profile(_MONTHS_FR, "", NBSP, NBSP, NBSP),
    "fr-EU": Profile(_MONTHS_FR, "", "", "", NBSP),
}
_UNITS = "%|€|[kM]€|°C|[kcm]?m²?|kg|km/h|ha|[kMG]?W|t|min|euros?|millions?|milliards?|million|billion"
#: What stands around a single space that keeps two words together, in every language.
_TOGETHER = rf"(?<=[§№] )|(?:(?<=\bp\. )|(?<=\bart\. )|(?<=\bn[o°] ))(?=\d)|(?<=\d )(?=(?:{_UNITS})(?!\w))"
_ANY_SPACES = f"[ {NBSP}{NNBSP}]+"
_GROUPED = re.compile(r" (?<=\d )(?=\d{3}(?!\d))")
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")


def set_spaces(
    blocks: tuple[Block, ...], notes: tuple[Note, ...], profile: str
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Return blocks and notes with the spaces of a profile such as ``fr-CA``; other languages stay as they are.

    Missing spaces are put in only around the template's own signs. A value's own spaces are made no-break, or taken
    out before a sign that the profile wants none before. A profile that is not known changes nothing.
    """
    known = PROFILES.get(profile)
    if known is None:
        return blocks, notes

    def run(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return _spaced(inlines, known)

    blocks = tuple(with_runs(block, run) for block in blocks)
    return blocks, tuple(replace(note, inlines=run(note.inlines)) for note in notes)


def set_text(text: str, profile: str) -> str:
    """Return one text of the desk's with the spaces of a profile, as ``set_spaces`` sets the words of a fact."""
    known = PROFILES.get(profile)
    spaced = _set(text, known) if known else None
    return text if spaced is None else "".join(spaced)


def _spaced(inlines: tuple[Inline, ...], profile: Profile) -> tuple[Inline, ...]:
    inlines = _mapped(inlines, lambda text: _with_missing(text, profile))
    texts = [inline for inline in walk_inlines(inlines) if isinstance(inline, Text)]
    # Another language's words stand in as letters, so that signs beside them are still seen.
    whole = "".join([text.text if text.language is None else "x" * len(text.text) for text in texts])
    spaced = _set(whole, profile)
    if spaced is None:
        return inlines
    starts = iter(accumulate((len(text.text) for text in texts), initial=0))

    def take(text: Text) -> Text:
        start = next(starts)
        return (
            text if text.language is not None else replace(text, text="".join(spaced[start : start + len(text.text)]))
        )

    return _mapped(inlines, take)


def _set(text: str, profile: Profile) -> list[str] | None:
    """Return for each character what is printed for it: itself, another space, or nothing; ``None`` for no change."""
    changes = [(*match.span(), space) for pattern, space in _rules(profile) for match in pattern.finditer(text)]
    if profile.group is not None and _GROUPED.search(text):
        groups = [match.span() for match in _GROUPS.finditer(text)]
        changes += [(at, at + 1, profile.group) for start, end in groups for at in range(start, end) if text[at] == " "]
    if not changes:
        return None
    characters = list(text)
    for start, end, space in changes:
        characters[start:end] = [space, *[""] * (end - start - 1)]
    return characters


@cache
def _rules(profile: Profile) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of spaces with what each becomes; of two that meet the later one holds.

    A space is taken out in whatever form it was typed.
    """
    month = rf"(?:(?<=\d )|(?<=\der ))(?=(?:{profile.months})\b)"
    rules = [(f" (?:{_TOGETHER}|{month})", NBSP)]
    if profile.high is not None:
        rules.append((f"{_typed(profile.high)}(?=[;!?])", profile.high))
    if profile.colon is not None:
        rules.append((f"{_typed(profile.colon)}(?=:)", profile.colon))
    if profile.inside is not None:
        typed = _typed(profile.inside)
        rules.append((f"{typed}(?=»)|(?<=«){typed}", profile.inside))
    return tuple((re.compile(pattern), space) for pattern, space in rules)


def _typed(space: str) -> str:
    """Return the pattern of the spaces that become ``space``."""
    return " " if space else _ANY_SPACES


@cache
def _missing(profile: Profile) -> tuple[tuple[re.Pattern[str], str], ...]:
    places = (
        (r"(?<=[\w)»”’])(?=[;!?](?:[\s»]|$))", profile.high),
        (r"(?<=[\w)»”’])(?=:(?:[\s»]|$))", profile.colon),
        (r"(?<=«)(?=\S)|(?<=[\w.…!?)])(?=»)", profile.inside),
    )
    return tuple((re.compile(pattern), space) for pattern, space in places if space)


def _with_missing(text: Text, profile: Profile) -> Text:
    if text.fact is not None or text.language is not None:
        return text
    words = text.text
    for pattern, space in _missing(profile):
        words = pattern.sub(space, words)
    return text if words == text.text else replace(text, text=words)


def _mapped(inlines: Iterable[Inline], change: Callable[[Text], Text]) -> tuple[Inline, ...]:
    return tuple(_each(inlines, change))


def _each(inlines: Iterable[Inline], change: Callable[[Text], Text]) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Text():
                yield change(inline)
            case Strong() | Emphasis() | Link() | CrossReference():
                yield replace(inline, children=_mapped(inline.children, change))
            case _:
                yield inline

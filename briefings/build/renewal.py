"""Which builds make the stale files of a saved set again, and no new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefings.build.making import DEFAULT_FORMATS, Choice
from briefings.build.manifest import Entry

#: Audience and language.
Pair = tuple[str, str]


def renewals(
    saved: Iterable[Entry], stale: Iterable[str], readers: frozenset[Pair], allow_missing_glyphs: bool = False
) -> tuple[Choice, ...]:
    """Return choices whose builds together make the stale files of a saved set again: one wherever one is enough.

    ``saved`` are all files of the set and ``stale`` names of some. A build leaves a fresh file as it is, so a choice
    may hold fresh files too, but none that the set has not. ``readers`` are audience and language of each brief that
    the dossier can have. Characters may be missing where they were for one of the files, or are allowed to now.
    """
    entries = list(saved)
    names = frozenset(stale)
    old = [entry for entry in entries if entry.file in names]
    there = frozenset((entry.audience, entry.language, entry.format) for entry in entries)
    allowed = allow_missing_glyphs or any(entry.glyphs_replaced for entry in old)
    return tuple(
        Choice(
            _unless_all(part.audiences, {audience for audience, _ in readers}),
            _unless_all(part.languages, {language for _, language in readers}),
            _unless_all(part.formats, set(DEFAULT_FORMATS)),
            allowed,
        )
        for part in (_parts(old, there, readers) if old else ())
    )


def _parts(old: list[Entry], there: frozenset[tuple[str, str, str]], readers: frozenset[Pair]) -> Iterator[Choice]:
    """Yield choices that hold the stale files and no file that is not there, cut by format, then by language."""
    whole = _around(old)
    held = {
        (audience, language, ending)
        for audience, language in readers
        if audience in whole.audiences and language in whole.languages
        for ending in whole.formats
    }
    if held <= there or len(whole.formats) == len(whole.languages) == 1:
        yield whole
        return
    by_format = len(whole.formats) > 1
    for value in whole.formats if by_format else whole.languages:
        yield from _parts([one for one in old if value == (one.format if by_format else one.language)], there, readers)


def _around(entries: list[Entry]) -> Choice:
    """Return the smallest choice that holds all of the files."""
    return Choice(
        tuple(sorted({entry.audience for entry in entries})),
        tuple(sorted({entry.language for entry in entries})),
        tuple(sorted({entry.format for entry in entries})),
    )


def _unless_all(words: tuple[str, ...], everything: set[str]) -> tuple[str, ...]:
    """Return the words; none, which stands for all, where they are all there are."""
    return () if set(words) == everything else words

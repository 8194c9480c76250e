"""Where sentences begin and end, in French and English; headings, list items and title lines are sentences too.

No sentence ends inside guillemets, quotation marks or brackets that are closed in the same paragraph, nor behind an
initial, a title, a reference or another abbreviation, nor inside a number. A paragraph always ends one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from briefings.extraction.found import Sentence
from briefings.extraction.word_lists import words
from briefings.patterns import compiled

_BLANK = compiled(r"\n[^\S\n]*\n\s*")
#: A stop with the marks that close behind it; then white space, or a capital that was run into it.
_STOP = compiled(
    r"(?<![.!?…])[.!?…]++(?:[^\S\n]?[»”]|[\"'’)\]])*+"
    r"(?:\s++|(?<=[^\W\d_]{3}[.…])(?=[^\W\d_a-z])|(?<=\d{4}\.)(?=[A-Z]))"
)
_PAIRS = {"«": "»", "“": "”", "(": ")", "[": "]"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_MARKS = compiled(r"[«»“”()\[\]\"]")
#: A longer quotation is more likely a mark that was never closed.
_LONGEST_QUOTED = 4_000

_NUMERAL = r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[ivxl]{1,5}|[IVXL]{1,5}|[a-zA-Z])"
_MARKER = compiled(rf"\s*(?:[-–—•*▪·]|\(?{_NUMERAL}[.)°]|{_NUMERAL}\s?[-–—)]|\(?{_NUMERAL}\))(?=\s)")
_ONLY_MARKER = compiled(rf"\s*\(?{_NUMERAL}[.)]+\s*")


#: Full stops behind these end no sentence.
_TITLES = words(
    "M MM Mr Mrs Ms Mme Mmes Mlle Mlles Me Mgr Dr Drs Prof Pr Gen Gén Col Lt Maj Capt Cpt Cdt Adm Sgt Brig Cmdr Cdr "
    "Sen Rep Gov Hon Rev St Ste Amb Ed Ph Cne Vice-Adm Messrs S.E H.E S.M H.M Exe Exc gén gen Lieut cdt Gal vs"
    " cf réf ref dir minist mm mme dr mr"
)
#: These stand before a number or a name; before an opening word they ended the sentence.
_REFERENCES = words(
    "No Nos Nr n no nos nr art arts Art Arts al par para paras p pp vol Vol chap Chap fig Fig sect Sect env ca "
    "approx Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec janv févr avr juil sept oct nov déc ex tel tél Tel Tél "
    "Inc Ltd Co Corp Jr Sr Dept Dép Cie Stat Cf Réf Ref Hwy Ave"
)
_OPENING = words(
    "The This That These Those In On At It He She They We I A An As For From But And However Under After Before "
    "During Its Their Our His Her There Both Each Also According With While When If No Le La Les L Un Une Des Il "
    "Elle Ils Elles Ce Cet Cette Ces C Dans En Au Aux À A De Du D Sur Par Pour Selon Mais Et Nous Son Sa Ses Leur "
    "Leurs Lors Après Avant Depuis Toutefois Cependant Ainsi Enfin Tout Toute Chaque Si Dont Qui Article"
)
#: A single letter behind these is a number, not an initial.
_LETTERED = compiled(
    r"\b(?:annexe?|appendix|article|section|part|partie|plan|point|group|groupe|class|zone)\s\w$", re.I
)
_WORD_BEFORE = compiled(r"[^\W\d_]+(?:[.-][^\W\d_]+){0,6}$")
_NEXT_WORD = compiled(r"[«“\"'‘(\[\s]{0,4}([^\W\d_]+)")
_NEXT_CHARACTER = compiled(r"[«“\"'‘(\[\s]*(.)", re.DOTALL)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences in order; their slices, joined, are the text, and an empty text has none."""
    starts = [0]
    wrapped = _is_wrapped(text)
    at = 0
    for blank in (*_BLANK.finditer(text), None):
        end = blank.start() if blank else len(text)
        starts.extend(_within(text, at, end, wrapped))
        at = blank.end() if blank else end
        starts.append(at)
    ends = [*starts[1:], len(text)]
    return tuple(Sentence(start, end) for start, end in zip(starts, ends, strict=True) if start < end)


def _within(text: str, low: int, high: int, wrapped: bool) -> Iterator[int]:
    """Yield where sentences begin inside a paragraph, its own start left out."""
    breaks = sorted({*_after_stops(text, low, high), *_after_lines(text, low, high, wrapped)})
    if not breaks:
        return
    covered = _covered(text, low, high)
    begins = [start for start, _ in covered]
    start = low
    for at in breaks:
        index = bisect_right(begins, at - 1) - 1
        if index >= 0 and at - 1 < covered[index][1]:
            continue
        if at < high and not _ONLY_MARKER.fullmatch(text, start, at):
            start = at
            yield at


def _after_stops(text: str, low: int, high: int) -> Iterator[int]:
    for stop in _STOP.finditer(text, low, high):
        following = _NEXT_CHARACTER.match(text, stop.end(), min(stop.end() + 12, high))
        if following and _may_open(following.group(1)) and not _is_abbreviation(text, low, stop):
            yield stop.end()


def _may_open(character: str) -> bool:
    """Return whether a sentence may begin with it: a capital, a figure, or a letter of a script without capitals."""
    return character.isdigit() or (character.isalpha() and not character.islower())


def _is_abbreviation(text: str, low: int, stop: re.Match[str]) -> bool:
    if text[stop.start()] != "." or text.startswith("..", stop.start()):
        return False
    before = _WORD_BEFORE.search(text, max(low, stop.start() - 24), stop.start())
    if not before:
        return False
    word = before.group()
    following = _NEXT_WORD.match(text, stop.end())
    opens = following is not None and following.group(1) in _OPENING
    if len(word) == 1:
        lettered = _LETTERED.search(text, max(low, stop.start() - 24), stop.start())
        return not lettered and (word.isupper() or not opens)
    if word in _TITLES:
        return True
    if word in _REFERENCES or "." in word:
        return not opens
    return word.isupper() and len(word) == 2 and text[stop.start() - 3 : stop.start() - 2] == "."


def _after_lines(text: str, low: int, high: int, wrapped: bool) -> Iterator[int]:
    """Yield the line breaks of a paragraph that end a sentence: before list items, and behind title lines."""
    if text.find("\n", low, high) < 0:
        return
    lines = text[low:high].split("\n")
    width = max(map(len, lines))
    at = low
    for line, following in pairwise(lines):
        at += len(line) + 1
        if _MARKER.match(following + " ") or _ends(line.rstrip(), following.lstrip(), width, wrapped):
            yield at


def _ends(line: str, following: str, width: int, wrapped: bool) -> bool:
    continues = following[:1].islower() or line.endswith((",", "-"))
    if wrapped:
        return not continues and len(line) < 0.6 * width
    return not continues or line.endswith((".", ";", ":", "!", "?"))


def _is_wrapped(text: str) -> bool:
    """Return whether line breaks fall inside sentences, as in text of a fixed width."""
    lines = text.split("\n")
    pairs = [(one.rstrip(), two.lstrip()) for one, two in pairwise(lines) if one.strip() and two.strip()]
    running = sum(two[0].islower() and not one.endswith((".", ";", ":", "!", "?")) for one, two in pairs)
    return running > 0.3 * len(pairs)


def _covered(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Return the stretches between marks that open and close, the outermost ones, in order."""
    spans: list[tuple[int, int]] = []
    opened: dict[str, list[int]] = {opener: [] for opener in _PAIRS}
    straight: list[int] = []
    for mark in _MARKS.finditer(text, low, high):
        character, at = mark.group(), mark.start()
        if character in opened:
            opened[character].append(at)
        elif character == '"':
            straight.append(at)
        elif opened[_CLOSERS[character]]:
            spans.append((opened[_CLOSERS[character]].pop(), at))
    if len(straight) % 2 == 0:
        spans.extend(zip(straight[::2], straight[1::2], strict=True))
    return _merged(sorted(span for span in spans if span[1] - span[0] <= _LONGEST_QUOTED))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

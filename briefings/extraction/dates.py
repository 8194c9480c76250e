"""Every date a text states, in figures or in words, whole or in part, in French and English.

A month counts beside a day or a year only, so that “may” and the first name “Avril” are no dates. Figures that two
customs read differently (03/04/2020 in English) give the year alone. Dates of a text cited by its date (“loi du 3 mars
2004”, “Treaty of 5 May 1988”) are marked as background.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from briefings.extraction.found import DateKind, DateUse, FoundDate
from briefings.extraction.reading import Reading
from briefings.extraction.relative_dates import relative_dates
from briefings.extraction.word_lists import words
from briefings.patterns import compiled
from briefings.vocabulary.calendar import DAY_WORDS, MONTHS
from briefings.vocabulary.numerals import EARLIEST, LATEST, YEAR_WORDS, year_in_words
from briefings.vocabulary.triggers import plain

_MONTH_NUMBERS = {word: number for number, names in enumerate(MONTHS, start=1) for word in names}
_MONTH_NUMBERS |= {"janv": 1, "fevr": 2, "avr": 4, "juill": 7}
_DAY_NUMBERS = {word.replace("-", " "): number for number, names in enumerate(DAY_WORDS, start=1) for word in names}
#: Months cut short, which stand beside a day or a year.
_SHORT = words("mar dec sept sep oct nov jan jun jul aug feb apr avr janv fevr juil")
#: Words that are months only with a capital, or beside a day and a year.
_WORDS_TOO = frozenset({"may", "march", "mar", "dec", "sept", "sep", "oct", "nov", "jan", "jun", "jul", "aug", "feb"})

_MONTH = compiled(
    r"(?<![^\W\d_])(?:janv(?:ier)?|january|jan|f[ée]vr(?:ier)?|february|feb|mars|march|mar|avr(?:il)?|april|apr"
    r"|mai|may"
    r"|juin|june|jun|juil(?:l(?:et)?)?|july|jul|ao[ûu]t|august|aug|sept(?:embre|ember)?|sep|octobre|october|oct"
    r"|novembre|november|nov|d[ée]cembre|december|d[ée]c)(?![^\W\d_])",
    re.IGNORECASE,
)
_MONTH_KEYS = words(
    "janv janu jan fevr febr feb mars marc mar avri avr apri apr mai may juin june jun juil july jul aout augu aug",
    "sept sep octo oct nove nov dece dec",
)
_ORDINAL = r"(?:\s?(?:er|ère|ᵉʳ|st|nd|rd|th|º|°)(?![^\W\d_]))?"
_DAY_WORD = "|".join(
    word.replace(" ", r"[\s-]").replace("ieme", "i[eè]me") for word in sorted(_DAY_NUMBERS, key=len, reverse=True)
)
_JOIN = r"\s?(?:[-–—&/]|\b(?:au|to|and|et|through|until)\b)\s?"
_OF = r"(?:\s+day)?(?:\s+of)?(?:\s+jours?)?(?:\s+du\s+mois)?(?:\s+de|\s+d['’])?"
_WEEKDAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday)"
)
_DAY_BEFORE = compiled(
    rf"(?<![\d.,/°-])(?<!n[o°]\s)(?:(?P<first>\d{{1,2}}){_ORDINAL}{_JOIN})?"
    rf"(?:(?P<day>\d{{1,2}}){_ORDINAL}|\b(?P<word>{_DAY_WORD})){_OF},?\s{{0,3}}\Z",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = compiled(rf"\b{_WEEKDAY},?\s+(?:(?:the|le)\s+)?\Z", re.IGNORECASE)
_YEAR = rf"(?:(?P<year>\d{{4}})(?![\d/])(?!-\d)|(?P<words>{YEAR_WORDS}))"
_YEAR_BEHIND = compiled(
    rf"\.?,?\s+(?:of\s+(?:the\s+year\s+)?|in\s+the\s+year\s+|(?:de\s+)?l['’]an(?:née)?\s+)?{_YEAR}", re.IGNORECASE
)
_DAY_BEHIND = compiled(
    rf"\.?\s+(?:the\s+)?(?:(?P<day>\d{{1,2}}){_ORDINAL}(?!\d|\.\d)(?:{_JOIN}(?P<last>\d{{1,2}}){_ORDINAL}(?!\d))?"
    rf"|(?P<word>{_DAY_WORD})\b)(?:,?\s+{_YEAR})?",
    re.IGNORECASE,
)
_IN_MONTH = compiled(r"\b(?:[Ii]n|[Ee]n|[Ll]ast|[Ss]ince|[Dd]epuis|[Ff]in|[Dd]ébut|late|early|mid)[ -]\Z")
#: Behind these a month's name is somebody's, or a march: “in March formation”, “en mars prochain” has no year.
_GOES_ON = compiled(r"\s(?:prochaine?|next|[A-Z])|['’-]\w")
_WHOLE_MONTHS = frozenset(word for names in MONTHS for word in names if len(word) > 2 and word not in _SHORT)
_NUMERIC = compiled(
    r"(?<![\w./-])(?:(?P<iso>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)"
    r"|(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}))(?![\w/-])(?!\.\d)"
)
_LONE_YEAR = compiled(r"[12]\d{3}(?![\w%/-]|[.,]\d)")
_YEAR_BEFORE = compiled(
    r"\b(?:in|since|by|until|from|during|early|late|mid|end of|beginning of|year|en|depuis|dès|avant|après"
    r"|courant|fin"
    r"|début|d['’]ici|jusqu['’]en|années?|ann[ée]e|l['’]an)\s+\Z",
    re.IGNORECASE,
)
#: A text named by its date; what stands between is short and ends no clause.
_CITED = compiled(
    r"\b(?:lois?|décrets?|ordonnances?|arrêtés?|règlements?|directives?|décisions?|avis|laws?|acts?|decrees?|orders?"
    r"|regulations?|resolutions?|résolutions?|decisions?|notes? verbales?|no\.|accords?|agreements?|treaty|treaties"
    r"|traités?|conventions?|protocole?s?|memorandum|mémorandum|arrangements?|charte|charter|lettres?|letters?|notes?"
    r"|déclarations?|declarations?|communiqués?)\b[^.;:\n]{0,70}?\b(?:du|of|dated|en date du)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_SIGNED = compiled(r"\b(?:sign|fait|done|conclu|paraph|initial)", re.IGNORECASE)
_LINKS = compiled(r"\s*(?:,?\s?(?:au|to|until|through|jusqu['’]au)|[-–—])\s*", re.IGNORECASE)


def find_dates(reading: Reading, published: date | None = None) -> tuple[FoundDate, ...]:
    """Return every date of a text, in order.

    Weekdays and relative dates stay as worded, without any part, unless ``published`` is given: the day on which the
    source itself says that it was published.
    """
    stated = reading.once(_stated)
    relative = _not_within(relative_dates(reading, published), stated)
    return tuple(_apart([*stated, *relative]))


def _not_within(relative: Iterator[FoundDate], stated: list[FoundDate]) -> Iterator[FoundDate]:
    """Yield the weekdays and relative dates that are no part of a fuller date: “ce mercredi 27 février”."""
    at = 0
    for one in relative:
        while at < len(stated) and stated[at].end <= one.start:
            at += 1
        if at == len(stated) or one.end <= stated[at].start:
            yield one


def _stated(reading: Reading) -> list[FoundDate]:
    """Return the dates that say a day, a month or a year, whatever the day of publication."""
    text = reading.text
    found = [*_in_figures(text, reading.language), *_by_month(reading), *_lone_years(text)]
    return [_cited(one, text) for one in _ranges(_apart(found), text)]


def _by_month(reading: Reading) -> Iterator[FoundDate]:
    text = reading.text
    for month in reading.matches(_MONTH, _MONTH_KEYS):
        number = _MONTH_NUMBERS[plain(month.group()).rstrip(".")] if month.group() else 0
        yield from _around(text, month, number)


def _around(text: str, month: re.Match[str], number: int) -> Iterator[FoundDate]:
    """Yield the date a month belongs to; two for a range of days; none where the month stands alone."""
    low = max(0, month.start() - 48)
    before = _DAY_BEFORE.search(text[low : month.start()])
    behind = _YEAR_BEHIND.match(text, month.end())
    year = _year(behind)
    end = behind.end() if behind and year else month.end()
    lower = month.group().islower() and plain(month.group()) in _WORDS_TOO
    if before and (day := _day(before, "day")) and not (lower and not year):
        start = low + before.start()
        first = before.group("first")
        yield from _days(text, (start, end), (int(first) if first else None, day), (number, year), "dates.day-month")
        return
    after = _DAY_BEHIND.match(text, month.end())
    if after and not lower and (day := _day(after, "day")):
        year = _year(after)
        stop = after.end() if year or not after.group("year") else after.end("last") if after.group("last") else -1
        last = after.group("last")
        days = (day, int(last)) if last else (None, day)
        if stop > 0:
            yield from _days(text, (month.start(), stop), days, (number, year), "dates.month-day")
    elif year and not lower:
        yield _date(text, (month.start(), end), (None, number, year), DateKind.MONTH, "dates.month-year")
    elif _IN_MONTH.search(text[max(0, month.start() - 12) : month.start()]) and _is_month_word(month, text):
        yield _date(text, month.span(), (None, number, None), DateKind.MONTH, "dates.month")


def _is_month_word(month: re.Match[str], text: str) -> bool:
    """Return whether a month stands whole behind “in”, and nothing behind it makes it a name: “In May”, « en mars »."""
    whole = plain(month.group()) in _WHOLE_MONTHS and (month.group()[0].isupper() or plain(month.group()) != "may")
    return whole and _GOES_ON.match(text, month.end()) is None


def _days(
    text: str, span: tuple[int, int], days: tuple[int | None, int], rest: tuple[int, int | None], rule: str
) -> Iterator[FoundDate]:
    first, last = days
    month, year = rest
    span = (_with_weekday(text, span[0]), span[1])
    if first is not None and _stands(first, month, year) and _stands(last, month, year) and first < last:
        yield _date(text, span, (first, month, year), DateKind.RANGE_START, rule)
        yield _date(text, span, (last, month, year), DateKind.RANGE_END, rule)
    elif first is None and _stands(last, month, year):
        yield _date(text, span, (last, month, year), DateKind.EXACT, rule)


def _with_weekday(text: str, start: int) -> int:
    low = max(0, start - 20)
    weekday = _WEEKDAY_BEFORE.search(text[low:start])
    return low + weekday.start() if weekday else start


def _in_figures(text: str, language: str | None) -> Iterator[FoundDate]:
    for figures in _NUMERIC.finditer(text):
        span = figures.span()
        if figures.group("iso"):
            day, month, year = int(figures["id"]), int(figures["im"]), int(figures["iso"])
        else:
            day, month, year = int(figures["a"]), int(figures["b"]), int(figures["y"])
            if month > 12 and language != "fr" and figures["mark"] == "/":
                day, month = month, day
            elif day <= 12 and day != month and language != "fr" and figures["mark"] != ".":
                if EARLIEST <= year <= LATEST:
                    yield _date(text, span, (None, None, year), DateKind.YEAR, "dates.ambiguous-figures")
                continue
        if _stands(day, month, year):
            yield _date(text, span, (day, month, year), DateKind.EXACT, "dates.figures")


def _lone_years(text: str) -> Iterator[FoundDate]:
    for lone in _LONE_YEAR.finditer(text):
        year = int(lone.group())
        before = text[max(0, lone.start() - 24) : lone.start()]
        if not (1500 <= year < 2200 and before[-1:].isspace() and _YEAR_BEFORE.search(before)):
            continue
        yield _date(text, lone.span(), (None, None, year), DateKind.YEAR, "dates.year")


def _ranges(found: list[FoundDate], text: str) -> Iterator[FoundDate]:
    """Yield the dates with “28 février au 3 mars 2021” made one stretch with two ends."""
    at = 0
    while at < len(found):
        pair = found[at : at + 2]
        if len(pair) == 2 and all(one.kind is DateKind.EXACT for one in pair) and pair[0].end <= pair[1].start:
            between = text[pair[0].end : pair[1].start]
            if len(between) < 16 and _LINKS.fullmatch(between):
                yield from _joined(pair, text)
                at += 2
                continue
        yield found[at]
        at += 1


def _joined(pair: list[FoundDate], text: str) -> Iterator[FoundDate]:
    start, end = pair[0].start, pair[1].end
    kinds = (DateKind.RANGE_START, DateKind.RANGE_END)
    for one, kind in zip(pair, kinds, strict=True):
        year = one.year or pair[1].year
        yield replace(one, start=start, end=end, raw=text[start:end], kind=kind, year=year)


def _apart(found: list[FoundDate]) -> list[FoundDate]:
    """Return the dates in order, without those that lie in another; the two ends of a range stand together."""
    kept: list[FoundDate] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        same = kept and (one.start, one.end) == (kept[-1].start, kept[-1].end) and one.kind is DateKind.RANGE_END
        if same or not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _cited(one: FoundDate, text: str) -> FoundDate:
    before = _CITED.search(text[max(0, one.start - 100) : one.start])
    if before and not _SIGNED.search(before.group()):
        return replace(one, use=DateUse.BACKGROUND)
    return one


def _date(
    text: str, span: tuple[int, int], parts: tuple[int | None, int | None, int | None], kind: DateKind, rule: str
) -> FoundDate:
    start, end = span
    day, month, year = parts
    return FoundDate(start=start, end=end, rule=rule, day=day, month=month, year=year, raw=text[start:end], kind=kind)


def _day(match: re.Match[str], figures: str) -> int | None:
    if match.group(figures):
        return int(match.group(figures))
    return _DAY_NUMBERS.get(re.sub(r"[\s-]+", " ", plain(match.group("word"))))


def _year(match: re.Match[str] | None) -> int | None:
    if match is None or (match.group("year") is None and match.group("words") is None):
        return None
    if match.group("words"):
        return year_in_words(match.group("words"))
    year = int(match.group("year"))
    return year if EARLIEST <= year <= LATEST else None


def _stands(day: int, month: int, year: int | None) -> bool:
    """Return whether the calendar has the day; without a year, 29 February stands."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]

"""Numbers with what they count, as worded: money with its currency, durations, and things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.extraction.findings import FoundQuantity, QuantityKind
from briefings.extraction.flat import FlatReading
from briefings.extraction.word_lists import words
from briefings.patterns import compiled

_DIGITS = r"\d{1,3}(?:[ .,]\d{3}){1,4}(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_WORDS = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand"
    r"|deux|trois|quatre|cinq|sept|huit|dix|onze|douze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|cents|mille)"
)
_SCALE = r"(?: ?(?:millions?|milliards?|billions?|trillions?|thousand|hundred|milliers?|mille|bn|mn?))"
_CURRENCY = (
    r"(?:euros?|dollars?|us dollars?|dollars? (?:americains?|us)|francs?(?: cfa| francais| suisses?)?|fcfa|livres? sterling|pounds?|dirhams?|yens?|yuans?|roupies?|rupees?"
    r"|nairas?|rands?|shillings?|dinars?|roubles?|rubles?|couronnes|usd|eur|gbp|chf|mad|xof|xaf)"
)
_MONEY_KEYS = words(
    "euro doll us fran fcfa livr poun dirh yen yens yuan roup rupe nair rand shil dina roub rubl cour usd eur gbp chf",
    "mad xof xaf",
)
_PERIOD = r"(?:hours?|days?|weeks?|months?|years?|decades?|heures?|jours?|semaines?|mois|ans|annees?|an)"
_MONEY = compiled(
    rf"(?P<sign>(?:us|ca|au)?[$€£¥]) ?(?P<n1>(?:{_DIGITS}){_SCALE}?)(?![\w])"
    rf"|(?<![\w.,])(?P<n2>(?:{_DIGITS}|{_WORDS}){_SCALE}?)(?: (?:de |d'|of )?| ?)(?P<unit>{_CURRENCY}|[$€£¥])(?![\w])"
)
_DURATION = compiled(
    rf"(?<![\w.,])(?P<n>(?:{_DIGITS}|{_WORDS}|one|an?|une?)(?: ?\(\d+\))?)[ -](?P<unit>{_PERIOD})(?![\w])"
)
_COUNT = compiled(
    rf"(?<![\w.,/-])(?P<n>(?:{_DIGITS}){_SCALE}?|{_WORDS}(?:[ -]{_WORDS})?) (?:de |d'|of )?(?P<unit>[a-z]+-[a-z]+ [a-z]{{4,}}|[a-z]{{4,}})"
)
_MONTHS = compiled(
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december|sept|octo)\b"
)
#: “Two sides” and “deux pays” count nothing that anybody would look for.
_NOTHING = compiled(
    r"(?:sides?|part(?:y|ies|ie)s?|pays|countries|governments?|gouvernements?|nations|states|etats|others?|autres|leaders|ministers?|ministres|presidents?|capitales|hommes d|textes|texts|armees|armies|forces|paragraph|article)"
)
_REFERENCE = compiled(
    r"(?:articles?|art\.?|paragraphs?|paragraphes?|no\.?|n°|nos\.?|page|p\.|section|annex(?:e)?|loi|law|decree|chapter|resolution|point)\s*$"
)
_ONE = frozenset(("a", "an", "un", "une"))


def find_quantities(flat: FlatReading) -> tuple[FoundQuantity, ...]:
    """Return the numbers of a text with what they count, in order; dates, references and years are left out."""
    found: list[FoundQuantity] = []
    reached = 0
    for kind, start, end, number, unit in sorted(_all(flat), key=lambda one: (one[1], one[0] is QuantityKind.COUNT)):
        if start < reached:
            continue
        reached = end
        low, high = flat.original(start, end)
        rule = f"quantities.{kind.value}"
        said = flat.words(*number), flat.words(*unit)
        found.append(FoundQuantity(start=low, end=high, rule=rule, kind=kind, number=said[0], unit=said[1]))
    return tuple(found)


_Quantity = tuple[QuantityKind, int, int, tuple[int, int], tuple[int, int]]


def _all(flat: FlatReading) -> Iterator[_Quantity]:
    text = flat.text
    money = any(sign in text for sign in "$€£¥") or flat.reading.keywords.has(_MONEY_KEYS)
    for match in _MONEY.finditer(text) if money else ():
        number, unit = ("n1", "sign") if match.group("sign") else ("n2", "unit")
        yield QuantityKind.MONEY, match.start(), match.end(), match.span(number), match.span(unit)
    for match in _DURATION.finditer(text):
        if match.group("n") not in _ONE or re.search(
            r"(?:of|de|d'|pour|for|during|duree d) ?$", text[max(match.start() - 8, 0) : match.start()]
        ):
            yield QuantityKind.DURATION, match.start(), match.end(), match.span("n"), match.span("unit")
    for match in _COUNT.finditer(text):
        if _is_count(text, match):
            yield QuantityKind.COUNT, match.start(), match.end("unit"), match.span("n"), match.span("unit")


def _is_count(text: str, match: re.Match[str]) -> bool:
    if _MONTHS.match(match.group("unit")) or _NOTHING.match(match.group("unit")):
        return False
    if re.fullmatch(r"(?:19|20)\d\d", match.group("n")):
        return False
    return not _REFERENCE.search(text[max(match.start() - 14, 0) : match.start()])

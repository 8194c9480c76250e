"""The desk's own words are held to their evidence: places, numbers in words, speakers and signatures stand there.

Their sense beyond that is what a review stands for; no check of characters can vouch for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from briefings.checks.values import basis_texts
from briefings.checks.word_boundaries import stands
from briefings.errors import ExitCode, Location, Problem
from briefings.evidence import Quotation, Wording
from briefings.facts import Accord, Fact, Judgement, Person, Provision, Statement
from briefings.patterns import compiled
from briefings.sources import SourceText
from briefings.vocabulary.codes import EventType, PersonPart
from briefings.vocabulary.gazetteer import Mention, places_named
from briefings.vocabulary.triggers import bears, plain

#: From three on: "two" is said of any pair. French "neuf" is left out, for it also means new.
_NUMBER_WORDS = {
    3: "three|trois", 4: "four|quatre", 5: "five|cinq", 6: "six", 7: "seven|sept", 8: "eight|huit", 9: "nine",
    10: "ten|dix", 11: "eleven|onze", 12: "twelve|douze", 13: "thirteen|treize", 14: "fourteen|quatorze",
    15: "fifteen|quinze", 16: "sixteen|seize", 20: "twenty|vingt", 30: "thirty|trente", 50: "fifty|cinquante",
    100: "hundred|cent",
}  # fmt: skip
_BY_WORD = {word: number for number, words in _NUMBER_WORDS.items() for word in words.split("|")}
_IN_WORDS = compiled(rf"(?<![\w-])(?:{'|'.join(_BY_WORD)})(?![\w-])")
#: How a signature block names those who sign.
_SIGNS_FOR = compiled(
    r"\b(?:for|pour) (?:the |l[ea] |l')?[^:.;]{2,80}:"
    r"|\b(?:for the government|pour le gouvernement|in witness|en foi)\b"
)


def check_wording(
    fact: Fact, accord: Accord, quotations: Iterable[Quotation], sources: Mapping[str, SourceText]
) -> list[Problem]:
    """Return a problem for each place, number word, speaker or signature that the quoted paragraphs do not bear."""
    around = [_paragraph(quotation, sources) for quotation in quotations]
    if not around:
        return []
    problems = [problem for words in _wordings(fact) for problem in _unborne(words, around, fact.id, fact.at)]
    if fact.speaker and not stands(fact.speaker, around):
        message = f"speaker “{fact.speaker}” is not in the paragraph of the quotation (fact “{fact.id}”)"
        problems.append(Problem(ExitCode.DOSSIER, message, fact.at, "name the speaker as the source words it"))
    if isinstance(fact, Person) and fact.part is PersonPart.SIGNATORY and not any(map(_signs, around)):
        message = f"nothing in the paragraph of the quotation shows that “{fact.id}” signed"
        hint = "quote where the source says so, or give another part: presence is attendance"
        problems.append(Problem(ExitCode.DOSSIER, message, fact.at, hint))
    return problems


def _wordings(fact: Fact) -> tuple[Wording, ...]:
    """Return everything a fact says in the desk's own words."""
    if not isinstance(fact, Provision):
        return (fact.text,)
    return tuple(words for words in (fact.text, fact.label, fact.who, fact.when, fact.payer) if words)


def check_statement(
    statement: Statement | Judgement, accord: Accord, quotations: Mapping[str, tuple[Quotation, ...]]
) -> list[Problem]:
    """Return a problem for each place or number word of a statement that nothing it rests on bears.

    The parties' own names are always at hand.
    """
    texts = basis_texts(statement, accord)
    texts += [found.text for name in statement.basis for found in quotations.get(name, ())]
    parties = {party.code for party in accord.parties}
    return [
        problem
        for wording in statement.wordings()
        for problem in _unborne(wording, texts, statement.id, statement.at, parties)
    ]


def _unborne(
    wording: Wording, texts: list[str], name: str, at: Location, given: Iterable[str] = ()
) -> Iterator[Problem]:
    known = {code for text in texts for code in _places(text)} | set(given)
    numbers = {number for text in texts for number in _numbers(text)}
    for language, words in wording.texts.items():
        for start, mentions in _by_place(words, language).items():
            if not known & {mention.code for mention in mentions}:
                said = words[start : mentions[0].end]
                message = f"“{said}” in the “{language}” wording is not in its evidence (“{name}”)"
                yield Problem(ExitCode.DOSSIER, message, at, "name only places that the quoted paragraph names")
        for number in sorted(_in_words(words) - numbers):
            message = f"number {number} in the “{language}” wording is not in its evidence (“{name}”)"
            yield Problem(ExitCode.DOSSIER, message, at, "quote the words that give it")


def _by_place(words: str, language: str) -> dict[int, list[Mention]]:
    """Return the mentions by where they start: one form may mean several places."""
    found: dict[int, list[Mention]] = {}
    for mention in places_named(words, language):
        found.setdefault(mention.start, []).append(mention)
    return found


#: Many facts stand in one paragraph, so what it names is kept for the next of them.
@lru_cache(maxsize=64)
def _places(text: str) -> frozenset[str]:
    return frozenset(mention.code for mention in places_named(text))


@lru_cache(maxsize=64)
def _numbers(text: str) -> frozenset[int]:
    return frozenset(_in_words(text)) | {int(digits) for digits in re.findall(r"\d{1,9}", text)}


def _in_words(text: str) -> set[int]:
    return {_BY_WORD[word] for word in _IN_WORDS.findall(plain(text))}


def _paragraph(quotation: Quotation, sources: Mapping[str, SourceText]) -> str:
    """Return the paragraph a quotation stands in: a pronoun in it may mean a place named earlier there."""
    source = sources[quotation.source]
    paragraph = source.paragraph_at(quotation.start)
    return source.text[paragraph.start : paragraph.end] if paragraph else quotation.text


def _signs(text: str) -> bool:
    return bears(text, EventType.SIGNATURE) or _SIGNS_FOR.search(plain(text)) is not None

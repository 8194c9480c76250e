"""A proposal as the record words it: a whole clause of the source, in every working language of the dossier.

The words are the source's own. In a working language that it is not written in, they stand as a quotation that says so;
a desk puts its own words there when it reviews the fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefings.drafting.clauses import Sentences, finished
from briefings.errors import Problem
from briefings.evidence import Evidence, Wording
from briefings.facts import BodyAspect, Clause, Event, Fact, FollowUpBody, Instrument, Party, Person, Provision
from briefings.sources import SourceText
from briefings.vocabulary.codes import ProvisionCode

#: Printed names of codes by language, group and code.
Labels = Mapping[str, Mapping[str, Mapping[str, str]]]
Faults = Callable[[Fact], list[Problem]]
"""What the gate finds wrong with a fact."""

#: How a quotation from another language is given in each, and what stands where its words cannot.
_QUOTED = {"en": "“{}” (in {})", "fr": "« {} » (en {})"}
_UNQUOTED = {"en": "Worded in {}; see the quotation.", "fr": "Formulé en {} ; voir la citation."}
_LANGUAGES = {"en": {"en": "English", "fr": "French"}, "fr": {"en": "anglais", "fr": "français"}}
_OWN_WORDS = (Person, Party)


class Phrasing(Struct, frozen=True):
    """What proposals of a dossier are worded with."""

    languages: tuple[str, ...]
    labels: Labels
    faults: Faults

    def phrased(self, fact: Fact, source: SourceText, around: Sentences) -> Fact:
        """Return a proposed fact in all working languages; the fullest way that passes the gate.

        ``fact`` is worded in its source's language alone and has passed the gate so.
        """
        own = next(iter(fact.text.texts), self.languages[0])
        for fuller in (*_fuller(fact, source, around), fact):
            worded = self._worded(fuller, own, own_only=False)
            if not self.faults(worded):
                return worded
        return self._worded(fact, own, own_only=True)

    def _worded(self, fact: Fact, own: str, own_only: bool) -> Fact:
        plain_words = fact.text.texts[own]
        words = plain_words if isinstance(fact, _OWN_WORDS) else finished(plain_words)
        changed: dict[str, Any] = {"text": self._everywhere(words, own, fact, own_only)}
        if isinstance(fact, Provision):
            changed["label"] = self._label(fact, own)
        if isinstance(fact, Person) and fact.office.texts:
            changed["office"] = self._everywhere(fact.office.texts[own], own, fact, own_only)
        if isinstance(fact, FollowUpBody):
            changed["name"] = self._everywhere(fact.name.texts[own], own, fact, own_only)
        return replace(fact, **changed)

    def _everywhere(self, words: str, own: str, fact: Fact, own_only: bool) -> Wording:
        texts = {}
        for language in self.languages:
            named = _LANGUAGES[language][own]
            form = (_UNQUOTED if own_only else _QUOTED)[language]
            texts[language] = words if language == own else form.format(named if own_only else words, named)
        return Wording(texts, fact.at)

    def _label(self, provision: Provision, own: str) -> Wording:
        """Return the printed name of the provision's code; words of the source where the code names nothing."""
        if provision.code is ProvisionCode.OTHER:
            return self._everywhere(provision.label.texts[own], own, provision, own_only=False)
        code = provision.code.value
        return Wording(
            {language: self.labels[language]["provision"][code] for language in self.languages}, provision.at
        )


def _fuller(fact: Fact, source: SourceText, around: Sentences) -> Iterator[Fact]:
    """Yield the fact with the sentence or clause around its words, quoted as far as it is said."""
    if isinstance(fact, Person | FollowUpBody | BodyAspect) or not fact.evidence:
        return
    at = len(fact.evidence) - 1 if isinstance(fact, Instrument) else 0
    evidence = fact.evidence[at]
    if evidence.start is None or evidence.end is None:
        return
    ways = [around.clause(evidence.start, evidence.end)]
    alone = isinstance(fact, Provision) and not around.is_list(evidence.start)
    if alone or isinstance(fact, Instrument | Event | Clause):
        ways.insert(0, around.sentence(evidence.start, evidence.end))
    for stretch in ways:
        if stretch and stretch[1] - stretch[0] > evidence.end - evidence.start:
            own = next(iter(fact.text.texts))
            words = source.text[slice(*stretch)]
            wider = Evidence(source=source.id, exact=words, at=evidence.at, start=stretch[0], end=stretch[1])
            quoted = (*fact.evidence[:at], wider, *fact.evidence[at + 1 :])
            yield replace(fact, text=Wording({own: " ".join(words.split())}, fact.text.at), evidence=_apart(quoted))


def _apart(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the quotations without those that stand inside another of them."""
    return tuple(one for one in evidence if not any(_inside(one, other) for other in evidence if other is not one))


def _inside(one: Evidence, other: Evidence) -> bool:
    if one.source != other.source or None in (one.start, one.end, other.start, other.end):
        return False
    bounds = (one.start or 0, one.end or 0, other.start or 0, other.end or 0)
    return bounds[2] <= bounds[0] and bounds[1] <= bounds[3] and bounds[:2] != bounds[2:]

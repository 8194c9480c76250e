"""An answer's accord, parties, provisions, bodies, clauses and background, put to the rules and to the gate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.extraction.as_facts import (
    aspect_finding,
    body_finding,
    clause_finding,
    context_finding,
    instrument_finding,
    party_finding,
    provision_finding,
)
from briefings.extraction.context import standing
from briefings.extraction.findings import (
    FoundAspect,
    FoundBody,
    FoundClause,
    FoundContext,
    FoundInstrument,
    FoundProvision,
    FoundState,
)
from briefings.extraction.flat import long_enough
from briefings.extraction.flattening import flatten
from briefings.extraction.found import FoundParty
from briefings.extraction.holding import Finding
from briefings.extraction.meetings import find_level
from briefings.extraction.scope import Part
from briefings.llm.answer import (
    ToldAspect,
    ToldBody,
    ToldClause,
    ToldContext,
    ToldInstrument,
    ToldParty,
    ToldProvision,
)
from briefings.llm.ground import Ground, Stretch, Unborne, bounds, shortened
from briefings.patterns import compiled
from briefings.vocabulary.codes import InstrumentState, InstrumentType, ProvisionCode
from briefings.vocabulary.places import find_place
from briefings.vocabulary.provision_triggers import phrases_of
from briefings.vocabulary.triggers import plain

#: What the parties do stands here; a recital, or a sentence about others, is not the accord's.
_OF_ACCORD = frozenset({Part.SCOPE, Part.OPERATIVE, Part.LEGAL})
_OF_BODY = _OF_ACCORD | {Part.OTHER}
_BACKGROUND = frozenset({Part.BACKGROUND, Part.OTHER})
#: How many sentences before and behind the one that names a body may say more of it, as for the rules.
_BEFORE, _BEHIND = 2, 3
_LEAST_WORDS = 6
#: A provision is shown by few words; in many, something shows anything.
_MOST_WORDS = 25
#: What is the name of a body, or a part of it.
_BODY = compiled(
    r"\b(?:commission|comit[ée]|committee|secr[ée]tariat|groupe?|board|council|conseil|team|[ée]quipe|m[ée]canisme|mechanism"
    r"|instance|organe|structure|dialogue|task force)s?\b",
    re.IGNORECASE,
)
#: Before a party stands what joins it to another, or nothing but the opening of the sentence; then words of its name.
_NAME = (
    r"(?:(?:[A-ZÀ-Þ][\w’'-]*|(?i:of|de|du|des|the|la|le|les|gouvernement|royaume|grand-duché|république))\s"
    r"|(?i:d|l)['’]){0,8}"
)
_JOINED = compiled(rf"(?:(?i:\b(?:entre|between|et|and|avec|with|for|pour)\s)|\w-|\A\W*){_NAME}\Z")
_LISTED = compiled(rf",\s{_NAME}\Z")


def instrument(ground: Ground, told: ToldInstrument) -> Iterator[Finding]:
    """Yield the accord: its type is read in the words that name it, its state where the rules see it shown."""
    named, shown = ground.stretch(told.named), ground.stretch(told.shown)
    own = [
        one
        for one in ground.own_accords(named.sentence)
        if (at := ground.flat.original(one.start, one.end)) and named.start < at[1] and at[0] < named.end
    ]
    types = {one.type for one in own}
    if not own or (told.type not in types and told.type is not InstrumentType.SOFA):
        said = shortened(ground.words(named))
        raise Unborne("value", f"“{said}” names no accord of the text's own that is of type {told.type.value}")
    if not _shows(ground, told.state, shown):
        said = shortened(ground.words(shown))
        raise Unborne("value", f"“{said}” does not show that the accord is {told.state.value}")
    yield instrument_finding(
        ground.gate,
        FoundInstrument(start=named.start, end=named.end, rule=ground.rule, type=told.type),
        FoundState(start=shown.start, end=shown.end, rule=ground.rule, state=told.state),
    )


def _shows(ground: Ground, state: InstrumentState, shown: Stretch) -> bool:
    if state is InstrumentState.SIGNED and not ground.is_signed(shown.sentence):
        return False
    if (state, shown.sentence) in ground.states:
        return True
    signed = any(shown.start < cue.end and cue.start < shown.end for cue in ground.signed(shown.sentence))
    return state is InstrumentState.SIGNED and signed and bool(ground.own_accords(shown.sentence))


def party(ground: Ground, told: ToldParty, accord: frozenset[int]) -> Iterator[Finding]:
    """Yield a party that a sentence on the accord or its signature joins to another one.

    ``accord`` holds the indexes of the sentences that bear the accord itself.
    """
    if find_place(told.code) is None:
        raise Unborne("value", f"“{shortened(told.code, 20)}” is the code of no state or organisation")
    named = ground.stretch(told.named)
    if not (ground.is_treaty or named.sentence in accord or ground.signed(named.sentence)):
        raise Unborne("scope", "the sentence bears neither the accord nor its signature")
    ground.check_part(named.sentence, _OF_ACCORD)
    low = ground.whole(named.sentence).start
    for mention in ground.reading.mentions_in(named.start, named.end):
        before = ground.source.text[low : mention.start]
        if mention.code == told.code and (_JOINED.search(before) or (ground.is_treaty and _LISTED.search(before))):
            found = FoundParty(start=mention.start, end=mention.end, rule=ground.rule, code=told.code)
            yield party_finding(ground.gate, found, bounds(named))
            yield party_finding(ground.gate, found, bounds(ground.whole(named.sentence)))
            return
    raise Unborne("value", f"the quotation does not join {told.code} to another party")


def provision(ground: Ground, told: ToldProvision) -> Iterator[Finding]:
    """Yield a provision where a sentence of the accord's own shows it."""
    if told.code is ProvisionCode.OTHER:
        raise Unborne("value", "a provision of no known kind proves nothing")
    shown = ground.stretch(told.shown)
    passage = ground.check_part(shown.sentence, _OF_ACCORD)
    if passage.positive is not told.holds:
        raise Unborne("negation", "the sentence says the opposite of what the accord holds")
    words = ground.words(shown)
    if len(words.split()) > _MOST_WORDS:
        raise Unborne("quotation", f"“{shortened(words)}” is too long to show one thing")
    # The gate takes broader words for quotations that people choose; “facilitate” is no access to bases.
    if not phrases_of(plain(words), told.code)[0]:
        raise Unborne("value", f"“{shortened(words)}” does not say that the parties agree on {told.code.value}")
    start, end = _with_words(ground, shown)
    yield provision_finding(
        ground.gate,
        FoundProvision(start=start, end=end, rule=ground.rule, code=told.code, positive=told.holds),
    )


def body(ground: Ground, told: ToldBody) -> Iterator[Finding]:
    """Yield a follow-up body, borne by its whole sentence; its level is read there."""
    shown = ground.stretch(told.shown)
    start, _ = ground.within(bounds(shown), told.name, "in the quotation")
    if not _BODY.search(told.name):
        raise Unborne("value", f"“{shortened(told.name)}” names no body")
    if not ground.check_part(shown.sentence, _OF_BODY).positive:
        raise Unborne("negation", "the sentence says that there is no such body")
    whole = ground.whole(shown.sentence)
    level = find_level(ground.flat, shown.sentence)
    yield body_finding(
        ground.gate,
        FoundBody(start=whole.start, end=whole.end, rule=ground.rule, name=told.name, name_start=start, level=level),
    )


def aspect(ground: Ground, told: ToldAspect, sentence: int) -> Iterator[Finding]:
    """Yield one thing said of a body near the sentence that names it."""
    shown = ground.stretch(told.shown)
    if not sentence - _BEFORE <= shown.sentence <= sentence + _BEHIND:
        raise Unborne("scope", "the sentence is not about the follow-up body")
    start, end = _with_words(ground, shown)
    yield aspect_finding(
        ground.gate,
        FoundAspect(start=start, end=end, rule=ground.rule, aspect=told.aspect, venues=tuple(told.venues)),
    )


def clause(ground: Ground, told: ToldClause) -> Iterator[Finding]:
    """Yield a clause of the accord's own."""
    shown = ground.stretch(told.shown)
    ground.check_part(shown.sentence, _OF_ACCORD)
    start, end = _with_words(ground, shown)
    yield clause_finding(ground.gate, FoundClause(start=start, end=end, rule=ground.rule, code=told.code), (start, end))


def context(ground: Ground, told: ToldContext, number: int) -> Iterator[Finding]:
    """Yield a sentence of background, always whole: a part of it might say something else."""
    shown = ground.stretch(told.shown)
    ground.check_part(shown.sentence, _BACKGROUND)
    whole = ground.whole(shown.sentence)
    words = ground.words(whole)
    if len(words.split()) < _LEAST_WORDS:
        raise Unborne("quotation", f"“{shortened(words)}” is too short for a statement")
    status, speaker = standing(words, flatten(words).text)
    yield context_finding(
        ground.gate,
        number,
        FoundContext(
            start=whole.start, end=whole.end, rule=ground.rule, kind=told.kind, status=status, speaker=speaker
        ),
    )


def _with_words(ground: Ground, shown: Stretch) -> tuple[int, int]:
    """Return where words stand, with words beside them where they are too few to prove anything."""
    flat = ground.flat.flat
    start, end = flat.from_original(shown.start), flat.from_original(shown.end)
    return ground.flat.original(*long_enough(flat.text, start, end, *ground.flat.spans[shown.sentence]))

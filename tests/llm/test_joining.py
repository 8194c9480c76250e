"""Rules and model as one: the rules' facts first, nothing twice, and what is read in two ways told."""

from __future__ import annotations

from msgspec.structs import replace

from briefings.extraction.assembly import propose
from briefings.extraction.proposals import Proposals
from briefings.facts import Event, Party
from briefings.llm.answer import Quoted, ToldEvent, ToldInstrument, ToldParty, ToldPerson, ToldProvision
from briefings.llm.ground import Ground
from briefings.llm.joining import joined
from briefings.llm.proposing import read_answers
from briefings.vocabulary.codes import EventType, InstrumentState, InstrumentType, PersonPart, ProvisionCode
from tests.extraction.invented_texts import ARTICLE, TREATY
from tests.llm.tellings import ON_ARTICLE, ON_TREATY, RULE, Answer, source_of, told


def together(text: str, answer: Answer) -> tuple[Proposals, Proposals]:
    """Return what the rules propose of a text, and what they and an answer do."""
    source = source_of(text)
    rules = propose(source)
    parties = [one.fact.code for one in rules.parties if isinstance(one.fact, Party)]
    return rules, joined(rules, read_answers(Ground(source, RULE, parties), rules, [answer]))


def test_an_answer_that_says_the_same_adds_nothing() -> None:
    """An honest answer on a treaty which the rules read whole."""
    rules, both = together(TREATY, ON_TREATY)
    assert both == rules


def test_what_the_rules_have_not_is_added_behind() -> None:
    """The visit, which the rules leave out of an article on a signature, stands behind the signature."""
    rules, both = together(ARTICLE, ON_ARTICLE)
    assert [one.fact.id for one in both.events] == ["signature", "visit"]
    assert [one.rule for one in both.events] == [rules.events[0].rule, RULE]
    assert [one for one in both.accepted() if one.rule != RULE] == list(rules.accepted())
    assert [one.fact.id for one in both.accepted() if one.rule == RULE] == ["visit"]
    assert both.refusals == rules.refusals


def test_a_second_reading_is_told_and_not_taken() -> None:
    """Another type of the accord, another party, another date, the opposite of a provision."""
    text = ARTICLE.replace("\n\nUne", " Le 3 juin 2021, l’accord de défense a été signé de nouveau à Cotonou.\n\nUne")
    answer = told(
        instrument=ToldInstrument(
            InstrumentType.AGREEMENT, InstrumentState.ANNOUNCED, Quoted(3, "un accord"), Quoted(3, "a été signé")
        ),
        parties=[ToldParty("FR", Quoted(1, "Le Togo et le Bénin"))],
        events=[ToldEvent(EventType.SIGNATURE, Quoted(5, "a été signé de nouveau"), "3 juin 2021", "Cotonou")],
        provisions=[ToldProvision(ProvisionCode.BASING_ACCESS, True, Quoted(7, "prévoit pas de bases militaires"))],
    )
    rules, both = together(text, answer)
    assert list(both.accepted()) == list(rules.accepted())
    assert [(one.kind, one.reason) for one in both.refusals[len(rules.refusals) :]] == [
        ("instrument", "value"),
        ("party", "diverges"),
        ("provision", "negation"),
        ("event", "diverges"),
    ]
    assert both.refusals[-1].message == "3 6 2021 Cotonou BJ; the rules read 12 5 2021 Lomé TG"
    assert (both.refusals[-1].quotation, both.refusals[-1].start) == ("3 juin 2021", text.index("3 juin"))


def test_a_person_is_told_once() -> None:
    """Under a shorter name, or again with another office: the rules' reading stands."""
    people = [
        ToldPerson("Koffi Zinsou", None, None, PersonPart.SIGNATORY, Quoted(2, "Koffi Zinsou")),
        ToldPerson(
            "Afi Ametowoyona",
            "ministre togolaise",
            "TG",
            PersonPart.HOST,
            Quoted(2, "Afi Ametowoyona, ministre togolaise"),
        ),
    ]
    rules, both = together(ARTICLE, told(people=people))
    assert both == rules


def test_a_fuller_telling_takes_the_place_of_a_part() -> None:
    """Where the rules read the place of a signature alone and the model points at its date in the same sentence."""
    rules, _ = together(ARTICLE, told())
    (signature,) = rules.events
    assert isinstance(signature.fact, Event)
    part = replace(rules, events=(replace(signature, fact=replace(signature.fact, date=None)),))
    model = replace(rules, events=(replace(signature, rule=RULE),))
    assert joined(part, model).events == (replace(signature, rule=RULE),)
    assert joined(rules, replace(part, events=(replace(part.events[0], rule=RULE),))).events == rules.events


def test_the_rules_stand_where_both_read_the_same_thing() -> None:
    """The type of the accord, and whether a provision is held: each is the rules', and the other reading is told."""
    rules = propose(source_of(ARTICLE))
    assert rules.instrument
    other = replace(rules.instrument, rule=RULE, fact=replace(rules.instrument.fact, type=InstrumentType.PROTOCOL))
    denied = [
        replace(one, rule=RULE, fact=replace(one.fact, id=f"no-{one.fact.id}", positive=False))
        for one in rules.provisions
        if one.fact.id == "training"
    ]
    both = joined(rules, replace(rules, instrument=other, provisions=tuple(denied), refusals=()))
    assert list(both.accepted()) == list(rules.accepted())
    assert [(one.reason, one.message, one.rule) for one in both.refusals[len(rules.refusals) :]] == [
        ("diverges", "signed protocol; the rules read signed agreement", RULE),
        ("diverges", "no training; the rules read training", RULE),
    ]

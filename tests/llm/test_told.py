"""What a text bears of an answer, and what it does not: each item is held to one sentence and to what the rules read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefings.extraction.prediction import prediction
from briefings.facts import Event, Person
from briefings.llm.answer import (
    Answer,
    Quoted,
    ToldAspect,
    ToldBody,
    ToldClause,
    ToldContext,
    ToldEvent,
    ToldInstrument,
    ToldParty,
    ToldPerson,
    ToldProvision,
)
from briefings.vocabulary.codes import (
    Aspect,
    ClauseCode,
    ContextKind,
    EventType,
    InstrumentState,
    InstrumentType,
    PersonPart,
    ProvisionCode,
)
from tests.extraction.invented_texts import ARTICLE, NO_ACCORD, TREATY
from tests.llm.tellings import ON_ARTICLE, ON_TREATY, RULE, borne, told
from tests.llm.test_lines import lines_of


def test_an_honest_answer_on_an_article_is_borne() -> None:
    """Every item of it becomes a fact with quotations, named by the model."""
    found = borne(ARTICLE, ON_ARTICLE)
    plain = prediction(found)
    plain.pop("evidence")
    assert plain == {
        "status": "signed",
        "instrument": "agreement",
        "parties": ["TG", "BJ"],
        "signed": {"day": None, "month": None, "year": None},
        "place": {"city": "Lomé", "country": "TG"},
        "people": [
            {"name": "Afi Ametowoyona", "role": "ministre togolaise de la Défense", "party": "TG", "part": "host"}
        ],
        "provisions": ["training"],
        "follow_up": {
            "body": "commission mixte",
            "quote": "Une commission mixte se réunira deux fois par an, alternativement à Lomé et à Cotonou.",
        },
    }
    assert [one.fact.id for one in found.accepted()][-3:] == ["follow-up", "follow-up-alternation", "context-1"]
    assert {one.rule for one in found.accepted()} == {RULE}
    assert found.refusals == ()


def test_an_honest_answer_on_a_treaty_is_borne() -> None:
    """Signature, date and place from one line; the clause and the committee."""
    found = borne(TREATY, ON_TREATY)
    plain = prediction(found)
    assert plain["signed"] == {"day": 4, "month": 5, "year": 2021}
    assert plain["place"] == {"city": "Accra", "country": "GH"}
    assert [one.fact.id for one in found.accepted()] == [
        "instrument", "party-ke", "party-gh", "signature", "person-1", "demining", "follow-up", "clause-duration",
    ]  # fmt: skip


INSTRUMENT = ON_ARTICLE.instrument
SIGNED = (
    "Le 3 mars 2020, l’accord de 2010 était cité. Le 12 mai 2021 à Lomé, le Togo et le Bénin ont signé un accord de défense. "
    "Le ministre Jean Dossou, en présence de Koffi Zinsou, ambassadeur du Bénin, a parlé. "
    "La France a un accord avec le Tchad depuis 1976. "
    "Réunis à Paris le 2 avril 2021, les deux pays ont signé un accord à Rome le 9 juin 2021. "
    "L’accord porte sur la formation et la logistique."
)


def quoted(text: str, words: str) -> Quoted:
    """Return words of an invented text with the number of their line."""
    at = text.index(words)
    return Quoted(next(line.number for line in lines_of(text) if line.start <= at < line.end), words)


def at(words: str) -> Quoted:
    return quoted(SIGNED, words)


def person(name: str | None, office: str | None, party: str | None, part: PersonPart, words: str) -> ToldPerson:
    return ToldPerson(name, office, party, part, at(words))


OWN = ToldInstrument(
    InstrumentType.AGREEMENT, InstrumentState.SIGNED, at("un accord de défense"), at("ont signé un accord")
)


@pytest.mark.parametrize(
    ("items", "reason", "message"),
    [
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, Quoted(99, "formation"))]}, "sentence", "there is no sentence 99"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, Quoted(0, "formation"))]}, "sentence", "there is no sentence 0"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, Quoted(-1, "formation"))]}, "sentence", "there is no sentence -1"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, Quoted(1, "la formation"))]}, "quotation", "“la formation” is not in sentence 1"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, Quoted(6, "la form"))]}, "quotation", "“la form” is not in sentence 6"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, Quoted(6, ""))]}, "quotation", "“” is not in sentence 6"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, Quoted(6, "la formation … logistique"))]}, "quotation", "“la formation … logistique” is not in sentence 6"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, Quoted(6, "lа formation"))]}, "quotation", "“lа formation” is not in sentence 6"),
        ({"provisions": [ToldProvision(ProvisionCode.CYBER, True, at("la formation et la logistique"))]}, "value", "“la formation et la logistique” does not say that the parties agree on cyber"),
        ({"provisions": [ToldProvision(ProvisionCode.OTHER, True, at("la formation et la logistique"))]}, "value", "a provision of no known kind proves nothing"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, False, at("la formation et la logistique"))]}, "negation", "the sentence says the opposite of what the accord holds"),
        ({"events": [ToldEvent(EventType.SIGNATURE, at("ont signé"), "3 mars 2020", None)]}, "quotation", "“3 mars 2020” is not in the sentence of the event"),
        ({"events": [ToldEvent(EventType.SIGNATURE, at("a un accord"), "1976", None)]}, "value", "the sentence of “a un accord” does not say that this accord was signed"),
        ({"events": [ToldEvent(EventType.SIGNATURE, at("ont signé"), "défense", None)]}, "value", "“défense” is no date of this accord"),
        ({"events": [ToldEvent(EventType.SIGNATURE, at("ont signé"), None, "le Bénin")]}, "value", "“le Bénin” is not worded as a place"),
        ({"events": [ToldEvent(EventType.SIGNATURE, at("ont signé"), None, None)]}, "value", "a signature without date or place says nothing more than the accord does"),
        ({"events": [ToldEvent(EventType.RATIFICATION, at("ont signé"), "12 mai 2021", None)]}, "value", "“ont signé” does not show this accord's ratification"),
        ({"events": [ToldEvent(EventType.SIGNATURE, at("ont signé un accord à Rome"), "2 avril 2021", None)]}, "value", "the sentence gives another one nearer to the words of the event"),
        ({"events": [ToldEvent(EventType.SIGNATURE, at("ont signé un accord à Rome"), None, "Paris")]}, "value", "the sentence gives another one nearer to the words of the event"),
        ({"events": [ToldEvent(EventType.OTHER, at("ont signé"), "12 mai 2021", None)]}, "value", "an event of no known kind proves nothing"),
        ({"people": [person("Jean Dossou", "ambassadeur du Bénin", "BJ", PersonPart.SIGNATORY, "Jean Dossou, en présence de Koffi Zinsou, ambassadeur du Bénin")]}, "value", "name and office do not stand side by side"),
        ({"people": [person("Koffi Zinsou", "roi du Bénin", None, PersonPart.OTHER, "Koffi Zinsou, ambassadeur du Bénin")]}, "quotation", "“roi du Bénin” is not in the quotation"),
        ({"people": [person("Koffi Zinsou", None, None, PersonPart.ATTENDEE, "Koffi Zinsou, ambassadeur du Bénin")]}, "value", "no office stands beside the name"),
        ({"people": [person("Jean Dossou", "ambassadeur du Bénin", "BJ", PersonPart.OTHER, "Jean Dossou, en présence de Koffi Zinsou, ambassadeur du Bénin")]}, "value", "name and office do not stand side by side"),
        ({"people": [person("La France", None, None, PersonPart.OTHER, "La France a un accord")]}, "value", "“La France” is not worded as a name"),
        ({"people": [person("Koffi Zinsou", "présence", None, PersonPart.OTHER, "en présence de Koffi Zinsou")]}, "value", "“présence” names no office"),
        ({"people": [person(None, None, None, PersonPart.OTHER, "en présence de")]}, "value", "a person has a name or an office"),
        ({"people": [person(None, "ministre", None, PersonPart.OTHER, "Le ministre")]}, "value", "nobody is named, and nobody of a country is said to be present"),
        ({"parties": [ToldParty("ZZ", at("le Togo"))]}, "value", "“ZZ” is the code of no state or organisation"),
        ({"parties": [ToldParty("FR", at("le Togo et le Bénin"))]}, "value", "the quotation does not join FR to another party"),
        ({"parties": [ToldParty("FR", at("La France a un accord avec le Tchad"))]}, "scope", "the sentence bears neither the accord nor its signature"),
        ({"bodies": [ToldBody("la formation", at("la formation"), [])]}, "value", "“la formation” names no body"),
        ({"bodies": [ToldBody("commission mixte", at("la formation"), [])]}, "quotation", "“commission mixte” is not in the quotation"),
        ({"clauses": [ToldClause(ClauseCode.DURATION, at("la formation et la logistique"))]}, "value", "code “duration” does not follow from the quotation (fact “clause-duration”)"),
        ({"context": [ToldContext(ContextKind.HISTORY, at("porte sur la formation"))]}, "scope", "the sentence is scope to the accord, and no part of it"),
    ],
)  # fmt: skip
def test_what_a_text_does_not_bear_is_refused(items: dict[str, Any], reason: str, message: str) -> None:
    """Wrong numbers, invented and bent quotations, look-alike letters, values of other sentences, other people's offices."""
    found = borne(SIGNED, told(instrument=OWN, **items))
    assert [(refusal.reason, refusal.message) for refusal in found.refusals][:1] == [(reason, message)]
    assert [one.fact.id for one in found.accepted()] == ["instrument"]


@pytest.mark.parametrize(
    ("text", "named", "shown", "state"),
    [
        ("Le Togo et le Bénin n’ont pas signé un accord de défense.", "un accord", "signé un accord", "signed"),
        ("Le Togo et le Bénin signeront un accord de défense.", "un accord", "signeront un accord", "signed"),
        ("Le Togo aurait signé un accord de défense.", "un accord", "signé un accord", "signed"),
        ("Le Togo avait signé un accord de défense.", "un accord", "signé un accord", "signed"),
        ("Un accord de défense a été signé.", "Un accord", "Un accord de défense a été signé", "in-force"),
        ("Un accord de défense a été signé.", "Un accord", "Un accord de défense a été signé", "ratified"),
        ("En vertu de l’accord de 2010, un contrat a été signé.", "l’accord", "a été signé", "signed"),
        ("The parties met. No agreement was signed.", "agreement", "agreement was signed", "signed"),
        ("An agreement will be signed in May.", "An agreement", "agreement will be signed", "signed"),
    ],
)
def test_an_accord_is_not_further_than_its_text_says(text: str, named: str, shown: str, state: str) -> None:
    """Denied, planned, reported, past, cited: no such accord is signed, and none is in force that is only signed."""
    answer = told(
        instrument=ToldInstrument(
            InstrumentType.AGREEMENT, InstrumentState(state), quoted(text, named), quoted(text, shown)
        )
    )
    found = borne(text, answer)
    assert found.instrument is None
    assert len(found.refusals) == 1


def test_presence_is_attendance_whatever_a_model_says() -> None:
    """The part is what the words say; the difference is told."""
    words = "Koffi Zinsou, ambassadeur du Bénin"
    found = borne(
        SIGNED, told(people=[person("Koffi Zinsou", "ambassadeur du Bénin", "BJ", PersonPart.SIGNATORY, words)])
    )
    (fact,) = [one.fact for one in found.people]
    assert isinstance(fact, Person)
    assert (fact.name, fact.party, fact.part) == ("Koffi Zinsou", "BJ", PersonPart.ATTENDEE)
    assert [refusal.reason for refusal in found.refusals] == ["part"]


def test_a_party_that_the_office_does_not_say_is_left_out() -> None:
    """The person stands without it."""
    words = "Koffi Zinsou, ambassadeur du Bénin"
    found = borne(
        SIGNED, told(people=[person("Koffi Zinsou", "ambassadeur du Bénin", "TG", PersonPart.ATTENDEE, words)])
    )
    (fact,) = [one.fact for one in found.people]
    assert isinstance(fact, Person)
    assert fact.party is None
    assert [refusal.message for refusal in found.refusals] == ["the office does not say that it is one of TG"]


def test_a_date_and_a_name_are_read_whole() -> None:
    """A model points at a part of them; the rules read the rest, so that nothing is cut to another sense."""
    answer = told(
        instrument=OWN,
        events=[ToldEvent(EventType.SIGNATURE, at("ont signé"), "mai", "Lomé")],
        people=[
            person("Koffi", "ambassadeur du Bénin", "BJ", PersonPart.ATTENDEE, "Koffi Zinsou, ambassadeur du Bénin")
        ],
    )
    found = borne(SIGNED, answer)
    (event,) = [one.fact for one in found.events]
    assert isinstance(event, Event)
    assert event.date
    assert event.place
    assert (event.date.day, event.date.month, event.date.year, event.date.raw) == (12, 5, 2021, "12 mai 2021")
    assert (event.place.city, event.place.country) == ("Lomé", "TG")
    assert [getattr(one.fact, "name", None) for one in found.people] == ["Koffi Zinsou"]


def test_a_date_of_another_text_is_none() -> None:
    """The decree's, in the sentence that tells of the signature."""
    text = "Le Togo et le Bénin ont signé un accord de défense, en application du décret du 3 mai 2019."
    answer = told(
        instrument=replace(OWN, named=Quoted(1, "un accord"), shown=Quoted(1, "ont signé un accord")),
        events=[ToldEvent(EventType.SIGNATURE, Quoted(1, "ont signé un accord"), "3 mai 2019", None)],
    )
    found = borne(text, answer)
    assert found.events == ()
    assert [refusal.message for refusal in found.refusals] == ["“3 mai 2019” is no date of this accord"]


def test_a_typographic_difference_is_none() -> None:
    """A plain apostrophe for a curly one, an invisible letter: the source's own letters are what is quoted."""
    answer = told(
        instrument=OWN,
        provisions=[ToldProvision(ProvisionCode.TRAINING, True, Quoted(6, "L'accord porte sur la for\u200bmation"))],
    )
    (found,) = borne(SIGNED, answer).provisions
    assert [quotation.text for quotation in found.quotations] == ["L’accord porte sur la formation"]


def test_a_text_without_an_accord_has_none_of_its_matter() -> None:
    """What an answer tells of one is counted and refused; people are still told."""
    line = "Il y a visité une école militaire et rencontré des élèves officiers."
    answer = told(
        provisions=[ToldProvision(ProvisionCode.EDUCATION_EXCHANGE, True, quoted(NO_ACCORD, "une école militaire"))],
        clauses=[ToldClause(ClauseCode.DURATION, quoted(NO_ACCORD, line))],
    )
    found = borne(NO_ACCORD, answer)
    assert list(found.accepted()) == []
    assert [(refusal.reason, refusal.message) for refusal in found.refusals] == [
        ("no accord", "2 items are told of an accord that is not the text's subject")
    ]


def test_an_answer_that_fills_is_cut() -> None:
    """More items than any text has are not read; it is said once."""
    context = [ToldContext(ContextKind.HISTORY, Quoted(4, "La France"))] * 5_000
    found = borne(SIGNED, told(instrument=OWN, context=context))
    assert [refusal.message for refusal in found.refusals if refusal.reason == "too many"] == [
        "5000 context are more than a text tells; the first 30 were read"
    ]
    assert len(found.context) + len(found.refusals) == 31


WORDS = st.sampled_from(
    ["accord", "un accord", "ont signé", "signé", "Lomé", "12 mai 2021", "mai", "Koffi Zinsou", "ambassadeur du Bénin",
     "la formation", "logistique", "Le", "", " ", "\x00", "‮", "a" * 3_000, "L'accord", "la formation … logistique",
     "Jean Dossou", "accord de 2010", "1976", "le Togo et le Bénin", "France", "</line>[9]", "{{ 7*7 }}"]
)  # fmt: skip
QUOTED = st.builds(Quoted, st.integers(-2, 8), WORDS)
CODES = st.sampled_from(["TG", "BJ", "FR", "ZZ", "", "tg"])
ASPECTS = st.builds(ToldAspect, st.sampled_from(Aspect), st.lists(WORDS, max_size=2), QUOTED)
ANSWERS = st.builds(
    Answer,
    instrument=st.none() | st.builds(ToldInstrument, st.sampled_from(InstrumentType), st.sampled_from(InstrumentState), QUOTED, QUOTED),
    parties=st.lists(st.builds(ToldParty, CODES, QUOTED), max_size=3),
    events=st.lists(st.builds(ToldEvent, st.sampled_from(EventType), QUOTED, st.none() | WORDS, st.none() | WORDS), max_size=3),
    people=st.lists(st.builds(ToldPerson, st.none() | WORDS, st.none() | WORDS, st.none() | CODES, st.sampled_from(PersonPart), QUOTED), max_size=3),
    provisions=st.lists(st.builds(ToldProvision, st.sampled_from(ProvisionCode), st.booleans(), QUOTED), max_size=3),
    bodies=st.lists(st.builds(ToldBody, WORDS, QUOTED, st.lists(ASPECTS, max_size=2)), max_size=2),
    clauses=st.lists(st.builds(ToldClause, st.sampled_from(ClauseCode), QUOTED), max_size=2),
    context=st.lists(st.builds(ToldContext, st.sampled_from(ContextKind), QUOTED), max_size=2),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(ANSWERS)
def test_whatever_is_answered_what_is_kept_stands_in_the_text(answer: Answer) -> None:
    """No answer breaks the reading of it; every fact has quotations, each of them the source's own letters."""
    found = borne(SIGNED, answer)
    for one in found.accepted():
        assert one.quotations
        assert all(SIGNED[quotation.start : quotation.end] == quotation.text for quotation in one.quotations)
        assert one.rule == RULE
    known = [one.fact.code for one in found.parties]  # type: ignore[attr-defined]
    assert set(known) <= {"TG", "BJ"}
    dates = ("12 mai 2021", "9 juin 2021")
    assert all(one.fact.date is None or one.fact.date.raw in dates for one in found.events)  # type: ignore[attr-defined]


TRAPS = (
    "Le Togo et le Bénin ont signé un accord de défense. "
    "L’accord porte sur des réunions pour faciliter les contacts et sur des exercices conjoints. "
    "Next Generation: President Jeanne Dossou spoke. "
    "Grand Partenariat, président Paul Kodjo, était là. "
    "Rappelant la formation des militaires, les Parties se félicitent. "
    "A Convention concluded at Chicago on 7 December 1944 applies. "
    "Ils rappellent un autre accord (signé à Paris le 3 mai 2019)."
)


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ({"provisions": [ToldProvision(ProvisionCode.BASING_ACCESS, True, quoted(TRAPS, "faciliter les contacts"))]}, "“faciliter les contacts” does not say that the parties agree on basing-access"),
        ({"provisions": [ToldProvision(ProvisionCode.TRAINING, True, quoted(TRAPS, "la formation des militaires"))]}, "the sentence is background to the accord, and no part of it"),
        ({"events": [ToldEvent(EventType.SIGNATURE, quoted(TRAPS, "signé à Paris"), "3 mai 2019", "Paris")]}, "the sentence of “signé à Paris” does not say that this accord was signed"),
        ({"events": [ToldEvent(EventType.SIGNATURE, quoted(TRAPS, "concluded at Chicago"), "7 December 1944", "Chicago")]}, "the sentence names only accords of another type"),
        ({"people": [ToldPerson("Next Generation", "President", None, PersonPart.SPEAKER, quoted(TRAPS, "Next Generation: President"))]}, "name and office do not stand side by side"),
        ({"people": [ToldPerson("Grand Partenariat", "président", None, PersonPart.OTHER, quoted(TRAPS, "Grand Partenariat, président"))]}, "the office is that of the name behind it"),
    ],
)  # fmt: skip
def test_words_that_only_look_like_it_are_refused(items: dict[str, Any], message: str) -> None:
    """What the gate's broad words would take from a person who chose them, a model cannot bring."""
    found = borne(
        TRAPS, told(instrument=replace(OWN, named=Quoted(1, "un accord"), shown=Quoted(1, "ont signé")), **items)
    )
    assert [one.fact.id for one in found.accepted()] == ["instrument"]
    assert [refusal.message for refusal in found.refusals] == [message]


def test_a_quotation_that_holds_everything_shows_nothing() -> None:
    """A provision is shown by few words."""
    text = (
        "Le Togo et le Bénin ont signé un accord. Il porte sur "
        + ", ".join(f"la formation des cadres {n}" for n in range(9))
        + "."
    )
    words = text[text.index("la formation") :].rstrip(".")
    answer = told(
        instrument=replace(OWN, named=Quoted(1, "un accord"), shown=Quoted(1, "ont signé un accord")),
        provisions=[ToldProvision(ProvisionCode.TRAINING, True, Quoted(2, words))],
    )
    assert borne(text, answer).refusals[0].message.endswith("is too long to show one thing")


def test_matter_of_background_and_of_others_is_refused() -> None:
    """A meeting that a recital recalls, a body that shall not be, what is said far from a body, a heading as background."""
    text = (
        "Le Togo et le Bénin ont signé un accord de défense. Vu la rencontre du 3 mai 2019 à Lomé, ils vont plus loin. "
        "L’accord ne prévoit pas de commission mixte. Un comité conjoint se réunira chaque année. Une phrase. Deux phrases. "
        "Trois phrases. Quatre phrases. Les réunions auront lieu chaque année à Lomé.\n\nContexte régional"
    )

    def at_(words: str) -> Quoted:
        return quoted(text, words)

    answer = told(
        instrument=replace(OWN, named=Quoted(1, "un accord"), shown=Quoted(1, "ont signé un accord")),
        events=[ToldEvent(EventType.MEETING, at_("Vu la rencontre"), "3 mai 2019", "Lomé")],
        bodies=[
            ToldBody("commission mixte", at_("commission mixte"), []),
            ToldBody("comité conjoint", at_("Un comité conjoint se réunira"), [ToldAspect(Aspect.PERIODICITY, [], at_("auront lieu chaque année"))]),
        ],
        context=[ToldContext(ContextKind.REGIONAL, at_("Contexte régional"))],
    )  # fmt: skip
    found = borne(text, answer)
    assert [one.fact.id for one in found.accepted()] == ["instrument", "follow-up"]
    assert [refusal.message for refusal in found.refusals] == [
        "the sentence says that there is no such body",
        "the sentence is not about the follow-up body",
        "the sentence is background to the accord",
        "“Contexte régional” is too short for a statement",
    ]


@pytest.mark.parametrize(
    ("text", "type_", "state", "named", "shown"),
    [
        ("Le Togo et le Bénin ont signé un accord de défense, conformément à la convention de 1999.", "convention", "signed", "la convention de 1999", "ont signé un accord"),
        ("Le Togo et le Bénin ont signé un protocole d’accord de défense.", "agreement", "signed", "un protocole d’accord", "ont signé un protocole"),
        ("Le Togo et le Bénin ont signé un accord de défense. L’accord a pour effet de renforcer la paix.", "agreement", "in-force", "L’accord", "L’accord a pour effet"),
        ("Le Togo et le Bénin ont signé un contrat. Un accord de défense existe.", "agreement", "signed", "Un accord de défense", "Un accord de défense existe"),
    ],
)  # fmt: skip
def test_the_broad_words_of_the_gate_make_no_accord(text: str, type_: str, state: str, named: str, shown: str) -> None:
    """An accord that is only cited, a type inside another's name, a state that a like word recalls."""
    answer = told(
        instrument=ToldInstrument(
            InstrumentType(type_), InstrumentState(state), quoted(text, named), quoted(text, shown)
        )
    )
    found = borne(text, answer)
    assert found.instrument is None
    assert [(refusal.kind, refusal.reason) for refusal in found.refusals] == [("instrument", "value")]

"""Answers about the invented texts: what an honest model would tell of them, in the fewest words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from briefings.extraction.proposals import Proposals
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
from briefings.llm.ground import Ground
from briefings.llm.proposing import read_answers
from briefings.sources import SourceText
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

NOTHING = Answer(instrument=None, parties=[], events=[], people=[], provisions=[], bodies=[], clauses=[], context=[])
RULE = "model:invented"

#: What the invented article says, line by line.
ON_ARTICLE = Answer(
    instrument=ToldInstrument(
        InstrumentType.AGREEMENT,
        InstrumentState.SIGNED,
        Quoted(3, "un accord de coopération militaire"),
        Quoted(3, "un accord de coopération militaire a été signé"),
    ),
    parties=[
        ToldParty("TG", Quoted(1, "Le Togo et le Bénin signent un accord")),
        ToldParty("BJ", Quoted(1, "Le Togo et le Bénin signent un accord")),
    ],
    events=[
        ToldEvent(EventType.VISIT, Quoted(2, "a reçu"), "12 mai 2021", "Lomé"),
    ],
    people=[
        ToldPerson(
            "Afi Ametowoyona",
            "ministre togolaise de la Défense",
            "TG",
            PersonPart.HOST,
            Quoted(2, "Afi Ametowoyona, ministre togolaise de la Défense"),
        )
    ],
    provisions=[
        ToldProvision(ProvisionCode.TRAINING, True, Quoted(4, "la formation des militaires")),
        ToldProvision(ProvisionCode.BASING_ACCESS, False, Quoted(6, "ne prévoit pas de bases militaires")),
    ],
    bodies=[
        ToldBody(
            "commission mixte",
            Quoted(5, "Une commission mixte se réunira deux fois par an"),
            [ToldAspect(Aspect.ALTERNATION, ["Lomé", "Cotonou"], Quoted(5, "alternativement à Lomé et à Cotonou"))],
        )
    ],
    clauses=[],
    context=[ToldContext(ContextKind.REGIONAL, Quoted(7, "multiplie les partenariats dans la région"))],
)

#: What the invented treaty says.
ON_TREATY = Answer(
    instrument=ToldInstrument(
        InstrumentType.AGREEMENT,
        InstrumentState.SIGNED,
        Quoted(1, "AGREEMENT"),
        Quoted(14, "Done at Accra, on 4 May 2021"),
    ),
    parties=[
        ToldParty("KE", Quoted(2, "the Republic of Kenya")),
        ToldParty("GH", Quoted(2, "the Republic of Ghana")),
    ],
    events=[ToldEvent(EventType.SIGNATURE, Quoted(14, "Done at Accra"), "4 May 2021", "Accra")],
    people=[
        ToldPerson(
            "JANE WANJIRU",
            "Minister for Defence",
            "KE",
            PersonPart.SIGNATORY,
            Quoted(15, "JANE WANJIRU, Minister for Defence"),
        )
    ],
    provisions=[ToldProvision(ProvisionCode.DEMINING, True, Quoted(8, "mine clearance"))],
    bodies=[ToldBody("Joint Defence Committee", Quoted(11, "A Joint Defence Committee shall meet once a year"), [])],
    clauses=[ToldClause(ClauseCode.DURATION, Quoted(13, "shall remain in force for a period of five years"))],
    context=[],
)


def source_of(text: str) -> SourceText:
    """Return a text as the one source of an invented dossier."""
    return SourceText("S1", "sources/invented/note.txt", text)


def no_rules(source: SourceText) -> Proposals:
    """Return what rules would propose that found nothing at all."""
    return Proposals(
        source=source, language=None, instrument=None, stateless=None, parties=(), events=(), people=(),
        provisions=(), follow_up=None, aspects=(), clauses=(), context=(), quantities=(), refusals=(),
    )  # fmt: skip


def borne(text: str, answer: Answer, parties: Iterable[str] = ()) -> Proposals:
    """Return what a text bears of an answer, where the rules found nothing."""
    source = source_of(text)
    return read_answers(Ground(source, RULE, parties), no_rules(source), [answer])


def told(**items: Any) -> Answer:
    """Return an answer that tells some items and nothing else."""
    return replace(NOTHING, **items)

"""The desk's own parts of ``accord.yaml``: head, particulars, sources, judgements, gaps."""

from __future__ import annotations

import re
from typing import Any

from briefings.annexes import AnnexFile
from briefings.facts import Change, Gap, Judgement, NoteHead, Source, Statement
from briefings.readers.fact_yaml import fact_id
from briefings.readers.record import Record
from briefings.vocabulary.codes import (
    ClauseCode,
    Confidence,
    JudgementKind,
    Likelihood,
    Marking,
    Reliability,
    SourceKind,
)

_SOURCE_ID = re.compile(r"S[1-9][0-9]{0,3}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PDF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}\.[pP][dD][fF]")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_OWN_PDF = "name a .pdf file of the dossier's own folder, without / or spaces"
_OWN_FOLDER = "name a file of the dossier's own folder, without / or spaces"


def read_head(record: Record, known: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of the dossier's head, by name; its languages hold for the rest of the file."""
    record.reading.languages = _languages(record, known)
    record.reading.marking = record.code("marking", Marking)
    head = {
        "id": record.required("id"),
        "languages": record.reading.languages,
        "title": record.required_wording("title"),
        "desk": record.required_wording("desk"),
        "marking": record.reading.marking,
        "as_at": record.date("as_at") or "",
        "bottom_line": _statement(record.record("bottom_line"), "bottom-line"),
        "summary": tuple(
            statement
            for number, item in enumerate(record.records("summary", "a summary statement"), 1)
            if (statement := _statement(item, f"summary-{number}"))
        ),
        "remark": record.wording("remark"),
    }
    if "as_at" not in record.reported:
        record.missing("as_at")
    record.close()
    return head


def _languages(record: Record, known: tuple[str, ...]) -> tuple[str, ...]:
    return record.choices("languages", known, "is no language of this package") or known


def _statement(record: Record | None, name: str) -> Statement | None:
    if record is None:
        return None
    statement = Statement(
        id=name,
        at=record.at,
        text=record.required_wording("text"),
        basis=_basis(record),
        marking=record.code("marking", Marking, record.reading.marking),
    )
    record.close()
    return statement


def _basis(record: Record) -> tuple[str, ...]:
    basis = record.strings("basis")
    if not basis and "basis" not in record.reported and not record.reading.extract:
        record.missing("basis")
    return basis


def read_note(record: Record | None) -> NoteHead:
    """Return the particulars of the note; all of them may be missing."""
    if record is None:
        return NoteHead()
    head = NoteHead(
        reference=record.text("reference"),
        version=record.text("version"),
        sender=record.wording("from"),
        recipient=record.wording("to"),
        copies=record.wording("copies"),
        clearance=record.wording("clearance"),
        contact=record.wording("contact"),
        embargo=record.wording("embargo"),
        distribution=record.wording("distribution"),
        changes=tuple(_change(item) for item in record.records("changes", "a change")),
        **_decision(record.record("decision")),
    )
    record.close()
    return head


def _decision(record: Record | None) -> dict[str, Any]:
    if record is None:
        return {}
    decision = {"decision": record.required_wording("text"), "deadline": record.date("deadline")}
    record.close()
    return decision


def _change(record: Record) -> Change:
    change = Change(
        version=record.required("version"), on=record.date("on") or "", text=record.required_wording("text")
    )
    record.close()
    return change


def read_source(record: Record) -> Source:
    """Return what is recorded about one source text."""
    based_on = record.record("based_on")
    source = Source(
        id=record.fitting("id", _SOURCE_ID, "a source id is S and a number, such as S1", needed=True) or "",
        at=record.at,
        file=record.fitting("file", _FILE, _OWN_FOLDER, needed=True) or "",
        kind=record.code("kind", SourceKind),
        language=record.required("language"),
        title=record.required_wording("title"),
        based_on=based_on.required_wording("text") if based_on else None,
        based_on_kind=based_on.code("kind", SourceKind) if based_on else None,
        publisher=record.text("publisher"),
        author=record.text("author"),
        url=record.fitting("url", _URL, fault="is no http or https address"),
        published=record.date("published"),
        retrieved=record.date("retrieved"),
        sha256=record.fitting("sha256", _SHA256, "64 hexadecimal digits; leave it out and it is computed"),
        origin=record.text("origin"),
        reliability=record.code("reliability", Reliability, Reliability.F),
        basis=record.wording("basis"),
        embed=record.flag("embed"),
    )
    if source.kind is SourceKind.DESK_NOTE and source.based_on is None:
        record.missing("based_on")
    if based_on:
        based_on.close()
    record.close()
    return source


def read_annex(record: Record) -> AnnexFile:
    """Return what is recorded about one annex; a title in one string holds for every language."""
    annex = AnnexFile(
        at=record.at,
        file=record.fitting("file", _PDF, _OWN_PDF, needed=True) or "",
        title=record.common_wording("title"),
        marking=record.code("marking", Marking, record.reading.marking),
        sha256=record.fitting("sha256", _SHA256, "64 hexadecimal digits; leave it out and the file is taken as it is"),
    )
    record.close()
    return annex


def read_judgement(record: Record) -> Judgement:
    """Return one judgement of the desk."""
    kind = record.code("kind", JudgementKind)
    judgement = Judgement(
        id=fact_id(record),
        at=record.at,
        kind=kind,
        text=record.required_wording("text"),
        basis=_basis(record),
        likelihood=record.optional_code("likelihood", Likelihood),
        confidence=record.optional_code("confidence", Confidence),
        answer=record.required_wording("answer") if kind is JudgementKind.QUESTION_ANSWER else None,
        author=record.text("author"),
        on=record.date("on"),
        cleared=record.flag("cleared"),
        marking=record.code("marking", Marking, max(Marking.INTERNAL, record.reading.marking, key=lambda m: m.rank)),
    )
    record.close()
    return judgement


def read_gap(record: Record) -> Gap:
    """Return one information gap."""
    gap = Gap(
        id=fact_id(record),
        at=record.at,
        question=record.required_wording("question"),
        why=record.required_wording("why"),
        topic=record.required_wording("topic"),
        consulted=record.strings("consulted"),
        clauses=record.codes("clauses", ClauseCode),
        marking=record.code("marking", Marking, record.reading.marking),
    )
    record.close()
    return gap

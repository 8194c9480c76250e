"""Review copies: a brief in Word with the evidence beside each fact, and the gaps and refused facts behind it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefings.build.brief import Brief
from briefings.build.clock import source_date_epoch
from briefings.build.glyphs import GlyphCheck
from briefings.build.making import Choice, chosen_briefs
from briefings.build.production import Production, inputs_of
from briefings.build.saved_set import held
from briefings.document import Block, Document, Heading, List, Paragraph, Section, Strong, Text
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Dossier, Fact
from briefings.readers.docx_review import read_review
from briefings.review.annotating import annotate
from briefings.review.memory import remembered
from briefings.review.words import words_in
from briefings.templates.compose import Composer
from briefings.typography import set_spaces, set_text
from briefings.vocabulary.codes import Marking
from briefings.workspace import Workspace
from briefings.writers.word import write_word

#: What the names of review copies end with.
ENDING = "review.docx"


class ReviewCopy(Struct, frozen=True):
    """One review copy."""

    name: str
    """File name, such as ``rwanda-2024.minister.en.review.docx``."""
    data: bytes
    marking: Marking
    unreviewed: int
    """How many of the facts it prints nobody has reviewed."""


def review_folder(workspace: Workspace, dossier_id: str) -> Path:
    """Return the folder of a dossier's review copies; no dossier can have its name, for ids hold no full stop."""
    return workspace.output / f"{dossier_id}.review"


def make_review_copies(workspace: Workspace, dossier_id: str, choice: Choice) -> tuple[ReviewCopy, ...]:
    """Return the review copies asked for. Raises ``BriefingError`` (exit 2 to 6) as a build does."""
    dossier, library, house, wanted = chosen_briefs(workspace, dossier_id, choice)
    composer = Composer(dossier, library, house)
    glyphs = GlyphCheck(dossier, library, house.style, choice.allow_missing_glyphs)
    epoch = source_date_epoch()
    production = Production(composer, inputs_of(dossier, house, epoch), ("docx",), glyphs, epoch)
    made: list[ReviewCopy] = []
    problems: list[Problem] = []
    for audience, language in wanted:
        try:
            composed = production.compose(audience, language)
            layout = composed.setting.layout
            pages = layout.heading_pages if layout else None
            brief = composed.brief
            marking = _marking(dossier, brief)
            document = _document(composer, brief, marking)
            told = annotate(dossier, language, composer.language(language).labels, brief.document.properties.identifier)
            bare = write_word(document, composed.setting.style, pages, annotations=told)
        except BriefingError as error:
            problems += [problem for problem in error.problems if problem not in problems]
            continue
        # What the file remembers of itself is read from it as it will be read when it comes home.
        record = remembered(dossier, brief, read_review(bare, brief.file_name(dossier_id, ENDING)))
        data = write_word(document, composed.setting.style, pages, annotations=replace(told, record=record))
        made.append(ReviewCopy(brief.file_name(dossier_id, ENDING), data, marking, len(brief.unreviewed)))
    if problems:
        raise BriefingError(problems)
    return tuple(made)


def save_review_copies(workspace: Workspace, dossier_id: str, copies: tuple[ReviewCopy, ...]) -> Path:
    """Write review copies, each whole or not at all, and return their folder.

    They stand beside the saved set and not in it, so that nobody sends one with it. Raises ``BriefingError``: exit 7
    where they cannot be written, exit 8 where another build holds the output.
    """
    folder = review_folder(workspace, dossier_id)
    with held(workspace.output, dossier_id):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for copy in copies:
                _write(folder / copy.name, copy.data)
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            problem = Problem(
                ExitCode.OUTPUT, f"cannot be written: {reason}", Location(workspace.shown(folder)), "look who may write"
            )
            raise BriefingError(problem) from None
    return folder


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".new-{path.name}")
    try:
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _marking(dossier: Dossier, brief: Brief) -> Marking:
    """Return the marking of a review copy: it shows the desk's work, and comments and lists of the whole record."""
    markings = [brief.marking, Marking.INTERNAL, *(record.marking for record in dossier.accord.records())]
    return max(markings, key=lambda marking: marking.rank)


def _document(composer: Composer, brief: Brief, marking: Marking) -> Document:
    house, words = composer.house, words_in(brief.language)
    document, profile = brief.document, house.profiles[brief.language]
    head = set_text(words["head"], profile)
    draft = f"{head} · {document.furniture.draft}" if document.furniture.draft else head
    marked = house.markings[marking.value][brief.language]
    slots = {**document.furniture.slots, "marking": marked, "draft": draft}
    properties = document.properties
    lists, _ = set_spaces(_lists(composer.dossier, brief.language), (), profile)
    return replace(
        document,
        furniture=replace(document.furniture, marking=marked, draft=draft, slots=slots),
        properties=replace(
            properties,
            title=set_text(words["title"].format(title=properties.title), profile),
            identifier=f"{properties.identifier}.review",
        ),
        blocks=(*document.blocks, Section("review", lists)),
    )


def _lists(dossier: Dossier, language: str) -> tuple[Block, ...]:
    """Return what stands behind a review copy: the gaps of the record and its refused facts with the reasons."""
    words, accord = words_in(language), dossier.accord
    gaps = [(Text(gap.question.in_language(language) or gap.id, fact=gap.id),) for gap in accord.gaps]
    refused = [_refused(fact, language) for fact in accord.facts() if not fact.stands]
    return (
        Heading(2, (Text(words["lists"]),), "review-lists"),
        Heading(3, (Text(words["gaps"]),), "review-gaps"),
        _list(gaps, words["no-gaps"]),
        Heading(3, (Text(words["refused"]),), "review-refused"),
        _list(refused, words["no-refused"]),
    )


def _refused(fact: Fact, language: str) -> tuple[Text | Strong, ...]:
    words = words_in(language)
    reason = fact.lapsed or fact.review.reason or words["no-reason"]
    why = words["lapsed"].format(reason=reason) if fact.lapsed else f"{words['rejected']} – {reason}"
    said = fact.text.in_language(language) or fact.id
    return (Strong((Text(f"{fact.id}: "),)), Text(said, fact=fact.id), Text(f" [{why}]"))


def _list(items: Sequence[tuple[Text | Strong, ...]], nothing: str) -> Block:
    if not items:
        return Paragraph((Text(nothing),))
    return List(tuple((Paragraph(item),) for item in items))

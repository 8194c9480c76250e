"""The head of a record that is drafted from files: what no source says stands there and says so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from briefings.drafting.phrasing import Labels
from briefings.drafting.proposing import Asked
from briefings.facts import Instrument, Party
from briefings.scaffold import Copied
from briefings.sources import SegmentKind
from briefings.vocabulary.codes import SourceKind
from briefings.vocabulary.languages import is_foreign, language_of
from briefings.vocabulary.places import find_place
from briefings.vocabulary.triggers import plain

_HEAD = """\
# yaml-language-server: $schema=../.schema/accord.schema.json
# Dossier {id}, drafted from its sources: each fact is the source's own words, and unreviewed until you say otherwise.
#   briefing show {id} --unreviewed
#   briefing accept {id} FACT…
#   briefing reject {id} FACT… --reason "…"

dossier:
  id: {id}
  languages: [{languages}]  # the desk's working languages, en and fr; every text below is given in each
  title: {title}  # drafted; word it as your desk would
  desk: {desk}  # name your desk
  marking: public         # public, internal or restricted
  as_at: {as_at}       # date of the briefs: the day of the draft
  # bottom_line:          # one sentence of at most 40 words, and the ids of the facts it rests on
  #   text: {empty}
  #   basis: [instrument]
  # remark: {empty}   # the desk's remark, printed as such

sources:
"""
_SOURCE = """\
  - id: {id}
    file: {file}  # copied from {given}
    kind: {kind}  # press, communique, treaty, parliament, speech, desk-note, other
    language: {language}{comment}
    title: {title}
    # publisher: ""
    # url: https://…
    # published: 2026-11-23   # relative dates (“on Monday”) are counted from it
    reliability: F        # A (completely reliable) to F (cannot be judged)
    sha256: {sha256}
"""
_NO_DESK = {"en": "Desk not named", "fr": "Bureau non indiqué"}
_UNKNOWN = "und"
"""Undetermined language (ISO 639-2)."""
_LONGEST_TITLE = 160

#: What shows the kind of a text, in its first lines.
_KINDS: Mapping[SourceKind, re.Pattern[str]] = {
    SourceKind.COMMUNIQUE: re.compile(r"\b(?:communique|joint statement|declaration conjointe|joint declaration)\b"),
    SourceKind.PARLIAMENT: re.compile(r"\b(?:projet de loi|expose des motifs|explanatory memorandum|hansard)\b"),
}
_FIRST_LINES = 400
_TREATY = re.compile(
    r"\b(?:sont convenu(?:e?s)? (?:de|des|ce|comme|d')|have agreed as follows|agree as follows"
    r"|parties contractantes|contracting parties|ci-apres denomme|hereinafter referred)"
)
_ARTICLE = re.compile(r"(?mi)^\W*article (?:\d+|[ivx]+|premier|1er)\b")


def working_languages(asked: Sequence[Asked]) -> tuple[str, ...]:
    """Return the languages of the sources, in their order: those that a drafted record can word its facts in."""
    return tuple(dict.fromkeys(one.proposals.language or "en" for one in asked))


def drafted_head(dossier_id: str, copies: Sequence[Copied], asked: Sequence[Asked], labels: Labels, as_at: str) -> str:
    """Return the text of a record up to its sources; the working languages are those of ``labels``."""
    languages = tuple(labels)
    head = _HEAD.format(
        id=dossier_id,
        languages=", ".join(languages),
        title=_words({language: _title(asked, labels[language], language, copies) for language in languages}),
        desk=_words({language: _NO_DESK[language] for language in languages}),
        as_at=as_at,
        empty=_words(dict.fromkeys(languages, "")),
    )
    return head + "".join(_source(copy, languages) for copy in copies)


def _title(
    asked: Sequence[Asked], labels: Mapping[str, Mapping[str, str]], language: str, copies: Sequence[Copied]
) -> str:
    """Return a title from the instrument and its parties; without an accord, that of the first source."""
    for one in asked:
        if one.proposals.instrument and isinstance(one.proposals.instrument.fact, Instrument):
            kind = labels["type"][one.proposals.instrument.fact.type.value]
            codes = [party.fact.code for party in one.proposals.parties if isinstance(party.fact, Party)]
            names = ", ".join(place.name(language) for code in codes if (place := find_place(code)))
            return kind[0].upper() + kind[1:] + (f" – {names}" if names else "")
    return _source_title(copies[0])


def _source(copy: Copied, languages: Sequence[str]) -> str:
    foreign = is_foreign(copy.text.text)
    found = None if foreign else language_of(copy.text.text)
    sure = "" if found else "  # name it, such as es" if foreign else "  # fr or en?"
    return _SOURCE.format(
        id=copy.text.id,
        file=copy.name,
        given=re.sub(r"[^\w .()-]", "?", copy.given)[:80],
        kind=source_kind(copy.text.text).value,
        language=found or (_UNKNOWN if foreign else "en"),
        comment=sure,
        title=_words(dict.fromkeys(languages, _source_title(copy))),
        sha256=copy.text.sha256,
    )


def source_kind(text: str) -> SourceKind:
    """Return what kind of text a source seems to be; ``OTHER`` where its words do not show it."""
    words = plain(text[:20_000])
    if _TREATY.search(words) or len(_ARTICLE.findall(text[:20_000])) > 2:
        return SourceKind.TREATY
    first = words[:_FIRST_LINES]
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(first)), SourceKind.OTHER)


def _source_title(copy: Copied) -> str:
    """Return the headline of a text, or the name of the file it was given as."""
    first = next((segment for segment in copy.text.segments if segment.kind is not SegmentKind.MARKUP), None)
    words = ""
    if first is not None and first.kind is SegmentKind.HEADLINE:
        words = " ".join(copy.text.text[first.start : first.end].split()).strip("#=- ")
    return words if 0 < len(words) <= _LONGEST_TITLE and not _ARTICLE.match(words) else copy.given


def _words(texts: Mapping[str, str]) -> str:
    return (
        "{"
        + ", ".join(f"{language}: {json.dumps(words, ensure_ascii=False)}" for language, words in texts.items())
        + "}"
    )

"""The commented record that a new dossier starts from."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_HEAD = """\
# yaml-language-server: $schema=../.schema/accord.schema.json
# Dossier {id}. Fill in what is empty, drop what you do not need, then: briefing check {id}
# Every fact needs evidence: the exact words of a source. `briefing check` tells where something is missing.

dossier:
  id: {id}
  languages: [en, fr]     # the desk's working languages; every text below is given in each
  title: {{en: "", fr: ""}}
  desk: {{en: "", fr: ""}}
  marking: public         # public, internal or restricted
  as_at: ""               # date of the briefs, such as 2026-11-23
  # bottom_line:          # one sentence of at most 40 words, and the ids of the facts it rests on
  #   text: {{en: "", fr: ""}}
  #   basis: [accord]
  # remark: {{en: "", fr: ""}}   # the desk's remark, printed as such

sources:
"""
_SOURCE = """\
  - id: {id}
    file: {file}
    kind: press           # press, communique, treaty, parliament, speech, desk-note, other
    language: {language}{comment}
    title: {{en: "", fr: ""}}
    # publisher: ""
    # url: https://…
    # published: 2026-11-23
    reliability: F        # A (completely reliable) to F (cannot be judged)
"""
_FACTS = """\

# annexes:                # PDF files of this folder, attached to the briefs of whoever may read them
#   - file: text-of-the-accord.pdf
#     title: {en: "", fr: ""}
#     marking: public     # default: the dossier's

instrument:
  id: accord
  type: agreement         # agreement, mou, protocol, treaty, sofa, …
  state: signed           # signed, announced, ratified, in-force, draft, planned, suspended
  text: {en: "", fr: ""}
  evidence:
    - source: S1
      exact: ""           # copy the words from the source
  review: unreviewed      # accepted when the desk stands behind it

parties: []
  # - id: party-one
  #   code: ""            # ISO 3166-1 alpha-2 such as MA, or EU, XAU, NATO, UN …
  #   text: {en: "", fr: ""}
  #   evidence: [{source: S1, exact: ""}]

events: []
  # - id: signature
  #   type: signature     # signature, visit, meeting, ratification, entry-into-force, …
  #   date: {day: 1, month: 1, raw: ""}        # no year where the source states none; raw as worded
  #   place: {city: "", country: ""}
  #   text: {en: "", fr: ""}
  #   evidence: [{source: S1, exact: ""}]

people: []
  # - id: somebody
  #   name: ""
  #   office: {en: "", fr: ""}
  #   party: ""
  #   part: signatory     # signatory, host, guest, attendee (also "en présence de"), speaker, other
  #   text: {en: "", fr: ""}
  #   evidence: [{source: S1, exact: ""}]

provisions:
  agreed: []
  # - id: training
  #   code: training
  #   label: {en: training, fr: formation}
  #   text: {en: "", fr: ""}
  #   evidence: [{source: S1, exact: ""}]

clauses:
  silent: []              # clauses on which the sources say nothing: financing, duration, …

context: []
  # - id: background
  #   kind: history       # history, posture, motive, regional, capability, reaction, prospect
  #   status: stated      # stated, attributed (name the speaker), source-assessment, inference
  #   date: {year: 2001, raw: ""}   # where the source gives one; raw as worded; it enters the timeline
  #   text: {en: "", fr: ""}
  #   evidence: [{source: S1, exact: ""}]

judgements: []            # the desk's own; each with kind, text and basis: [ids]

gaps: []
  # - id: gap-duration
  #   topic: {en: duration, fr: durée}
  #   question: {en: "", fr: ""}
  #   why: {en: "", fr: ""}
  #   consulted: [S1]
"""


def dossier_skeleton(dossier_id: str, sources: Sequence[tuple[str, str, str | None]]) -> str:
    """Return the text of a new record; ``sources`` gives id, file and language (or ``None``) of each source text."""
    described = [_source(*source) for source in sources] or [_source("S1", "source-1.txt", None)]
    return _HEAD.format(id=dossier_id) + "".join(described) + _FACTS


def _source(source_id: str, file: str, language: str | None) -> str:
    comment = "" if language else "          # fr or en"
    return _SOURCE.format(id=source_id, file=file, language=language or '""', comment=comment)


#: Words in both languages, as the skeleton gives them.
_BOTH = re.compile(r"\{en: ([^,{}]*), fr: ([^{}]*)\}")
_PART = re.compile(r"(?m)^(?=# annexes:|[a-z_]+:)")


def parts_to_fill_in(filled: Collection[str], languages: Sequence[str]) -> str:
    """Return the commented parts of a new record that come behind its sources, without those that are filled already.

    The instrument is a comment as a whole; what words are to be given is shown in the languages of the dossier.
    """
    parts = [part for part in _PART.split(_FACTS) if part.strip() and part.partition(":")[0] not in filled]
    shown = (
        "".join(map(_commented, part.splitlines(True))) if part.startswith("instrument:") else part for part in parts
    )
    return "\n" + _BOTH.sub(lambda both: _in(languages, both), "".join(shown))


def _commented(line: str) -> str:
    return line if line.isspace() else f"# {line}"


def _in(languages: Sequence[str], both: re.Match[str]) -> str:
    words = {"en": both[1], "fr": both[2]}
    return "{" + ", ".join(f"{language}: {words[language]}" for language in languages) + "}"

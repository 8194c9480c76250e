"""What a node of a YAML file holds: text, words in every language; and what one file is read with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefings.errors import ExitCode, Location, Problem
from briefings.evidence import Wording
from briefings.names import nearest
from briefings.readers.yaml_text import Mapping, Node, Scalar, Sequence
from briefings.vocabulary.codes import Marking

#: Characters of one text.
MAX_TEXT = 20_000


@dataclass
class Reading:
    """What one file is read with: its exit code, its languages and the problems met so far."""

    code: ExitCode = ExitCode.DOSSIER
    languages: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    marking: Marking = Marking.PUBLIC
    """The dossier's own marking: what a fact without one has."""
    extract: bool = False
    """Whether this is a cut record from inside a brief, which lacks the words that the brief does not print."""

    def report(self, message: str, at: Location, hint: str | None = None) -> None:
        """Keep a problem; the reading goes on."""
        self.problems.append(Problem(self.code, message, at, hint))


def read_wording(node: Node, what: str, reading: Reading) -> Wording:
    """Return words per language from a mapping, or from one scalar where the file has one language."""
    languages = reading.languages
    if isinstance(node, Scalar) and len(languages) == 1:
        return Wording({languages[0]: scalar_text(node, what, reading)}, node.at)
    if not isinstance(node, Mapping):
        hint = "write it once per language: {" + ", ".join(f"{language}: …" for language in languages) + "}"
        reading.report(f"{what} needs words in {_listed(languages)}", node.at, hint)
        return Wording({}, node.at)
    texts = {}
    for language, (key, value) in node.entries.items():
        if language not in languages:
            close = nearest(language, languages)
            known = f"did you mean “{close}”?" if close else f"the file's languages: {_listed(languages)}"
            reading.report(f"unknown language “{language}” in {what}", key.at, known)
        else:
            texts[language] = "" if is_empty(value) else scalar_text(value, what, reading)
    _report_missing([language for language in languages if not texts.get(language)], node, what, reading)
    return Wording(texts, node.at)


def _report_missing(missing: list[str], node: Mapping, what: str, reading: Reading) -> None:
    """Report languages without words, where the first empty one stands; those that are not there are to be added."""
    if not missing:
        return
    empty = [language for language in missing if language in node.entries]
    absent = [language for language in missing if language not in node.entries]
    wanted = [("fill in", empty), ("add", absent)]
    hint = ", ".join(f"{verb} {' and '.join(f'“{one}:”' for one in some)}" for verb, some in wanted if some)
    at = node.entries[empty[0]][0].at if empty else node.at
    reading.report(f"{what} has no words in {_listed(missing)}", at, hint)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def scalar_text(node: Node, what: str, reading: Reading) -> str:
    """Return the text of a scalar with its white space folded; anything else is reported and reads as empty."""
    if not isinstance(node, Scalar):
        reading.report(f"{what} must be text, not {kind_of(node)}", node.at)
        return ""
    if len(node.text) > MAX_TEXT:
        reading.report(f"{what} has {len(node.text)} characters, more than {MAX_TEXT}", node.at, hint="split it")
        return ""
    # Only the white space of the YAML file itself is folded; no-break spaces are the author's.
    return re.sub(r"[ \t\n]+", " ", node.text).strip(" ")


def is_empty(node: Node) -> bool:
    """Return whether nothing was written: an empty scalar, list or mapping, or a bare ``null``."""
    match node:
        case Scalar():
            return not node.text.strip() or (node.plain and node.text in ("~", "null"))
        case Sequence():
            return not node.items
        case Mapping():
            return not node.entries


def kind_of(node: Node) -> str:
    """Return what a node is, in words."""
    names = {Scalar: "a single value", Sequence: "a list", Mapping: "a mapping"}
    return names[type(node)]

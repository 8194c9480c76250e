"""One brief is composed: context and template become Markdown, and each note is worded in the brief's language."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any, NamedTuple

from jinja2 import TemplateError
from msgspec import Struct
from msgspec.structs import replace

from briefings.errors import BriefingError
from briefings.facts import Dossier
from briefings.style import House
from briefings.templates.audience import Audience, Section
from briefings.templates.citations import Citations
from briefings.templates.context import ContextMaker, Plain
from briefings.templates.faults import TemplateFault, template_problem
from briefings.templates.filters import Filters, Labels
from briefings.templates.labels import load_labels
from briefings.templates.library import Library
from briefings.templates.loading import LibraryLoader
from briefings.templates.sandbox import Sandbox
from briefings.tokens import Value, ValueTable
from briefings.vocabulary.codes import Marking

NOTE_TEMPLATE = "note.md.j2"
CUTS_TEMPLATE = "cuts.md.j2"
#: The section that names attached files.
ANNEXES = "annexes"
#: It includes the sections of the audience by name.
SKELETON = "base.md.j2"
#: Whatever a template trips over is the template's fault, never a traceback.
RENDER_ERRORS = (
    TemplateError,
    TemplateFault,
    RecursionError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
    LookupError,
)


class Words(NamedTuple):
    """Words of the dossier as it records them."""

    fact: str | None
    """Id of the fact, judgement or gap they belong to; ``None`` for those of the head, of sources and particulars."""
    text: str


class Composed(Struct, frozen=True):
    """Markdown with tokens, and what was cited on the way."""

    markdown: str
    cited: frozenset[str]
    printed: frozenset[Words]
    """The dossier's own words that it prints, each with the fact they belong to."""
    templates: frozenset[str]
    """Names of the library's files that went into it."""


class Composer:
    """Composes the briefs of one dossier; templates are compiled once a language."""

    def __init__(self, dossier: Dossier, library: Library, house: House) -> None:
        """Take what is printed, the templates and the house style."""
        self.dossier = dossier
        self.library = library
        self.house = house
        self.table = ValueTable()
        self._languages: dict[str, _Language] = {}

    def compose(self, audience: Audience, language: str) -> Composed:
        """Return the Markdown of one brief. Raises ``BriefingError`` (exit 4) for a fault of a template."""
        worded = self.language(language)
        context = self.context(language, audience.ceiling)
        audience = with_annexes(audience, attached=bool(context["annexes"]))
        context |= self._surroundings(audience, language)
        others = frozenset(gap.id for gap in self.dossier.accord.gaps)
        worded.citations = Citations(context["fact"], others)
        markdown = self.render(worded, audience.file.name, context)
        notes = [self._note(worded, name, context) for name in worded.citations.quotes]
        inputs = worded.inputs(audience)
        whole = "\n".join([markdown, "", *notes])
        printed = frozenset(Words(value.fact, value.origin or value.text) for value in self.table.values(whole))
        return Composed(whole, frozenset(worded.citations.cited), printed, inputs)

    def on(self, dossier: Dossier) -> Composer:
        """Return a composer of another dossier with the same templates and the same table of values."""
        other = copy(self)
        other.dossier = dossier
        return other

    def context(self, language: str, ceiling: Marking) -> Plain:
        """Return the dossier as templates of a language see it, up to a marking."""
        return ContextMaker(self.dossier, self.table, language, ceiling).make()

    def language(self, language: str) -> _Language:
        """Return the environment of a language, made on first use."""
        if language not in self._languages:
            labels = load_labels(self.library, language)
            self._languages[language] = _Language(
                language, self.house.locales[language], self.table, labels, self.library
            )
        return self._languages[language]

    def render(self, worded: _Language, name: str, context: Plain) -> str:
        """Return what a template renders to. Raises ``BriefingError`` (exit 4) with its file and line."""
        try:
            return worded.sandbox.run(name, context)
        except RENDER_ERRORS as error:
            raise BriefingError(
                template_problem(error, name, self.library.source, (*worded.sandbox.words(), *context))
            ) from None

    def _note(self, worded: _Language, name: str, context: Plain) -> str:
        citations = worded.citations
        given = context | {"quote": citations.quotes[name]}
        words = self.render(worded, f"{worded.code}/{NOTE_TEMPLATE}", given)
        return f"[^{name}]: {' '.join(words.split())}\n"

    def _surroundings(self, audience: Audience, language: str) -> Plain:
        return {
            "language": language,
            "house": {"organisation": self.house.organisation.get(language, "")},
            "audience": {
                "name": audience.name,
                "title": audience.title.get(language, audience.name),
                "description": audience.description.get(language, ""),
                "limit": audience.limit,
                "tell_cuts": audience.tell_cuts,
                "sections": _listed(audience.sections),
                "annex": _listed(audience.annex),
                "cuts": [
                    {"section": cut.section, "step": cut.step, "title": self.table.token(Value(cut.title, language))}
                    for cut in sorted(audience.cuts, key=lambda cut: cut.index)
                ],
            },
        }


def with_annexes(audience: Audience, *, attached: bool) -> Audience:
    """Return the audience with the section that names attached files, where there are any and it has none itself.

    A brief must say what is attached to it, whatever templates a workspace has.
    """
    told = {section.name for section in (*audience.sections, *audience.annex)} | {cut.section for cut in audience.cuts}
    if not attached or ANNEXES in told:
        return audience
    return replace(audience, sections=(*audience.sections, Section(ANNEXES, {}, audience.limit_at)))


def _listed(sections: Iterable[Section]) -> list[Plain]:
    return [{"name": section.name, "options": dict(section.options)} for section in sections]


class _Language:
    """The environment, labels and running citations of one language."""

    def __init__(self, code: str, locale: str, table: ValueTable, labels: Labels, library: Library) -> None:
        self.code = code
        self.labels = labels
        self.citations = Citations({})
        self.library = library
        filters: dict[str, Any] = Filters(table, code, locale, labels).by_name()
        filters["cite"] = lambda target: self.citations.cite(target)
        self.sandbox = Sandbox(LibraryLoader(library), filters)

    def inputs(self, audience: Audience) -> frozenset[str]:
        """Return the names of all files that may go into a brief, whatever was compiled before.

        Sections are those of the audience; a name that only a running template knows brings in the whole language.
        """
        wanted = [audience.file.name, f"{self.code}/{NOTE_TEMPLATE}"]
        wanted += [f"{self.code}/{section.name}.md.j2" for section in (*audience.sections, *audience.annex)]
        if audience.cuts and audience.tell_cuts:
            wanted.append(f"{self.code}/{CUTS_TEMPLATE}")
        reached: set[str] = set()
        while wanted:
            name = wanted.pop()
            if name in reached or self.library.find(name) is None:
                continue
            reached.add(name)
            for named in self._references(name):
                if named is not None:
                    wanted.append(named)
                elif name != SKELETON:
                    wanted.extend(self.library.names(f"{self.code}/"))
        return frozenset(reached | {f"{self.code}/labels.yaml"})

    def _references(self, name: str) -> tuple[str | None, ...]:
        references = self.sandbox.references
        if name not in references and (found := self.library.find(name)):
            self.sandbox.parse(found.body, name)
        return references.get(name, ())

"""``briefing template check``: templates are read, names looked up, and every section is rendered in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import meta, nodes

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Dossier
from briefings.names import did_you_mean
from briefings.readers.markdown import read_markdown
from briefings.style import House
from briefings.templates.audience import Audience, audience_names, load_audience
from briefings.templates.compose import RENDER_ERRORS, Composer
from briefings.templates.faults import names_given, template_problem, unknown_name_hint
from briefings.templates.library import Library
from briefings.templates.sandbox import Sandbox
from briefings.vocabulary.codes import Marking


def check_templates(library: Library, house: House, dossiers: Iterable[Dossier]) -> list[Problem]:
    """Return every problem of the templates, tried on each dossier given; each problem once."""
    problems: list[Problem] = []
    audiences, unread = _audiences(library)
    problems += unread
    problems += unworded(library, audiences)
    worded = [audience for audience in audiences if not list(unworded(library, [audience]))]
    for number, dossier in enumerate(dossiers):
        composer = Composer(dossier, library, house)
        if number == 0:
            problems += _syntax(composer, audiences)
        problems += _rendered(composer, worded)
    # Reading finds more than rendering does, and knows better hints: of what both tell the first is kept.
    first: dict[tuple[str, Location | None], Problem] = {}
    for problem in problems:
        first.setdefault((problem.message, problem.location), problem)
    return list(first.values())


def _audiences(library: Library) -> tuple[list[Audience], list[Problem]]:
    audiences: list[Audience] = []
    problems: list[Problem] = []
    for name in audience_names(library):
        try:
            audiences.append(load_audience(library, name))
        except BriefingError as error:
            problems += error.problems
    return audiences, problems


def unworded(library: Library, audiences: list[Audience]) -> Iterator[Problem]:
    """Yield a problem for each section an audience names that a language does not word."""
    for audience in audiences:
        for section in audience.sections:
            for language in audience.languages:
                if library.find(f"{language}/{section.name}.md.j2") is None:
                    known = [
                        name.removeprefix(f"{language}/").removesuffix(".md.j2")
                        for name in library.names(f"{language}/")
                    ]
                    message = f"section “{section.name}” is not worded in “{language}”"
                    yield Problem(ExitCode.TEMPLATE, message, section.at, did_you_mean(section.name, known, "sections"))


def _syntax(composer: Composer, audiences: list[Audience]) -> Iterator[Problem]:
    """Yield syntax errors and unknown names of every template, also in branches that no dossier takes."""
    library = composer.library
    languages = sorted({language for audience in audiences for language in audience.languages})
    for language in languages:
        try:
            sandbox = composer.language(language).sandbox
        except BriefingError as error:
            yield from error.problems
            continue
        values = set(composer.context(language, Marking.RESTRICTED))
        for name in (*library.names(), *library.names(f"{language}/")):
            found = library.find(name)
            try:
                tree = sandbox.parse(found.body if found else "", name, name)
                sandbox.compile(found.body if found else "", name, name)
            except RENDER_ERRORS as error:
                yield template_problem(error, name, library.source, sandbox.known_names(values))
                continue
            yield from _unknown_names(tree, name, values | names_given(name), composer)
            yield from _unknown_functions(tree, name, sandbox, library)


def _unknown_names(tree: nodes.Template, name: str, known: set[str], composer: Composer) -> Iterator[Problem]:
    unknown = meta.find_undeclared_variables(tree) - known
    own = _own_names(tree)
    found = composer.library.find(name)
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name in unknown and found:
            line = found.text.split("\n")[node.lineno - 1].strip()[:120]
            message = f"“{node.name}” is not defined: {line}"
            hint = unknown_name_hint(node.name, known, own)
            yield Problem(ExitCode.TEMPLATE, message, Location(found.shown, node.lineno), hint)
    if "fact" not in meta.find_undeclared_variables(tree):
        return  # a macro may call its own argument so
    facts = {fact.id for fact in composer.dossier.accord.facts()}
    for use in tree.find_all(nodes.Getattr):
        if isinstance(use.node, nodes.Name) and use.node.name == "fact" and use.attr not in facts and found:
            message = f"dossier “{composer.dossier.accord.id}” has no fact “{use.attr}”"
            yield Problem(ExitCode.TEMPLATE, message, Location(found.shown, use.lineno), did_you_mean(use.attr, facts))


def _own_names(tree: nodes.Template) -> set[str]:
    """Return the names that a template itself makes: of loops, set, macros and imports."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    names |= {node.name for node in tree.find_all(nodes.Macro)}
    names |= {node.target for node in tree.find_all(nodes.Import)}
    taken = (one for node in tree.find_all(nodes.FromImport) for one in node.names)
    names |= {one if isinstance(one, str) else one[1] for one in taken}
    return names | ({"loop"} if tree.find(nodes.For) else set())


def _unknown_functions(tree: nodes.Template, name: str, sandbox: Sandbox, library: Library) -> Iterator[Problem]:
    """Yield unknown filters and tests; below an ``if``, Jinja itself would find them only when it gets there."""
    found = library.find(name)
    for kind, word, known in ((nodes.Filter, "filter", sandbox.filters), (nodes.Test, "test", sandbox.tests)):
        for node in tree.find_all(kind):
            if node.name not in known and found:
                names = [one for one in known if not one.startswith("_")]
                message = f"there is no {word} “{node.name}”"
                hint = did_you_mean(node.name, names, f"{word}s")
                yield Problem(ExitCode.TEMPLATE, message, Location(found.shown, node.lineno), hint)


def _rendered(composer: Composer, audiences: list[Audience]) -> Iterator[Problem]:
    """Yield what goes wrong when each audience is composed and parsed in each of its languages."""
    for audience in audiences:
        for language in audience.languages:
            if language in composer.dossier.accord.languages:
                try:
                    composed = composer.compose(audience, language)
                    read_markdown(composed.markdown, composer.table, language, audience.file.shown, audience.numbered)
                except BriefingError as error:
                    yield from error.problems

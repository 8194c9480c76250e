"""A brief of one version of a dossier as tracked changes against the brief of another, as a Word file."""

from __future__ import annotations

from msgspec import Struct

from briefings.build.earlier import compose_alone
from briefings.build.named_versions import Version
from briefings.build.writing import write_tracked
from briefings.comparing.documents import revise
from briefings.comparing.state import Scope
from briefings.document import Document
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.facts import Accord
from briefings.names import check_name, did_you_mean
from briefings.templates.audience import Audience, audience_names, load_audience
from briefings.templates.library import Library
from briefings.traversal import facts_printed
from briefings.workspace import Workspace


class Revision(Struct, frozen=True):
    """A Word file with tracked changes."""

    data: bytes
    audience: str
    language: str
    no_longer_readable: tuple[str, ...]
    """Ids of what the old brief prints and the audience may not read any more; it stands in the file as deleted."""


def revised_word(
    workspace: Workspace,
    old: Version,
    new: Version,
    audience: str | None = None,
    language: str | None = None,
    author: str | None = None,
) -> Revision:
    """Return the new brief written against the old one; both are made with the templates of the workspace.

    Without an audience it is that of the brief that a version comes from, or else the one with most room; without a
    language it is that of the brief, or the dossier's first. The changes are the desk's, unless an author is named, and
    are dated with the new version's as-at date. Raises ``BriefingError`` as ``build`` does, and exit 2 for an audience
    or language that a version cannot be made for.
    """
    library = Library(workspace.template_folders)
    given = next((version.reader for version in (old, new) if version.reader), None)
    reader = load_audience(library, audience or (given[0] if given else _roomiest(library)))
    wanted = language or (given[1] if given else new.state.accord.languages[0])
    for version in (old, new):
        _check_reader(version, reader, wanted)
    before, after = (compose_alone(library, version.needed(), reader, wanted) for version in (old, new))
    accord = new.state.accord
    name = author or accord.desk.in_language(wanted) or accord.id
    document = after.brief.document
    revised = revise(before.brief.document, document, name, document.properties.made)
    gone = _no_longer_readable(accord, before.brief.document, reader)
    return Revision(write_tracked(revised, after.setting), reader.name, wanted, gone)


def _roomiest(library: Library) -> str:
    """Return the audience whose briefs may be longest; of several the first by name."""
    names = audience_names(library)
    if not names:
        raise BriefingError(Problem(ExitCode.USAGE, "there is no audience to write a brief for"))
    limits = {name: load_audience(library, name).limit for name in names}
    return max(names, key=lambda name: (limits[name] is None, limits[name] or 0))


def _check_reader(version: Version, reader: Audience, language: str) -> None:
    """Raise ``BriefingError`` (exit 2) where the brief of a version cannot be made for an audience in a language."""
    accord = version.state.accord
    check_name(language, "language")
    known = [each for each in accord.languages if each in reader.languages]
    cut = version.state.scope is Scope.PRINTED and version.reader and version.reader != (reader.name, language)
    if cut and version.reader:
        printed, spoken = version.reader
        message = f"“{version.named}” holds only what {printed} in {spoken} prints"
        hint = f"take --audience {printed} --language {spoken}, or compare with a folder or a revision"
        raise BriefingError(Problem(ExitCode.USAGE, message, hint=hint))
    if language not in known:
        hint = did_you_mean(language, known, "languages of this brief")
        raise BriefingError(Problem(ExitCode.USAGE, f"“{version.named}” has no brief in “{language}”", hint=hint))
    if accord.marking.rank > reader.ceiling.rank:
        message = (
            f"“{version.named}” is marked {accord.marking.value}; {reader.name} reads up to {reader.ceiling.value}"
        )
        raise BriefingError(Problem(ExitCode.USAGE, message, hint="choose another audience"))


def _no_longer_readable(accord: Accord, printed: Document, reader: Audience) -> tuple[str, ...]:
    names = facts_printed(printed)
    hidden = (record.id for record in accord.records() if record.marking.rank > reader.ceiling.rank)
    return tuple(name for name in hidden if name in names)

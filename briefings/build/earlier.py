"""The earlier version of a dossier that ``build --since`` names, as each reader had it."""

from __future__ import annotations

from msgspec.structs import replace

from briefings.build.clock import source_date_epoch
from briefings.build.glyphs import GlyphCheck, Unprintable
from briefings.build.named_versions import Version, VersionKind, read_version
from briefings.build.production import Composed, Production
from briefings.build.since import SINCE, Earlier
from briefings.comparing.records import ChangeKind, Comparison, Record, RecordChange, compare, kind_of, words_of
from briefings.comparing.state import Scope, State, passages_of
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.facts import Dossier
from briefings.house import load_house
from briefings.templates.audience import Audience
from briefings.templates.compose import Composer
from briefings.templates.library import Library
from briefings.traversal import facts_printed
from briefings.workspace import Workspace


class EarlierVersions:
    """The earlier versions of the briefs of one dossier."""

    def __init__(self, workspace: Workspace, library: Library, dossier: Dossier, named: str) -> None:
        """Take the dossier as it is now and the name of the version. Raises ``BriefingError`` as ``read_version``."""
        self.workspace, self.library, self.named = workspace, library, named
        self.now = _present(dossier)
        self.remarks: list[str] = []
        self._version = self._read(None)

    def of(self, audience: Audience, language: str) -> Earlier | None:
        """Return the earlier version of a brief, ``None`` with a remark where this reader had none.

        Raises ``BriefingError`` where the version should have one and it cannot be made.
        """
        version = self._version
        if saved := version.kind is VersionKind.SAVED_SET:
            version = self._read((audience.name, language))
        accord = version.state.accord
        if why := _why_none(version, audience, language):
            remark = f"{audience.name} in {language}: no word of what has changed, for {why}"
            self.remarks.append(remark)
            return None
        document = compose_alone(self.library, version.needed(), audience, language).brief.document
        printed = facts_printed(document)
        comparison = compare(version.state, self.now)
        is_brief = version.state.scope is Scope.PRINTED
        if is_brief:
            comparison = _as_printed(comparison, self.now, printed)
        name = "/".join(filter(None, (version.named, version.detail if saved else "")))
        return Earlier(document, printed, comparison, accord.as_at, is_brief, {f"{SINCE}{name}": version.digest})

    def _read(self, reader: tuple[str, str] | None) -> Version:
        version = read_version(self.workspace, self.named, reader)
        one, other = version.state.accord.id, self.now.accord.id
        if one != other:
            message = f"“{version.named}” is of dossier “{one}”, not of “{other}”"
            raise BriefingError(Problem(ExitCode.USAGE, message, hint="name a version of this dossier"))
        return version


def compose_alone(library: Library, dossier: Dossier, audience: Audience, language: str) -> Composed:
    """Return a brief of a version, fitted to its pages, with no word of what has changed in it.

    Raises ``BriefingError`` (exit 4 or 6).
    """
    house, epoch = load_house(library), source_date_epoch()
    glyphs = GlyphCheck(dossier, library, house.style, False)
    production = Production(Composer(dossier, library, house), {}, ("docx",), glyphs, epoch)
    try:
        return production.compose(audience, language)
    except Unprintable:
        raise BriefingError(glyphs.problems) from None


def _present(dossier: Dossier) -> State:
    accord = dossier.accord
    contents = {name: text.inputs[text.file] for name, text in dossier.texts.items()}
    contents |= {file: each.sha256 for file, each in dossier.annexed.items()}
    return State(accord=accord, passages=passages_of(accord, dossier.quotations), contents=contents)


def _why_none(version: Version, audience: Audience, language: str) -> str | None:
    """Return why a version has no brief for a reader, ``None`` where it has one."""
    accord = version.state.accord
    if version.state.scope is Scope.PRINTED and version.reader != (audience.name, language):
        return f"“{version.named}” does not hold that brief"
    if language not in accord.languages:
        return f"“{version.named}” has no words in “{language}”"
    if accord.marking.rank > audience.ceiling.rank:
        return f"“{version.named}” is marked {accord.marking.value}"
    return None


def _as_printed(comparison: Comparison, now: State, printed: frozenset[str]) -> Comparison:
    """Return the comparison with what the reader had not read before as added: a brief alone tells no more."""
    untold = set(comparison.untold) - printed
    added = tuple(_added(record, now) for record in now.accord.records() if record.id in untold)
    return replace(comparison, changes=(*comparison.changes, *added))


def _added(record: Record, now: State) -> RecordChange:
    return RecordChange(
        id=record.id,
        kind=kind_of(record),
        change=ChangeKind.ADDED,
        marking=record.marking,
        words=words_of(record).texts,
        new_evidence=now.passages.get(record.id, ()),
    )

"""``briefing build``: a dossier becomes a saved set of Word, PDF and Markdown briefs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct

from briefings.build.freshness import Freshness, Standing
from briefings.build.making import Choice as Choice
from briefings.build.making import MadeSet, Progress, check_formats, make_set
from briefings.build.manifest import AnnexEntry, Entry, digest_of, read_entries, read_record, write_manifest
from briefings.build.renewal import renewals
from briefings.build.saved_set import MANIFEST, Content, current_set, held, save_set
from briefings.workspace import Workspace


class Result(Struct, frozen=True):
    """What a build did."""

    dossier: str
    folder: Path
    written: tuple[Entry, ...]
    """Files that were made."""
    unchanged: tuple[Entry, ...]
    """Files asked for that were not made again, for none of their inputs has changed."""
    carried: tuple[Entry, ...]
    """Files of the earlier set that this build was not asked for."""
    stale: tuple[str, ...]
    """Names of carried files whose inputs have changed since."""
    changed: bool
    """Whether the saved set is another one now."""
    remarks: tuple[str, ...]
    readers: frozenset[tuple[str, str]]
    """Audience and language of each brief that the dossier can have."""

    def renewals(self, allow_missing_glyphs: bool = False) -> tuple[Choice, ...]:
        """Return the choices whose builds make the stale files again and no new ones; see ``renewal.renewals``."""
        return renewals((*self.asked, *self.carried), self.stale, self.readers, allow_missing_glyphs)

    @property
    def asked(self) -> tuple[Entry, ...]:
        """Return the files asked for, made now or unchanged."""
        return (*self.written, *self.unchanged)


def build_dossier(
    workspace: Workspace,
    dossier_id: str,
    choice: Choice | None = None,
    progress: Progress | None = None,
    freshness: Freshness | None = None,
) -> Result:
    """Build what has changed of a dossier and save the set.

    ``freshness`` is that of the workspace where several dossiers are built in one go. On any problem raise
    ``BriefingError`` and leave the earlier set as it was.
    """
    choice = choice or Choice()
    check_formats(choice.formats)
    workspace.dossier(dossier_id)
    freshness = freshness or Freshness(workspace)
    # Whether an earlier version is still the same would take as long to find out as making the files.
    standing = freshness.standing(dossier_id, choice) if choice.since is None else None
    if standing and (done := answered(workspace, dossier_id, choice, freshness, standing)):
        return done
    fresh = standing.fresh if standing else frozenset()
    result = save_made(workspace, make_set(workspace, dossier_id, choice, progress, fresh), freshness)
    while result is None:
        result = save_made(workspace, make_set(workspace, dossier_id, choice, progress), freshness)
    return result


def answered(
    workspace: Workspace, dossier_id: str, choice: Choice, freshness: Freshness, standing: Standing
) -> Result | None:
    """Return the result where nothing has to be built, for the saved set holds all that is asked for, or ``None``."""
    names = freshness.answered(dossier_id, choice, standing)
    if names is None:
        return None
    carried = tuple(entry for entry in standing.record.entries if entry.file not in names)
    return Result(
        dossier=dossier_id,
        folder=workspace.output / dossier_id,
        written=(),
        unchanged=standing.of(names),
        carried=carried,
        stale=tuple(entry.file for entry in carried if entry.file in standing.stale),
        changed=False,
        remarks=(),
        readers=freshness.readers(standing.record.marking, standing.record.languages),
    )


def save_made(workspace: Workspace, made: MadeSet, freshness: Freshness) -> Result | None:
    """Save what was made, with the files of the earlier set that stay.

    Return ``None``, with nothing saved, where another build has meanwhile replaced files that were to stay. Raises
    ``BriefingError``: exit 7 where the set cannot be written, exit 8 where another build holds the output.
    """
    with held(workspace.output, made.dossier):
        earlier, kept, gone = _earlier(workspace.output, made)
        annexes, attached = _annexes(workspace.output, made, earlier)
        if not made.unchanged <= {entry.file for entry in earlier}:
            return None
        everything: dict[str, str] = {}
        for entry in [*earlier, *made.entries]:
            everything.update(entry.built_from)
        everything.update(made.inputs)
        manifest = write_manifest(made.about, dict(sorted(everything.items())), [*earlier, *made.entries], annexes)
        files: dict[str, Content] = {**kept, **attached, **made.files, MANIFEST: manifest}
        changed = save_set(workspace.output, made.dossier, digest_of(manifest), files)
        carried = tuple(entry for entry in earlier if entry.file not in made.unchanged)
        standing = freshness.standing(made.dossier, Choice()) if carried else None
    stale = standing.stale if standing else frozenset()
    return Result(
        dossier=made.dossier,
        folder=workspace.output / made.dossier,
        written=made.entries,
        unchanged=tuple(entry for entry in earlier if entry.file in made.unchanged),
        carried=carried,
        stale=tuple(entry.file for entry in carried if entry.file in stale),
        changed=changed,
        remarks=(*made.remarks, *gone),
        readers=made.readers,
    )


def _earlier(output: Path, made: MadeSet) -> tuple[list[Entry], dict[str, Path], tuple[str, ...]]:
    """Return the files of the earlier set that stay, where they are, and a remark for each brief that does not.

    A file that is no longer what its manifest says is left behind without a word: it is not ours. One that no build
    can make any more, for its audience or language is gone or may not read the dossier now, is taken out and told.
    """
    entries: list[Entry] = []
    kept: dict[str, Path] = {}
    gone: dict[tuple[str, str], None] = {}
    folder = current_set(output, made.dossier)
    for entry in read_entries(folder) if folder else ():
        if folder is None or entry.file in made.files or not _holds_still(folder, entry.file, entry.sha256):
            continue
        if (entry.audience, entry.language) not in made.readers:
            gone[entry.audience, entry.language] = None
        else:
            entries.append(entry)
            kept[entry.file] = folder / entry.file
    remarks = (
        f"taken out: {name} in {language}, which the dossier has no brief for any more" for name, language in gone
    )
    return entries, kept, tuple(remarks)


def _annexes(output: Path, made: MadeSet, earlier: list[Entry]) -> tuple[list[AnnexEntry], dict[str, Content]]:
    """Return the attached files that the set's briefs name, and what they hold.

    One that only a brief of the earlier set names stays with it, as long as it is what the earlier manifest says.
    """
    annexes, files = list(made.annexes), dict[str, Content](made.attached)
    folder = current_set(output, made.dossier)
    record = read_record(folder) if folder else None
    wanted = {name for entry in earlier for name in entry.annexes}
    for annex in record.annexes if record else ():
        if folder and annex.file in wanted - set(files) and _holds_still(folder, annex.file, annex.sha256):
            annexes.append(annex)
            files[annex.file] = folder / annex.file
    return annexes, files


def _holds_still(folder: Path, name: str, digest: str) -> bool:
    """Return whether a plain file of an earlier set is what its manifest says."""
    path = folder / name
    if Path(name).name != name or not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == digest

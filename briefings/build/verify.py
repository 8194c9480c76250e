"""``briefing verify``: a PDF or Word file is checked against the dossier inside it, step by step, and built again.

The dossier comes from the file; sources and templates come from the workspace, where they are still those that the
file names by their hashes. What is not here is said, and nothing is guessed in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from briefings.annexes import AnnexContent, AnnexFile
from briefings.build.extract import without_offsets
from briefings.build.manifest import digest_of, installed_versions
from briefings.build.provenance import PROVENANCE_NAME, RECORD_NAME, Provenance, carried_as, read_provenance
from briefings.build.rebuilding import Inside, rebuild
from briefings.build.since import SINCE
from briefings.build.verification import Verification
from briefings.checks import check_evidence
from briefings.checks.origins import find_origins
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.evidence import Quotation
from briefings.facts import Accord, Dossier, Source
from briefings.house import load_house
from briefings.names import name_problem
from briefings.readers.accord_yaml import read_accord
from briefings.readers.canonical_text import read_canonical
from briefings.readers.docx_carried import is_word, read_carried_parts
from briefings.readers.pdf_attachments import MAX_PDF, read_attachments
from briefings.readers.source_text import read_bytes, read_source, source_of
from briefings.sources import TEXT_OF, Derivation, SourceText
from briefings.templates.library import Library
from briefings.workspace import Workspace


def read_carried(path: Path, shown: str) -> tuple[bytes, dict[str, bytes]]:
    """Return the bytes of a PDF or Word file and the files it carries. Raises ``BriefingError`` (exit 5 or 11)."""
    data = read_bytes(path, shown, MAX_PDF)
    return data, read_carried_parts(data, shown) if is_word(data) else read_attachments(data, shown)


def verify_file(data: bytes, files: Mapping[str, bytes], workspace: Workspace) -> Verification:
    """Return what became of each step for a PDF or Word file and the files it carries."""
    told = Verification()
    inside = _read_inside(data, files, told)
    if inside is None:
        return told
    texts, changed = _sources(inside, workspace, told)
    annexed = _annexes(inside, workspace, told)
    quotations = _quotations(inside.accord, texts, changed, told)
    library = Library(workspace.template_folders)
    ready = _templates(inside.provenance, library, told)
    _versions(inside.provenance, told)
    if not inside.provenance.rebuilds:
        since = any(name.startswith(SINCE) for name in inside.provenance.inputs)
        why = "it tells what has changed since another version, which is not in it"
        told.not_possible(
            "rebuilt", why if since else "a template counts or compares facts that the brief does not print"
        )
    elif not ready or len(texts) < len(inside.accord.sources) or annexed is None or told.problems:
        told.not_possible("rebuilt", "what is missing above is needed for it")
    else:
        origins = find_origins(inside.accord, texts)
        dossier = Dossier(inside.accord, quotations, {}, texts, annexed=annexed, origins=origins)
        rebuild(inside, dossier, library, told)
    return told


def carried_texts(
    accord: Accord, provenance: Provenance, files: Mapping[str, bytes], workspace: Workspace
) -> dict[str, SourceText]:
    """Return the texts that a file was made from, by source id, as far as they travel in it or are still here."""
    return _sources(Inside("pdf", b"", files, accord, provenance), workspace, Verification())[0]


def _read_inside(data: bytes, files: Mapping[str, bytes], told: Verification) -> Inside | None:
    if RECORD_NAME not in files or PROVENANCE_NAME not in files:
        told.not_possible(
            "dossier", "the file carries none: its audience has “embed: none”, or briefing did not make it"
        )
        return None
    provenance = read_provenance(files[PROVENANCE_NAME])
    if provenance is None:
        told.not_possible("dossier", "what the file says of its making cannot be read by this version")
        return None
    accord, problems = read_accord(files[RECORD_NAME], f"{RECORD_NAME} in the file", extract=True)
    if accord is not None and (misnamed := name_problem(accord.id, "dossier")):
        problems.append(replace(misnamed, code=ExitCode.DOSSIER))
    if accord is None or problems:
        told.failed("dossier", "the dossier in the file is damaged", problems)
        return None
    facts = len(list(accord.facts()))
    told.done("dossier", f"{accord.id}, as at {accord.as_at}: {facts} facts ({provenance.embed})")
    return Inside("docx" if is_word(data) else "pdf", data, files, accord, provenance)


def _sources(
    inside: Inside, workspace: Workspace, told: Verification
) -> tuple[dict[str, SourceText], dict[str, SourceText]]:
    """Return the texts that are those the file was made from, and the texts of sources that have changed since."""
    texts: dict[str, SourceText] = {}
    changed: dict[str, SourceText] = {}
    for source in inside.accord.sources:
        path = f"sources/{inside.accord.id}/{source.file}"
        carried = _carried(inside, source, path)
        if carried is not None:
            texts[source.id] = carried
            told.done(f"source {source.id}", f"{source.file} travels in the file")
            continue
        found = _found(source, path, workspace)
        if found is None:
            told.not_possible(f"source {source.id}", f"source {source.id} ({path}) is not here")
        elif _is_same(found, inside.provenance):
            texts[source.id] = found
            told.done(f"source {source.id}", f"{path} is the one the file was made from")
        else:
            changed[source.id] = found
            same_file = found.inputs[path] == inside.provenance.inputs.get(path)
            why = "is read otherwise by the versions here" if same_file else "has changed since the file was made"
            told.not_possible(f"source {source.id}", f"{path} {why}")
    return texts, changed


def _carried(inside: Inside, source: Source, path: str) -> SourceText | None:
    """Return the text that travels in the file where it is the one the file was made from, or ``None``."""
    data = inside.files.get(carried_as(source.file)[0]) if source.embed else None
    if data is None:
        return None
    inputs = inside.provenance.inputs
    if (derived := inputs.get(f"{TEXT_OF}{path}")) is None:
        return _own_text(data, source, path) if digest_of(data) == inputs.get(path) else None
    canonical = read_canonical(data) if digest_of(data) == derived else None
    if canonical is None:
        return None
    derivation = Derivation(inputs.get(path, ""), "", derived)
    return SourceText(source.id, path, canonical.text, canonical.segments, canonical.pages, derivation)


def _own_text(data: bytes, source: Source, path: str) -> SourceText | None:
    """Return the text of a text file that travels in a brief, or ``None`` where it cannot be read."""
    try:
        return source_of(data, PurePosixPath(path).suffix.lower(), source.id, path)
    except BriefingError:
        return None


def _is_same(found: SourceText, provenance: Provenance) -> bool:
    """Return whether a text is the one a file was made from, whichever versions read it."""
    wanted = provenance.inputs
    if found.derivation is None:
        return found.sha256 == wanted.get(found.file)
    return found.derivation.carried == wanted.get(f"{TEXT_OF}{found.file}")


def _annexes(inside: Inside, workspace: Workspace, told: Verification) -> dict[str, AnnexContent] | None:
    """Return the annexes by name, ``None`` where one is missing or is not the one that the brief was made with.

    They travel in a PDF; those of a Word file are looked up beside the sources.
    """
    found: dict[str, AnnexContent] = {}
    for annex in inside.accord.annexes:
        content = _annex(inside, annex, workspace, told)
        if content is not None:
            found[annex.file] = content
    return found if len(found) == len(inside.accord.annexes) else None


def _annex(inside: Inside, annex: AnnexFile, workspace: Workspace, told: Verification) -> AnnexContent | None:
    from briefings.readers.pdf_annex import annex_content

    name, path = f"annex {annex.file}", f"sources/{inside.accord.id}/{annex.file}"
    data = _beside(path, workspace) if inside.format == "docx" else inside.files.get(annex.file)
    if data is None and inside.format == "docx":
        told.not_possible(name, f"{path} is not here")
        return None
    if data is None or digest_of(data) != inside.provenance.inputs.get(path):
        what = "does not travel in the file" if data is None else "is not the one that the brief was made with"
        told.failed(name, f"it {what}", [Problem(ExitCode.DIFFERS, f"{name} {what}")])
        return None
    try:
        content = annex_content(data, annex, f"{annex.file} of the brief")
    except BriefingError as error:
        told.failed(name, "it cannot be read", error.problems)
        return None
    here = f"{path} is the one the file was made from"
    told.done(name, here if inside.format == "docx" else "it travels in the file")
    return content


def _beside(path: str, workspace: Workspace) -> bytes | None:
    try:
        return read_bytes(workspace.root / path, path, MAX_PDF)
    except BriefingError:
        return None


def _found(source: Source, path: str, workspace: Workspace) -> SourceText | None:
    try:
        return read_source(workspace.root / path, source.id, path)
    except BriefingError:
        return None


def _quotations(
    accord: Accord, texts: Mapping[str, SourceText], changed: Mapping[str, SourceText], told: Verification
) -> dict[str, tuple[Quotation, ...]]:
    """Return the quotations found again; those from a changed source must stand in it as it is now."""
    found, problems, _ = check_evidence(accord, texts, extract=True)
    _, lost, _ = check_evidence(without_offsets(accord), changed, extract=True)
    wanted = [each.source for fact in accord.facts() for each in fact.evidence]
    checked = sum(name in texts or name in changed for name in wanted)
    if problems or lost:
        told.failed("quotations", "evidence no longer stands", [*problems, *lost])
    elif checked == len(wanted):
        told.done("quotations", f"all {checked} stand in their sources")
    else:
        away = sorted({name for name in wanted if name not in texts and name not in changed})
        detail = f"{checked} of {len(wanted)} stand; for the others source {', '.join(away)} is not here"
        told.not_possible("quotations", detail)
    return found


def _templates(provenance: Provenance, library: Library, told: Verification) -> bool:
    """Return whether every template, the house style, its fonts and its logo are here as they were."""
    wanted = {path: digest for path, digest in provenance.inputs.items() if "templates/" in path}
    words = []
    for path, digest in wanted.items():
        found = _digest_here(path.removeprefix("briefings:").removeprefix("templates/"), library)
        if found is None:
            words.append(f"template {path} is not here")
        elif found != digest:
            words.append(f"template {path} has changed since")
    if words:
        told.not_possible("templates", "; ".join(words))
        return False
    told.done("templates", f"all {len(wanted)} are those the file was made from")
    return True


def _digest_here(name: str, library: Library) -> str | None:
    """Return the SHA-256 of a file of the library, or of a font or logo beside its house style, or ``None``."""
    try:
        if found := library.find(name):
            return found.sha256
        files = load_house(library).files
    except BriefingError:
        return None
    return next((digest for path, digest in files.items() if path.endswith(f"/{name}")), None)


def _versions(provenance: Provenance, told: Verification) -> None:
    now = installed_versions()
    names = sorted({*now, *provenance.versions})
    other = [
        f"{name} {provenance.versions.get(name, 'none')}, here {now.get(name, 'none')}"
        for name in names
        if now.get(name) != provenance.versions.get(name)
    ]
    if other:
        told.not_possible("versions", "made with " + "; ".join(other) + ": other versions may give other bytes")
    else:
        told.done("versions", "the same are installed here")


def write_out(files: Mapping[str, bytes], folder: Path) -> tuple[str, ...]:
    """Write what a brief carries to a folder, made where it is not there, and return the names.

    Raises ``BriefingError`` (exit 7) where a file of one of the names exists already or cannot be written; then nothing
    is overwritten. Exit 12 for a file that carries nothing.
    """
    if not files:
        raise BriefingError(Problem(ExitCode.DIFFERS, "the file carries no dossier to write out"))
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        message = f"{folder.name} holds {', '.join(taken)} already"
        raise BriefingError(Problem(ExitCode.OUTPUT, message, hint="name a folder that is new or empty"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            with (folder / name).open("xb") as stream:
                stream.write(data)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise BriefingError(Problem(ExitCode.OUTPUT, f"{folder.name} could not be written: {reason}")) from None
    return tuple(files)

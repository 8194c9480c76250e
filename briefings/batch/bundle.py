"""What a build reads, as plain values that can travel: the folder of a dossier, and the templates of a workspace.

A worker shares no folder with us. What is no plain file (a link, a pipe, a folder, a file over the limit or one that
nobody may read) travels as its kind, so that the worker's readers refuse it with the very words they would use here.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import zlib
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from msgspec import Struct

from briefings.annexes import MAX_ANNEX
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.source_text import read_bytes

#: All files of one dossier together; every one of them is held in memory while it travels.
MAX_DOSSIER = 100_000_000
#: One font, logo or Word skin of a house, and all of them together.
MAX_HOUSE_FILE = 64_000_000
MAX_HOUSE = 256_000_000


class Kind(Enum):
    """What an entry of a folder is."""

    FILE = "file"
    LARGE = "large"
    """A file over the readers' limit: only its size travels."""
    UNREADABLE = "unreadable"
    LINK = "link"
    BROKEN_LINK = "broken link"
    FOLDER = "folder"
    PIPE = "pipe"
    """Also a device: readers refuse both as no regular file."""
    SOCKET = "socket"


class Item(Struct, frozen=True):
    """One entry of a folder."""

    name: str
    kind: Kind
    data: bytes = b""
    size: int = 0
    inside: tuple[Item, ...] | None = None
    """Entries of a folder, also of one that a link leads to; ``None`` where they do not travel."""


class Templates(Struct, frozen=True):
    """A workspace's own templates and the files beside them."""

    digest: str
    """SHA-256 of ``packed``; empty where the workspace has no templates of its own."""
    packed: bytes


NO_TEMPLATES = Templates("", b"")


def bundle_dossier(folder: Path, shown: str) -> tuple[Item, ...]:
    """Return the entries of a dossier's folder, sorted; nothing that a link leads to, nor of folders in it.

    ``shown`` is the folder as messages name it. Raises ``BriefingError``: exit 11 for more than ``MAX_DOSSIER`` bytes,
    exit 5 where the folder cannot be read.
    """
    items, total = [], 0
    for path in _listed(folder, shown):
        item = _item(path, MAX_ANNEX)
        total += len(item.data)
        if total > MAX_DOSSIER:
            hint = "move files that the record does not name elsewhere, or build this dossier alone"
            message = f"the folder has more than {MAX_DOSSIER} bytes, too much to hand to a worker"
            raise BriefingError(Problem(ExitCode.LIMIT, message, Location(shown), hint))
        items.append(item)
    return tuple(items)


def bundle_templates(folder: Path) -> Templates:
    """Return a workspace's own templates with fonts, logo and Word skin beside them, and those of each language.

    Raises ``BriefingError`` (exit 11) for more than ``MAX_HOUSE`` bytes.
    """
    if not folder.is_dir():
        return NO_TEMPLATES
    items = tuple(_house_item(path) for path in _listed(folder, "templates"))
    if sum(_weight(item) for item in items) > MAX_HOUSE:
        message = f"the folder has more than {MAX_HOUSE} bytes, too much to hand to a worker"
        hint = "keep only templates, fonts and the logo there"
        raise BriefingError(Problem(ExitCode.LIMIT, message, Location("templates"), hint))
    packed = zlib.compress(pickle.dumps(items))
    return Templates(hashlib.sha256(packed).hexdigest(), packed)


def unpack_templates(templates: Templates, folder: Path) -> None:
    """Write templates into a new folder. Raises ``ValueError`` where they are not those of their digest."""
    folder.mkdir(parents=True)
    if not templates.digest:
        return
    if hashlib.sha256(templates.packed).hexdigest() != templates.digest:
        raise ValueError("templates came damaged")
    unpack(pickle.loads(zlib.decompress(templates.packed)), folder)


def unpack(items: Iterable[Item], folder: Path) -> None:
    """Make the entries in a folder. Raises ``ValueError`` for a name that would lead out of it."""
    for item in items:
        if item.name in ("", ".", "..") or os.path.basename(item.name) != item.name:  # noqa: PTH119
            raise ValueError("an entry of a bundle has no plain name")
        _lay(item, folder / item.name)


def _listed(folder: Path, shown: str) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problem = Problem(ExitCode.SOURCE, f"the folder cannot be read: {reason}", Location(shown))
        raise BriefingError(problem) from None


def _item(path: Path, limit: int) -> Item:
    """Return an entry as its kind; a plain file with what it holds."""
    try:
        status = path.lstat()
    except OSError:
        return Item(path.name, Kind.BROKEN_LINK)
    mode = status.st_mode
    if stat.S_ISLNK(mode):
        return Item(path.name, Kind.LINK if path.exists() else Kind.BROKEN_LINK)
    if stat.S_ISDIR(mode):
        return Item(path.name, Kind.FOLDER)
    if not stat.S_ISREG(mode):
        return Item(path.name, Kind.SOCKET if stat.S_ISSOCK(mode) else Kind.PIPE)
    if status.st_size > limit:
        return Item(path.name, Kind.LARGE, size=status.st_size)
    try:
        data = read_bytes(path, path.name, limit)
    except BriefingError:
        return Item(path.name, Kind.UNREADABLE)
    return Item(path.name, Kind.FILE, data)


def _house_item(path: Path) -> Item:
    """Return an entry beside the templates, with what a link leads to: a house may link its fonts."""
    item = _item(path, MAX_HOUSE_FILE)
    if item.kind is Kind.FOLDER or (item.kind is Kind.LINK and path.is_dir()):
        # Only the folders of languages hold anything that is looked up.
        inside = (
            tuple(_item(entry, MAX_HOUSE_FILE) for entry in _listed(path, "templates")) if len(path.name) == 2 else ()
        )
        return Item(item.name, item.kind, inside=inside)
    if item.kind is Kind.LINK:
        target = _item(path.resolve(), MAX_HOUSE_FILE)
        return Item(item.name, item.kind, target.data, target.size)
    return item


def _weight(item: Item) -> int:
    return len(item.data) + sum(len(inner.data) for inner in item.inside or ())


def _lay(item: Item, path: Path) -> None:
    match item.kind:
        case Kind.FILE:
            path.write_bytes(item.data)
        case Kind.LARGE:
            with path.open("wb") as stream:
                stream.truncate(item.size)  # takes no room on the disk
        case Kind.UNREADABLE:
            path.touch(0)
        case Kind.LINK:
            _lay_link(item, path)
        case Kind.BROKEN_LINK:
            path.symlink_to("nowhere")
        case Kind.FOLDER:
            path.mkdir()
            unpack(item.inside or (), path)
        case Kind.PIPE:
            os.mkfifo(path)
        case Kind.SOCKET:
            os.mknod(path, stat.S_IFSOCK | 0o600)


def _lay_link(item: Item, path: Path) -> None:
    """Make a link that leads somewhere beside the folder, to what travelled with it."""
    target = path.parent.with_name(f"{path.parent.name}.linked") / path.name
    target.parent.mkdir(exist_ok=True)
    if item.inside is None:
        target.write_bytes(item.data)
    else:
        target.mkdir()
        unpack(item.inside, target)
    path.symlink_to(target)

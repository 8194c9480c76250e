"""The files of a dossier as git has them at a revision: read through plumbing commands, without network or filters."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Problem

#: Names of revisions as ``gitrevisions(7)`` spells them, but for a path or a search, which no dossier needs.
_REVISION = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_./@{}~^+ -]{0,199}")
#: What a hook or a caller may have set for a repository of its own.
_FOREIGN = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
)
_SECONDS = 60
#: Modes of plain files in a tree; links and submodules have others.
_PLAIN = ("100644", "100755")
#: Largest file that is read, and the most that all files of a dossier may have together.
_LARGEST, _TOGETHER = 50_000_000, 200_000_000


class Revision(Struct, frozen=True):
    """A dossier at a revision."""

    commit: str
    """The full name of the commit."""
    files: dict[str, bytes]
    """The plain files of the dossier's folder by name."""


def read_revision(root: Path, dossier_id: str, revision: str) -> Revision:
    """Return the files of ``sources/DOSSIER`` below the root at a revision.

    Raises ``BriefingError``: exit 2 for a name that is no revision, one that git does not have or that has no such
    dossier; exit 5 where git is not there, is not asked about a repository, or does not answer; exit 11 over a limit.
    """
    if not _REVISION.fullmatch(revision):
        message = f"“{revision[:40]}” is not the name of a revision"
        raise _usage(message, "name a commit, a tag or a branch, as in rwanda-2024@HEAD~1")
    _git(root, "rev-parse", "--git-dir", refused=_no_repository())
    missing = _usage(f"git has no revision “{revision[:80]}”", "`git log --oneline` lists what there is")
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", refused=missing).decode().strip()
    gone = _usage(f"revision “{revision[:80]}” has no dossier “{dossier_id}”", "name a revision that has it")
    tree = _git(root, "ls-tree", "-z", "-l", commit, f"sources/{dossier_id}/", refused=gone)
    entries = dict(_entries(tree))
    if "accord.yaml" not in entries:
        raise gone
    if sum(size for _, size in entries.values()) > _TOGETHER or any(s > _LARGEST for _, s in entries.values()):
        raise BriefingError(Problem(ExitCode.LIMIT, f"dossier “{dossier_id}” is too large at “{revision[:80]}”"))
    files = {name: _git(root, "cat-file", "blob", blob, refused=missing) for name, (blob, _) in entries.items()}
    return Revision(commit, files)


def _entries(listing: bytes) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield name, object and size of each plain file of a listing of ``ls-tree -l -z``."""
    for line in listing.split(b"\0"):
        about, _, path = line.partition(b"\t")
        words = about.decode("ascii", "replace").split()
        if len(words) == 4 and words[0] in _PLAIN and words[1] == "blob" and words[3].isdigit():
            yield path.decode("utf-8", "replace").rpartition("/")[2], (words[2], int(words[3]))


def _git(root: Path, *words: str, refused: BriefingError) -> bytes:
    """Return what git prints. Raises ``refused`` where git says no, and exit 5 where there is no git."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    # A partial clone would fetch what it lacks; a brief is made of what is here.
    closed = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "--no-pager", "--no-replace-objects", *words],
            cwd=root,
            env=kept | closed,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        hint = "install git, or compare with a folder or a saved set"
        raise BriefingError(Problem(ExitCode.SOURCE, "git is not installed here", hint=hint)) from None
    except (OSError, subprocess.TimeoutExpired):
        raise BriefingError(Problem(ExitCode.SOURCE, "git did not answer")) from None
    if done.returncode:
        raise refused
    return done.stdout


def _usage(message: str, hint: str) -> BriefingError:
    return BriefingError(Problem(ExitCode.USAGE, message, hint=hint))


def _no_repository() -> BriefingError:
    message = "the workspace is in no git repository that git will read"
    return BriefingError(Problem(ExitCode.SOURCE, message, hint="run `git status` in the workspace to see why"))

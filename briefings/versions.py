"""Versions of installed packages, read from the names of the folders that say what is installed.

``importlib.metadata`` would say the same, but loads the mail reader of the standard library to do so, which takes
longer than to write a brief. It is asked for what is installed in another way.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable

#: Such as ``python_docx-1.2.0.dist-info`` (PyPA, Recording installed projects, “The .dist-info directory”).
_FOLDER = re.compile(r"([A-Za-z0-9._]+)-([^-]+)\.dist-info")
_SEPARATORS = re.compile(r"[-_.]+")


def versions_of(names: Iterable[str]) -> dict[str, str]:
    """Return the version of each package by its name as given; ``none`` for one that is not installed.

    Of two of a name the first on the search path counts, which is the one that an import finds.
    """
    wanted = {_normal(name): name for name in names}
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in _entries(folder or "."):
            match = _FOLDER.fullmatch(entry)
            if match and (name := wanted.get(_normal(match.group(1)))):
                found.setdefault(name, match.group(2))
    return {name: found.get(name) or _told(name) for name in wanted.values()}


def _normal(name: str) -> str:
    return _SEPARATORS.sub("_", name).lower()


def _entries(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries)
    except OSError:  # A zip file, or a folder that is not there.
        return []


def _told(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"

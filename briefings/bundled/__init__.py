"""The templates and the example dossier that come with the package.

A wheel holds them in this folder. In a checkout, also one installed with ``pip install -e``, they stand at the top of
the repository: there is one copy only.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_TOP = _HERE.parent.parent


def templates() -> Path:
    """Return the folder of the packaged templates."""
    return _folder("templates")


def sources() -> Path:
    """Return the folder of the example dossiers."""
    return _folder("sources")


def _folder(name: str) -> Path:
    inside = _HERE / name
    return inside if inside.is_dir() else _TOP / name

"""Evidenced facts about international accords become Word and PDF policy briefs.

The path, one way only:

    sources/  →  SourceText  →  facts with evidence  →  template × audience × language  →  Markdown
                                                     →  Document  →  Word | PDF | Markdown  →  output/

For programs: ``load``, ``check``, ``compose``, ``write`` and ``build``; see ``briefings.api``. Nothing of it is
imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefings.api import Brief, build, check, compose, load, write
    from briefings.build.build import Result
    from briefings.errors import BriefingError, Problem
    from briefings.facts import Dossier

__all__ = ["Brief", "BriefingError", "Dossier", "Problem", "Result", "build", "check", "compose", "load", "write"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("briefings.api"), name)
    raise AttributeError(f"module “briefings” has no attribute “{name}”")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

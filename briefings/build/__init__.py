"""All stages, end to end: a dossier becomes a saved set. Only this package and the command line write files.

``briefings.build`` is also the function of that name for programs: see ``briefings.api.build``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Build(ModuleType):
    """The package itself, which may be called.

    The public function ``briefings.build`` has this package's name, and Python binds the name to the package as soon as
    anything in it is imported. Calling either does the same.
    """

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Build a dossier: ``briefings.api.build``."""
        return import_module("briefings.api").build(*args, **options)


sys.modules[__name__].__class__ = _Build

"""Imported by the process that children are forked from, so that they begin with all tables and fonts loaded.

A first brief costs seven times a later one: gazetteer, templates, skin and fonts are read and made ready once a
process. Here the example is made once for all children, and thrown away.
"""

from __future__ import annotations

import contextlib

from briefings import bundled
from briefings.batch.task import shaping_versions
from briefings.build.making import Choice, make_set
from briefings.workspace import Workspace


def warm_up() -> None:
    """Make one brief of the example; where it cannot be made, children just begin cold."""
    shaping_versions()
    with contextlib.suppress(Exception):
        workspace = Workspace(bundled.sources().parent)
        make_set(workspace, workspace.dossier_ids()[0], Choice(("minister",), ("en",)))


warm_up()

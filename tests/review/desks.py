"""The small dossier of the tests as review copies. All its words are invented."""

from __future__ import annotations

from pathlib import Path

from briefings.build.making import Choice
from briefings.review.copying import ReviewCopy, make_review_copies
from briefings.review.homecoming import Homecoming, bring_home
from briefings.workspace import Workspace
from tests.briefs.desks import said, small_workspace

REFUSED = said("The memorandum covers training", 8, text="Training was refused.").replace(
    "review: accepted", 'review: {state: rejected, by: C. Clerk, on: 2026-11-20, reason: "hearsay, twice"}'
)
UNREVIEWED = said("The memorandum covers training", 9, review="unreviewed", text="Training is covered.")
GAPS = """\

gaps:
  - id: gap-cost
    question: {en: What does it cost?, fr: Combien cela coûte-t-il ?}
    why: {en: Budgets depend on it., fr: Les budgets en dépendent.}
    topic: {en: cost, fr: coût}
    consulted: [S1]
"""
LAKE = "Rangers trained in two camps near the lake."


def desk(folder: Path) -> Workspace:
    """Return a workspace with an accepted, an unreviewed and a rejected fact, and a gap."""
    return small_workspace(folder, LAKE, facts=UNREVIEWED + REFUSED + GAPS)


def copy_of(workspace: Workspace, audience: str = "analyst", language: str = "en") -> ReviewCopy:
    """Return one review copy of the small dossier."""
    (copy,) = make_review_copies(workspace, "small", Choice(audiences=(audience,), languages=(language,)))
    return copy


def home(workspace: Workspace, data: bytes) -> Homecoming:
    """Return what came home in a file."""
    path = workspace.root / "back.docx"
    path.write_bytes(data)
    return bring_home(workspace, path)


def record(workspace: Workspace) -> Path:
    """Return the path of the record."""
    return workspace.sources / "small" / "accord.yaml"

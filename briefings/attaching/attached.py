"""What goes into an attachment and what comes out of it, whatever the format."""

from __future__ import annotations

from msgspec import Struct


class Annexed(Struct, frozen=True):
    """A file that is joined to a report."""

    name: str
    """File name without a folder, as readers see it among attachments and messages show it."""
    data: bytes
    title: str | None = None
    """Title to print for it; ``None`` means that its own title is used, or else its name."""


class Attached(Struct, frozen=True):
    """A report with everything that was asked for joined to it."""

    data: bytes
    lines: tuple[str, ...] = ()
    """What the desk is to be told, one sentence each: active content removed, files numbered, what was left out."""
    names: tuple[str, ...] = ()
    """Name or annex heading of each file joined, in order."""
    claims: tuple[str, ...] = ()
    """Standards that the result still claims, such as ``PDF/A-3a`` and ``PDF/UA-1``; a Word file claims none."""
    dropped: tuple[str, ...] = ()
    """Claims of the report that were removed because they can no longer stand."""

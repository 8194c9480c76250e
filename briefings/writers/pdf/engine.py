"""The only door to ReportLab: closed against outside settings, and set so that the same input gives the same bytes.

ReportLab reads ``RL_*`` variables, four optional modules and two files of the home folder when it is first imported.
None of them may change a brief or run code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from briefings.errors import BriefingError, ExitCode, Problem

#: Modules that ReportLab would import from anywhere on the path; while they exist it does not read the home folder.
_OUTSIDE_MODULES = (
    "reportlab_mods",
    "reportlab_settings",
    "reportlab.local_rl_mods",
    "reportlab.local_rl_settings",
)


def _block_outside_modules() -> None:
    for name in _OUTSIDE_MODULES:
        sys.modules.setdefault(name, ModuleType(name))


@contextmanager
def _without_variables() -> Iterator[None]:
    kept = {name: value for name, value in os.environ.items() if name.startswith("RL_")}
    for name in kept:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(kept)


def _require_current_folder() -> None:
    try:
        Path.cwd()
    except OSError as gone:
        problem = Problem(ExitCode.OUTPUT, "the current folder no longer exists", hint="change to another folder")
        raise BriefingError(problem) from gone


class _NoClock:
    """Stands where ReportLab would read the clock or SOURCE_DATE_EPOCH; the dates of a file come from its document."""

    t = 0
    YMDhms = (2000, 1, 1, 0, 0, 0)
    dhh = 0
    dmm = 0

    def __init__(self, invariant: object = None) -> None:
        """Take what ReportLab passes; it changes nothing."""


_block_outside_modules()
_require_current_folder()
with _without_variables():
    from reportlab import Version, rl_config
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfdoc, pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont
    from reportlab.pdfgen.canvas import Canvas

#: Set here and not in the environment, also when somebody else has imported ReportLab before with other settings.
_SETTINGS = {
    "useA85": 0,
    "invariant": 1,
    "pdfComments": 0,
    "pdfMultiLine": 0,
    "canvas_baseColor": None,
    "autoGenerateTTFMissingTTFName": 0,
    "std14Embed": False,
}
for _name, _value in _SETTINGS.items():
    setattr(rl_config, _name, _value)
pdfdoc.TimeStamp = _NoClock

#: What the file says made it; with the version, since another version may give other bytes.
PRODUCER = f"briefing with ReportLab {Version}"


def open_font(name: str, file: object) -> Any:
    """Return the TrueType font in the open file, registered as ``name``. Raises ``TTFError`` where it is none."""
    font = TTFont(name, file, shapable=False)
    pdfmetrics.registerFont(font)
    return font


def open_canvas(size: tuple[float, float], language: str, font_name: str) -> Any:
    """Return a canvas for a new PDF 1.7 file; ``font_name`` keeps Helvetica out of it."""
    return Canvas(
        "",
        pagesize=size,
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=font_name,
        lang=language,
    )


def indirect_object(name: str, content: object, pdf: Any) -> bytes:
    """Return the content as the numbered object ``name`` of the PDF document."""
    body: bytes = pdfdoc.PDFIndirectObject(name, content).format(pdf)
    return body


def reference(name: str) -> Any:
    """Return a reference to the object of that name, which may be registered later."""
    return pdfdoc.PDFObjectReference(name)


__all__ = ["PRODUCER", "ImageReader", "TTFError", "indirect_object", "open_canvas", "open_font", "reference"]

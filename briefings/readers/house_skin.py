"""The Word file that ``house.yaml`` names as skin: found, and judged before anything of it is unpacked."""

from __future__ import annotations

from pathlib import Path

from briefings.errors import BriefingError, ExitCode
from briefings.readers.record import Record
from briefings.readers.source_text import read_bytes
from briefings.style import WordSkin

MAX_SKIN = 20_000_000
_BESIDE = "put a Word file (.docx) beside house.yaml"


def read_skin(record: Record | None, house: str, folder: Path) -> tuple[WordSkin | None, Path | None]:
    """Return the skin and its path, or nothing where ``record`` is ``None``.

    ``house`` is the house style as messages show it, ``folder`` where its files lie. What is wrong is reported to the
    reading: a file that is not there, a link, too large, no Word file, encrypted, or one that holds a program.
    """
    if record is None:
        return None, None
    name = record.required("skin")
    record.close()
    place = record.value_place("skin")
    if not name:
        return None, None
    if Path(name).name != name or not name.lower().endswith(".docx"):
        record.reading.report(f"the skin “{name}” is no name of a Word file (.docx)", place, _BESIDE)
        return None, None
    path, shown = folder / name, f"{house.rpartition('/')[0]}/{name}"
    try:
        data = read_bytes(path, shown, MAX_SKIN, ExitCode.TEMPLATE)
        _judge(data, shown)
    except BriefingError as error:
        for problem in error.problems:
            record.reading.report(f"the skin “{name}”: {problem.message}", place, problem.hint or _BESIDE)
        return None, None
    return WordSkin(shown, data), path


def _judge(data: bytes, shown: str) -> None:
    # A build without a skin never needs what takes Word files apart.
    from briefings.readers.docx_package import Package

    Package(data, shown)

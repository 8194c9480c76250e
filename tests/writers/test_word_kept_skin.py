"""The dressed skin is kept beside the bytecode: the same parts as dressed anew, never another one, and no loss if lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefings.style import Colour, Points
from briefings.writers.word import dressed
from briefings.writers.word.dressing import dress
from briefings.writers.word.skins import template
from tests.samples import every_kind, house_style

ROOT = Path(__file__).resolve().parents[2]
#: Writes a Word file and says whether python-docx was loaded for it.
_WRITES = (
    "import sys; from tests.samples import every_kind, house_style; from briefings.writers.word import write_word;"
    "sys.stdout.buffer.write(write_word(every_kind(), house_style()) + bytes(['docx' in sys.modules]))"
)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which skins are kept."""
    monkeypatch.setattr(dressed, "_folder", lambda: tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def test_what_is_kept_is_what_is_dressed(kept: Path) -> None:
    """From the file and made anew the parts are the same, for each house style its own."""
    styles = [house_style(), replace(house_style(), size=Points(12.0))]
    styles.append(replace(styles[0], palette=replace(styles[0].palette, accent=Colour(1, 2, 3))))
    first = [dressed.dressed_skin(template(), style) for style in styles]
    assert len(list(kept.iterdir())) == 3
    again = [dressed.dressed_skin(template(), style) for style in styles]
    assert first == again == [dress(template(), style) for style in styles]
    assert len(set(first)) == 3


@pytest.mark.parametrize("damage", [b"", b"\x00", b"nonsense" * 9, None])
def test_a_damaged_or_foreign_file_is_not_taken(kept: Path, damage: bytes | None) -> None:
    """Cut, or kept under another key: the skin is dressed anew and kept again."""
    made = dressed.dressed_skin(template(), house_style())
    (place,) = kept.iterdir()
    whole = place.read_bytes()
    dressed.dressed_skin(template(), replace(house_style(), size=Points(12.0)))
    (other,) = (path for path in kept.iterdir() if path != place)
    place.write_bytes(other.read_bytes() if damage is None else damage)
    assert dressed.dressed_skin(template(), house_style()) == made
    assert place.read_bytes() == whole


def test_no_more_than_a_few_are_kept_and_none_where_python_keeps_nothing(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder does not grow with the styles that were ever tried."""
    for tenth in range(70, 70 + dressed._MOST + 3):
        dressed.dressed_skin(template(), replace(house_style(), size=Points(tenth / 10)))
    assert len(list(kept.iterdir())) <= dressed._MOST
    for path in kept.iterdir():
        path.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    dressed.dressed_skin(template(), house_style())
    assert list(kept.iterdir()) == []


def test_python_docx_is_loaded_for_the_first_file_only(tmp_path: Path) -> None:
    """A second process takes the skin as it is kept and writes the same bytes."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(tmp_path)}
    ran = [
        subprocess.run([sys.executable, "-c", _WRITES], env=surroundings, cwd=tmp_path, capture_output=True, check=True)
        for _ in range(2)
    ]
    files = [each.stdout[:-1] for each in ran]
    assert [each.stdout[-1] for each in ran] == [1, 0]
    assert files[0] == files[1]
    assert every_kind().properties.title.encode() not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*.skin")
    )

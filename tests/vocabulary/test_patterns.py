"""Kept patterns are those that Python compiles, and nothing that is wrong with the file they are kept in shows."""

from __future__ import annotations

import hashlib
import marshal
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings import patterns

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLES = [
    (r"\b(?P<day>\d{1,2})(?:er)? (?P<month>mai|juin)\b", re.IGNORECASE),
    (r"(?<!un )pas (?:de|d')|\bnot\b(?! only)", 0),
    (r"[à-ÿ]+|\w{3,}?(?=,)|(a)|(b)\1?", re.MULTILINE | re.DOTALL),
    ("", 0),
]


def _file(content: object) -> bytes:
    """Return a file of kept patterns that holds something."""
    data = marshal.dumps(content)
    return hashlib.sha256(data).digest() + data


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The place of a file that nothing was kept in yet; what this process has compiled is out of sight."""
    path = tmp_path / "kept.re"
    monkeypatch.setattr(patterns, "place", lambda: path)
    monkeypatch.setattr(patterns, "_made", {})
    monkeypatch.setattr(patterns, "_used", set())
    patterns._kept.cache_clear()
    yield path
    patterns._kept.cache_clear()


@pytest.mark.parametrize(("pattern", "flags"), SAMPLES)
def test_a_kept_pattern_equals_the_one_that_python_compiles(pattern: str, flags: int, empty: Path) -> None:
    """Compiled anew, and read back: the same code, flags, groups and names."""
    first = patterns.compiled(pattern, flags)
    patterns.save()
    patterns._kept.cache_clear()
    again, plain = patterns.compiled(pattern, flags), re.compile(pattern, flags)
    assert (first, again) == (plain, plain)
    assert (again.groups, dict(again.groupindex), again.pattern) == (plain.groups, dict(plain.groupindex), pattern)
    text = "Le 3 mai, et le 1er JUIN, pas de doute; not only abb"
    assert [m.span() for m in again.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_flags_make_another_pattern(empty: Path) -> None:
    """The same words with and without regard to case are kept apart."""
    patterns.compiled("mai")
    patterns.compiled("mai", re.IGNORECASE)
    patterns.save()
    patterns._kept.cache_clear()
    assert patterns.compiled("mai").search("MAI") is None
    assert patterns.compiled("mai", re.IGNORECASE).search("MAI")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no marshal",
        marshal.dumps((patterns._version(), {})),
        _file(("another version", {})),
        _file(3),
        _file((patterns._version(), [])),
    ],
)
def test_a_file_that_is_damaged_or_of_another_python_counts_for_nothing(data: bytes, empty: Path) -> None:
    """Patterns are compiled as ever, and the file is written anew."""
    empty.write_bytes(data)
    assert patterns.compiled("ma(?:i|rs)") == re.compile("ma(?:i|rs)")
    patterns.save()
    assert marshal.loads(empty.read_bytes()[32:])[0] == patterns._version()


def test_code_that_the_engine_refuses_is_compiled_anew(empty: Path) -> None:
    """Whatever stands in the file, what comes out is what Python makes of the words."""
    patterns.compiled("mai|juin")
    (key,) = patterns._made
    broken = (0, b"\xff" * 40, 0, {}, (None,))
    empty.write_bytes(_file((patterns._version(), {key: broken})))
    patterns._kept.cache_clear()
    assert patterns.compiled("mai|juin") == re.compile("mai|juin")


def test_a_pattern_that_is_none_is_refused(empty: Path) -> None:
    """As ``re.compile`` refuses it."""
    with pytest.raises(re.error):
        patterns.compiled("(")


def test_a_place_that_nobody_may_write_to_keeps_nothing(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said, for nothing is lost."""
    monkeypatch.setattr(patterns, "place", lambda: Path("/proc/no/such/kept.re"))
    assert patterns.compiled("juillet") == re.compile("juillet")
    patterns.save()


def test_all_patterns_of_the_package_are_kept_as_they_are() -> None:
    """A process that reads them all from the file has the same as one that compiles them."""
    code = (
        "import re, sys\n"
        "from briefings import patterns\n"
        "told = []\n"
        "once = patterns.compiled\n"
        "def both(pattern, flags=0):\n"
        "    made = once(pattern, flags)\n"
        "    told.append(made == re.compile(pattern, flags))\n"
        "    return made\n"
        "patterns.compiled = both\n"
        "from briefings.extraction.assembly import propose\n"
        "import briefings.checks\n"
        "print(len(told), all(told))\n"
    )
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
        )
        count, same = run.stdout.split()
        assert (int(count) > 100, same) == (True, "True")

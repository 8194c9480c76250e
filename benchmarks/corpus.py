"""An invented corpus to measure with: ``python -m benchmarks.corpus DIR --count 10000 [--seed N] [--broken PERCENT]``.

DIR becomes a workspace whose dossiers all pass the gate, or, for ``--broken``, a share of which fails in known ways.
Nothing in them states anything about the world, and every file says so.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.accords import dossier_id, invented_accord
from briefings.errors import ExitCode

Files = dict[str, bytes]


def _other_words(files: Files) -> None:
    """Change the words of a quotation."""
    _replace(files, "accord.yaml", b'exact: "', b'exact: "changed ')


def _unknown_key(files: Files) -> None:
    _replace(files, "accord.yaml", b"    review:", b"    reviewed:")


def _unknown_code(files: Files) -> None:
    _replace(files, "accord.yaml", b"  state: ", b"  state: un")


def _no_yaml(files: Files) -> None:
    _replace(files, "accord.yaml", b"\nsources:", b"\n\tsources:")


def _other_id(files: Files) -> None:
    _replace(files, "accord.yaml", b"  id: invented-", b"  id: renamed-")


def _number_added(files: Files) -> None:
    _replace(files, "accord.yaml", b"A party to the invented text", b"A party to 77 invented texts")


def _source_gone(files: Files) -> None:
    del files[_first_source(files)]


def _source_garbled(files: Files) -> None:
    files[_first_source(files)] += b"\xff\xfe"


#: How a dossier of the corpus may be broken, and the exit code of a check that meets it.
BROKEN: Mapping[str, tuple[Callable[[Files], None], ExitCode]] = {
    "a quotation has other words": (_other_words, ExitCode.DOSSIER),
    "a key is unknown": (_unknown_key, ExitCode.DOSSIER),
    "a code is unknown": (_unknown_code, ExitCode.DOSSIER),
    "the record is no YAML": (_no_yaml, ExitCode.DOSSIER),
    "the id is not the folder's": (_other_id, ExitCode.DOSSIER),
    "a number has no evidence": (_number_added, ExitCode.DOSSIER),
    "a source is not there": (_source_gone, ExitCode.SOURCE),
    "a source is not UTF-8": (_source_garbled, ExitCode.SOURCE),
}


def how_broken(number: int, seed: int, percent: float) -> str | None:
    """Return in which of the known ways a dossier is broken, or ``None``."""
    chance = random.Random(f"broken:{seed}:{number}")
    return chance.choice(tuple(BROKEN)) if chance.random() * 100 < percent else None


def write_corpus(folder: Path, count: int, seed: int = 0, broken: float = 0) -> None:
    """Make a workspace with dossiers 1 to ``count``. Raises ``FileExistsError`` where one of them stands already."""
    sources = folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        files = {name: text.encode() for name, text in invented_accord(number, seed).items()}
        if way := how_broken(number, seed, broken):
            BROKEN[way][0](files)
        home = sources / dossier_id(number)
        home.mkdir()
        for name, data in files.items():
            (home / name).write_bytes(data)


def _first_source(files: Files) -> str:
    return min(name for name in files if name != "accord.yaml")


def _replace(files: Files, name: str, old: bytes, new: bytes) -> None:
    if old not in files[name]:
        raise ValueError(f"the record has no {old!r} to break")
    files[name] = files[name].replace(old, new, 1)


def main() -> None:
    """Make the corpus and print how long it took."""
    parser = argparse.ArgumentParser(description="Make a workspace of invented dossiers.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--broken", type=float, default=0, metavar="PERCENT", help="share that does not pass the gate")
    options = parser.parse_args()
    begun = time.perf_counter()
    try:
        write_corpus(options.folder, options.count, options.seed, options.broken)
    except FileExistsError as error:
        sys.exit(f"{Path(error.filename).name} is there already; name an empty folder")
    took = time.perf_counter() - begun
    print(f"{options.count} invented dossiers in {took:.1f} s, {options.count / took:.0f} a second")


if __name__ == "__main__":
    main()

"""``output/.sets/batch.jsonl``: which dossiers an unfinished forced batch has done.

What is fresh stands in the manifest of each saved set, and a batch that is called again builds only the rest: for that
no list is needed, and a list could be wrong. Only ``--force`` builds what is fresh. This file lets such a batch go on
where it was interrupted, by the same command. It is gone when a forced batch has ended by itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from msgspec.structs import asdict

from briefings.build.making import Choice

_NAME = Path(".sets") / "batch.jsonl"


class Journal:
    """The dossiers that a forced batch has done; one that asks for something else begins anew.

    Where it cannot be written, an interrupted batch begins anew too; nothing is told, since nothing is lost.
    """

    def __init__(self, output: Path, choice: Choice, shared: Mapping[str, str]) -> None:
        """Take the output folder, what is asked for, and the inputs that dossiers share."""
        self._path = output / _NAME
        asked = json.dumps([asdict(choice), dict(shared)], sort_keys=True)
        self._head = {"batch": 1, "asked": hashlib.sha256(asked.encode()).hexdigest()}
        self._stream: TextIO | None = None
        self.done = self._read() if choice.force else frozenset()
        """Ids of the dossiers that an earlier run of the same batch has done."""
        self._wanted = choice.force

    def add(self, dossier_id: str) -> None:
        """Note a dossier whose set is saved."""
        if not self._wanted:
            return
        try:
            if self._stream is None:
                self._stream = self._open()
            self._stream.write(json.dumps(dossier_id) + "\n")
            self._stream.flush()
        except OSError:
            self._wanted = False

    def close(self, finished: bool) -> None:
        """Let go of the file; a batch that has ended by itself needs it no more."""
        if self._stream is not None:
            self._stream.close()
        if finished and self._wanted:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _open(self) -> TextIO:
        if self.done:
            return self._path.open("a", encoding="utf-8")
        stream = self._path.open("w", encoding="utf-8")
        stream.write(json.dumps(self._head, sort_keys=True) + "\n")
        return stream

    def _read(self) -> frozenset[str]:
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
            if not lines or json.loads(lines[0]) != self._head:
                return frozenset()
        except (OSError, ValueError):
            return frozenset()
        done = set()
        for line in lines[1:]:
            with contextlib.suppress(ValueError):  # a line cut short by a kill is a dossier not done
                done.add(json.loads(line))
        return frozenset(name for name in done if isinstance(name, str))

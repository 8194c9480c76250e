"""Derived texts kept under ``output/.texts``, so that a file is read once for each version of its reader.

A kept text is found by the content of its file and by the reader; whatever is wrong with it costs the reading and
nothing else. Nothing here raises.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

from briefings.readers.canonical_text import CanonicalText, read_canonical, write_canonical

FOLDER = ".texts"
#: Most texts kept; the ones read longest ago go.
MOST = 500
_HOUR = 3600


class KeptTexts:
    """The texts kept in one folder."""

    def __init__(self, output: Path) -> None:
        """Take the output folder of a workspace; the folder in it is made when there is something to keep."""
        self._folder = output / FOLDER

    def get(self, sha256: str, reader: str) -> CanonicalText | None:
        """Return the text kept for a file's bytes and a reader, or ``None``."""
        path = self._path(sha256, reader)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        # A file that was cut or written to is none of ours any more.
        proof, _, body = data.partition(b"\n")
        return read_canonical(body) if proof == hashlib.sha256(body).hexdigest().encode() else None

    def put(self, sha256: str, reader: str, text: CanonicalText) -> None:
        """Keep a text, whole or not at all."""
        import tempfile  # seldom needed, and slow to import

        body = write_canonical(text)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=".new-", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
                Path(draft).replace(self._path(sha256, reader))
            except OSError:
                Path(draft).unlink(missing_ok=True)
            self._thin_out()

    def _thin_out(self) -> None:
        files = [path for path in self._folder.iterdir() if path.suffix == ".json"]
        for path in self._folder.glob(".new-*"):
            # A run that was killed left it; one that is at work needs no hour.
            if path.stat().st_mtime < time.time() - _HOUR:
                path.unlink(missing_ok=True)
        if len(files) > MOST:
            for path in sorted(files, key=lambda path: path.stat().st_mtime)[: len(files) - MOST]:
                path.unlink(missing_ok=True)

    def _path(self, sha256: str, reader: str) -> Path:
        return self._folder / f"{sha256}-{hashlib.sha256(reader.encode()).hexdigest()[:16]}.json"

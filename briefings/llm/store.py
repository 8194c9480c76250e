"""Answers kept beside the record, by what was asked: the same request is never sent twice.

They lie in ``.answers`` of the dossier's folder and not in ``output/``, since an answer cannot be made again: a model
answers differently tomorrow. So a desk that keeps its dossiers in a version control has its drafts made again
anywhere, offline, from the same words. A file holds what the answer says in one spelling, and its own digest.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.llm.answer import Answer, BrokenAnswer, decoded, encoded
from briefings.llm.request import Request

FOLDER = ".answers"
#: No answer is longer, since no body is; a longer file is not one of ours.
_MOST_BYTES = 8_000_000


class AnswerStore:
    """The answers of one dossier."""

    def __init__(self, dossier: Path, shown: str, say: Callable[[str], None]) -> None:
        """Take the dossier's folder, its name in messages, and whom to tell of an answer that is broken."""
        self._folder = dossier / FOLDER
        self._shown = shown
        self._say = say

    def find(self, request: Request) -> Answer | None:
        """Return the answer kept for a request, or ``None`` where there is none, or none that is whole."""
        path = self._folder / f"{request.sha256}.json"
        if not path.is_file():
            return None
        try:
            return _read(path, request)
        except (OSError, ValueError, RecursionError):
            self._say(f"{self._shown}/{FOLDER}/{path.name} is broken; the model is asked again")
            return None

    def keep(self, request: Request, answer: Answer) -> None:
        """Keep an answer, whole or not at all. Raises exit 7 where it cannot be written."""
        told = {
            "answer": json.loads(encoded(answer)),
            "model": request.model,
            "request": request.sha256,
            "sha256": _digest(answer),
        }
        data = (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        try:
            if self._folder.is_symlink():
                raise OSError(None, "it is a link")
            self._folder.mkdir(exist_ok=True)
            _write(self._folder / f"{request.sha256}.json", data)
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            message = f"the model's answer could not be kept: {reason}"
            at = Location(f"{self._shown}/{FOLDER}")
            hint = "free some space, or check who may write there; nothing was changed"
            raise BriefingError(Problem(ExitCode.OUTPUT, message, at, hint)) from None


def _read(path: Path, request: Request) -> Answer:
    with path.open("rb") as stream:
        told = json.loads(stream.read(_MOST_BYTES))
    if not isinstance(told, dict) or told.get("request") != request.sha256:
        raise BrokenAnswer("it is the answer to another request")
    answer = decoded(json.dumps(told.get("answer")))
    if told.get("sha256") != _digest(answer):
        raise BrokenAnswer("it is not what the model answered")
    return answer


def _digest(answer: Answer) -> str:
    return hashlib.sha256(encoded(answer)).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Write beside the target, sync, and take its name in one step; on any failure nothing is left."""
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # The file is made for its owner alone; it is to be read by whoever reads the record.
        fresh.chmod(path.parent.stat().st_mode & 0o666)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise

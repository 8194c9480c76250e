"""Reads a file in a process of its own, with limits: PDFium and libxml2 are C and C++, and the file may be hostile."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec

from briefings.errors import BriefingError
from briefings.readers.canonical_text import CanonicalText, over_limit, refused
from briefings.readers.derived import Answer

#: Longest wait for the process, in seconds: its own limit is on time at work, not on time asleep.
DEADLINE = 60.0
_LIMITS = "a gigabyte of memory and 20 seconds"


def derive_limited(data: bytes, ending: str, file: str) -> CanonicalText:
    """Return the text of a file as ``derive`` does, in a child that cannot take this process down.

    Raises ``BriefingError``: exit 5 for what is wrong with the file, 11 where the child came to its limits or died.
    """
    command = [sys.executable, "-P", "-B", "-m", "briefings.readers.child", ending, file]
    # The child finds what this process found, whatever folder it runs in.
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        ended = subprocess.run(
            command, input=data, capture_output=True, env=surroundings, timeout=DEADLINE, check=False
        )
        answer = msgspec.json.decode(ended.stdout, type=Answer) if ended.returncode == 0 else None
    except subprocess.TimeoutExpired:
        answer = None
    except (msgspec.MsgspecError, ValueError):
        answer = None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise refused(f"the reader could not be started: {reason}", file) from None
    if answer is None:
        hint = "save it anew, file the part that you quote, or save its text as .txt"
        raise BriefingError(over_limit(f"the file could not be read within {_LIMITS}", file, hint))
    if answer.text is None:
        raise BriefingError(answer.problems)
    return answer.text

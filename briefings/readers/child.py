"""The process that reads a file whose parser is least trusted: ``python -m briefings.readers.child ENDING SHOWN``.

The file comes on standard input; on standard output goes its text, or what is wrong with it. Before any parser is
loaded, the process limits its own memory, time and writing. It is started by ``readers/limited`` alone.
"""

from __future__ import annotations

import contextlib
import sys

import msgspec

from briefings.errors import BriefingError, ExitCode, Problem
from briefings.readers.canonical_text import CanonicalText, refused
from briefings.readers.derived import Answer, derive

MEMORY = 1 << 30
SECONDS = 20
_OPEN_FILES = 64
_OTHERWISE = "save it anew, or save its text as .txt; please report it"


def main() -> None:
    """Read standard input within the limits and answer on standard output."""
    _limit()
    ending, shown = sys.argv[1], sys.argv[2]
    data = sys.stdin.buffer.read()
    text: CanonicalText | None = None
    problems: tuple[Problem, ...] = ()
    try:
        # What a library prints is no part of the answer.
        with contextlib.redirect_stdout(sys.stderr):
            text = derive(data, ending, shown)
    except BriefingError as error:
        problems = error.problems
    except MemoryError:
        # Told by the parent, as any other end without an answer.
        sys.exit(ExitCode.LIMIT)
    except Exception as error:
        # A parser may fail in ways of its own on a file that is made for it.
        problems = refused(f"the reader failed on this file ({type(error).__name__})", shown, _OTHERWISE).problems
    sys.stdout.buffer.write(msgspec.json.encode(Answer(text, problems)))


def _limit() -> None:
    """Set the limits that the system knows; where it knows none, the deadline of the parent holds."""
    try:
        import resource  # exists on POSIX only
    except ImportError:  # pragma: no cover
        return
    wanted = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
    }
    for name, most in wanted.items():
        ceiling = resource.getrlimit(name)[1]
        lower = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        # A system may know a limit and not let it be set.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(name, (lower, lower))


if __name__ == "__main__":
    main()

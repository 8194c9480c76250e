"""The command in this process, as the tests of briefs run it."""

from tests.briefs.conftest import briefing

__all__ = ["briefing"]

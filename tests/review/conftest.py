"""What the tests of this folder share: the command in this process."""

from tests.briefs.conftest import briefing

__all__ = ["briefing"]

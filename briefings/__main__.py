"""``python -m briefings`` is the command ``briefing``."""

from briefings.cli import main

main()

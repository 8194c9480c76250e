"""The house style of a workspace is loaded from its template library."""

from __future__ import annotations

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.house_yaml import read_house
from briefings.style import House
from briefings.templates.library import Library


def load_house(library: Library) -> House:
    """Return the house style. Raises ``BriefingError`` (exit 4) with everything wrong with it."""
    found = library.find("house.yaml")
    if found is None:
        hint = "copy it from the package with `briefing init`"
        raise BriefingError(
            Problem(ExitCode.TEMPLATE, "there is no house style", Location("templates/house.yaml"), hint)
        )
    house, problems = read_house(found.data, found.shown, library.folder_of(found))
    if house is None:
        raise BriefingError(problems)
    return house

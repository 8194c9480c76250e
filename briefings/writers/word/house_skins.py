"""The skin of a house: its own Word file where it has one, or the packaged skin."""

from __future__ import annotations

from functools import lru_cache

from briefings.style import HouseStyle
from briefings.writers.word.skins import Skin, packaged_skin


@lru_cache(maxsize=32)
def house_skin(style: HouseStyle) -> Skin:
    """Return the skin of the house style, the same object for an equal style.

    Raises ``BriefingError`` where the logo (exit 6) or the house's own file (exit 4) cannot be used.
    """
    if style.skin is None:
        return packaged_skin(style)
    # Only here, so that nothing loads python-docx where the packaged skin is kept.
    from briefings.writers.word.given.skin import given_skin

    return given_skin(style, style.skin)

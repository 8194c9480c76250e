"""Whether words stand in a quotation, whatever their case and accents."""

from __future__ import annotations

from collections.abc import Iterable

from briefings.sources import SourceText
from briefings.vocabulary.triggers import plain


def stands(words: str, texts: Iterable[str]) -> bool:
    """Return whether words stand in one of some texts, on word boundaries, whatever their case and accents."""
    # Capitals show where lines that were run together begin, so the text is asked as it stands too.
    return any(
        SourceText("", "", plain(text)).find(plain(words).strip()) or SourceText("", "", text).find(words.strip())
        for text in texts
    )

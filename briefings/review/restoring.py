"""What was done to printed words done to the recorded ones, which have other spaces and capitals."""

from __future__ import annotations

from typing import Final

from briefings.review.differing import Edit, edits

_SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " "})
#: Not printed as a letter, or left out where texts are read.
_UNSEEN: Final = "\u00ad"


def restored(recorded: str, printed: str, new: str) -> str:
    """Return recorded words with the edits that made the printed ones the new ones.

    The two are the same but for spaces, soft hyphens and a capital at their beginning. Where nothing was edited, the
    recorded characters stay; changes of spaces alone are no edits.
    """
    places = [at for at, character in enumerate(recorded) if _is_seen(character)]
    words = recorded
    for edit in reversed(edits(printed, new)):
        if (printed[edit.start : edit.end] + edit.text).strip():
            start, end = _range(places, printed, edit, len(recorded))
            text = edit.text.translate(_SPACES)
            # Put in behind a space that only printing has: the space that follows then stands before.
            if start == end and text.endswith(" ") and not text.startswith(" ") and not recorded[start:][:1].isspace():
                text = f" {text.rstrip()}" if start and _is_seen(recorded[start - 1]) else text
            words = words[:start] + text + words[end:]
    return _with_first_letter_of(recorded, printed, words.strip())


def _range(places: list[int], printed: str, edit: Edit, length: int) -> tuple[int, int]:
    """Return where the words of an edit stand in the recorded text."""
    before = sum(map(_is_seen, printed[: edit.start]))
    within = sum(map(_is_seen, printed[edit.start : edit.end]))
    after_last = places[before - 1] + 1 if before else 0
    first = places[before] if before < len(places) else length
    if edit.start == edit.end:
        follows_letter = edit.start == 0 or _is_seen(printed[edit.start - 1])
        return (after_last, after_last) if follows_letter else (first, first)
    start = first if _is_seen(printed[edit.start]) else after_last
    if _is_seen(printed[edit.end - 1]):
        return start, places[before + within - 1] + 1
    end = places[before + within] if before + within < len(places) else length
    return start, end


def _with_first_letter_of(recorded: str, printed: str, words: str) -> str:
    """Return words that begin small where printing only gave the recorded ones a capital; names keep theirs."""
    capital = recorded[:1].islower() and printed[:1].isupper()
    first = words.split(" ", 1)[0]
    return words[:1].lower() + words[1:] if capital and first[1:].islower() else words


def _is_seen(character: str) -> bool:
    return not character.isspace() and character != _UNSEEN

"""The comments of a Word file, with what answers what (ECMA-376 part 1, 17.13.4; [MS-DOCX] 2.5.1, commentsExtended)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARA_ID: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_EXTENDED: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"


class Comment(Struct, frozen=True):
    """One comment."""

    id: str
    author: str
    date: str
    """ISO 8601 as the program wrote it; empty where it did not."""
    text: str
    """Its paragraphs, one a line."""
    answers: str | None = None
    """Id of the comment that it replies to."""
    resolved: bool = False


def read_comments(root: Any, extensions: Iterable[Any]) -> tuple[Comment, ...]:
    """Return the comments in the order of the file; ``extensions`` are the parts that say what answers what."""
    elements = root.findall(f"{_WORD}comment")
    owners = {
        paragraph.get(_PARA_ID): element.get(f"{_WORD}id", "")
        for element in elements
        for paragraph in element.iter(f"{_WORD}p")
        if paragraph.get(_PARA_ID)
    }
    answers: dict[str, str] = {}
    resolved: set[str] = set()
    for part in extensions:
        for each in part.iter(f"{_EXTENDED}commentEx") if part is not None else ():
            own = owners.get(each.get(f"{_EXTENDED}paraId"))
            parent = owners.get(each.get(f"{_EXTENDED}paraIdParent"))
            if own is not None and parent is not None and own != parent:
                answers[own] = parent
            if own is not None and each.get(f"{_EXTENDED}done") in ("1", "true"):
                resolved.add(own)
    return tuple(_comment(element, answers, resolved) for element in elements)


def _comment(element: Any, answers: dict[str, str], resolved: set[str]) -> Comment:
    name = element.get(f"{_WORD}id", "")
    lines = [_text(paragraph) for paragraph in element.iter(f"{_WORD}p")]
    return Comment(
        id=name,
        author=element.get(f"{_WORD}author", ""),
        date=element.get(f"{_WORD}date", ""),
        text="\n".join(lines).strip(),
        answers=answers.get(name),
        resolved=name in resolved,
    )


def _text(paragraph: Any) -> str:
    pieces = []
    for each in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"):
        pieces.append((each.text or "") if each.tag == f"{_WORD}t" else " ")
    return "".join(pieces)

"""What the writing of one brief has to remember from node to node."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from briefings.annotations import Annotations
from briefings.document import Document
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.traversal import lost_references
from briefings.writers.word.characters import escaped, forbidden, is_plain
from briefings.writers.word.comments import Comments
from briefings.writers.word.identifiers import StyleId
from briefings.writers.word.numbering import Numbering
from briefings.writers.word.relations import Relation, Relations, is_address
from briefings.writers.word.skins import Skin
from briefings.writers.word.tracking import Tracking
from briefings.writers.word.xml import paragraph

#: The shape of a language tag, RFC 5646, 2.1, without its registry.
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LONGEST_BOOKMARK: Final = 40


class Bookmark(Struct, frozen=True):
    """A named place in the text."""

    name: str
    """Starts with a letter; letters, digits and underscores, at most 40; unique whatever the case."""
    start: str
    end: str

    def around(self, content: str) -> str:
        """Return the content between the bookmark's start and end."""
        return f"{self.start}{content}{self.end}"


class Composition:
    """One brief in the making. It collects problems, so that a user hears of all of them at once."""

    def __init__(
        self, document: Document, skin: Skin, pages: Mapping[str, int], annotations: Annotations | None = None
    ) -> None:
        """Begin an empty brief in a skin; ``pages`` holds the known pages of headings by anchor."""
        self.document = document
        self.pages = pages
        self.text_width = skin.text_width
        """Space between the margins in twips."""
        self.canvas = skin.canvas
        self.note_kind = skin.note_kind
        self.bold = skin.bold
        self.numbering = Numbering(skin.lists)
        self.tracking = Tracking("", "")
        """Marks what a revised document says was inserted or deleted."""
        self.comments = Comments(annotations, skin.styles)
        self.relations = Relations()
        """The relations of the part being written."""
        self.heading = ""
        """Words of the last heading, spelt for XML."""
        self._problems: list[Problem] = []
        self.language = self.language_tag(document.language)
        self._bookmarks: dict[str, int] = {}
        self._promised: dict[tuple[str, str], Bookmark] = {}
        self._made: dict[tuple[str, str], Bookmark] = {}
        self._referred: set[int] = set()
        self._lost = lost_references(document)
        self._numbers = tuple(note.number for note in document.notes)
        self._known = frozenset(self._numbers)
        self._after_table = False
        self._drawings = skin.drawings

    def refuse(self, message: str, hint: str | None = None) -> None:
        """Keep a problem; the same one is told once."""
        problem = Problem(ExitCode.LAYOUT, message, hint=hint)
        if problem not in self._problems:
            self._problems.append(problem)

    def raise_problems(self) -> None:
        """Raise ``BriefingError`` with every problem kept; return when there is none."""
        self._check_notes()
        if self._problems:
            raise BriefingError(self._problems)

    def letters(self, text: str, whence: str) -> str:
        """Return the text spelt for XML; ``whence`` says in a message where the text comes from.

        Refuses characters that XML 1.0 forbids.
        """
        if is_plain(text):
            return text
        for code_point in forbidden(text):
            self.refuse(f"a Word file cannot hold the character {code_point} ({whence})", "take the character out")
        return escaped(text)

    def link(self, target: str) -> str:
        """Return the id of the relation to the address; refuses all but http, https and mailto."""
        if not is_address(target):
            self.refuse(
                f'a link must be an absolute, percent-encoded http, https or mailto address, not "{target}"',
                "correct the address or print it as text",
            )
            return ""
        return self.relations.id_for(Relation.HYPERLINK, target)

    def language_tag(self, tag: str) -> str:
        """Return the tag; refuses what is not shaped like a language tag of BCP 47."""
        if _LANGUAGE.fullmatch(tag) is None:
            self.refuse(f'"{tag}" is not a language tag', "write a tag such as fr or en-GB")
            return "und"
        return tag

    def bookmark(self, prefix: str, anchor: str) -> Bookmark:
        """Return the bookmark promised for the anchor, or a new one; a repeated name gets a number at its end."""
        made = self._promised.pop((prefix, anchor), None) or self._new_bookmark(prefix, anchor)
        self._made.setdefault((prefix, anchor), made)
        return made

    def bookmark_of(self, prefix: str, anchor: str) -> Bookmark:
        """Return the bookmark that the anchor has, or will have when it is written."""
        wanted = (prefix, anchor)
        if wanted not in self._made and wanted not in self._promised:
            self._promised[wanted] = self._new_bookmark(prefix, anchor)
        return self._made.get(wanted) or self._promised[wanted]

    def holds(self, anchor: str) -> bool:
        """Return whether the document holds what a reference leads to; what it does not hold is refused."""
        if anchor in self._lost:
            self.refuse(f"a reference leads to “{anchor[:40]}”, which the document does not hold")
        return anchor not in self._lost

    def _new_bookmark(self, prefix: str, anchor: str) -> Bookmark:
        stem = re.sub(r"[^A-Za-z0-9]", "_", f"{prefix}_{anchor}")
        name, count = stem[:_LONGEST_BOOKMARK], 1
        while name.lower() in self._bookmarks:
            count += 1
            name = f"{stem[: _LONGEST_BOOKMARK - len(str(count)) - 1]}_{count}"
        number = self._bookmarks[name.lower()] = len(self._bookmarks) + 1
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return Bookmark(name, start, f'<w:bookmarkEnd w:id="{number}"/>')

    def refer(self, number: int) -> bool:
        """Return whether this is the first reference to the note.

        Refuses a number without a note, and a first reference out of turn: Word numbers notes by first reference.
        """
        if number in self._referred:
            return False
        expected = len(self._referred) + 1
        if number not in self._known:
            self.refuse(f"reference [{number}] has no note; the document holds {len(self._numbers)} notes")
        elif number != expected:
            self.refuse(
                f"note {number} is referred to before note {expected}; notes are numbered in the order of reference"
            )
        self._referred.add(number)
        return True

    def drawing_number(self) -> int:
        """Return the id of the next drawing or shape; those of the head and foot have the first ones."""
        self._drawings += 1
        return self._drawings

    def open_table(self) -> None:
        """Remember that a table was the last thing written."""
        self._after_table = True

    def leave_table(self, *, spaced: bool = False) -> str:
        """Return what must stand between a table and what follows: nothing where no table was last.

        ``spaced`` is for what keeps its own distance. Without a paragraph between them Word joins two tables.
        """
        separate, self._after_table = self._after_table and not spaced, False
        return paragraph(StyleId.TABLE_END, "") if separate else ""

    def _check_notes(self) -> None:
        if self._numbers != tuple(range(1, len(self._numbers) + 1)):
            self.refuse(f"notes must be numbered 1 to {len(self._numbers)} in order, not {list(self._numbers)}")
        for number in self._numbers:
            if number not in self._referred:
                self.refuse(f"note {number} is never referred to")

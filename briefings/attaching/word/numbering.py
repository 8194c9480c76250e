"""The lists of a brief (ECMA-376 part 1, 17.9), carried into the report under numbers of their own.

Each brief's lists become definitions of their own, so they begin anew; bullets, which count nothing, are shared.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from copy import deepcopy
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from briefings.attaching.word.markup import VALUE, Element, adopt, element, local, move, remove, value, w, whole
from briefings.attaching.word.package import Package, Part, word_part

if TYPE_CHECKING:
    from briefings.attaching.word.parts import PartCarrier
    from briefings.attaching.word.styles import StyleCarrier

_NUMBER: Final = w("num")
_ABSTRACT: Final = w("abstractNum")
_NUMBER_ID: Final = w("numId")
_ABSTRACT_ID: Final = w("abstractNumId")
_CLEANUP: Final = w("numIdMacAtCleanup")
_PICTURE: Final = w("numPicBullet")
_PICTURE_ID: Final = w("numPicBulletId")
#: What tells lists of one file apart and says nothing about their look.
_MARKS: Final = frozenset({"nsid", "tmpl", "name", "styleLink", "numStyleLink"})


class Lists:
    """The numbering part of one file; none is an empty one."""

    def __init__(self, root: Element | None) -> None:
        """Read the part."""
        self.root = root
        nodes = list(root) if root is not None else []
        self.numbers = {node.get(_NUMBER_ID, ""): node for node in nodes if node.tag == _NUMBER}
        self.abstracts = {node.get(_ABSTRACT_ID, ""): node for node in nodes if node.tag == _ABSTRACT}

    def abstract_of(self, number: str) -> Element | None:
        """Return the definition of a ``w:numId``, ``None`` where it has none."""
        node = self.numbers.get(number)
        return None if node is None else self.abstracts.get(value(node, "abstractNumId") or "")

    def bullets(self, number: str) -> Hashable:
        """Return what the list looks like where it counts nothing, ``None`` where it counts or has pictures."""
        node, abstract = self.numbers.get(number), self.abstract_of(number)
        if node is None or abstract is None or len(abstract.findall(w("lvl"))) == 0:
            return None
        levels = [*abstract.iter(w("lvl")), *node.iter(w("lvl"))]
        if any(value(level, "numFmt") not in ("bullet", "none") for level in levels):
            return None
        if next(abstract.iter(w("lvlPicBulletId")), None) is not None:
            return None
        return (_seen(abstract), _seen(node))


def _seen(node: Element) -> Hashable:
    attributes = frozenset(
        (str(key), str(text)) for key, text in node.attrib.items() if key not in (_NUMBER_ID, _ABSTRACT_ID)
    )
    inner = tuple(_seen(part) for part in node if local(part) not in _MARKS | {"abstractNumId"})
    return (str(node.tag), attributes, inner)


class ListCarrier:
    """Carries lists of one brief into the report, each when it is first asked for."""

    def __init__(self, report: Package, brief: Package, annex: int) -> None:
        """Carry for the brief that becomes the annex of the number."""
        self._report = report
        self._source = Lists(brief.root_of("numbering"))
        self._source_part = brief.of_main("numbering")
        self._annex = annex
        self._ours = Lists(report.root_of("numbering"))
        self._our_bullets = {look: key for key in self._ours.numbers if (look := self._ours.bullets(key)) is not None}
        self._next_number = _after(self._ours.numbers, 0)
        self._next_abstract = _after(self._ours.abstracts, -1)
        self._carried: dict[str, str] = {}
        self._abstracts: dict[str, str] = {}
        self._links: list[Element] = []
        self._target: Part | None = None

    def content(self, number: str) -> Hashable:
        """Return what a list of the brief stands for: equal for equal bullets, its own for what counts."""
        return None if number == "0" else self._source.bullets(number) or ("brief", self._annex, number)

    def our_content(self, number: str) -> Hashable:
        """Return what a list of the report stands for."""
        return None if number == "0" else self._ours.bullets(number) or ("report", number)

    def level_of(self, number: str, style: str) -> str | None:
        """Return the level of the brief's list that belongs to the style, ``None`` where none does."""
        abstract = self._source.abstract_of(number)
        levels = [] if abstract is None else abstract.findall(w("lvl"))
        return next((level.get(w("ilvl")) for level in levels if value(level, "pStyle") == style), None)

    def number_for(self, number: str, *, bound: bool = False) -> str:
        """Return the ``w:numId`` in the report for one of the brief; ``0``, no list, where the brief lacks it.

        ``bound`` is for a style that is carried: its list must name it in turn, so even bullets are not shared.
        """
        if number in self._carried:
            return self._carried[number]
        node, abstract = self._source.numbers.get(number), self._source.abstract_of(number)
        if number == "0" or node is None or abstract is None:
            return "0"
        shared = None if bound else self._our_bullets.get(self._source.bullets(number))
        if shared is not None:
            self._carried[number] = shared
            return shared
        carried = deepcopy(node)
        new = self._carried[number] = str(self._next_number)
        self._next_number += 1
        carried.set(_NUMBER_ID, new)
        link = carried.find(_ABSTRACT_ID)
        if link is not None:
            link.set(VALUE, self._abstract(abstract))
        self._insert(carried)
        return new

    def finish(self, styles: StyleCarrier, parts: PartCarrier) -> None:
        """Let the levels name styles as the report calls them, and only styles that name this list in turn."""
        done = 0
        while done < len(self._links):
            node = self._links[done]
            done += 1
            style = node.get(VALUE, "")
            keeps = local(node) != "pStyle" or styles.copies(style)
            new = styles.id_for(style) if keeps else None
            if new is not None:
                node.set(VALUE, new)
            else:
                remove(node)
        self._pictures(parts)

    def _abstract(self, abstract: Element) -> str:
        old = abstract.get(_ABSTRACT_ID, "")
        if old in self._abstracts:
            return self._abstracts[old]
        carried = deepcopy(abstract)
        new = self._abstracts[old] = str(self._next_abstract)
        self._next_abstract += 1
        carried.set(_ABSTRACT_ID, new)
        mark = carried.find(w("nsid"))
        if mark is not None:
            # Word joins lists of one mark; a mark of its own makes this one begin anew.
            mark.set(VALUE, sha256(f"{self._annex}/{old}/{mark.get(VALUE)}".encode()).hexdigest()[:8].upper())
        self._insert(carried)
        return new

    def _insert(self, carried: Element) -> None:
        root = _root(self._part())
        later = (_NUMBER, _CLEANUP) if carried.tag == _ABSTRACT else (_CLEANUP,)
        move([carried], root, next((i for i, node in enumerate(root) if node.tag in later), len(root)))
        self._links += carried.iter(w("pStyle"), w("rStyle"), w("styleLink"), w("numStyleLink"))

    def _part(self) -> Part:
        """Return the report's numbering part, made where it is missing, ready for what the brief's may hold."""
        if self._target is None:
            part = self._report.of_main("numbering") or word_part(self._report, "numbering", element("numbering"))
            part.root = adopt(_root(part), [self._source.root] if self._source.root is not None else [])
            self._target = part
        return self._target

    def _pictures(self, parts: PartCarrier) -> None:
        """Carry the pictures that serve as bullets of carried lists."""
        source, target = self._source_part, self._target
        if source is None or target is None:
            return
        root = _root(target)
        pictures = {node.get(_PICTURE_ID): node for node in _root(source).findall(_PICTURE)}
        taken = {node.get(_PICTURE_ID, ""): node for node in root.findall(_PICTURE)}
        carried: dict[str, str] = {}
        mine = frozenset(self._abstracts.values())
        for abstract in [node for node in root.findall(_ABSTRACT) if node.get(_ABSTRACT_ID) in mine]:
            for link in abstract.iter(w("lvlPicBulletId")):
                old = link.get(VALUE, "")
                picture = pictures.get(old)
                if old not in carried and picture is not None:
                    new = carried[old] = str(_after(taken, -1) + len(carried))
                    copy = deepcopy(picture)
                    copy.set(_PICTURE_ID, new)
                    move([copy], root, len(taken) + len(carried) - 1)
                    parts.bring_relations([copy], source, target)
                link.set(VALUE, carried.get(old, old))


def _root(part: Part) -> Element:
    if part.root is None:
        raise ValueError(f"{part.name} is no XML")
    return part.root


def _after(taken: Iterable[str], least: int) -> int:
    """Return the number after the largest one taken."""
    return max([least, *(n for key in taken if (n := whole(key)) is not None and n < 1_000_000_000)]) + 1

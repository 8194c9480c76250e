"""The lists of a skin beside those of the packaged one, which keep their schemes under other numbers."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from docx.oxml.ns import qn

from briefings.writers.word.given.styles import numbering_of
from briefings.writers.word.identifiers import BULLETS, NUMBERS, Scheme, StyleId
from briefings.writers.word.numbering import Lists

_VAL, _ABSTRACT, _NUM = qn("w:val"), qn("w:abstractNumId"), qn("w:numId")
#: Styles that have their mark or number from a scheme.
_LISTED: Final = {
    **dict.fromkeys(BULLETS, Scheme.BULLETS),
    **dict.fromkeys(NUMBERS, Scheme.NUMBERS),
    StyleId.NUMBERED_PARAGRAPH: Scheme.PARAGRAPHS,
}


def join_lists(given: Any, packaged: Any, styles: Any, supplied: frozenset[str]) -> Lists:
    """Add the packaged lists to those of a skin (``w:numbering``); return how the writer comes by all of them.

    ``styles`` are the skin's, completed; those ``supplied`` are told the new numbers of the packaged lists.
    """
    _drop_pictures(given)
    abstract, num = _highest(given, "w:abstractNum", _ABSTRACT) + 1, _highest(given, "w:num", _NUM) + 1
    _renumber_supplied(styles, supplied, num)
    by_num = _abstract_by_num(given)
    counted = {style: mark for style in _LISTED if (mark := numbering_of(styles, style)) and style not in supplied}
    own = {style: (by_num[number], level) for style, (number, level) in counted.items() if number in by_num}
    _add(given, packaged, (abstract, num), supplied)
    nums = {scheme: scheme.num_id - 1 + num for scheme in Scheme}
    abstracts = {scheme: scheme.value + abstract for scheme in Scheme}
    if StyleId.NUMBERED_PARAGRAPH in own:
        nums[Scheme.PARAGRAPHS] = counted[StyleId.NUMBERED_PARAGRAPH][0]
    marked = {style for style in (*BULLETS, StyleId.NUMBERED_PARAGRAPH) if style in own or style in supplied}
    counting: dict[StyleId, tuple[int, int]] = {style: place for style, place in own.items() if style not in BULLETS}
    return Lists(abstracts, nums, frozenset(marked), counting, num + len(Scheme))


def _drop_pictures(given: Any) -> None:
    """Take out bullets that are pictures: the lists then show the character that Word keeps beside them."""
    for tag in ("w:numPicBullet", "w:lvlPicBulletId"):
        for element in list(given.iter(qn(tag))):
            element.getparent().remove(element)


def _highest(given: Any, tag: str, attribute: str) -> int:
    numbers = [element.get(attribute) or "" for element in given.findall(qn(tag))]
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def _renumber_supplied(styles: Any, supplied: frozenset[str], num: int) -> None:
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) in supplied:
            for element in style.iter(_NUM):
                element.set(_VAL, str(int(element.get(_VAL)) - 1 + num))


def _abstract_by_num(given: Any) -> dict[int, int]:
    found: dict[int, int] = {}
    for element in given.findall(qn("w:num")):
        abstract = element.find(_ABSTRACT)
        if abstract is not None:
            found[int(element.get(_NUM))] = int(abstract.get(_VAL))
    return found


def _add(given: Any, packaged: Any, first: tuple[int, int], supplied: frozenset[str]) -> None:
    """Add the packaged schemes behind those there are; all schemes stand before all lists (17.9.17)."""
    abstract, num = first
    for element in packaged.findall(qn("w:abstractNum")):
        added = deepcopy(element)
        added.set(_ABSTRACT, str(int(added.get(_ABSTRACT)) + abstract))
        for link in list(added.iter(qn("w:pStyle"))):
            # A style belongs to one scheme, and the house's own comes first.
            if link.get(_VAL) not in supplied:
                link.getparent().remove(link)
        last = given.findall(qn("w:abstractNum"))
        last[-1].addnext(added) if last else given.insert(0, added)
    for element in packaged.findall(qn("w:num")):
        added = deepcopy(element)
        added.set(_NUM, str(int(added.get(_NUM)) - 1 + num))
        of = added.find(_ABSTRACT)
        of.set(_VAL, str(int(of.get(_VAL)) + abstract))
        lists = given.findall(qn("w:num")) or given.findall(qn("w:abstractNum"))
        lists[-1].addnext(added)

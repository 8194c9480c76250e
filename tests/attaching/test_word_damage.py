"""Damaged files and many files: one problem or a sound file, and work that grows with the number of annexes alone."""

from __future__ import annotations

import random
import time

import pytest
from lxml import etree  # type: ignore[import-untyped]

from briefings.errors import BriefingError
from tests.attaching.test_word_annexes import attach, brief, foreign
from tests.attaching.test_word_parts import bound
from tests.attaching.word_files import Reading, entries_of, zipped

FILES = (foreign("A"), bound("{11111111-2222-3333-4444-555555555555}", "v"), brief(contents=True))
VALUES = ("", "-1", "999999999999", "x", "0", "true", "é", " ")


def damaged(data: bytes, seed: int) -> bytes:
    """Return the file with a few elements or attributes of its parts taken out, doubled, renamed or overwritten."""
    chance = random.Random(seed)
    entries = entries_of(data)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice([each for each in entries if each.endswith((".xml", ".rels"))])
        root = etree.fromstring(entries[name])
        nodes = list(root.iter("*"))
        node, other = chance.choice(nodes), chance.choice(nodes)
        match chance.randrange(5):
            case 0 if node.getparent() is not None:
                node.getparent().remove(node)
            case 1 if node.attrib:
                del node.attrib[chance.choice(sorted(node.attrib))]
            case 2 if node.attrib:
                node.set(chance.choice(sorted(node.attrib)), chance.choice(VALUES))
            case 3:
                other.append(etree.fromstring(etree.tostring(node)))
            case _:
                node.tag = other.tag
        entries[name] = etree.tostring(root)
    return zipped(entries)


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_gives_a_problem_or_a_sound_file(seed: int) -> None:
    """Whatever is wrong with a report or a brief, nothing else is raised, and what comes out can be read and read on."""
    data, other = FILES[seed % 3], FILES[seed // 3 % 3]
    report, annex = (damaged(data, seed), other) if seed % 2 else (other, damaged(data, seed))
    try:
        out = attach(report, annex)
    except BriefingError as error:
        assert all(problem.location is not None for problem in error.problems)
        return
    assert all(Reading(out.data).tree(name) is not None for name in entries_of(out.data) if name.endswith(".xml"))
    assert attach(out.data, FILES[1]).names


def test_the_work_grows_with_the_number_of_annexes() -> None:
    """Four times as many annexes take less than eight times as long; a square would take sixteen."""
    report, annex = brief(contents=True), brief("fr-FR", 12.0)
    attach(report, annex)
    times = []
    for count in (3, 12):
        begun = time.process_time()
        attach(report, *[annex] * count)
        times.append(time.process_time() - begun)
    assert times[1] < 8 * times[0]

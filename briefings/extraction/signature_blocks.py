"""Who signed by the block below an accord: “For the Government of …”, columns of names, a run of names in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from briefings.extraction.found import FoundPerson
from briefings.extraction.offices import OFFICE, office_end, office_start
from briefings.extraction.person_names import NAME, is_name_word, name_at
from briefings.extraction.reading import Reading
from briefings.extraction.signing_cues import Manner, signing_cues
from briefings.patterns import compiled
from briefings.vocabulary.codes import PersonPart

_BLOCK = compiled(
    r"(?<!\w)(?:Pour|For|POUR|FOR|On behalf of|ON BEHALF OF|Au nom d[eu])\s(?:and on behalf of\s)?"
    r"(?:the |le |la |l['’]|les |THE |LE |LA |L['’]|LES )?(?=[A-ZÀ-Þ])(?![A-Z][a-z]+ing\b)"
)
_MARK = compiled(r"\((?:s\.?|sd\.?|sgd\.?|signed|signé)\)\s?|(?:Signed|Signé)\s?:\s?", re.IGNORECASE)
#: Both in full, so that the “(s)” of a plural is none.
_LINE_MARK = compiled(r"(?m)^[^\S\n]*\((?:sd\.|sgd\.|signed|signé)\)[^\S\n]?", re.IGNORECASE)
_LINE_NAME = compiled(rf"(?:[\n:;,]\s*)(?P<name>{NAME})(?=\s*(?:[\n,.;(]|\Z))")
_CELL = compiled(r"\S+(?:[ \u00a0]\S+)*")
_WHOLE_NAME = compiled(NAME)
_WITNESS = compiled(r"witness|t[ée]moin|en pr[ée]sence|in the presence", re.IGNORECASE)
_CAPITALS = compiled(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ’'-]+|[A-ZÀ-Þ]\.|[A-Z]{2,3}\.)(?:\s(?:[A-ZÀ-Þ][A-ZÀ-Þ’'-]+|[A-ZÀ-Þ]\.|[A-Z]{2,3}\.)){3,80}"
)
_LONGEST_BLOCK = 420
#: Blocks stand near the end; a treaty of 1 MB has not more of them than this.
_TAIL = 6_000


def signatories(reading: Reading) -> Iterator[FoundPerson]:
    """Yield the people of signature blocks; nobody where the text has no words of signature."""
    text = reading.text
    low = max(0, len(text) - _TAIL)
    yield from _blocks(reading, low)
    yield from _marked(reading)
    cues = [
        cue for cue in signing_cues(reading) if cue.manner is Manner.FORMULA and cue.start >= low and not cue.planned
    ]
    if cues:
        yield from _columns(reading, reading.sentence_at(cues[-1].start).end)
        yield from _run(reading, cues[-1].end)


def _blocks(reading: Reading, low: int) -> Iterator[FoundPerson]:
    text = reading.text
    heads = [head for head in _BLOCK.finditer(text, low) if reading.mentions_in(head.end(), head.end() + 90)]
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        end = min(end, head.start() + _LONGEST_BLOCK)
        mention = reading.mentions_in(head.end(), head.end() + 90)[0]
        for start in _name_starts(text, mention.end, end):
            if name := name_at(reading, start):
                yield _signatory(reading, name, mention.code, end)
                break


def _marked(reading: Reading) -> Iterator[FoundPerson]:
    """Yield the names behind “(Signed)” on a line of their own, as letters end that make up an accord."""
    for mark in _LINE_MARK.finditer(reading.text):
        if name := name_at(reading, mark.end()):
            yield _signatory(reading, name, None, min(len(reading.text), name[1] + 80))


def _name_starts(text: str, start: int, end: int) -> list[int]:
    """Return where the names of a block may begin: behind “(sd.)”, else at the head of a line."""
    marks = [mark.end() for mark in _MARK.finditer(text, start, end)]
    return marks or [line.start("name") for line in _LINE_NAME.finditer(text, start, end)]


def _signatory(reading: Reading, name: tuple[int, int], party: str | None, end: int) -> FoundPerson:
    text = reading.text
    office = OFFICE.search(text, name[1], min(end, name[1] + 40))
    role = (
        (office_start(reading, office.start()), office_end(reading, office.start(), office.end())) if office else None
    )
    if role and not re.fullmatch(r"\s*[,\n]?\s*(?:le |la |the )?", text[name[1] : role[0]], re.IGNORECASE):
        role = None
    return FoundPerson(
        start=name[0],
        end=max(name[1], role[1]) if role else name[1],
        rule="people.block",
        name=text[name[0] : name[1]],
        name_start=name[0],
        role=text[role[0] : role[1]] if role else None,
        role_start=role[0] if role else None,
        party=party,
        part=PersonPart.SIGNATORY,
    )


def _columns(reading: Reading, start: int) -> Iterator[FoundPerson]:
    """Yield names that stand side by side, parted by wide gaps, each with what stands below it."""
    text = reading.text
    lines = [(start + line.start(), line.group()) for line in re.finditer(r"[^\n]*\S[^\n]*", text[start:])][:60]
    witness = False
    for number, (at, line) in enumerate(lines):
        cells = list(_CELL.finditer(line))
        if _WITNESS.search(line):
            witness = True
        names = [name_at(reading, at + cell.start()) for cell in cells if _WHOLE_NAME.fullmatch(cell.group())]
        if len(cells) < 2 or len(names) != len(cells):
            continue
        for column, name in enumerate(names):
            if name:
                person = _signatory(reading, name, _below(reading, lines[number + 1 : number + 4], column), name[1])
                yield person if not witness else replace(person, part=PersonPart.ATTENDEE, rule="people.witness")


def _below(reading: Reading, lines: list[tuple[int, str]], column: int) -> str | None:
    """Return the state named in the lines below a name, in its column."""
    for at, line in lines:
        cells = list(_CELL.finditer(line))
        if len(cells) <= column:
            return None
        cell = cells[column]
        named = reading.mentions_in(at + cell.start(), at + cell.end())
        if named:
            return named[0].code
    return None


def _run(reading: Reading, start: int) -> Iterator[FoundPerson]:
    """Yield the names of a run in capitals: given name or initials, initials, one last name, and so on."""
    for line in re.finditer(r"[^\n]+", reading.text[start:]):
        run = _CAPITALS.fullmatch(line.group().strip())
        words = line.group().split()
        if run and all(is_name_word(word) for word in words) and any(word.endswith(".") for word in words):
            at = start + line.start()
            for begin, end in _segments(line.group()):
                yield _signatory(reading, (at + begin, at + end), None, at + end)


def _segments(line: str) -> Iterator[tuple[int, int]]:
    begin = -1
    for word in re.finditer(r"\S+", line):
        if begin < 0:
            begin = word.start()
        elif not word.group().endswith("."):
            yield begin, word.end()
            begin = -1

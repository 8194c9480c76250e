"""People with the office they hold, the party they act for and the part they take, in French and English.

A name is found by an office or a rank beside it, in either order, by a title (“M.”, “Mr.”), or in a signature block.
Presence is attendance, not signature. An office without a name is found only among those present.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from briefings.extraction.found import FoundPerson
from briefings.extraction.letters import CAPITALS
from briefings.extraction.merging import merged
from briefings.extraction.offices import OFFICE, OFFICE_KEYS, SOVEREIGN, office_end, office_start, office_word
from briefings.extraction.parts import Parts
from briefings.extraction.person_names import name_at, name_before
from briefings.extraction.reading import Reading
from briefings.extraction.signature_blocks import signatories
from briefings.patterns import compiled
from briefings.vocabulary.codes import PersonPart
from briefings.vocabulary.places import PlaceKind, find_place

_TITLED = compiled(
    r"(?<!\w)(?<![A-Z]\.\s)(?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s"
    rf"(?=[{CAPITALS}])"
)
#: Between an office and the name behind it.
_BESIDE = compiled(
    rf"(?P<comma>\s?[,:]\s?|\s?(?=\(\w{{1,6}}\.?\)))?\s?(?:\(\w+\.?\)\s?)?(?:(?:le|la)\s)?(?=[{CAPITALS}gale])"
)
#: Between a name and the office behind it.
_APPOSED = compiled(
    r"(?P<name>,|\s?\(|\s[-–—])\s?(?:(?:by|par) the grace of God, |par la gr[âa]ce de Dieu, )?"
    r"(?:le |la |l['’]|the |an? |une? |then |alors |and |who is |qui est (?:l['’]actuel |le |la |l['’])?"
    r"|notre |our |its |their |his |new "
    r"|nouveau |actuel )?\Z",
    re.IGNORECASE,
)
_OF_PLACE = compiled(r"\s(?:of|from|du|de la|de l['’]|des|de|d['’])\s?(?:the\s)?")
_NEXT_NAME = compiled(rf"(?:,| and| et)\s(?:(?:le|la|the)\s)?(?=[{CAPITALS}])")
_HELD_AT = compiled(r"\b(?:au|aux|en|in|to)\s(?:the\s)?\Z", re.IGNORECASE)
#: Behind a rank and a name: the office comes, and says more.
_OFFICE_NEXT = compiled(r",\s(?:(?:the|le|la|l['’])\s?)?(?:[\w’'-]+\s){0,3}?" + OFFICE.pattern, re.IGNORECASE)


def find_people(reading: Reading) -> tuple[FoundPerson, ...]:
    """Return every person once, in the order of their first mention, with the other wordings of the name.

    The party is a code of ``vocabulary.places``, given only where the office, the block or the words right beside the
    name say it.
    """
    seen = [*_by_office(reading), *_by_title(reading), *signatories(reading)]
    people = merged(sorted(seen, key=lambda one: (one.start, one.end)))
    held = {(one.party, office_word(one.role)) for one in people if one.name}
    named = [one for one in people if one.name is not None or (one.party, office_word(one.role)) not in held]
    return tuple(one for one in named if one.name is None or one.role is not None or " " in one.name)


def _by_office(reading: Reading) -> Iterator[FoundPerson]:
    parts = Parts(reading)
    taken = 0
    for office in reading.matches(OFFICE, OFFICE_KEYS):
        if office.start() < taken:
            continue
        found = list(_around(reading, office, taken))
        for person in found:
            yield replace(person, part=parts.of(person.start, person.end))
        if found:
            taken = max(one.end for one in found)
        elif unnamed := _unnamed(reading, office, parts):
            yield unnamed
            taken = unnamed.end


def _around(reading: Reading, office: re.Match[str], taken: int) -> Iterator[FoundPerson]:
    """Yield the person whose office this is; several where it is said of several (“Presidents A and B”)."""
    text = reading.text
    end = office.end() if office.group("rank") else office_end(reading, office.start(), office.end())
    role = (max(taken, office_start(reading, office.start())), end)
    single = SOVEREIGN.search(office.group().casefold()) is not None
    beside = _BESIDE.match(text, role[1])
    behind = name_at(reading, beside.end(), single and not beside.group("comma")) if beside else None
    before = _apposed(reading, role[0], taken, single)
    if behind and office.group("rank") and _OFFICE_NEXT.match(text, behind[1]):
        return
    parted = beside is not None and beside.group("comma") is not None
    same = not parted or (behind and reading.sentence_at(role[0]) == reading.sentence_at(behind[0]))
    if behind and same and not (parted and before):
        several = list(_further(reading, behind[1], role)) if office.group()[-1:] in "sS" else []
        yield from _shared([_person(reading, behind, role, "people.office-name"), *several], reading, role)
    elif before and not (behind and not parted):
        yield _person(reading, before, role, "people.name-office")


def _apposed(reading: Reading, at: int, taken: int, single: bool) -> tuple[int, int] | None:
    low = max(taken, at - 40)
    apposed = _APPOSED.search(reading.text[low:at])
    name = name_before(reading, low + apposed.start(), single) if apposed else None
    return name if name and name[0] >= taken else None


def _further(reading: Reading, at: int, role: tuple[int, int]) -> Iterator[FoundPerson]:
    """Yield the further names of a plural office: “Presidents A of X and B of Y”."""
    for _ in range(6):
        place = _OF_PLACE.match(reading.text, at)
        named = reading.mentions_in(place.end(), place.end() + 1) if place else ()
        joined = _NEXT_NAME.match(reading.text, named[0].end if named else at)
        name = name_at(reading, joined.end()) if joined else None
        if not name:
            return
        yield _person(reading, name, role, "people.office-name")
        at = name[1]


def _shared(people: list[FoundPerson], reading: Reading, role: tuple[int, int]) -> list[FoundPerson]:
    """Return the holders of one office; “Ministers of A and B, X and Y” gives each the state in the same order."""
    states = list(dict.fromkeys(one.code for one in reading.mentions_in(*role) if one.kind != "capital"))
    if len(states) < 2 or len(people) < 2:
        return people
    parties = states if len(states) == len(people) else [None] * len(people)
    return [replace(one, party=party) for one, party in zip(people, parties, strict=True)]


def _person(reading: Reading, name: tuple[int, int], role: tuple[int, int], rule: str) -> FoundPerson:
    text = reading.text
    return FoundPerson(
        start=min(name[0], role[0]),
        end=max(name[1], role[1]),
        rule=rule,
        name=text[name[0] : name[1]],
        name_start=name[0],
        role=text[role[0] : role[1]],
        role_start=role[0],
        party=_party_behind(reading, name[1]) or _party_in(reading, role),
        part=PersonPart.OTHER,
    )


def _party_in(reading: Reading, role: tuple[int, int]) -> str | None:
    """Return whom an office belongs to, a state before an organisation; where it is held (“to Ghana”) counts not."""
    stretches = Counter(one.start for one in reading.mentions_in(*role))
    # “The Congolese minister” may be of either state.
    named = [one for one in reading.mentions_in(*role) if one.kind != "capital" and stretches[one.start] == 1]
    own = [one.code for one in named if not _HELD_AT.search(reading.text[max(role[0], one.start - 8) : one.start])]
    states = [code for code in own if (known := find_place(code)) and known.kind is not PlaceKind.ORGANISATION]
    return next(iter(states or own), None)


def _party_behind(reading: Reading, at: int) -> str | None:
    place = _OF_PLACE.match(reading.text, at)
    named = reading.mentions_in(place.end(), place.end() + 1) if place else ()
    return named[0].code if named and named[0].kind == "name" else None


def _by_title(reading: Reading) -> Iterator[FoundPerson]:
    """Yield names behind “M.” or “Mr.”; most of them name again somebody whose office stands elsewhere."""
    parts = Parts(reading)
    for title in _TITLED.finditer(reading.text):
        name = name_at(reading, title.end(), single=True)
        if name:
            yield FoundPerson(
                start=name[0],
                end=name[1],
                rule="people.title",
                name=reading.text[name[0] : name[1]],
                name_start=name[0],
                role=None,
                role_start=None,
                party=None,
                part=parts.of(*name),
            )


def _unnamed(reading: Reading, office: re.Match[str], parts: Parts) -> FoundPerson | None:
    """Return an office without a name among those present, where it says of which country."""
    start, end = office_start(reading, office.start()), office_end(reading, office.start(), office.end())
    part = parts.of(start, end)
    party = _party_in(reading, (start, end))
    if part is not PersonPart.ATTENDEE or party is None or office.group("rank"):
        return None
    return FoundPerson(
        start=start,
        end=end,
        rule="people.unnamed",
        name=None,
        name_start=None,
        role=reading.text[start:end],
        role_start=start,
        party=party,
        part=part,
    )

"""One person from several mentions: the fullest wording of the name, and the part that says most."""

from __future__ import annotations

from collections import defaultdict

from msgspec.structs import replace

from briefings.extraction.found import FoundPerson
from briefings.extraction.offices import office_word
from briefings.extraction.person_names import same_person, tokens
from briefings.vocabulary.codes import PersonPart

#: Which part is kept where a person takes several.
_ORDER = (
    PersonPart.SIGNATORY,
    PersonPart.HOST,
    PersonPart.GUEST,
    PersonPart.ATTENDEE,
    PersonPart.SPEAKER,
    PersonPart.OTHER,
)
#: So many people are compared letter by letter; beyond, wordings must share their last name.
_COMPARED = 120


def merged(seen: list[FoundPerson]) -> list[FoundPerson]:
    """Return each person once, in the order of first mention; people without a name once for each office."""
    groups: list[list[FoundPerson]] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for person in seen:
        words = tokens(person.name) if person.name else (person.role or "",)
        near = {*by_word[words[-1]], *range(min(len(groups), _COMPARED))} if words else set()
        at = next((number for number in sorted(near) if _joins(person, groups[number])), None)
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(person)
        if words:
            by_word[words[-1]].append(at)
    return [_one(group) for group in groups]


def _joins(person: FoundPerson, group: list[FoundPerson]) -> bool:
    for other in group[:8]:
        if person.name is None or other.name is None:
            if person.name is None and other.name is None and person.role == other.role:
                return True
            continue
        akin = _akin(person, other)
        if same_person(person.name, other.name, akin):
            return True
    return False


def _akin(one: FoundPerson, other: FoundPerson) -> bool:
    """Return whether two people act for the same state, or hold the same office of no two different states."""
    if one.party and other.party:
        return one.party == other.party
    return office_word(one.role) == office_word(other.role) != ""


def _one(group: list[FoundPerson]) -> FoundPerson:
    best = max(group, key=lambda one: (len(tokens(one.name or "")), one.role is not None, -one.start))
    names = tuple(dict.fromkeys(one.name for one in group if one.name and one.name != best.name))
    with_role = best if best.role else next((one for one in group if one.role), best)
    party = best.party or next((one.party for one in group if one.party), None)
    part = min((one.part for one in group), key=_ORDER.index)
    return replace(best, role=with_role.role, role_start=with_role.role_start, party=party, part=part, variants=names)

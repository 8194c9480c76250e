"""A plan carried out on the bytes of a record."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.drafting.comparing import Plan
from briefings.drafting.editing import RecordEditor
from briefings.facts import Accord, BodyAspect, FollowUpBody, Instrument


def applied(data: bytes, accord: Accord, plan: Plan, hashes: Mapping[str, str]) -> bytes:
    """Return the bytes of a record with a plan carried out; ``hashes`` holds the sha256 to be written, by source.

    ``accord`` is what the bytes hold. Raises ``BriefingError`` (exit 3) where they cannot be edited.
    """
    editor = RecordEditor(data, accord.file)
    for fact in plan.renewed.values():
        editor.replace(fact)
    for fact in plan.extended.values():
        editor.extend(fact)
    for name, reason in plan.lapsed.items():
        editor.mark(name, reason)
    for name in plan.restored:
        editor.mark(name, None)
    for body, aspects in plan.aspects.items():
        editor.add_aspects(body, (aspect for aspect in aspects if isinstance(aspect, BodyAspect)))
    standing = {Instrument: _stands(accord.instrument, plan), FollowUpBody: _stands(accord.follow_up, plan)}
    for fact in plan.added:
        editor.add(fact, standing.get(type(fact), True))
        # The next one of its kind finds this one there.
        standing[type(fact)] = True
    for name, sha256 in hashes.items():
        editor.pin(name, sha256)
    return editor.data()


def _stands(fact: Instrument | FollowUpBody | None, plan: Plan) -> bool:
    if fact is None:
        return True
    fallen = fact.id in plan.lapsed or (not fact.stands and fact.id not in plan.restored)
    return fact.id in plan.renewed or not fallen

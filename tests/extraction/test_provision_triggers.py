"""The phrases that show what an accord covers: each is found, each is accepted by the gate, each code has both languages."""

from __future__ import annotations

import re

import pytest

from briefings.extraction.flattening import flatten
from briefings.vocabulary.codes import ProvisionCode
from briefings.vocabulary.provision_triggers import Field, Trigger, Where, find_triggers, sample, triggers
from briefings.vocabulary.triggers import bears

CODES = [code for code in ProvisionCode if code is not ProvisionCode.OTHER]


def hits(text: str, language: str) -> set[tuple[ProvisionCode, str]]:
    """Return the codes and words found in a text that is not yet plain."""
    plain = flatten(text).text
    return {(hit.trigger.code, plain[hit.start : hit.end]) for hit in find_triggers(plain, 0, len(plain), language)}


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.value)
def test_each_code_has_phrases_in_both_languages(code: ProvisionCode) -> None:
    """A code that one language lacks would never be found there."""
    shown = {trigger.language for trigger in triggers() if trigger.code is code and trigger.where is not Where.NEVER}
    assert shown == {"en", "fr"}


def test_each_phrase_is_found_whole_in_its_own_words() -> None:
    """A phrase that its own words do not match would be dead."""
    dead = []
    for trigger in triggers():
        for words in sample(trigger):
            found = [hit for hit in find_triggers(words, 0, len(words), trigger.language) if hit.trigger == trigger]
            if not any((hit.start, hit.end) == (0, len(words)) for hit in found):
                dead.append((trigger.code.value, words))
    assert dead == []


def test_the_gate_accepts_each_phrase() -> None:
    """What is extracted and what is accepted rest on the same words."""
    shown = (trigger for trigger in triggers() if trigger.where is not Where.NEVER)
    assert [words for trigger in shown for words in sample(trigger) if not bears(words, trigger.code)] == []


def test_phrases_are_plain_and_unique() -> None:
    """A capital, an accent or a tab in the data file would never match; a phrase twice would be a slip."""
    odd = [trigger.phrase for trigger in triggers() if not re.fullmatch(r"[a-z0-9 ,*/~.\[\]&]+", trigger.phrase)]
    assert odd == []
    keys = [(trigger.code, trigger.language, trigger.where, trigger.field, trigger.phrase) for trigger in triggers()]
    assert sorted(key[4] for key in keys if keys.count(key) > 1) == []


@pytest.mark.parametrize(
    ("language", "text", "code", "words"),
    [
        ("fr", "des manœuvres navales conjointes", ProvisionCode.JOINT_EXERCISES, "manoeuvres navales conjointes"),
        ("fr", "l’échange d’expériences", ProvisionCode.EXPERTISE_SHARING, "echange d'experiences"),
        ("fr", "LE RENFORCEMENT DES CAPACITÉS", ProvisionCode.CAPABILITY_DEVELOPMENT, "renforcement des capacites"),
        ("en", "search-and-rescue teams", ProvisionCode.SEARCH_AND_RESCUE, "search-and-rescue"),
        ("en", "joint naval and air exercises", ProvisionCode.JOINT_EXERCISES, "joint naval and air exercises"),
        ("en", "the repair of naval vessels", ProvisionCode.TECHNICAL_SUPPORT, "repair of naval vessels"),
    ],
)
def test_accents_capitals_hyphens_and_small_words_do_not_matter(
    language: str, text: str, code: ProvisionCode, words: str
) -> None:
    """The data file writes one form; texts write many."""
    found = hits(text, language)
    assert (code, words) in found or any(one is code for one, _ in found)


def test_a_phrase_ends_with_its_word() -> None:
    """“Espace” must not be found in “espacement”, nor “mines” in “determines”."""
    assert hits("it determines an espacement", "en") == set()


def test_a_trigger_says_where_and_in_which_texts_it_counts() -> None:
    """“Health” alone means the forces' in a text about defence, and the public's elsewhere."""
    (defence,) = [t for t in triggers() if t.phrase == "health" and t.code is ProvisionCode.MILITARY_HEALTH]
    assert defence == Trigger(ProvisionCode.MILITARY_HEALTH, "en", Where.SCOPE, Field.DEFENCE, "health")

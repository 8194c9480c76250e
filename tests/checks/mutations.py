"""Mutations of true quotations: of the evidence against its source, and of the source with the quotation following it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from msgspec import Struct

from tests.checks.doors import Claim
from tests.checks.truth import Truth
from tests.checks.truths import AROUND, TRUTHS


class Mutant(Struct, frozen=True):
    """A claim that is no longer true, and how it came to be so."""

    kind: str
    truth: str
    claim: Claim


def source_of(language: str, replaced: str = "", by: str = "") -> str:
    """Return the invented source of a language, a paragraph for each sentence, one of them replaced."""
    sentences = dict.fromkeys(truth.sentence for truth in TRUTHS if truth.language == language)
    head = "# Un texte inventé" if language == "fr" else "# An invented text"
    return "\n\n".join([head, *(by if sentence == replaced else sentence for sentence in sentences)]) + "\n"


def claim(truth: Truth, text: str, exact: str) -> Claim:
    """Return a truth's fact with other evidence, in another source."""
    return Claim(truth.section, truth.values, truth.language, text, exact)


def true_claims() -> list[Claim]:
    """Return every truth as it is."""
    return [claim(truth, source_of(truth.language), truth.exact) for truth in TRUTHS]


# Sources that say otherwise.


def turned_sources() -> Iterator[Mutant]:
    """Yield each truth with its source turned: by its own words, and by what is put around the sentence."""
    for truth in TRUTHS:
        for turn in truth.turns:
            assert turn.old in truth.sentence, (truth.name, turn)
            sentence = truth.sentence.replace(turn.old, turn.new)
            exact = _following(truth, turn.old, turn.new)
            yield Mutant(
                turn.kind, truth.name, claim(truth, source_of(truth.language, truth.sentence, sentence), exact)
            )
        if truth.wrapped:
            yield from _around(truth)


def _following(truth: Truth, old: str, new: str) -> str:
    """Return the quotation with the same change, where the change lies in it; else as it is."""
    return truth.exact.replace(old, new) if old in truth.exact else truth.exact


def _around(truth: Truth) -> Iterator[Mutant]:
    bare = truth.sentence.rstrip(".")
    for kind, frame in AROUND[truth.language]:
        within = not frame.startswith(("{}", "«", "“"))
        lowered = (
            bare[0].lower() + bare[1:] if within and bare.startswith(("L", "Une", "A ", "On", "The", "It")) else bare
        )
        sentence = frame.format(lowered)
        exact = truth.exact if truth.exact in sentence else truth.exact[0].lower() + truth.exact[1:]
        yield Mutant(kind, truth.name, claim(truth, source_of(truth.language, truth.sentence, sentence), exact))


# Evidence that is not in its source.

_WORDS = {
    "fr": ("mardi", "Paris", "naval", "jamais", "civil", "le Tchad", "dix", "hier", "quatre", "Bamako"),
    "en": ("Tuesday", "Paris", "naval", "never", "civil", "Chad", "ten", "yesterday", "four", "Bamako"),
}
_DENIALS = {"fr": ("ne", "pas", "jamais", "sans", "aucun"), "en": ("not", "never", "no", "without", "hardly")}
_MONTHS = {"fr": ("janvier", "mars", "juillet", "octobre"), "en": ("January", "March", "July", "October")}
_COUNTRIES = {"fr": ("Tchad", "Mali", "Gabon", "Niger"), "en": ("Chad", "Mali", "Gabon", "Niger")}


def changed_quotations(number: int, seed: int) -> Iterator[Mutant]:
    """Yield so many true quotations with one change each that leaves them out of their source; the same for a seed."""
    dice = random.Random(seed)
    made = 0
    while made < number:
        truth = dice.choice(TRUTHS)
        kind = dice.choice(tuple(_CHANGES))
        exact = _CHANGES[kind](truth, dice)
        text = source_of(truth.language)
        if exact is None or (kind != "cut inside a word" and _squeezed(exact) in _squeezed(text)):
            continue
        made += 1
        yield Mutant(kind, truth.name, claim(truth, text, exact))


def _squeezed(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _word_replaced(truth: Truth, dice: random.Random) -> str | None:
    words = truth.exact.split()
    words[dice.randrange(len(words))] = dice.choice(_WORDS[truth.language])
    return " ".join(words)


def _digit_changed(truth: Truth, dice: random.Random) -> str | None:
    digits = [found.start() for found in re.finditer(r"\d", truth.exact)]
    if not digits:
        return None
    at = dice.choice(digits)
    other = dice.choice([digit for digit in "0123456789" if digit != truth.exact[at]])
    return truth.exact[:at] + other + truth.exact[at + 1 :]


def _denial_put_in(truth: Truth, dice: random.Random) -> str | None:
    words = truth.exact.split()
    words.insert(dice.randint(1, len(words) - 1), dice.choice(_DENIALS[truth.language]))
    return " ".join(words)


def _denial_taken_out(truth: Truth, dice: random.Random) -> str | None:
    less = re.sub(r"\b(?:ne |pas de |does not |n’)|, à l’exception|, with the exception of", " ", truth.exact)
    return None if less == truth.exact else " ".join(less.split())


def _cut(truth: Truth, dice: random.Random) -> str | None:
    words = truth.exact.split()
    if len(words) < 5:
        return None
    at = dice.randint(1, len(words) - 3)
    width = dice.randint(1, len(words) - at - 1)
    return " ".join([*words[:at], dice.choice(("…", "[…]", "...", "")), *words[at + width :]])


def _month_changed(truth: Truth, dice: random.Random) -> str | None:
    months = r"\b(?:mai|juin|janvier|avril|May|June|January|April)\b"
    found = re.search(months, truth.exact)
    return re.sub(months, dice.choice(_MONTHS[truth.language]), truth.exact) if found else None


def _country_changed(truth: Truth, dice: random.Random) -> str | None:
    names = r"\b(?:Togo|Bénin|Kenya|Ghana|Lomé|Accra|Kigali)\b"
    found = list(re.finditer(names, truth.exact))
    if not found:
        return None
    one = dice.choice(found)
    return truth.exact[: one.start()] + dice.choice(_COUNTRIES[truth.language]) + truth.exact[one.end() :]


def _reordered(truth: Truth, dice: random.Random) -> str | None:
    words = truth.exact.split()
    first, second = sorted(dice.sample(range(len(words)), 2))
    words[first], words[second] = words[second], words[first]
    return " ".join(words)


def _number_changed(truth: Truth, dice: random.Random) -> str | None:
    words = {
        "cinq": "sept",
        "five": "seven",
        "4 500": "4 600",
        "4,500": "4,600",
        "12": "13",
        "2021": "2019",
        "chaque": "deux fois par",
        "once": "twice",
    }
    present = [word for word in words if re.search(rf"\b{word}\b", truth.exact)]
    if not present:
        return None
    word = dice.choice(present)
    return re.sub(rf"\b{word}\b", words[word], truth.exact)


def _cut_inside_a_word(truth: Truth, dice: random.Random) -> str | None:
    at_end = dice.random() < 0.5
    word = truth.exact.split()[-1 if at_end else 0]
    if len(word) < 4:
        return None
    off = dice.randint(1, len(word) - 2)
    beside = truth.exact[-off - 1] + truth.exact[-off] if at_end else truth.exact[off - 1 : off + 1]
    return None if not beside.isalnum() else truth.exact[:-off] if at_end else truth.exact[off:]


_CHANGES = {
    "word replaced": _word_replaced,
    "digit changed": _digit_changed,
    "denial put in": _denial_put_in,
    "denial taken out": _denial_taken_out,
    "cut": _cut,
    "month changed": _month_changed,
    "country changed": _country_changed,
    "order changed": _reordered,
    "number changed": _number_changed,
    "cut inside a word": _cut_inside_a_word,
}

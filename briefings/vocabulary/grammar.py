"""Articles, prepositions, elision and coordination in English and French.

Every function takes a BCP 47 tag; ``en…`` and ``fr…`` are known, any other raises ``ValueError``. French comes with
the typographic apostrophe. “De” before a country keeps the country's article: “ministre de la Défense du Rwanda”, “au
nom de la France”. Fixed phrases without it (“ambassade de France”, “Royaume de Belgique”) are not made here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from briefings.patterns import compiled
from briefings.vocabulary.places import Place, primary_language

#: Words, and names from elsewhere, before which a French h forbids elision; every other initial h is mute.
# fmt: off
_ASPIRATED_WORDS = {
    "hache", "hackathon", "hacker", "hacking", "haie", "haillon", "haine", "halage", "halal", "hall", "halle",
    "halte", "hamac", "hameau", "hanche", "hand", "handball", "handicap", "handicapé", "handicapée", "hangar",
    "hanse", "hantise", "harangue", "harcèlement", "hardi", "hardie", "hardiesse", "harem", "hareng", "haricot",
    "harnachement", "harnais", "harpe", "harpon", "hasard", "hâte", "hausse", "haussement", "haut", "haute",
    "hauteur", "havre", "hayon", "heaume", "hérisson", "hernie", "héron", "héros", "herse", "hêtre", "heurt", "hibou",
    "hideux", "hiérarchie", "hiérarchique", "hippie", "hobby", "hockey", "hold", "homard", "honte", "honteux",
    "hooligan", "hoquet", "horde", "hors", "hot", "hotline", "hotte", "houblon", "houille", "houle", "housse", "hub",
    "hublot", "huée", "huguenot", "huit", "huitaine", "huitième", "hurlement", "hussard", "hutte",
}
_ASPIRATED_NAMES = {
    "hachémite", "haftar", "haïfa", "hainan", "halifax", "hama", "hamas", "hambourg", "hanoï", "hanoi", "hanovre",
    "harlem", "harvard", "hébrides", "hezbollah", "hô", "ho", "hodeïda", "hollandais", "hollandaise", "hollande",
    "homs", "honduras", "hondurien", "hondurienne", "hong", "hongkong", "hongrie", "hongrois", "hongroise", "houston",
    "houthi", "houthiste", "hull", "hun", "hutu",
}
# fmt: on
_ASPIRATED = frozenset(_ASPIRATED_WORDS | _ASPIRATED_NAMES)
#: Words that begin with a vowel on paper only: spoken with a glide, or never elided by custom.
_UNELIDED = frozenset({"onze", "onzième", "oui", "ouistiti", "uhlan", "ouagadougou", "ouarzazate"})
#: Words with y before a vowel that are elided all the same.
_ELIDED_Y = frozenset({"yeux", "yeuse", "yonne", "yeu"})

_FIRST_WORD = compiled(r"[^\W\d_]+")
_OWN_ARTICLE = compiled(r"(?P<article>les?)\s+(?=\S)", re.IGNORECASE)
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}

#: English tags with a comma before the last “and”; CLDR list patterns: “en” has it, “en-001” and its children have not.
_SERIAL_COMMA = frozenset({"en", "en-us"})


def with_article(place: Place, language: str) -> str:
    """Return the name with its article, if it takes one: “le Maroc”, “Cuba”, “the United States”, “Morocco”."""
    wording = place.wording(language)
    return _attached(wording.article, wording.name)


def of(place: Place, language: str) -> str:
    """Return the name after “de” or “of”: “du Maroc”, “de l’Éthiopie”, “d’Haïti”, “of the United States”."""
    return of_name(with_article(place, language), language)


def to(place: Place, language: str) -> str:
    """Return the name after the preposition of place: “au Rwanda”, “en Iran”, “à Cuba”, “in the United States”.

    In French it is also the preposition of direction.
    """
    wording = place.wording(language)
    if primary_language(language) == "en":
        return f"{wording.preposition} {with_article(place, language)}"
    return _attached(wording.preposition, wording.name)


def of_name(name: str, language: str) -> str:
    """Return any name or noun phrase after “de” or “of”: “de Rabat”, “d’Abuja”, “du Caire”, “of Rabat”.

    A French article at its head is contracted, whether it belongs to the name (“Le Caire”) or not (“le ministère”).
    A person's bare surname must not be given: “Le Drian” would be taken for an article and a noun.
    """
    if primary_language(language) == "en":
        return f"of {name}"
    return _contracted("de", name) or (f"d’{name}" if elided(name, language) else f"de {name}")


def at_name(name: str, language: str) -> str:
    """Return a city or body after “à” or “in”: “à Rabat”, “au Caire”, “à La Haye”, “in The Hague”."""
    if primary_language(language) == "en":
        return f"in {name}"
    return _contracted("à", name) or f"à {name}"


def elided(word: str, language: str) -> bool:
    """Return whether le, la, de or que lose their vowel before the word; always ``False`` in English.

    They do before a vowel and a mute h, not before an h aspiré, a figure, an opening quotation mark, the glide of
    “Yémen” and “Ouagadougou”, or an acronym that is spelled from the letter H.
    """
    if primary_language(language) == "en":
        return False
    first = _FIRST_WORD.match(unicodedata.normalize("NFC", word))
    if first is None:
        return False
    spelled = first.group()
    if spelled[0] == "H" and len(spelled) > 1 and spelled.isupper():
        return False
    return _starts_with_vowel(spelled.lower())


def join(words: Sequence[str], language: str) -> str:
    """Return the words as a list in running text: “a, b et c”; “a, b and c”, in American English “a, b, and c”.

    ``en`` alone counts as American, as in the CLDR. No words give an empty text.
    """
    conjunction = "et" if primary_language(language) == "fr" else "and"
    if len(words) < 2:
        return "".join(words)
    comma = "," if len(words) > 2 and language.replace("_", "-").lower() in _SERIAL_COMMA else ""
    return f"{', '.join(words[:-1])}{comma} {conjunction} {words[-1]}"


def join_with_article(places: Iterable[Place], language: str) -> str:
    """Return the names as a list, each with its article: “le Maroc, la France et les États-Unis”."""
    return join([with_article(place, language) for place in places], language)


def join_of(places: Iterable[Place], language: str) -> str:
    """Return the names after “de” or “of”; French repeats it: “du Maroc et du Rwanda”, “of Morocco and Rwanda”.

    No places give an empty text.
    """
    if primary_language(language) == "fr":
        return join([of(place, language) for place in places], language)
    listed = join_with_article(places, language)
    return f"of {listed}" if listed else ""


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case and all else kept; marks before the letter are skipped.

    A text that begins with a figure stays as it is.
    """
    start = next((index for index, letter in enumerate(text) if letter.isalnum()), len(text))
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def ordinal_day(day: int, language: str) -> str:
    """Return the day of a date as written before the month: “1er” and “2” in French, “1” and “2” in English.

    Raise ``ValueError`` for a day that no month has.
    """
    if not 1 <= day <= 31:
        raise ValueError(f"day must be in range 1-31, got {day}")
    return "1er" if day == 1 and primary_language(language) == "fr" else str(day)


def _attached(particle: str, name: str) -> str:
    if not particle:
        return name
    return particle + name if particle.endswith("’") else f"{particle} {name}"


def _contracted(preposition: str, name: str) -> str | None:
    article = _OWN_ARTICLE.match(name)
    if article is None:
        return None
    return f"{_CONTRACTED[preposition, article['article'].lower()]} {name[article.end() :]}"


def _starts_with_vowel(word: str) -> bool:
    if word in _UNELIDED or word.removesuffix("s") in _UNELIDED:
        return False
    if word[0] == "h":
        return word not in _ASPIRATED and word.removesuffix("s") not in _ASPIRATED
    letters = unicodedata.normalize("NFD", word)
    if letters[0] == "y":
        return word in _ELIDED_Y or letters[1:2] not in tuple("aeiou")
    return letters[0] in "aeiouœæ"

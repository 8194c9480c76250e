"""Whether a sentence names a person with an office, whatever else it denies.

“The minister of defence, Afi Ba, denied the report” denies the report and not that Afi Ba is the minister. Who
received, visited or signed did something, and a denial of that deed turns the fact: only a person whose part is no deed
is asked.
"""

from __future__ import annotations

from briefings.facts import Person
from briefings.patterns import compiled
from briefings.vocabulary.codes import PersonPart
from briefings.vocabulary.denials import Reach, denials
from briefings.vocabulary.levelled import level

#: Somebody speaks, or is only mentioned.
_NO_DEED = frozenset({PersonPart.SPEAKER, PersonPart.OTHER})
#: “Afi Ba is minister”, “appointed minister”: the office is what the sentence says, and may be what it denies.
_PREDICATE = compiled(
    r"\b(?:est|sont|etait|fut|sera|serait|soit|devient|devenue?|nommee?|designee?|elue?|presentee?|pretend\w*|soi-disant|faux|fausse"
    r"|is|are|was|were|be|being|been|becomes?|became|appoint\w*|named|elected|posing|so-called|self-styled|fake|impostor|imposteur|supposed|alleged)\b"
)
#: What takes an office away, or the person who holds it.
_OFFICE = compiled(
    r"\b(?:office|poste|fonctions?|post|portefeuille|portfolio|titre|title|holds?|occup\w+|exerc\w+|exist\w*|identit\w*|impost\w*)\b"
)
_LEAST = 5
_WORD = compiled(r"[a-z]+")


def names_apart(person: Person, sentence: str, start: int, end: int) -> bool:
    """Return whether a quotation, half-open offsets of the sentence, names a person with no denial reaching the naming.

    That is so where the name and its office stand side by side, no denial stands between them or reaches the name, and
    no denied clause speaks of the office again: “… who is no longer minister”.
    """
    if person.part not in _NO_DEED or not person.name:
        return False
    levelled = level(sentence)
    low, high = levelled.at(start), levelled.at(end)
    if _PREDICATE.search(levelled.text, low, high) or not _office_words(person) & _words(levelled.text[low:high]):
        return False
    told = [denial for denial in denials(sentence) if denial.kind is not Reach.DOUBLE]
    if not told or len(told) != len(denials(sentence)):
        return False
    for denial in told:
        if denial.start < high and low < denial.end:
            return False
        # A subject that stands before what is denied of it is named all the same.
        reached = denial.denied if high <= denial.start else (*denial.denied, *denial.unclear)
        if any(first < high and low < last for first, last in reached):
            return False
        behind = levelled.text[denial.end : low] + " " + levelled.text[max(high, denial.end) :]
        if _OFFICE.search(behind) or _office_words(person) & _words(behind):
            return False
    return True


def _office_words(person: Person) -> set[str]:
    return set().union(*(_words(level(words).text) for words in person.office.texts.values()))


def _words(plain: str) -> set[str]:
    return {word for word in _WORD.findall(plain) if len(word) >= _LEAST}

"""Names of people as texts write them, and which wordings name the same person."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from briefings.extraction.letters import CAPITALS
from briefings.extraction.offices import FIRST_NAMES, OFFICE, is_portfolio
from briefings.extraction.reading import Reading
from briefings.extraction.word_lists import words
from briefings.patterns import compiled
from briefings.vocabulary.triggers import plain

_TITLE = (
    r"(?:(?:Datuk|Dato['’]?)(?: Seri| Sri)?|Tan Sri|M\.|MM\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Pr\.?|Prof\.?"
    r"|S\.\s?E\.(?:\s?M\.)?|S\. Exc?e?\.|H\.\s?E\."
    r"|H\.?E\.?"
    r"|Son Excellence|[HS]is Excellency|Her Excellency|Excellency|Jonkheer|Sir|Hon\.?|[Tt]he (?:Right "
    r"|Rt\.? )?Hon(?:ou?rable)?\.?|Senator|S[ée]nateur|Me|Monsieur|Madame)"
)
_RANK = (
    r"(?:Sen(?:ior|\.)?\s)?(?:(?:Lieutenant|Lieut\.?|Brigadier|Major|Vice|Rear|Lt\.?|Maj\.?"
    r"|Brig\.?)[ -]?)?(?:G[ée]n[ée]ral|General|Gen\.?|G[ée]n\."
    r"|Colonel|Col\.?|Amiral|Admiral|Adm\.?|Captain|Commander|Lieutenant|Lt\.?|Brigadier|Brig\.?|Major|Commodore"
    r"|(?:Field|Air(?: Chief| Vice)?)[ -]Marshal|Marshal|Mar[ée]chal|Commandant|Sheikh|Cheikh)"
)
_WORD = (
    rf"(?:[{CAPITALS}]\.|Ed\.|ED\.|Ma\.|Md\.|Mohd\.|[{CAPITALS}][^\W\d_]*(?:(?:['’´-]|–(?=[A-Z]))[^\W\d_]+){{0,3}}(?:['’](?=\s[A-Z]))?"
    rf"|(?:al|el|an|as|ad|es|ash|at|ar)-[{CAPITALS}][^\W\d_]*)"
)
_PARTICLE = (
    r"(?:d[eiou]|des|da|dos|della|van|von|der|den|ter|bin|bint|ben|ibn|al|el|ould|mint|ag"
    r"|wa|ya|ole|le|la|y|zu|zum|zur|vom|af|abu)"
)
#: One to six capitalised words, initials, and small words between them.
NAME = rf"{_WORD}(?:[ \u00a0](?:{_PARTICLE} ){{0,2}}{_WORD}){{0,5}}"
_NAME = compiled(NAME)
_NAME_BEFORE = compiled(rf"(?<![\w.])(?:{_WORD}[ \u00a0](?:{_PARTICLE} ){{0,2}}){{0,9}}{_WORD}\Z")
_PREFIX = compiled(
    rf"(?:{_TITLE}\s|{_RANK}\s|[Ll]e\s(?=g[ée]n)|g[ée]n[ée]ral(?:\sde\s[\w ]{{4,16}}(?=\s[A-Z]))?\s){{1,3}}"
)
#: Inside a name these belong to it (“Jeanne Le Modèle”), though they begin sentences too.
_INNER = frozenset({"Le", "La", "De", "Du", "Des"})
_INITIAL = compiled(rf"[{CAPITALS}]\.")
_SURNAME = compiled(rf"\s([{CAPITALS}][^\W\d_]+)")
_OF = compiled(r"\b(?:of|to|in|de|du|d['’]|la|le|and|et)\s?\Z", re.IGNORECASE)
#: Measured on misspelt names: “Samplyi” and “Sampliyi” are 92 % alike. Never used for countries.
_ALIKE = 0.88
_SPLIT = compiled(r"\s+")
#: Capitalised words that begin sentences or name other things.
_NO_NAME = words(
    "earlier later meanwhile chaired hosted accompanying welcoming addressing speaking together député députée"
    " sénateur also the this"
    " that these those in on at it he she they we i a an as for from but and under after before during",
    "its their our his her there both each also according with while when if by to of or not is was le la les l",
    "un une des il elle ils elles ce cet cette ces dans en au aux de du sur par pour selon mais et nous son sa",
    "ses leur leurs lors après avant article art annex annexe section chapter chapitre note journal officiel",
    "mission agreement accord treaty traité protocol protocole memorandum convention january february march april",
    "may june july august september october november december monday tuesday wednesday thursday friday saturday",
    "sunday lundi mardi mercredi jeudi vendredi samedi dimanche vu sd signed signé done fait dated date no number",
    "witnessed party parties gouvernement government embassy ambassade committee comité secretariat charter",
    "charte conference conférence summit sommet group groupe initialled english french notre ses excellence",
    "excellency majesty majesté conseil chambre loi décret act law bank banque team university today yesterday",
    "sign signs ink inks seal seals agree agrees meet meets hold holds discuss discusses boost boosts deepen deepens",
    "strengthen strengthens say says new renew renews signent scellent renforcent discutent",
    "pacte pact alliance plan programme organisation organization opération operation académie academy",
    "headquarters staff assembly command council secretary manager election debate terms",
    "hier while however house palace palais château airport university université street avenue",
)


def name_at(reading: Reading, at: int, single: bool = False) -> tuple[int, int] | None:
    """Return the stretch of the name that begins at an offset, titles and ranks before it left out, or ``None``.

    ``single`` allows one word alone. Words of offices, places and sentence openings end a name.
    """
    text = reading.text
    prefix = _PREFIX.match(text, at)
    start = prefix.end() if prefix else at
    match = _NAME.match(text, start)
    return _trimmed(reading, match.start(), match.end(), single) if match else None


def name_before(reading: Reading, at: int, single: bool = False) -> tuple[int, int] | None:
    """Return the stretch of the name that ends at an offset, or ``None``."""
    low = max(0, at - 70)
    line = reading.text.rfind("\n", low, at) + 1 or low
    match = _NAME_BEFORE.search(reading.text[line:at])
    if not match:
        return None
    start = line + match.start()
    words = list(re.finditer(r"\S+", reading.text[start:at]))
    barred = [
        word.end()
        for number, word in enumerate(words)
        if _barred(reading, start + word.start(), word.group())
        and not (word.group() in _INNER and number > 0 and not _barred(reading, start, words[number - 1].group()))
    ]
    start += barred[-1] + 1 if barred and barred[-1] + 1 < at - start else 0
    prefix = _PREFIX.match(reading.text, start)
    start = prefix.end() if prefix and prefix.end() < at else start
    found = _trimmed(reading, start, at, single)
    return found if found and found[1] == at else None


def is_name_word(word: str) -> bool:
    """Return whether a capitalised word may be part of a name: none of an office, and none that opens sentences."""
    return _INITIAL.fullmatch(word) is not None or (plain(word).strip(".,") not in _NO_NAME and not is_portfolio(word))


def _trimmed(reading: Reading, start: int, end: int, single: bool) -> tuple[int, int] | None:
    """Return the stretch without what is no name at its end; ``None`` where too little is left."""
    text, kept = reading.text, start
    count, cut = 0, False
    for word in re.finditer(r"\S+", text[start:end]):
        at, raw = start + word.start(), word.group()
        if kept > start and (raw in _INNER or (raw.islower() and not _before_place(reading, at + len(raw) + 1))):
            kept = at + len(raw)
            continue
        if _barred(reading, at, raw):
            cut = True
            break
        run_in = re.search(r"(?<=[a-zà-ÿ])(?:Le|La|The|Pour|For)\Z", raw)
        kept = at + (run_in.start() if run_in else len(raw))
        count += raw[0].isupper() or "-" in raw
        if run_in:
            break
    shown = re.sub(r"(?:['’]s|['’]|(?<=[^\W\d_]{3})\.)\Z", "", text[start:kept])
    shown = re.sub(r"(?:\s(?:MP|MEP|QC|KC|OBE|CBE|AO|Jr\.?|Sr\.?))+\Z", "", shown)
    shown = re.sub(rf"(?:\s{_PARTICLE})+\Z", "", shown)
    shown = re.sub(r"(?:\s(?:Le|La|De|Du|Des))+\Z", "", shown)
    if _is_place(reading, start, start + len(shown)):
        return None
    letters = sum(len(part) > 1 for part in re.findall(r"[^\W\d_]+", shown))
    if count < (1 if single and not cut else 2) or letters == 0 or len(shown) < 3:
        return None
    return start, start + len(shown)


def _before_place(reading: Reading, at: int) -> bool:
    """Return whether a place stands at an offset: “de Paris” is where somebody is from, “de La Tour” who he is."""
    return any(one.start == at for one in reading.mentions_in(at, at + 1))


def _is_place(reading: Reading, start: int, end: int) -> bool:
    """Return whether a stretch is a place and nothing else, as in “in Tbilisi, the Minister …”."""
    return any(one.start == start and one.end >= end for one in reading.mentions_in(start, start + 1))


def is_given_name(reading: Reading, at: int, word: str) -> bool:
    """Return whether a country's name is somebody's first name here: “Secretary of State Jordan Sample”."""
    behind = _SURNAME.match(reading.text, at + len(word)) if word in FIRST_NAMES else None
    if not behind or _OF.search(reading.text[max(0, at - 5) : at]):
        return False
    return is_name_word(behind.group(1)) and not any(reading.mentions_in(behind.start(1), behind.end(1)))


def _barred(reading: Reading, at: int, raw: str) -> bool:
    if _INITIAL.fullmatch(raw):
        return False
    word = re.sub(r"(?:['’]s|[.,'’])\Z", "", raw)
    low = plain(word)
    if low in _NO_NAME or (is_portfolio(word) and len(word) > 2) or OFFICE.fullmatch(word):
        return True
    named = reading.mentions_in(at, at + 1)
    if named and is_given_name(reading, at, word):
        return False
    return bool(named) and named[0].end <= at + len(raw) and named[0].kind != "capital"


@lru_cache(maxsize=4096)
def tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without accents or full stops."""
    return tuple(plain(word).strip(".") for word in _SPLIT.split(name) if word.strip("."))


def same_person(one: str, other: str, akin: bool) -> bool:
    """Return whether two wordings name one person.

    A shorter wording must hold the last name and no word of its own but initials (“Mr. Sample”, “J. Sample”). Where
    the office or the country is the same (``akin``), any word of the name will do, as where the family name comes
    first, and so will a wording that is 88 % alike (“Samplyi”, “Sampliyi”).
    """
    first, second = sorted((tokens(one), tokens(other)), key=len)
    if not first:
        return False
    if first == second or (first[-1] == second[-1] and all(_held(word, second) for word in first[:-1])):
        return True
    if (len(first) > 1 or akin) and set(first) <= set(second):
        return True
    if not akin or len(first) != len(second):
        return False
    matcher = SequenceMatcher(None, " ".join(first), " ".join(second))
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _held(word: str, words: tuple[str, ...]) -> bool:
    return word in words or (len(word) == 1 and any(other.startswith(word) for other in words))

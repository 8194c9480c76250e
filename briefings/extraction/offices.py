"""Words for offices, ranks and portfolios, in French and English, and how far the wording of an office reaches."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.extraction.letters import CAPITALS
from briefings.extraction.reading import Reading
from briefings.extraction.word_lists import words
from briefings.patterns import compiled
from briefings.vocabulary.triggers import plain

_ENGLISH = (
    r"(?:vice[ -])?presidents?|(?:deputy )?prime ministers?|ministers?|secretar(?:y|ies)(?:[ -]general)?"
    r"|chancellor|premier"
    r"|king|queen|emir|sultan|(?:crown )?prince|chiefs?|commander(?:[ -]in[ -]chief)?|ambassadors?"
    r"|high representative"
    r"|representatives?|directors?(?:[ -]general)?|advis[eo]rs?|speaker|(?:special )?envoy|spokes(?:person|man"
    r"|woman)|head"
    r"|governor|(?:high )?commissioner|counsell?or|chair(?:man|woman|person)?|attorney[ -]general"
    r"|inspector[ -]general|senator"
    r"|counterparts?|coordinator"
)
_FRENCH = (
    r"(?:vice-)?pr[ée]sidente?s?|(?:vice-)?premi(?:er|[èe]re)s? ministres?|(?:vice-)?ministres?"
    r"|secr[ée]taires? (?:d['’´][ée]tat|g[ée]n[ée]rale?|permanente?|ex[ée]cutif)|chefs?|roi|reine"
    r"|grande?-duc(?:hesse)?"
    r"|prince(?: h[ée]ritier)?|[ée]mir|chanceli(?:er|[èe]re)|commandante?|inspecteur g[ée]n[ée]ral"
    r"|ambassad(?:eur|rice)s?"
    r"|haute? repr[ée]sentante?|repr[ée]sentante?|direct(?:eur|rice)(?: g[ée]n[ée]rale?)?|conseill(?:er|[èe]re)"
    r"|porte-parole"
    r"|envoy[ée]e? sp[ée]ciale?|gouverneure?|(?:haute?-|sous-)?commissaire|charg[ée]e? d['’´]affaires"
    r"|procureure? g[ée]n[ée]rale?"
    r"|homologues?"
    r"|d[ée]l[ée]gu[ée]e? g[ée]n[ée]rale?"
)
_RANKS = (
    r"(?:sen(?:ior|\.) )?(?:(?:lieutenant|lieut\.?|brigadier|major|vice|rear|lt\.?|maj\.?"
    r"|brig\.?)[ -]?)?(?:g[ée]n[ée]ral|general|gen\.?|g[ée]n\."
    r"|colonel|col\.?|amiral|admiral|adm\.?)(?: (?:de (?:corps d['’]arm[ée]e|division|brigade)|d['’]arm[ée]e))?"
    r"|vice-amiral|contre-amiral|captain|capitaine|(?:(?:field|air(?: chief| vice)?)[ -])?marshal"
    r"|mar[ée]chal|brigadier|commodore"
    r"|major(?= [A-Z])"
)
#: The head word of an office or a rank, without regard to case.
OFFICE = compiled(rf"(?<![\w-])(?:(?P<office>{_FRENCH}|{_ENGLISH})|(?P<rank>{_RANKS}))(?![^\W_])(?!-\w)", re.IGNORECASE)
#: How the first word of every office and rank begins.
OFFICE_KEYS = words(
    "vice pres depu prim prem mini secr chan king quee emir sult crow prin chie chef comm amba high repr dire advi spec"
    " spea envo spok head gove gouv coun atto insp sena coor roi rein gran haut cons port char proc homo dele sous",
    "lieu lt brig majo maj rear gene gen colo col amir admi adm cont capt capi fiel air mars mare seni sen chai",
)
#: Offices behind or before which a single name may stand: “President Sample”, “Henri, Grand-Duc”.
SOVEREIGN = compiled(
    r"(?:president|prime minister|minister|king|queen|emir|sultan|prince|chancellor|general|colonel"
    r"|admiral|roi|reine|grand|premier|amiral|chancelier)"
)
#: Offices of which there are many, so that one without a country names nobody.
_PORTFOLIO = frozenset(
    plain(
        "defence defense national foreign affairs external interior home justice finance finances economy"
        " economic trade"
        " industry commerce health education transport transportation energy environment agriculture labour labor"
        " cooperation international regional development security public safety armed forces army navy air"
        " force staff"
        " general joint chiefs state treasury war veterans intelligence communications communication technology"
        " science"
        " culture sports sport tourism youth gender women immigration citizenship emergency management maritime"
        " fisheries"
        " water resources mines petroleum planning investment investments policy political integration european"
        " african"
        " federal internal land lands infrastructure works housing local government parliamentary relations"
        " francophonie"
        " information digital innovation research service services prime deputy first second vice assistant"
        " under senior"
        " principal special permanent acting former chief minister ministers secretary president council"
        " republic kingdom"
        " commission union parliament senate mission missions office department ministry administration cabinet"
        " police gendarmerie guard customs border borders commonwealth operations logistics western eastern northern"
        " southern hemisphere asia africa europe pacific middle east near north south west central community"
        " défense nationale étrangères extérieur extérieure extérieures intérieur intérieure affaires coopération"
        " internationale commerce économie santé éducation transports énergie environnement agriculture travail"
        " développement sécurité publique forces armées armée terre marine air état état-major états-majors généraux"
        " général générale trésor guerre anciens combattants renseignement technologie sciences sport jeunesse femmes"
        " immigration intégration pêche pêches eau ressources pétrole plan politique européennes africaine africaines"
        " fédéral logement relations numérique recherche délégué déléguée chargé chargée gestion administration"
        " gouvernement conseil république royaume assemblée sénat parlement ministère ministre ministres président"
        " adjoint adjointe suprême diplomatie force fonction réforme budget comptes mer outre-mer extraordinaire"
        " plénipotentiaire extraordinary plenipotentiary mixte centrale liaison assistance alliées of staff"
        " assembly conference congress court bank fund party directorate division brigade corps command"
        " régionale régional migration étranger intégration investissements solidarité africain"
        " peace paix veteran transition military militaire militaires naval navale aérienne reconstruction rescue"
        " département departement agence agency service homeland procurement crisis families skills heritage"
        " disarmament employment railways"
        " railway shipping ports aviation armament armaments equipment industries media press protocol social welfare"
        " population space cyber victimes victims urbanisme habitat hydraulique élevage artisanat désenclavement"
        " infrastructures entretien refugees religious tribal responsible anciens-combattants stabilisation"
        " stabilization"
        " premier première secrétaire directeur cabinet industrie tourisme formation emploi"
    ).split()
)
_CONNECTORS = words(
    "of for the and to in de du des la le les l d à a au aux et en auprès près & chargé chargée délégué déléguée",
)
_AND = frozenset({"and", "et", "&"})
#: Behind these a French office goes on with any noun.
_BEFORE_NOUNS = words(
    "de du des la le les l d à au aux chargé chargée",
)
_ADJECTIVE = compiled(
    r"\w+(?:ale?s?|aux|iques?|aires?|[èe]res?|eures?|iens?|iennes?|ifs?|ives?|ées?|el(?:le)?s?|ains?|aines?)"
)
_VERBS = words(
    "appelle rappelle arrive explique indique critique réplique applique communique pratique révèle appelé",
    "rappelé reçu réaffirmé signé rencontré salué annoncé déclaré arrivé",
)
_WORD = compiled(
    r"(?P<gap>,?[^\S\n]+\n?[^\S\n]*|,?\n[^\S\n]*|\s?[’'´]|(?<=[’'´])|-)(?P<word>[^\W\d_]+(?:-[^\W\d_]+){0,4})"
)
#: Names of countries that are first names too.
FIRST_NAMES = words("Jordan Chad Georgia Israel India Kenya Cuba Maurice Dominique")
_CAPITALISED = compiled(rf"\s([{CAPITALS}][^\W\d_]+)")
_ACRONYM = compiled(r"\s?\([A-Z][A-Za-z.]{1,8}\)")
_LONGEST = 34
_MODIFIER = compiled(
    r"(?P<word>(?:[^\W\d_]|\.(?=[A-Z]\.?)|(?<=[A-Z])\.)+(?:[’']s?)?|[^\W\d_]+(?:-[^\W\d_]+)+)[^\S\n]\Z"
)


@lru_cache(maxsize=4096)
def is_portfolio(word: str) -> bool:
    """Return whether a word belongs to the wording of offices, so that it is no part of a name."""
    return plain(word).strip(".'") in _PORTFOLIO


@lru_cache(maxsize=4096)
def office_word(role: str | None) -> str:
    """Return the head word of an office in small letters; an empty string for none."""
    office = OFFICE.search(role) if role else None
    return office.group().casefold() if office else ""


def office_end(reading: Reading, start: int, end: int) -> int:
    """Return where the wording of an office ends whose head word is given: “ministre” → “ministre de la Défense”."""
    text, at, last = reading.text, end, end
    connector = ""
    places = {offset for one in reading.mentions_in(start, end + 300) for offset in range(one.start, one.end)}
    for _ in range(_LONGEST):
        if acronym := _ACRONYM.match(text, at):
            at = last = acronym.end()
        step = _WORD.match(text, at)
        if not step:
            break
        word = step.group("word")
        low = word.casefold()
        if "," in step.group("gap") and not _list_goes_on(text, step.start("word"), low):
            break
        if low in _CONNECTORS and step.start("word") not in places:
            at = step.end()
            connector = low if connector not in _AND or low in _AND else connector
            continue
        another = connector in _AND and OFFICE.match(text, step.start("word"))
        is_place = step.start("word") in places and (bool(connector) or not _opens_name(reading, step))
        if another or not _belongs(word, low, is_place, connector in _BEFORE_NOUNS):
            break
        at = last = step.end()
        connector = ""
    return last


def _opens_name(reading: Reading, step: re.Match[str]) -> bool:
    """Return whether a country's name opens a person's: a capitalised word that is no office and no place follows."""
    behind = _CAPITALISED.match(reading.text, step.end())
    word = step.group("word")
    if word not in FIRST_NAMES or not behind:
        return False
    return not is_portfolio(behind.group(1)) and not any(reading.mentions_in(behind.start(1), behind.end(1)))


def _belongs(word: str, low: str, is_place: bool, after_connector: bool) -> bool:
    if is_place or is_portfolio(word):
        return True
    if not word[0].islower() or low in _VERBS:
        return False
    return _ADJECTIVE.fullmatch(low) is not None or (after_connector and len(low) > 3)


def _list_goes_on(text: str, at: int, low: str) -> bool:
    """Return whether a comma stands inside the wording: “des Affaires étrangères, du Commerce et de la Coopération”."""
    if low in ("chargé", "chargée"):
        return True
    if low in ("du", "des", "de", "d"):
        following = compiled(r"(?:du|des|de la|de l['’´]|de|d['’´])\s?([^\W\d_]+)", re.IGNORECASE).match(text, at)
        return following is not None and is_portfolio(following.group(1))
    return (
        is_portfolio(text[at : at + len(low)]) and text[at].isupper() and low not in ("general", "prime", "president")
    )


def office_start(reading: Reading, start: int) -> int:
    """Return where the wording of an office begins: “Minister” → “Rwanda’s Deputy Minister”."""
    text = reading.text
    for _ in range(6):
        low = max(0, start - 40)
        before = _MODIFIER.search(text[low:start])
        if not before:
            return start
        at = low + before.start()
        word = before.group("word")
        place = reading.mentions_in(max(0, at - 24), start)
        named = next((one for one in place if one.end in (start - 1, start - 3, start - 2)), None)
        if named:
            start = named.start
        elif is_portfolio(re.sub(r"[’']s?\Z", "", word)):
            start = at
        else:
            return start
    return start

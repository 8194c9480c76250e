"""The forms under which a text may name a place, indexed by their first word.

Forms and text are compared in plain characters: typographic apostrophes, hyphens and spaces, and capitals with accents,
stand for their simple counterparts. Every exchange keeps the length, so that offsets stay true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from briefings.patterns import compiled
from briefings.vocabulary.places import Wording, places

_KINDS = ("name", "demonym", "capital")

PLAIN = str.maketrans(
    "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ\u2019\u02bc\u2010\u2011\u2012\u2013\u00a0\u202f\u2007",
    "AAAAAACEEEEIIIINOOOOOUUUUY''----   ",
)
#: Characters that stand inside a word without being letters of it.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
TOKEN = compiled(rf"\n[^\S\n]*\n|[\w{INVISIBLE}\u0300-\u036f]+|[^\w\s]")

#: Phrases that hold the form of a place and mean something else.
_SHADOWS = """
océan Indien;Indian Ocean;West Indian;West Indians;American Indian;American Indians;Latin American;Latin Americans
South American;South Americans;North American;North Americans;Central American;Central Americans;Native American
Native Americans;Inter-American;American continent;continent américain;Central African States;Central African region
golfe de Guinée;Gulf of Guinea;New Guinea;Nouvelle-Guinée;golfe du Mexique;Gulf of Mexico;New Mexico;Nouveau-Mexique
golfe d’Oman;Gulf of Oman;golfe du Bénin;Bight of Benin;Benin City;South China Sea;East China Sea;mer de Chine
Sea of Japan;mer du Japon;Irish Sea;mer d’Irlande;Northern Ireland;Irlande du Nord;New Jersey;New Britain
British Columbia;Colombie-Britannique;New South Wales;Inner Mongolia;Mongolie intérieure;lac Tchad;Lake Chad
fleuve Niger;Niger River;River Niger;delta du Niger;Niger Delta;bassin du Niger;Niger Basin;Niger State
fleuve Congo;Congo River;River Congo;bassin du Congo;Congo Basin;fleuve Sénégal;Senegal River;River Jordan
Jordan River;Jordan Valley;Atlanta, Georgia;State of Georgia;Accord de Paris;accord de Paris;Paris Agreement
Club de Paris;Paris Club;Statut de Rome;Rome Statute;traité de Rome;Treaty of Rome;convention de Vienne
Convention de Vienne;Vienna Convention;convention d’Ottawa;Convention d’Ottawa;Ottawa Convention;accords d’Oslo
Oslo Accords;traité de Washington;Traité de Washington;Washington Treaty;Washington State;Washington Post
The Hague Convention;convention de La Haye;Convention de La Haye;Cour de La Haye
George Washington;convention de Kampala;Convention de Kampala;Kampala Convention;protocole de Maputo;Maputo Protocol
Santiago de Cuba;Santiago de Compostela;jardin du Luxembourg;palais du Luxembourg;Palais du Luxembourg;Panama Papers
"""

#: First halves of joined adjectives: “franco-”, “Sino-”.
_PREFIXES = """
algéro DZ;américano US;anglo GB;austro AT;belgo BE;burkino BF;burundo BI;cubano CU;espagno ES;éthio ET;érythréo ER
franco FR;gabono GA;germano DE;gréco GR;greco GR;guinéo GN;hispano ES;indo IN;irako IQ;irano IR;israélo IL;israelo IL
italo IT;ivoiro CI;kényo KE;libano LB;libyo LY;luso PT;maroco MA;mauritano MR;nigéro NE;nippo JP;ougando UG;polono PL
roumano RO;russo RU;rwando RW;saoudo SA;sénégalo SN;serbo RS;sino CN;soudano SD;syro SY;tanzano TZ;tchado TD
tuniso TN;turco TR;ukraino UA;égypto EG
"""

#: Capitals that are as often a person, a thing or another place; they count where the text names their country too.
_SHARED_CAPITALS = frozenset(
    {"Victoria", "Sucre", "Roseau", "Georgetown", "Kingston", "Santiago", "Malé", "San José", "San Jose", "Nassau"}
    | {"Saint-Georges", "St. John's", "Saint John's", "St. George's", "Saint George's"}
)
#: Forms that are also a first name, a saint or a plain word; they count only behind these words, in plain letters.
_AFTER_WORDS = {
    "Dominique": {"la"},
    "Grenade": {"la"},
    "Salvador": {"le", "du", "au"},
    "Maurice": {"à", "a", "de"},
    "La Réunion": {"à", "a", "de"},
    "Saint-Martin": {"à", "a", "de"},
    "Saint Martin": {"in", "of"},
    "Jersey": {"à", "a", "de", "in", "of"},
    "Montserrat": {"à", "a", "de", "in", "of"},
    "Réunion": {"in", "of"},
}


class Sense(Struct, frozen=True):
    """What a form may mean; a weak sense counts only where the text names the place otherwise too."""

    code: str
    kind: str
    weak: bool = False


class Form(Struct, frozen=True):
    """Words that name a place; without senses, words that name none and hide those that would."""

    words: tuple[str, ...]
    senses: tuple[Sense, ...]
    after: frozenset[str] = frozenset()
    """The words, in small letters, of which one must stand before; empty where any may."""
    shared: bool = False
    """Only counts where the text names the place otherwise too."""
    prefix: bool = False
    """Only counts before a hyphen and another place."""


Meanings = dict[str, dict[str, Sense]]
"""What each text may mean, by the code of the place."""


class Index:
    """Forms by their first word, the longest first. A form is only made when a text holds its first word."""

    def __init__(self, texts: Iterable[tuple[str, tuple[Sense, ...]]], prefixes: Iterable[Form], shouted: bool) -> None:
        """Take texts with what they mean, forms that are made already, and whether all stand in capitals."""
        self._waiting: dict[str, list[tuple[str, tuple[Sense, ...]]]] = {}
        self._prefixes: dict[str, list[Form]] = {}
        self._made: dict[str, tuple[Form, ...]] = {}
        self._shouted = shouted
        for text, senses in texts:
            first = text if text.isalnum() else TOKEN.match(text).group()  # type: ignore[union-attr]
            self._waiting.setdefault(_shouted(first) if shouted else first, []).append((text, senses))
        for form in prefixes:
            first = form.words[0]
            self._prefixes.setdefault(_shouted(first) if shouted else first, []).append(form)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Return every word with which a form begins."""
        return frozenset((*self._waiting, *self._prefixes))

    def __contains__(self, first: str) -> bool:
        """Return whether any form begins with a word; of a few in capitals all turn out too short."""
        return first in self._waiting or first in self._prefixes

    def get(self, first: str) -> tuple[Form, ...]:
        """Return the forms that begin with a word."""
        if first not in self:
            return ()
        if first not in self._made:
            forms = [_form(text, senses) for text, senses in self._waiting.get(first, ())]
            forms += self._prefixes.get(first, ())
            if self._shouted:
                # In capitals, three letters are an acronym or an article more often than a place.
                forms = [_in_capitals(form) for form in forms if sum(map(len, form.words)) > 3]
            self._made[first] = tuple(sorted(forms, key=lambda form: -len(form.words)))
        return self._made[first]


@lru_cache(maxsize=3)
def forms(known: str) -> Index:
    """Return the forms of a language, or of both."""
    return Index(_texts(known), _prefixes(), shouted=False)


@lru_cache(maxsize=3)
def capital_forms(known: str) -> Index:
    """Return the forms of four letters and more as they stand in a text all in capitals."""
    return Index(_texts(known), _prefixes(), shouted=True)


def _texts(known: str) -> Iterator[tuple[str, tuple[Sense, ...]]]:
    for text, meant in _meanings(known).items():
        yield text, tuple(meant.values())
    for line in _SHADOWS.split("\n"):
        for text in line.split(";") if line else ():
            yield text.translate(PLAIN), ()


@lru_cache(maxsize=3)
def _meanings(known: str) -> Meanings:
    if known == "both":
        return _joined(_meanings("en"), _meanings("fr"))
    found: Meanings = defaultdict(dict)
    for place in places():
        for form, kind, weak in _worded(place.english if known == "en" else place.french):
            _add(found[form.translate(PLAIN)], Sense(place.code, kind, weak))
    return dict(found)


def _joined(english: Meanings, french: Meanings) -> Meanings:
    """Return the meanings in either language; those of a text that both have keep the order of the places."""
    order = {place.code: number for number, place in enumerate(places())}
    found = {**english, **french}
    for text in english.keys() & french.keys():
        senses = dict(english[text])
        for sense in french[text].values():
            _add(senses, sense)
        found[text] = {code: senses[code] for code in sorted(senses, key=order.__getitem__)}
    return found


def _in_capitals(form: Form) -> Form:
    return replace(form, words=tuple(_shouted(word) for word in form.words))


def _shouted(word: str) -> str:
    return word.upper().translate(PLAIN)


def _worded(wording: Wording) -> Iterator[tuple[str, str, bool]]:
    """Return each form of a wording with its kind and whether it is weak."""
    for name in (wording.name, *wording.formal, *wording.aliases):
        yield name, "name", False
    for name in wording.weak_aliases:
        yield name, "name", True
    for demonym in wording.demonyms:
        for form in demonym.forms:
            yield form, "demonym", False
            yield form[0].upper() + form[1:], "demonym", False
    for capital in wording.capitals:
        yield capital, "capital", False
        # French contracts the article of a city: "au Caire".
        if capital.startswith("Le "):
            yield capital.removeprefix("Le "), "capital", False


def _add(senses: dict[str, Sense], sense: Sense) -> None:
    """Keep one sense for each place: a name before a demonym, a demonym before a capital."""
    known = senses.get(sense.code)
    if known is None or _KINDS.index(sense.kind) < _KINDS.index(known.kind):
        senses[sense.code] = sense


def _form(text: str, senses: tuple[Sense, ...]) -> Form:
    after = frozenset(_AFTER_WORDS.get(text, ()))
    words = (text,) if text.isalnum() else tuple(TOKEN.findall(text))
    return Form(words, senses, after, text in _SHARED_CAPITALS)


def _prefixes() -> Iterator[Form]:
    for entry in _PREFIXES.replace("\n", ";").strip(";").split(";"):
        prefix, code = entry.split()
        for word in (prefix, prefix.capitalize().translate(PLAIN)):
            yield Form((word,), (Sense(code, "demonym"),), prefix=True)

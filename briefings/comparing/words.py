"""What a comparison is told with, in English and French: names of records, fields, values and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType

from msgspec import Struct

from briefings.comparing.fields import Value
from briefings.comparing.state import Passage
from briefings.evidence import Locality, PartialDate, Review

_TABLE = """
dossier = dossier = dossier
particulars = particulars = données de la note
entry = change log = journal des modifications
source = source = source
annex = annex = annexe
statement = statement = énoncé
instrument = instrument = instrument
party = party = partie
event = event = événement
person = person = personne
provision = provision = disposition
body = follow-up body = organe de suivi
aspect = aspect of the follow-up body = aspect de l’organe de suivi
clause = clause = clause
context = context = contexte
fact = fact = fait
judgement = judgement = appréciation
gap = information gap = lacune
added = added = ajouté
withdrawn = withdrawn = retiré
changed = changed = modifié
record = kind of record = nature
text = wording = libellé
question = question = question
why = why it matters = enjeu
topic = topic = sujet
title = title = titre
desk = desk = bureau
marking = marking = mention de protection
as_at = as at = date d’arrêt
languages = languages = langues
remark = desk remark = remarque du bureau
silent = clauses no source speaks of = clauses passées sous silence
status = status = statut
derived_from = derived from = déduit de
speaker = speaker = locuteur
review = review = relecture
credibility = credibility = crédibilité
positive = stated or denied = affirmé ou nié
type = type = type
state = state = état
code = code = code
level = level = niveau
date = date = date
place = place = lieu
name = name = nom
office = office = fonction
part = part taken = rôle
variants = other spellings = autres graphies
label = label = intitulé
who = who = qui
when = when = quand
payer = who pays = qui paie
venues = venues = lieux de réunion
kind = kind = nature
basis = basis = fondement
likelihood = likelihood = probabilité
confidence = confidence = confiance
answer = answer = réponse
author = author = auteur
proposed_by = proposed by = proposé par
lapsed = lapsed = caduc
on = date = date
cleared = cleared = validé
consulted = sources consulted = sources consultées
clauses = clauses covered = clauses visées
file = file = fichier
language = language = langue
based_on = based on = d’après
based_on_kind = kind of what it is based on = nature du document rapporté
publisher = publisher = éditeur
url = address = adresse
published = published = publié
retrieved = retrieved = consulté
sha256 = recorded SHA-256 = SHA-256 consigné
origin = origin = origine
reliability = reliability = fiabilité
embed = may travel in the PDF = peut voyager dans le PDF
content = text = texte
reference = reference = référence
version = version = version
sender = from = de
recipient = to = à
copies = copies = copies
decision = decision = décision
deadline = deadline = échéance
clearance = clearance = validation
contact = contact = contact
embargo = embargo = embargo
distribution = distribution = diffusion
evidence = evidence = preuve
yes = yes = oui
no = no = non
public = public = public
internal = internal = interne
restricted = restricted = restreint
"""
_ROWS = tuple(line.split(" = ") for line in _TABLE.strip().splitlines())
#: Words by language and name.
WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType({name: english for name, english, _ in _ROWS}),
        "fr": MappingProxyType({name: french for name, _, french in _ROWS}),
    }
)
#: Nothing is there.
NOTHING = "–"


class Wordbook(Struct, frozen=True):
    """The words of one language, with the labels of the templates for codes."""

    language: str
    labels: Mapping[Enum, str]
    """Printed names of codes; a code that has none here is told by the word of the table, or as it is spelt."""

    def word(self, name: str) -> str:
        """Return the word for a name of the table. Raises ``KeyError`` for one that is not in it."""
        return WORDS[self.language][name]

    def value(self, value: Value, kind: str = "") -> str:
        """Return a value in words; ``kind`` is the kind of record that it is of."""
        match value:
            case None | "" | ():
                return NOTHING
            case bool():
                return self.word("yes" if value else "no")
            case Enum():
                return self.labels.get(value) or WORDS[self.language].get(str(value.value), str(value.value))
            case PartialDate():
                return _date(value)
            case Locality():
                return ", ".join(filter(None, (value.names.get(self.language) or value.city, value.country)))
            case Review():
                told = ", ".join(filter(None, (self.value(value.state), value.by, value.on)))
                return f"{told} ({value.reason})" if value.reason else told
            case tuple():
                return ", ".join(self.value(each) for each in value)
            case _:
                return self.word(str(value)) if kind == "record" else str(value)

    def passage(self, passage: Passage) -> str:
        """Return a quotation with its source and place."""
        marks = ("“", "”") if self.language == "en" else ("«\u202f", "\u202f»")
        page = f"p. {passage.page}" if passage.page else ""
        place = ", ".join(filter(None, (passage.source, page, f"§{passage.paragraph}" if passage.paragraph else "")))
        return f"{place}: {marks[0]}{passage.text}{marks[1]}".replace(": ", " : " if self.language == "fr" else ": ", 1)


def _date(date: PartialDate) -> str:
    """Return a date with a question mark for each part that is not stated, and its own words."""
    year = f"{date.year:04}" if date.year else "????"
    month, day = (f"{part:02}" if part else "??" for part in (date.month, date.day))
    return f"{year}-{month}-{day} (“{date.raw}”)"


def label_table(groups: Mapping[str, type[Enum]], labels: Mapping[str, Mapping[str, str]]) -> dict[Enum, str]:
    """Return the printed names of codes by code, from the labels of a language by group and code."""
    reported = ("reported-kind",)  # The kind of what a note reports; the kind of source itself is the plainer word.
    wanted: Iterable[tuple[str, type[Enum]]] = ((name, group) for name, group in groups.items() if name not in reported)
    return {code: labels[name][str(code.value)] for name, group in wanted for code in group}

"""Words that turn the meaning of a sentence: negation, the unverified report, the future, attribution, history."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


class Cue(Enum):
    """What a cue does to the sentence it stands in."""

    NEGATION = "negation"
    UNVERIFIED = "unverified report"
    FUTURE = "future"
    ATTRIBUTION = "attribution"
    HISTORY = "history"


#: "ne … que" limits but does not deny, so "que" is not among the second halves.
_NEGATION_FR = r"\b(?:ne\s|n['’])(?:\w+['’]?\s?){1,3}?\b(?:pas|plus|jamais|point|rien|aucun\w*|personne|ni|nul\w*)\b"
_DENIAL_FR = r"\b(?:dément\w*|démenti\w*|nie|nient|nié|réfut\w+|refus\w+ de)\b"
_NEGATION_EN = (
    r"\b(?:not|never|neither|nor|cannot|no longer)\b|\w+n['’]t\b|\b(?:den(?:y|ies|ied)|refus(?:e|es|ed) to)\b"
)
#: Imperfect endings of -érer and -irer verbs look like conditionals; only -erait with a plain e is sure.
#: “Les difficultés que pourrait soulever l'accord” are possible, not reported.
_UNVERIFIED_FR = r"(?<!\bque )(?<!\bqui )\bpourrai(?:t|ent)\b|\b(?:au|se|dev|voud|fe|vien|tien|pren|met|permet)(?:d?r)ai(?:t|ent)\b|\b\w+erai(?:t|ent)\b"
#: What a party of a treaty may do, and what may be done to the treaty, is a right and no doubt.
_DOUBTFUL_MAY = (
    r"(?<![A-Z])(?<!Party )(?<!Parties )(?<!Governments )(?<!Government )(?<!State )(?<!States )(?<!Side )(?<!Sides )(?<!Participants )\bmay\b"
    r"(?! be (?:amended|terminated|modified|revised|extended|renewed|supplemented|concluded|denounced|suspended)| (?:terminate|denounce|withdraw|request)\b)"
)
_UNVERIFIED_EN = rf"\b(?:[Rr]eportedly|[Aa]llegedly|[Pp]urportedly|would|might|could)\b|{_DOUBTFUL_MAY}"
_FUTURE_FR = r"\b(?:sera|seront|aura|auront|\w+era|\w+eront|doit|doivent|va|vont)\s+(?:\w+\s+)?(?:sign|conclu|ratifi|paraph)\w*|\b(?:signera|signeront|ratifiera|ratifieront|conclura|concluront)\b"
_FUTURE_EN = r"\b(?:will|shall|is to|are to|is due to|are due to|is set to|are set to|plans? to)\s+(?:be\s+)?(?:sign|conclu|ratif|initial)\w*"
_ATTRIBUTION_FR = r"\b(?:selon(?! l(?:es?|a) (?:modalités?|procédures?|dispositions?|cas|termes?|règles?|besoins?|lois?|conditions?)\b)|d['’]après|aux dires de|à en croire)\b|\b(?:a|ont)\s+(?:déclaré|affirmé|indiqué|annoncé|assuré|estimé)\b"
_ATTRIBUTION_EN = (
    r"\b(?:according to(?! the (?:modalit|procedure|provision|law|rule|term|agreement|annex|article|arrangement))|said|says|stated|claimed"
    r"|claims(?= (?:that|to|it|he|she|they|the)\b)|announced that|quoted)\b"
)
_HISTORY_FR = r"\b(?:avait|avaient)\s+(?:été\s+|déjà\s+)?(?:sign|conclu|ratifi)\w*|\b(?:ancien|précédent)\s+accord\b"
_HISTORY_EN = (
    r"\bhad\s+(?:been\s+|already\s+)?(?:signed|concluded|ratified)\b|\b(?:former|previous|earlier)\s+agreement\b"
)

PATTERNS = {
    Cue.NEGATION: re.compile(f"{_NEGATION_FR}|{_DENIAL_FR}|{_NEGATION_EN}", re.IGNORECASE),
    Cue.UNVERIFIED: re.compile(f"{_UNVERIFIED_FR}|{_UNVERIFIED_EN}"),
    Cue.FUTURE: re.compile(f"{_FUTURE_FR}|{_FUTURE_EN}", re.IGNORECASE),
    Cue.ATTRIBUTION: re.compile(f"{_ATTRIBUTION_FR}|{_ATTRIBUTION_EN}", re.IGNORECASE),
    Cue.HISTORY: re.compile(f"{_HISTORY_FR}|{_HISTORY_EN}", re.IGNORECASE),
}

#: A desk note reports one text throughout; naming that text is no attribution to a speaker.
REPORTED_TEXT = re.compile(
    r"\b(?:selon|d['’]après|pour)\s+(?:l['’]article|le texte|lui|elle|le compte rendu)\b"
    r"|\b(?:according to|says|said)\s+the (?:article|report|text)\b|\bthe (?:article|report|text) (?:says|said|stated)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def find_cue(sentence: str, cue: Cue, reports_text: bool = False) -> str | None:
    """Return the words of the first such cue in a sentence, or ``None``.

    ``reports_text`` is true for a desk note, whose mentions of the text it reports do not count as attribution.
    """
    if reports_text and cue is Cue.ATTRIBUTION:
        sentence = REPORTED_TEXT.sub(" ", sentence)
    match = PATTERNS[cue].search(sentence)
    return match.group() if match else None

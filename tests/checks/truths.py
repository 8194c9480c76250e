"""Invented sources, and facts that they bear: what a desk would write, and the ways in which a source may say otherwise.

Every sentence, person and accord here is invented. A truth names a sentence, words of it as evidence, and what it records.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

Record = dict[str, Any]


class Turn(Struct, frozen=True):
    """A change of a source that makes a fact wrong: what is replaced, and by what."""

    kind: str
    old: str
    new: str


class Truth(Struct, frozen=True):
    """A fact that holds of a sentence of a source."""

    name: str
    language: str
    sentence: str
    exact: str
    section: str
    """Where the record keeps it: ``events``, ``people`` …"""
    values: Record
    turns: tuple[Turn, ...]
    wrapped: bool = True
    """Whether a speaker or a doubt put around the sentence makes it wrong; a denial is wrong for a denial too."""


def turns(kind: str, old: str, *new: str) -> tuple[Turn, ...]:
    """Return the changes that put other words for some."""
    return tuple(Turn(kind, old, words) for words in new)


# The ways in which a deed did not happen, in French; each stands for « ont signé ».
_SIGNED_FR = (
    *turns(
        "negation", "ont signé",
        "n’ont pas signé", "n’ont jamais signé", "n’ont finalement pas signé", "n’ont pas encore signé", "n'ont point signé", "n’ont nullement signé",
        "ont refusé de signer", "ont renoncé à signer", "refusent de signer", "démentent avoir signé", "nient avoir signé", "ont décliné de signer",
        "se sont séparés sans signer", "se sont abstenus de signer", "n’ont ni paraphé ni signé", "ont échoué à signer", "sont loin d’avoir signé",
    ),
    *turns(
        "conditional", "ont signé",
        "auraient signé", "pourraient signer", "pourraient avoir signé", "devraient avoir signé", "signeraient", "auraient bientôt signé", "ont peut-être signé",
        "ont probablement signé", "ont apparemment signé", "auraient conclu", "seraient convenus de signer",
    ),
)  # fmt: skip
_TO_SIGN_FR = (
    *turns(
        "future", "ont signé",
        "signeront", "vont signer", "doivent signer", "devaient signer", "devront signer", "s’apprêtent à signer", "sont sur le point de signer",
        "envisagent de signer", "espèrent signer", "souhaitent signer", "comptent signer", "entendent signer", "prévoient de signer", "ont promis de signer",
        "ont décidé de signer", "étaient censés signer", "sont invités à signer", "auront signé", "se réunissent pour signer", "hésitent à signer",
        "se sont engagés à signer", "veulent signer",
    ),
    *turns("history", "ont signé", "avaient signé", "avaient déjà signé"),
    *turns(
        "reversal", "ont signé",
        "ont reporté la signature d’", "ont annulé la signature d’", "ont dénoncé", "ont rompu", "ont ajourné la signature d’", "ont résilié", "ont suspendu",
        "ont failli signer", "ont manqué de peu de signer",
    ),
)  # fmt: skip
_SIGNED_EN = (
    *turns(
        "negation", "signed",
        "did not sign", "never signed", "have not signed", "didn’t sign", "refused to sign", "failed to sign", "declined to sign", "denied having signed",
        "stopped short of signing", "parted without signing", "have yet to sign", "neither initialled nor signed", "rejected", "were unable to sign",
        "ruled out signing", "cannot sign", "hardly signed", "turned down", "are far from having signed", "refrained from signing",
    ),
    *turns(
        "conditional", "signed",
        "reportedly signed", "allegedly signed", "may have signed", "might have signed", "could have signed", "would have signed", "are said to have signed",
        "are believed to have signed", "apparently signed", "supposedly signed", "probably signed", "are rumoured to have signed", "seem to have signed",
        "perhaps signed",
    ),
)  # fmt: skip
_TO_SIGN_EN = (
    *turns(
        "future", "signed",
        "will sign", "are to sign", "were due to sign", "were to sign", "plan to sign", "are expected to sign", "intend to sign", "hope to sign",
        "are set to sign", "agreed to sign", "were supposed to sign", "are about to sign", "are scheduled to sign", "promised to sign", "shall sign",
        "should sign", "want to sign", "are preparing to sign", "met to sign", "are going to sign", "undertook to sign",
    ),
    *turns("history", "signed", "had signed", "had already signed"),
    *turns(
        "reversal", "signed",
        "called off the signing of", "postponed the signing of", "cancelled the signing of", "put off the signing of", "withdrew from", "pulled out of",
        "walked away from", "terminated", "suspended", "nearly signed", "almost signed", "came close to signing",
    ),
)  # fmt: skip

_ACCORD_FR = "Le 12 mai 2021 à Lomé, le Togo et le Bénin ont signé un accord de coopération militaire."
_ACCORD_EN = "On 4 May 2021 in Accra, Kenya and Ghana signed an agreement on defence cooperation."


def _scope_fr(part: str, more: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return the ways in which « prévoit » may be turned over a list."""
    return (
        *turns(
            "negation", "prévoit",
            "ne prévoit pas", "ne prévoit ni", "n’inclut pas", "ne comprend plus", "exclut", "écarte", "interdit", "proscrit", "ne couvre jamais", "passe sous silence",
            "prévoit des visites, à l’exception de", "prévoit des visites, à l’exclusion de", "prévoit des visites, sans", "prévoit des visites, hormis",
            "prévoit des visites, sauf", "prévoit des visites mais exclut", "prévoit des visites et non", "renonce à prévoir", "n’a pas pour objet", "ne porte pas sur",
            "ne saurait couvrir", "omet", "refuse", "n’autorise pas", "prévoit tout sauf", "prévoit des visites, mais pas",
        ),
        *turns("negation", "L’accord", "Aucun accord ne", "Nul accord ne"),
        *turns("double", "prévoit", "n’exclut pas", "n’interdit pas", "n’écarte pas"),
        *turns(
            "conditional", "prévoit", "prévoirait", "aurait prévu", "pourrait prévoir", "devrait prévoir", "couvrirait", "semble prévoir", "comprendrait",
            "prévoit peut-être", "prévoit éventuellement",
        ),
        *turns("value", part, *(turn.new for turn in more)),
    )  # fmt: skip


def _scope_en(part: str, *others: str) -> tuple[Turn, ...]:
    """Return the ways in which “covers” may be turned over a list."""
    return (
        *turns(
            "negation", "covers",
            "does not cover", "doesn’t cover", "excludes", "rules out", "prohibits", "forbids", "never covers", "covers visits, except", "covers visits other than",
            "covers visits, with the exception of", "covers visits without", "covers visits but not", "covers no", "bars", "omits", "cannot cover", "leaves out",
            "covers nothing except visits, not", "is not intended to cover", "covers visits, to the exclusion of", "lacks", "covers all but", "fails to cover",
        ),
        *turns("double", "covers", "does not exclude", "does not rule out", "does not prohibit"),
        *turns(
            "conditional", "covers", "would cover", "might cover", "could cover", "reportedly covers", "allegedly covers", "is said to cover", "may cover",
            "seems to cover", "probably covers", "is expected to cover",
        ),
        *turns("value", part, *others),
    )  # fmt: skip


def _event(kind: str, raw: str, day: int, month: int, year: int, place: Record | None = None) -> Record:
    date = {"day": day, "month": month, "year": year, "raw": raw}
    return {"type": kind, "date": date, **({"place": place} if place else {})}


_SCOPE_FR = "L’accord prévoit la formation des officiers, les exercices conjoints et l’appui logistique."
_SCOPE_EN = "The agreement covers training of officers, joint exercises and logistic support."
_LABEL = {"label": {"en": "words", "fr": "mots"}}

FRENCH = (
    Truth(
        "signature", "fr", _ACCORD_FR, _ACCORD_FR[:-1], "events",
        _event("signature", "12 mai 2021", 12, 5, 2021, {"city": "Lomé", "country": "TG"}),
        (*_SIGNED_FR, *_TO_SIGN_FR,
         *turns("date", "12 mai 2021", "13 mai 2021", "2 mai 2021", "12 juin 2021", "12 mai 2020", "12 mai", "mai 2021", "12 mars 2012", "21 mai 2021"),
         *turns("place", "Lomé", "Accra", "Cotonou", "Kara", "Lomé-II"),
         *turns("condition", "Le 12 mai", "Si, le 12 mai", "À moins que, le 12 mai", "À condition que, le 12 mai")),
    ),
    Truth(
        "party", "fr", _ACCORD_FR, "le Togo et le Bénin ont signé un accord", "parties", {"code": "TG"},
        (*_SIGNED_FR, *turns("country", "le Togo", "le Ghana", "le Tchad", "la Guinée", "le Congo", "la Tongie", "le Togoland")),
    ),
    Truth(
        "second party", "fr", _ACCORD_FR, "le Bénin ont signé un accord", "parties", {"code": "BJ"},
        (*_SIGNED_FR, *turns("country", "le Bénin", "le Brésil", "le Burundi", "le Gabon")),
    ),
    Truth(
        "instrument", "fr", _ACCORD_FR, "ont signé un accord de coopération militaire", "instrument", {"type": "agreement", "state": "signed"},
        (*_SIGNED_FR, *_TO_SIGN_FR, *turns("type", "un accord", "un protocole", "un contrat", "une lettre")),
    ),
    Truth(
        "ratification", "fr", "Le parlement togolais a ratifié l’accord le 3 juin 2022.", "a ratifié l’accord le 3 juin 2022", "events",
        _event("ratification", "3 juin 2022", 3, 6, 2022),
        (*turns("negation", "a ratifié", "n’a pas ratifié", "n’a jamais ratifié", "a refusé de ratifier", "a rejeté", "n’a pas encore ratifié", "dément avoir ratifié"),
         *turns("conditional", "a ratifié", "aurait ratifié", "pourrait ratifier", "ratifierait", "a peut-être ratifié"),
         *turns("future", "a ratifié", "ratifiera", "doit ratifier", "va ratifier", "devait ratifier", "souhaite ratifier", "est appelé à ratifier", "aura ratifié"),
         *turns("history", "a ratifié", "avait ratifié"),
         *turns("reversal", "a ratifié", "a reporté la ratification de", "a suspendu la ratification de", "a failli ratifier"),
         *turns("deed", "ratifié", "signé", "commenté", "étudié"),
         *turns("date", "3 juin 2022", "4 juin 2022", "3 juillet 2022", "3 juin 2023")),
    ),
    Truth(
        "entry into force", "fr", "L’accord est entré en vigueur le 1er janvier 2023.", "L’accord est entré en vigueur le 1er janvier 2023", "events",
        _event("entry-into-force", "1er janvier 2023", 1, 1, 2023),
        (*turns("negation", "est entré", "n’est pas entré", "n’est jamais entré", "n’est toujours pas entré"),
         *turns("conditional", "est entré", "serait entré", "entrerait", "pourrait entrer", "semble être entré"),
         *turns("future", "est entré", "entrera", "doit entrer", "devait entrer", "va entrer", "devra entrer"),
         *turns("date", "1er janvier 2023", "11 janvier 2023", "1er juin 2023", "1er janvier 2032"),
         *turns("deed", "entré en vigueur", "arrivé", "présenté")),
    ),
    Truth(
        "training", "fr", _SCOPE_FR, "la formation des officiers", "provisions", {"code": "training", **_LABEL},
        _scope_fr("la formation des officiers", turns("value", "", "la table des officiers", "la liste des officiers")),
    ),
    Truth(
        "exercises", "fr", _SCOPE_FR, "les exercices conjoints", "provisions", {"code": "joint-exercises", **_LABEL},
        _scope_fr("les exercices conjoints", turns("value", "", "les travaux conjoints", "les exercices budgétaires")),
    ),
    Truth(
        "logistics", "fr", _SCOPE_FR, "et l’appui logistique", "provisions", {"code": "logistics", **_LABEL},
        _scope_fr("et l’appui logistique", turns("value", "", "et l’appui politique", "et l’appui moral")),
    ),
    Truth(
        "guest", "fr", "Afi Ametowoyona, ministre de la Défense du Togo, a reçu Koffi Zinsou, ministre de la Défense du Bénin.",
        "Koffi Zinsou, ministre de la Défense du Bénin", "people",
        {"name": "Koffi Zinsou", "office": {"en": "minister of defence", "fr": "ministre de la Défense"}, "party": "BJ", "part": "guest"},
        (*turns("negation", "a reçu", "n’a pas reçu", "n’a jamais reçu", "a refusé de recevoir", "dément avoir reçu"),
         *turns("conditional", "a reçu", "aurait reçu", "pourrait recevoir", "a peut-être reçu", "recevrait"),
         *turns("country", "du Bénin", "du Ghana", "du Burkina Faso", "du Togo"),
         *turns("name", "Koffi Zinsou", "Koffi Zansou", "Kofi Zinsou", "Zinsou Koffi", "un visiteur"),
         *turns("office", "a reçu Koffi Zinsou, ministre de la Défense", "a reçu Koffi Zinsou, ministre des Finances", "a reçu Koffi Zinsou, ministre de l’Intérieur")),
    ),
    Truth(
        "visit", "fr", "Le 7 avril 2020, le ministre béninois a effectué une visite à Kigali.", "Le 7 avril 2020, le ministre béninois a effectué une visite à Kigali",
        "events", _event("visit", "7 avril 2020", 7, 4, 2020, {"city": "Kigali", "country": "RW"}),
        (*turns("negation", "a effectué", "n’a pas effectué", "n’a jamais effectué", "a refusé d’effectuer", "a renoncé à effectuer"),
         *turns("conditional", "a effectué", "aurait effectué", "pourrait effectuer", "devrait effectuer"),
         *turns("future", "a effectué", "effectuera", "doit effectuer", "va effectuer", "prévoit d’effectuer"),
         *turns("reversal", "a effectué", "a annulé", "a reporté", "a ajourné"),
         *turns("place", "Kigali", "Kampala", "Bujumbura", "Kigoma"),
         *turns("date", "7 avril 2020", "17 avril 2020", "7 août 2020", "7 avril 2002")),
    ),
    Truth(
        "body", "fr", "Une commission mixte se réunit chaque année, alternativement à Lomé et à Cotonou.", "Une commission mixte se réunit chaque année", "follow_up",
        {"name": {"en": "joint commission", "fr": "commission mixte"}},
        (*turns("negation", "se réunit", "ne se réunit pas", "ne se réunit plus", "refuse de se réunir"),
         *turns("negation", "Une commission mixte", "Aucune commission mixte ne", "Nulle commission mixte ne"),
         *turns("conditional", "se réunit", "se réunirait", "pourrait se réunir", "devrait se réunir", "semble se réunir"),
         *turns("name", "commission mixte", "commission bilatérale", "commission technique", "sous-commission mixte")),
    ),
    Truth(
        "duration", "fr", "L’accord est conclu pour une durée de cinq ans.", "conclu pour une durée de cinq ans", "clauses",
        {"code": "duration", "text": {"en": "It lasts five years.", "fr": "Il dure cinq ans."}},
        (*turns("negation", "est conclu", "n’est pas conclu", "n’a jamais été conclu", "ne sera pas conclu"),
         *turns("conditional", "est conclu", "serait conclu", "pourrait être conclu", "aurait été conclu"),
         *turns("number", "cinq ans", "six ans", "dix ans", "quinze ans", "trois ans")),
    ),
    Truth(
        "strength", "fr", "L’armée togolaise compte 4 500 soldats et 12 hélicoptères.", "L’armée togolaise compte 4 500 soldats", "context",
        {"kind": "capability", "text": {"en": "It has 4 500 soldiers.", "fr": "Elle compte 4 500 soldats."}},
        (*turns("number", "4 500", "4 700", "5 400", "4 050", "45 000"),
         *turns("negation", "compte", "ne compte pas", "ne compte plus", "dément compter"),
         *turns("conditional", "compte", "compterait", "pourrait compter", "aurait compté")),
    ),
    Truth(
        "no bases", "fr", "Le texte ne prévoit pas de bases militaires.", "ne prévoit pas de bases militaires", "provisions",
        {"code": "basing-access", "positive": False, **_LABEL},
        (*turns("affirmed", "ne prévoit pas de", "prévoit des", "ne prévoit que des", "prévoit surtout des", "ne manque pas de prévoir des", "prévoit sans délai des"),
         *turns("double", "ne prévoit pas de", "n’exclut pas de", "n’interdit pas les", "n’écarte pas les"),
         *turns("value", "bases militaires", "budget précis")),
        wrapped=False,
    ),
    Truth(
        "exercises left out", "fr", "La convention couvre la santé militaire, à l’exception des exercices conjoints.", "à l’exception des exercices conjoints", "provisions",
        {"code": "joint-exercises", "positive": False, **_LABEL},
        (*turns("affirmed", "à l’exception des", "y compris des", "ainsi que des", "en particulier des", "sans préjudice des"),
         *turns("double", "couvre la santé militaire, à l’exception", "ne couvre rien, à l’exception"),
         *turns("value", "exercices conjoints", "programmes conjoints")),
        wrapped=False,
    ),
)  # fmt: skip

ENGLISH = (
    Truth(
        "signature", "en", _ACCORD_EN, _ACCORD_EN[:-1], "events",
        _event("signature", "4 May 2021", 4, 5, 2021, {"city": "Accra", "country": "GH"}),
        (*_SIGNED_EN, *_TO_SIGN_EN,
         *turns("date", "4 May 2021", "5 May 2021", "14 May 2021", "4 March 2021", "4 May 2012", "4 May", "May 2021", "24 May 2021"),
         *turns("place", "Accra", "Abuja", "Lomé", "Acre", "Accra-Tema"),
         *turns("condition", "On 4 May", "If on 4 May", "Unless on 4 May", "Provided that on 4 May")),
    ),
    Truth(
        "party", "en", _ACCORD_EN, "Kenya and Ghana signed an agreement", "parties", {"code": "KE"},
        (*_SIGNED_EN, *turns("country", "Kenya", "Uganda", "Nigeria", "Kenyatta", "Guinea")),
    ),
    Truth(
        "second party", "en", _ACCORD_EN, "Ghana signed an agreement", "parties", {"code": "GH"},
        (*_SIGNED_EN, *turns("country", "Ghana signed", "Guyana signed", "Gambia signed", "Ghanata signed")),
    ),
    Truth(
        "instrument", "en", _ACCORD_EN, "signed an agreement on defence cooperation", "instrument", {"type": "agreement", "state": "signed"},
        (*_SIGNED_EN, *_TO_SIGN_EN, *turns("type", "an agreement", "a protocol", "a contract", "a letter")),
    ),
    Truth(
        "ratification", "en", "The Ghanaian parliament ratified the agreement on 3 June 2022.", "ratified the agreement on 3 June 2022", "events",
        _event("ratification", "3 June 2022", 3, 6, 2022),
        (*turns("negation", "ratified", "did not ratify", "never ratified", "refused to ratify", "rejected", "has yet to ratify", "failed to ratify", "denied having ratified"),
         *turns("conditional", "ratified", "reportedly ratified", "may have ratified", "would have ratified", "is said to have ratified"),
         *turns("future", "ratified", "will ratify", "is to ratify", "was due to ratify", "plans to ratify", "is expected to ratify", "is about to ratify"),
         *turns("history", "ratified", "had ratified"),
         *turns("reversal", "ratified", "postponed the ratification of", "suspended the ratification of", "nearly ratified"),
         *turns("deed", "ratified", "signed", "discussed", "printed"),
         *turns("date", "3 June 2022", "4 June 2022", "3 July 2022", "3 June 2023")),
    ),
    Truth(
        "entry into force", "en", "The agreement entered into force on 1 January 2023.", "The agreement entered into force on 1 January 2023", "events",
        _event("entry-into-force", "1 January 2023", 1, 1, 2023),
        (*turns("negation", "entered", "did not enter", "never entered", "has not entered", "failed to enter"),
         *turns("conditional", "entered", "reportedly entered", "may have entered", "would have entered", "seems to have entered"),
         *turns("future", "entered", "will enter", "is to enter", "was due to enter", "shall enter", "is expected to enter"),
         *turns("date", "1 January 2023", "11 January 2023", "1 June 2023", "1 January 2032"),
         *turns("deed", "entered into force", "was published", "was read out")),
    ),
    Truth(
        "training", "en", _SCOPE_EN, "training of officers", "provisions", {"code": "training", **_LABEL},
        _scope_en("training of officers", "tables of officers", "lists of officers"),
    ),
    Truth(
        "exercises", "en", _SCOPE_EN, "joint exercises", "provisions", {"code": "joint-exercises", **_LABEL}, _scope_en("joint exercises", "joint ventures", "joint letters"),
    ),
    Truth(
        "logistics", "en", _SCOPE_EN, "and logistic support", "provisions", {"code": "logistics", **_LABEL}, _scope_en("and logistic support", "and moral support", "and political support"),
    ),
    Truth(
        "guest", "en", "Jane Wanjiru, Minister for Defence of Kenya, received Kwame Osei, Minister for Defence of Ghana.",
        "Kwame Osei, Minister for Defence of Ghana", "people",
        {"name": "Kwame Osei", "office": {"en": "Minister for Defence", "fr": "ministre de la Défense"}, "party": "GH", "part": "guest"},
        (*turns("negation", "received", "did not receive", "never received", "refused to receive", "denied having received"),
         *turns("conditional", "received", "reportedly received", "may have received", "is said to have received", "would have received"),
         *turns("country", "of Ghana", "of Guinea", "of Gambia", "of Kenya"),
         *turns("name", "Kwame Osei", "Kwame Osai", "Kwami Osei", "Osei Kwame", "a visitor"),
         *turns("office", "Osei, Minister for Defence", "Osei, Minister for Finance", "Osei, Minister for the Interior")),
    ),
    Truth(
        "visit", "en", "On 7 April 2020 the Ghanaian minister paid a visit to Kigali.", "On 7 April 2020 the Ghanaian minister paid a visit to Kigali", "events",
        _event("visit", "7 April 2020", 7, 4, 2020, {"city": "Kigali", "country": "RW"}),
        (*turns("negation", "paid a visit", "did not pay a visit", "never paid a visit", "refused to pay a visit"),
         *turns("conditional", "paid a visit", "reportedly paid a visit", "may have paid a visit", "could pay a visit"),
         *turns("future", "paid a visit", "will visit and stay on a visit", "is to visit on his first visit", "was due to visit on a visit"),
         *turns("reversal", "paid a visit", "called off a visit", "postponed a visit", "cancelled a visit"),
         *turns("place", "Kigali", "Kampala", "Bujumbura", "Kigoma"),
         *turns("date", "7 April 2020", "17 April 2020", "7 August 2020", "7 April 2002")),
    ),
    Truth(
        "body", "en", "A Joint Committee meets once a year, alternately in Nairobi and Accra.", "A Joint Committee meets once a year", "follow_up",
        {"name": {"en": "Joint Committee", "fr": "comité mixte"}},
        (*turns("negation", "meets", "does not meet", "never meets", "refuses to meet", "no longer meets"),
         *turns("negation", "A Joint Committee", "No Joint Committee", "Neither a Joint Committee"),
         *turns("conditional", "meets", "might meet", "could meet", "would meet", "reportedly meets"),
         *turns("name", "Joint Committee", "Joint Council", "Technical Committee", "Joint Subcommittee")),
    ),
    Truth(
        "duration", "en", "It remains in force for a period of five years.", "remains in force for a period of five years", "clauses",
        {"code": "duration", "text": {"en": "It lasts five years.", "fr": "Il dure cinq ans."}},
        (*turns("negation", "remains", "does not remain", "never remains", "no longer remains"),
         *turns("conditional", "remains", "would remain", "might remain", "could remain", "reportedly remains"),
         *turns("number", "five years", "six years", "ten years", "fifteen years", "three years")),
    ),
    Truth(
        "strength", "en", "The Kenyan army has 4,500 soldiers and 12 helicopters.", "The Kenyan army has 4,500 soldiers", "context",
        {"kind": "capability", "text": {"en": "It has 4,500 soldiers.", "fr": "Elle compte 4,500 soldats."}},
        (*turns("number", "4,500", "4,700", "5,400", "4,050", "45,000"),
         *turns("negation", "has", "does not have", "no longer has", "denies having"),
         *turns("conditional", "has", "reportedly has", "would have", "may have", "is said to have")),
    ),
    Truth(
        "no bases", "en", "The text does not provide for military bases.", "does not provide for military bases", "provisions",
        {"code": "basing-access", "positive": False, **_LABEL},
        (*turns("affirmed", "does not provide for", "provides for", "provides only for", "provides not only for schools but also for", "provides without delay for"),
         *turns("double", "does not provide for", "does not exclude", "does not prohibit", "does not rule out"),
         *turns("value", "military bases", "a military budget")),
        wrapped=False,
    ),
    Truth(
        "exercises left out", "en", "The convention covers military medicine, with the exception of joint manoeuvres.", "with the exception of joint manoeuvres", "provisions",
        {"code": "joint-exercises", "positive": False, **_LABEL},
        (*turns("affirmed", "with the exception of", "including", "as well as", "in particular", "without prejudice to"),
         *turns("double", "covers military medicine, with", "covers nothing, with"),
         *turns("value", "joint manoeuvres", "joint programmes")),
        wrapped=False,
    ),
)  # fmt: skip

TRUTHS = (*FRENCH, *ENGLISH)

#: Around a whole sentence; ``{}`` is the sentence with a small letter, without its full stop.
AROUND: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        ("attribution", "Selon un porte-parole, {}."),
        ("attribution", "D’après un diplomate, {}."),
        ("attribution", "À en croire l’opposition, {}."),
        ("attribution", "Un ministre a déclaré que {}."),
        ("attribution", "Un conseiller affirme que {}."),
        ("attribution", "Le journal a annoncé que {}."),
        ("attribution", "« {} », a dit le porte-parole."),
        ("attribution", "Il a précisé que {}."),
        ("attribution", "De source diplomatique, {}."),
        ("attribution", "« {} », assure-t-il."),
        ("doubt", "Selon des rumeurs, {}."),
        ("doubt", "Peut-être {}."),
        ("doubt", "Il se peut que {}."),
        ("doubt", "Apparemment, {}."),
        ("doubt", "Est-il vrai que {} ?"),
        ("doubt", "Information non confirmée : {}."),
        ("denial", "Il est faux que {}."),
        ("denial", "Le gouvernement dément que {}."),
        ("denial", "Il n’est pas vrai que {}."),
        ("denial", "Rien ne prouve que {}."),
        ("denial", "L’opposition nie que {}."),
        ("denial", "{}, ce que le ministre dément."),
        ("denial", "{}, mais ce n’est pas exact."),
    ),
    "en": (
        ("attribution", "According to a spokesman, {}."),
        ("attribution", "A minister said that {}."),
        ("attribution", "The opposition claims that {}."),
        ("attribution", "{}, a diplomat said."),
        ("attribution", "An adviser told reporters that {}."),
        ("attribution", "The paper insists that {}."),
        ("attribution", "In the words of an envoy, {}."),
        ("attribution", "“{}”, he was quoted as adding."),
        ("attribution", "An official confirmed that {}."),
        ("doubt", "Reportedly, {}."),
        ("doubt", "Allegedly, {}."),
        ("doubt", "Rumours have it that {}."),
        ("doubt", "Perhaps {}."),
        ("doubt", "It is likely that {}."),
        ("doubt", "Is it true that {}?"),
        ("doubt", "It is unclear whether {}."),
        ("denial", "It is not true that {}."),
        ("denial", "It is false that {}."),
        ("denial", "The government denied that {}."),
        ("denial", "Nothing proves that {}."),
        ("denial", "{}, which the minister denies."),
        ("denial", "{}, but this is not so."),
        ("denial", "No source bears out that {}."),
    ),
}

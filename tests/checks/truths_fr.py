"""French sentences and facts that they bear, with the ways in which a source may turn them. All of it is invented."""

from __future__ import annotations

from tests.checks.truth import LABEL, Truth, Turn, event, turns

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

_ACCORD_FR = "Le 12 mai 2021 à Lomé, le Togo et le Bénin ont signé un accord de coopération militaire."
_SCOPE_FR = "L’accord prévoit la formation des officiers, les exercices conjoints et l’appui logistique."


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


FRENCH = (
    Truth(
        "signature", "fr", _ACCORD_FR, _ACCORD_FR[:-1], "events",
        event("signature", "12 mai 2021", 12, 5, 2021, {"city": "Lomé", "country": "TG"}),
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
        event("ratification", "3 juin 2022", 3, 6, 2022),
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
        event("entry-into-force", "1er janvier 2023", 1, 1, 2023),
        (*turns("negation", "est entré", "n’est pas entré", "n’est jamais entré", "n’est toujours pas entré"),
         *turns("conditional", "est entré", "serait entré", "entrerait", "pourrait entrer", "semble être entré"),
         *turns("future", "est entré", "entrera", "doit entrer", "devait entrer", "va entrer", "devra entrer"),
         *turns("date", "1er janvier 2023", "11 janvier 2023", "1er juin 2023", "1er janvier 2032"),
         *turns("deed", "entré en vigueur", "arrivé", "présenté")),
    ),
    Truth(
        "training", "fr", _SCOPE_FR, "la formation des officiers", "provisions", {"code": "training", **LABEL},
        _scope_fr("la formation des officiers", turns("value", "", "la table des officiers", "la liste des officiers")),
    ),
    Truth(
        "exercises", "fr", _SCOPE_FR, "les exercices conjoints", "provisions", {"code": "joint-exercises", **LABEL},
        _scope_fr("les exercices conjoints", turns("value", "", "les travaux conjoints", "les exercices budgétaires")),
    ),
    Truth(
        "logistics", "fr", _SCOPE_FR, "et l’appui logistique", "provisions", {"code": "logistics", **LABEL},
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
        "events", event("visit", "7 avril 2020", 7, 4, 2020, {"city": "Kigali", "country": "RW"}),
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
        {"code": "basing-access", "positive": False, **LABEL},
        (*turns("affirmed", "ne prévoit pas de", "prévoit des", "ne prévoit que des", "prévoit surtout des", "ne manque pas de prévoir des", "prévoit sans délai des"),
         *turns("double", "ne prévoit pas de", "n’exclut pas de", "n’interdit pas les", "n’écarte pas les"),
         *turns("value", "bases militaires", "budget précis")),
        wrapped=False,
    ),
    Truth(
        "exercises left out", "fr", "La convention couvre la santé militaire, à l’exception des exercices conjoints.", "à l’exception des exercices conjoints", "provisions",
        {"code": "joint-exercises", "positive": False, **LABEL},
        (*turns("affirmed", "à l’exception des", "y compris des", "ainsi que des", "en particulier des", "sans préjudice des"),
         *turns("double", "couvre la santé militaire, à l’exception", "ne couvre rien, à l’exception"),
         *turns("value", "exercices conjoints", "programmes conjoints")),
        wrapped=False,
    ),
)  # fmt: skip

#: Around a whole sentence; ``{}`` is the sentence with a small letter, without its full stop.
AROUND_FRENCH = (
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
)

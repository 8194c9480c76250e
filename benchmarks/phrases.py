"""Sentences of the invented corpus, in English and French. Nothing in them states anything about the world.

The parties are places where nobody lives, so that no state and no person is said to have agreed to anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

NOTICE = "Invented for measurement; no real accord"
NOTICE_FR = "Inventé pour la mesure ; aucun accord réel"


class Words(NamedTuple):
    """The same words in both languages."""

    en: str
    fr: str

    def filled(self, **values: str) -> Words:
        """Return the words with values in their places."""
        return Words(self.en.format(**values), self.fr.format(**values))


#: Every sentence of every source begins with this.
LEAD = Words("In this invented example, ", "Dans cet exemple inventé, ")


@dataclass(frozen=True)
class InventedParty:
    """A party of an invented accord: a place without inhabitants."""

    code: str
    name: Words
    where: Words


PARTIES = (
    InventedParty("AQ", Words("Antarctica", "l’Antarctique"), Words("in Antarctica", "en Antarctique")),
    InventedParty("BV", Words("Bouvet Island", "l’île Bouvet"), Words("on Bouvet Island", "sur l’île Bouvet")),
    InventedParty(
        "HM",
        Words("Heard Island and McDonald Islands", "les îles Heard-et-MacDonald"),
        Words("on Heard Island and McDonald Islands", "sur les îles Heard-et-MacDonald"),
    ),
)

#: Type, state → what the source says.
INSTRUMENTS = {
    ("agreement", "signed"): Words(
        "{a} and {b} signed an agreement on cooperation", "{a} et {b} ont signé un accord de coopération"
    ),
    ("mou", "signed"): Words(
        "{a} and {b} signed a memorandum of understanding", "{a} et {b} ont signé un mémorandum d’entente"
    ),
    ("protocol", "in-force"): Words(
        "the protocol between {a} and {b} is in force", "le protocole entre {a} et {b} est en vigueur"
    ),
    ("technical-arrangement", "announced"): Words(
        "{a} and {b} announced an arrangement", "un arrangement entre {a} et {b} est annoncé"
    ),
    ("treaty", "ratified"): Words(
        "the treaty between {a} and {b} was ratified by both", "le traité entre {a} et {b} a été ratifié des deux côtés"
    ),
    ("letter-of-intent", "draft"): Words(
        "{a} and {b} keep a draft letter of intent on file",
        "{a} et {b} gardent au dossier un projet de lettre d’intention",
    ),
}

EVENTS = {
    "visit": Words("a visit took place {at} {on}", "une visite a eu lieu {at} {on}"),
    "meeting": Words("a meeting was held {at} {on}", "une réunion s’est tenue {at} {on}"),
    "signature": Words("the text was signed {at} {on}", "le texte a été signé {at} {on}"),
    "announcement": Words("the text was announced {at} {on}", "le texte a été annoncé {at} {on}"),
}
CITIES = (
    "Sampleford",
    "Exampleville",
    "Testbourg",
    "Port-Essai",
    "Mockbridge",
    "Villefictive",
    "Trialstad",
    "Maquette",
)
MONTHS = (
    Words("January", "janvier"), Words("February", "février"), Words("March", "mars"), Words("April", "avril"),
    Words("May", "mai"), Words("June", "juin"), Words("July", "juillet"), Words("August", "août"),
    Words("September", "septembre"), Words("October", "octobre"), Words("November", "novembre"),
    Words("December", "décembre"),
)  # fmt: skip

GIVEN_NAMES = (
    "Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "Juliett", "Kilo", "Mike", "Oscar",
    "Papa", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "Zulu",
)  # fmt: skip
FAMILY_NAMES = ("Example", "Specimen", "Fictif", "Inventé", "Sample")
OFFICES = (
    Words("head of the example delegation", "chef de la délégation de l’exemple"),
    Words("secretary of the example council", "secrétaire du conseil de l’exemple"),
    Words("commander of the example squadron", "commandant de l’escadrille de l’exemple"),
    Words("director of the example office", "directeur du bureau de l’exemple"),
    Words("adviser to the example ministry", "conseiller du ministère de l’exemple"),
)
PARTS = {
    "host": Words("received the visitors", "a reçu les visiteurs"),
    "guest": Words("was received with the visitors", "a été reçu avec les visiteurs"),
    "attendee": Words("was present at the ceremony", "était présent à la cérémonie"),
    "signatory": Words("signed for {party}", "a signé pour {party}"),
}

PROVISIONS = {
    "training": Words("the training of cadres", "la formation des cadres"),
    "joint-exercises": Words("joint exercises in the field", "des exercices communs sur le terrain"),
    "logistics": Words("logistic support", "le soutien logistique"),
    "technical-support": Words("technical support and repair", "le soutien technique et la réparation"),
    "military-health": Words("military health care", "la santé militaire"),
    "expertise-sharing": Words("the sharing of expertise", "le partage d’expertise"),
    "crisis-management": Words("the management of crises", "la gestion des crises"),
    "maritime-security": Words("maritime security", "la sécurité maritime"),
    "search-and-rescue": Words("search and rescue", "la recherche et le sauvetage"),
    "disaster-relief": Words("help after disasters", "les secours en cas de catastrophe"),
    "cyber": Words("the defence of cyber networks", "la cyberdéfense des réseaux"),
    "policy-dialogue": Words("regular consultations", "des consultations régulières"),
    "staff-talks": Words("talks between staffs", "des échanges entre états-majors"),
    "visits-exchanges": Words("visits by delegations", "des visites de délégations"),
    "demining": Words("demining and clearance", "le déminage et la dépollution"),
    "environment": Words("care for the environment", "la protection de l’environnement"),
    "research-technology": Words("joint research", "la recherche commune"),
    "education-exchange": Words("places at the academies", "des places à l’académie"),
    "space": Words("the use of satellite images", "l’usage d’images par satellite"),
    "infrastructure": Words("the upkeep of infrastructure", "l’entretien des infrastructures"),
    "culture-sport-history": Words("joint work on military history", "des travaux communs d’histoire militaire"),
    "classified-information": Words("the security of information", "la protection des informations"),
    "peacekeeping": Words("preparation for peace operations", "la préparation aux opérations de paix"),
    "personnel-exchange": Words("the exchange of liaison officers", "l’échange d’officiers de liaison"),
}
LIST_OPEN = Words("the list of areas stays open", "la liste des domaines reste ouverte")

BODY = Words("joint example commission", "commission commune de l’exemple")
BODY_SENTENCE = Words(
    "a joint example commission follows the text", "une commission commune de l’exemple suit le texte"
)
ASPECTS = {
    "periodicity": Words("the commission meets twice a year", "la commission se réunit deux fois par an"),
    "task": Words("the commission sets the yearly priorities", "la commission fixe les priorités annuelles"),
    "purpose": Words("the commission keeps the work in balance", "la commission veille à l’équilibre des travaux"),
}
ALTERNATION = Words("the sessions alternate between {one} and {two}", "les sessions alternent entre {one} et {two}")

CLAUSES = {
    "duration": Words("the text holds for a fixed period", "le texte est conclu pour une durée déterminée"),
    "termination": Words("either side can withdraw in writing", "chaque partie peut dénoncer le texte par écrit"),
    "disputes": Words("disputes are settled by consultation", "les différends sont réglés par consultation"),
    "amendment": Words("the text is amended in writing", "le texte est modifié par écrit"),
    "authentic-languages": Words("both languages are authentic", "les deux langues font foi"),
    "financing": Words("each side bears its own costs", "chaque partie supporte ses propres frais"),
}
SILENT = ("jurisdiction", "liability", "third-party-transfer", "renewal", "personnel-status", "publication")

#: Kind of background, sentence; “{year}” makes it a dated one.
BACKGROUND = (
    ("history", Words("letters were exchanged in {year}", "des lettres ont été échangées en {year}")),
    (
        "history",
        Words("a first working visit was made in {year}", "une première visite de travail a été faite en {year}"),
    ),
    (
        "history",
        Words("a shared weather station opened in {year}", "une station météorologique commune a ouvert en {year}"),
    ),
    ("history", Words("a common map was printed in {year}", "une carte commune a été imprimée en {year}")),
    (
        "posture",
        Words("the example ministries favour practical work", "les ministères de l’exemple préfèrent la pratique"),
    ),
    ("motive", Words("both sides seek shorter supply routes", "les deux parties cherchent des voies plus courtes")),
    ("regional", Words("the sea around calls for shared rescue", "la mer alentour appelle un sauvetage partagé")),
    (
        "capability",
        Words(
            "the example units have few ships fit for ice", "les unités de l’exemple ont peu de navires pour la glace"
        ),
    ),
    ("capability", Words("the example hangar holds two aircraft", "le hangar de l’exemple abrite deux avions")),
    ("motive", Words("the winter makes every landing costly", "l’hiver rend chaque atterrissage coûteux")),
)
ASSESSMENTS = (
    Words("the text opens prospects for shared exercises", "le texte ouvre des perspectives d’exercices partagés"),
    Words("the text is a step towards closer work", "le texte est un pas vers un travail plus étroit"),
)
SPOKEN = Words("{name} said that the text was welcome", "{name} a déclaré que le texte était bienvenu")

FILLERS = (
    Words(
        "the tables of the hall were set for a long evening",
        "les tables de la salle étaient dressées pour une longue soirée",
    ),
    Words("penguins watched the landing from a distance", "des manchots regardaient le débarquement de loin"),
    Words("the wind kept the flags busy all afternoon", "le vent a agité les drapeaux tout l’après-midi"),
    Words(
        "a note on weather and ice was handed to the crews",
        "une note sur la météo et la glace a été remise aux équipages",
    ),
    Words(
        "the interpreters worked without a break until dusk", "les interprètes ont travaillé sans pause jusqu’au soir"
    ),
    Words("the choir of the example school closed the day", "la chorale de l’école de l’exemple a clos la journée"),
)

JUDGEMENTS = (
    (
        "implication",
        Words(
            "An invented framework would replace single contacts.", "Un cadre inventé remplacerait des contacts isolés."
        ),
    ),
    (
        "risk",
        Words(
            "The invented work may begin before its cost is settled.",
            "Les travaux inventés pourraient commencer avant que leur coût soit fixé.",
        ),
    ),
    ("next-step", Words("Obtain the invented text.", "Obtenir le texte inventé.")),
    (
        "sensitivity",
        Words("All of this is invented and must not be quoted.", "Tout ceci est inventé et ne doit pas être cité."),
    ),
    ("indicator", Words("A first session of the invented body.", "Une première session de l’organe inventé.")),
    ("line-to-take", Words("We do not comment on invented accords.", "Nous ne commentons pas les accords inventés.")),
)
GAPS = (
    (
        Words("year", "année"),
        Words(
            "In which year did the invented visit take place?", "En quelle année la visite inventée a-t-elle eu lieu ?"
        ),
    ),
    (Words("cost", "coût"), Words("Who pays for the invented accord?", "Qui paie l’accord inventé ?")),
    (
        Words("legal form", "forme juridique"),
        Words("What is the legal form of the invented accord?", "Quelle est la forme juridique de l’accord inventé ?"),
    ),
    (
        Words("duration", "durée"),
        Words("How long does the invented accord run?", "Combien de temps dure l’accord inventé ?"),
    ),
    (Words("units", "unités"), Words("Which invented units take part?", "Quelles unités inventées participent ?")),
)
GAP_REASON = Words("It was left out when the example was invented.", "L’exemple a été inventé sans cette indication.")

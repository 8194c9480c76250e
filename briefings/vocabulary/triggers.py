"""Words that show a code in a text, in French and English: a quotation must hold one to bear the code.

A provision is shown by a phrase of ``provision_triggers.tsv`` too, so that what is extracted and what is accepted rest on
the same words. Patterns run on text in lower case without accents, with plain apostrophes and spaces (see ``plain``).
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache, lru_cache

from briefings.folding import fold
from briefings.vocabulary.codes import ClauseCode, EventType, InstrumentState, InstrumentType, ProvisionCode
from briefings.vocabulary.provision_triggers import shows

_P, _I, _S, _E, _C = ProvisionCode, InstrumentType, InstrumentState, EventType, ClauseCode

#: How an exchange of notes and a block of signatures say that the accord stands.
_EXCHANGED = (
    r"constitue\w* un accord|constitutes? an agreement|rencontrent l'agrement|convenu|agreed? (as|upon|on) |sd?\.\)"
)

TRIGGERS: dict[Enum, str] = {
    _P.JOINT_EXERCISES: r"(exercices?|manoeuvres?)\b.*\b(commun|conjoint|partage|ensemble|militaire)|joint (military )?(exercise|manoeuvre|drill|training exercise)|exercis",
    _P.TRAINING: r"formation|entrain|instruction|stage|training|instruct",
    _P.EDUCATION_EXCHANGE: r"ecoles?|academie|enseignement|cadets?|eleves|scholar|academ|staff college|military school|education",
    _P.LOGISTICS: r"logisti|ravitaill|carburant|soutien|supplies|supply|fuel|sustain",
    _P.TECHNICAL_SUPPORT: r"techniqu|entretien|maintenance|reparation|technical|repair|upkeep",
    _P.MILITARY_HEALTH: r"sante|medic|soins|hopita|health|care of",
    _P.JOINT_COMMISSION: r"(commission|comite|instance|secretariat|groupe de travail|organe)|committee|board|secretariat|working group",
    _P.EXPERTISE_SHARING: r"expert|experience|savoir|connaissance|lessons|best practice|know-how",
    _P.CRISIS_MANAGEMENT: r"crise|cessez-le-feu|conflit|crisis|crises|ceasefire|conflict",
    _P.CAPABILITY_DEVELOPMENT: r"capacit|interoperab|renforce|capabilit|capacity|strengthen|moderni",
    _P.PEACEKEEPING: r"maintien de la paix|operations? de paix|peacekeep|peace operation|peace support",
    _P.COUNTER_TERRORISM: r"terroris",
    _P.INTELLIGENCE_SHARING: r"renseignement|informations? operationnel|intelligence|information.sharing|exchange of information",
    _P.CLASSIFIED_INFORMATION: r"classifie|secret|protection des informations|classified|security of information",
    _P.ARMS_PROCUREMENT: r"armement|acquisition|achat|arms|weapon|procure|purchase",
    _P.DEFENCE_INDUSTRY: r"industri|coproduction|co-production",
    _P.RESEARCH_TECHNOLOGY: r"recherche|technolog|innovation|research",
    _P.CYBER: r"cyber",
    _P.MARITIME_SECURITY: r"maritim|naval|en mer|at sea|navy|navies",
    _P.AIR_DEFENCE: r"aerien|antimissile|air defen[cs]e|air polic|missile|airspace|renegade",
    _P.BORDER_SECURITY: r"frontier|border",
    _P.SEARCH_AND_RESCUE: r"sauvetage|recherche et|search and rescue|rescue",
    _P.DISASTER_RELIEF: r"catastrophe|secours|disaster|emergency",
    _P.STATUS_OF_FORCES: r"statut|status of",
    _P.BASING_ACCESS: r"\bbases?\b|territoire|installations|camp|sejour|access|facilit|territory|station",
    _P.STAFF_TALKS: r"etats?-majors?|planification|staff (talk|-to-|consult)|staffs|planning",
    _P.VISITS_EXCHANGES: r"visite|echange|delegation|visit|exchange",
    _P.PERSONNEL_EXCHANGE: r"(echange|detachement|liaison).*(officier|personnel|militaire)|officiers? de liaison|exchange.*(officer|personnel|staff)|liaison officer|second",
    _P.POLICY_DIALOGUE: r"dialogue|consultation|concertation|consult",
    _P.DEMINING: r"deminage|mines|demining|explosive",
    _P.MILITARY_JUSTICE: r"justice|droit militaire|tribuna|military law|court|legal",
    _P.SPACE: r"spatial|espace|space|satellit",
    _P.ENVIRONMENT: r"environnement|climat|environment|climate|nature",
    _P.CULTURE_SPORT_HISTORY: r"cultur|sport|histoire|historique|musee|history|historic|museum|archives",
    _P.FINANCING: r"financ|credit|pret|contribution|cout|fund|loan|cost|payment",
    _P.EQUIPMENT_DONATION: r"\bdons?\b|cession|donation|gift|grant|materiel",
    _P.ORGANISED_CRIME: r"crimin|trafic|crime|traffick|smuggl|drug|narco",
    _P.INFRASTRUCTURE: r"infrastructure|travaux|reseau|construction|network",
    _P.HUMANITARIAN: r"humanitai?r",
    _P.ENERGY: r"energ|petrol|gaz|electric|oil|gas|power",
    _P.TRADE: r"commerc|echanges economiques|investiss|entreprise|trade|invest|business|econom",
    _P.EDUCATION: r"ecole|universit|bourse|enseignement|education|school|scholarship",
    _P.HEALTH_CIVIL: r"sante|health",
    _P.AGRICULTURE: r"agric|aliment|farm|food",
    _P.TRANSPORT: r"transport|aviation|shipping|port|rail|route",
    _P.VISAS_MOBILITY: r"visa|circulation|residence|mobilit|travel",
    _P.DIGITAL: r"numeri|telecom|donnees|digital|data",
    _I.AGREEMENT: r"accord|agreement|entente|pact|deal",
    _I.MOU: r"memorandum|protocole d'accord|mou\b",
    _I.LETTER_OF_INTENT: r"declaration of intent|lettre d'intention|declaration d'intention|letter of intent|statement of intent",
    _I.PROTOCOL: r"protocol",
    _I.SOFA: r"statut|status of|sofa\b",
    _I.TECHNICAL_ARRANGEMENT: r"arrangement|(technical|implementing|administrative) agreement|accords? technique",
    _I.CONVENTION: r"convention",
    _I.JOINT_DECLARATION: r"declar|communique|statement",
    _I.TREATY: r"traite|treaty",
    _I.PARTNERSHIP: r"partenariat|partnership",
    _I.ACTION_PLAN: r"plan|programme|program",
    _I.CONTRACT: r"contrat|contract",
    _S.SIGNED: rf"sign|entered into|passe|conclu|paraphe|initial|faits? a|done at|done in|{_EXCHANGED}",
    _S.ANNOUNCED: r"annonc|announc|unveil|reach|parven|agreed|convenu|welcom",
    _S.RATIFIED: r"ratifi|approu|approv|approb|autoris",
    _S.IN_FORCE: r"vigueur|in force|into force|effect|effet|ceased|cesse",
    _S.DRAFT: r"projet|avant-projet|draft|propos",
    _S.PLANNED: r"en cours d|prepar|being (draft|negoti|final)|convenu\w* de (le |la |les )?sign|to (sign|conclud|be sign)|prevu|prevo|ser(a|ont)|doi(t|vent)|futur|plan|will|negoc|negoti|inten[dt]|s'appret|devr|expect|due to|set to|shall|would|esper|souhait|envisag|compt|entend|veul|voul|s'appret|pret |hope|want|ready|\w+(era|eront) |\w+er(a|ont)\b",
    _S.SUSPENDED: r"suspen|met(?:tre|tent|tant)? fin|mis fin|romp|rupture|denonc|abrog|resili|withdr[ae]w|terminat|denounc|renounc|scrap|cancel|ends?\b|ended|annul|quit",
    _E.SIGNATURE: rf"sign|conclu|paraphe|initial|faits? a|done at|{_EXCHANGED}",
    _E.VISIT: r"visit|deplacement|recu|accueil|sejour|received|hosted|welcomed",
    _E.MEETING: r"reunion|rencontre|entretien|audience|session|meeting|met\b|talks",
    _E.RATIFICATION: r"ratifi|approu|approv",
    _E.ENTRY_INTO_FORCE: r"vigueur|force|effect|effet",
    _E.ANNOUNCEMENT: r"annonc|announce|declar",
    _C.FINANCING: r"financ|cout|frais|charge|depens|budget|cost|expens|fund|contribution|a titre (gratuit|onereux|remboursable)|gratuit|borne",
    _C.PERSONNEL_STATUS: r"statut|immunit|privilege|uniforme|status|personnel",
    _C.JURISDICTION: r"juris?diction|tribuna|poursui|court|prosecut",
    _C.LIABILITY: r"responsabilite|dommage|indemni|liab|damage|claim",
    _C.CLASSIFIED_INFORMATION: r"classifi|secret|confidenti|protection",
    _C.THIRD_PARTY_TRANSFER: r"tiers|third part",
    _C.DISPUTES: r"differend|litige|dispute|difference",
    _C.ENTRY_INTO_FORCE: r"vigueur|into force|in force|effet|effect",
    _C.DURATION: r"duree|conclu pour|period|years?|ans|indetermine|duration|term",
    _C.RENEWAL: r"renouvel|reconduc|prorog|renew|extend",
    _C.TERMINATION: r"denonc|resili|fin|terminat|withdraw|denounc",
    _C.AMENDMENT: r"amend|modifi|revis",
    _C.AUTHENTIC_LANGUAGES: r"langue|faisant foi|font foi|authentic|language",
    _C.PUBLICATION: r"publi|journal officiel|gazette|enregistr|regist",
}


def plain(text: str) -> str:
    """Return the text folded, in lower case and without accents, as the patterns expect it."""
    return _remembered(text) if len(text) <= _LONGEST_KEPT else _plain(text)


def _plain(text: str) -> str:
    lowered = fold(text).text.casefold().replace("œ", "oe").replace("æ", "ae")
    return lowered if lowered.isascii() else _FOREIGN.sub(_bare, unicodedata.normalize("NFD", lowered))


#: A paragraph is asked for with every fact that rests on it; the bounds keep a long run's memory flat.
_LONGEST_KEPT = 5_000
_remembered = lru_cache(maxsize=256)(_plain)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def _bare(stretch: re.Match[str]) -> str:
    return "".join(c for c in stretch.group() if not unicodedata.combining(c))


def bears(text: str, code: Enum) -> bool:
    """Return whether a text holds a word that shows the code; a code without a trigger is borne by any text."""
    pattern, words = _pattern(code), plain(text)
    if pattern is None or pattern.search(words):
        return True
    return isinstance(code, ProvisionCode) and shows(words, code)


@cache
def _pattern(code: Enum) -> re.Pattern[str] | None:
    source = TRIGGERS.get(code)
    return re.compile(rf"\b(?:{source})") if source else None

"""Words that show a code in a text, in French and English: a quotation must hold one to bear the code.

A provision is shown by a phrase of ``provision_triggers.tsv`` too, so that what is extracted and what is accepted rest on
the same words. Patterns run on text in lower case without accents, with plain apostrophes and spaces (see ``plain``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache

from briefings.folding import fold
from briefings.patterns import compiled
from briefings.vocabulary.codes import Aspect, ClauseCode, EventType, InstrumentState, InstrumentType, ProvisionCode
from briefings.vocabulary.provision_triggers import phrases_of

_P, _I, _S, _E, _C, _A = ProvisionCode, InstrumentType, InstrumentState, EventType, ClauseCode, Aspect

#: How an exchange of notes and a block of signatures say that the accord stands.
_EXCHANGED = (
    r"constitue\w* un accord|constitutes? an agreement|rencontrent l'agrement|convenu|agreed? (as|upon|on) |sd?\.\)"
)

#: “Scellent un partenariat”, “ink defence pact”.
_SEALED = (
    r"scell(?:e|es|ee|ees|ent|erent|er)\b|(?:seal|ink)(?:s|ed|ing)? (?:[a-z-]+ ){0,5}?"
    r"(?:deal|agreement|pact|accord|mou\b|memorand|treat|partnership|protocol|contract|arrangement)"
)

TRIGGERS: dict[Enum, str] = {
    _P.JOINT_EXERCISES: r"(?:exercices?|manoeuvres?)\b[^.;]{0,60}?\b(?:commun|conjoint|partage|ensemble|militaire|bilatera)|joint (military )?(exercises?|manoeuvres?|drills?|training exercises?)|exercises?\b|drills?\b|exercising",
    _P.TRAINING: r"formations?\b|form(?:er|e|ent|era|eront) (?:des |les |du |l'|ses |leurs )|entrain|instruction|instruct|stages? (?:de |d'|au |en |militaire|pour )|stagiaire|training|trains?\b|trained|retraining",
    _P.EDUCATION_EXCHANGE: r"ecoles?|academie|enseignement|cadets?|eleves|scholar|academ|staff college|military school|education",
    _P.LOGISTICS: r"logisti|ravitaill|carburant|soutien|supplies|supply|fuels?\b|fuelling|refuel|sustainment",
    _P.TECHNICAL_SUPPORT: r"techniqu|entretien|maintenance|reparation|technical|repair|upkeep",
    _P.MILITARY_HEALTH: r"sante|medic|soins|hopita|health|care of",
    _P.JOINT_COMMISSION: r"(commission|comite|instances? (?:bilaterale|commune|mixte|conjointe|permanente|paritaire|de )|secretariat|groupe de travail|organe)|committee|(?<!on )boards?\b|secretariat|working group",
    _P.EXPERTISE_SHARING: r"expert|experience|savoir|connaissance|lessons|best practice|know-how",
    _P.CRISIS_MANAGEMENT: r"crises?\b|cessez-le-feu|conflits?\b|crisis|ceasefire|conflicts?\b",
    _P.CAPABILITY_DEVELOPMENT: r"capacit|interoperab|renforce\w* (?:(?:de|des|les?|la|leurs?|ses|sa|d'|l') ?)*(?:capacit|force|armee|moyen|competence|defense)|capabilit|capacity|strengthen\w* (?:\w+ ){0,3}?(?:capacit|capabilit|forces|army|armies|defen[cs]e)|moderni",
    _P.PEACEKEEPING: r"maintien de la paix|operations? de paix|peacekeep|peace operation|peace support",
    _P.COUNTER_TERRORISM: r"terroris",
    _P.INTELLIGENCE_SHARING: r"renseignement|informations? operationnel|intelligence|information.sharing|exchange of information",
    _P.CLASSIFIED_INFORMATION: r"classifie|secrets?\b|secret-|protection des informations|classified|security of information",
    _P.ARMS_PROCUREMENT: r"armement|acquisition|achat|arms|weapon|procure|purchase",
    _P.DEFENCE_INDUSTRY: r"industri|coproduction|co-production",
    _P.RESEARCH_TECHNOLOGY: r"(?<!a la )recherche|technolog|innovation|research",
    _P.CYBER: r"cyber",
    _P.MARITIME_SECURITY: r"maritim|naval|en mer|at sea|navy|navies",
    _P.AIR_DEFENCE: r"aerien|antimissile|air defen[cs]e|air polic|missile|airspace|renegade",
    _P.BORDER_SECURITY: r"frontier|border",
    _P.SEARCH_AND_RESCUE: r"sauvetage|recherche et|search and rescue|rescue",
    _P.DISASTER_RELIEF: r"catastrophe|secours|disaster|emergency",
    _P.STATUS_OF_FORCES: r"statuts?\b|status of",
    _P.BASING_ACCESS: r"bases?\b|basing|territoires?\b|installations?\b|camps?\b|sejours?\b|sejourn|acces\b|access\b|facilit(?:es|y|ies)\b|territory|station",
    _P.STAFF_TALKS: r"etats?-majors?|planification|staff (talk|-to-|consult)|staffs\b|(?:defen[cs]e|operational|military|joint|contingency|staff) planning|planning (?:staff|cell|conference|meeting|group)",
    _P.VISITS_EXCHANGES: r"visites?\b|echanges?\b|echang|delegations?\b|visits?\b|visiting|exchang",
    _P.PERSONNEL_EXCHANGE: r"(echange|detachement|liaison).*(officier|personnel|militaire)|officiers? de liaison|exchange.*(officer|personnel|staff)|liaison officer|seconded|secondments?",
    _P.POLICY_DIALOGUE: r"dialogue|consultation|concertation|consult",
    _P.DEMINING: r"deminage|mines|demining|explosive",
    _P.MILITARY_JUSTICE: r"justice|droit militaire|tribuna|military law|courts?[- ]martial|military courts?|cours? martiales?|legal (?:advice|adviser|training|affairs|cooperation)",
    _P.SPACE: r"spatia\w+|espace(?! (?:aerien|maritime|schengen))s?\b|space\b|satellit",
    _P.ENVIRONMENT: r"environnement|climat(?!eur)|environment|nature conservation|protection de la nature",
    _P.CULTURE_SPORT_HISTORY: r"cultur|sports?\b|sportif|sportive|histoire|patrimoine|musees?\b|history|heritage|museums?\b|archives|(?:services?|recherches?|etudes?|travaux) historiques?|historical (?:research|studies|service)",
    _P.FINANCING: r"financ|credits?\b|prets?\b(?! a\b)|contributions?\b|couts?\b|funds?\b|funding|loans?\b|costs?\b|payments?\b",
    _P.EQUIPMENT_DONATION: r"dons?\b|cessions?\b|donations?\b|gifts?\b|grants?\b|materiels?\b",
    _P.ORGANISED_CRIME: r"crimin|trafics?\b|trafiqu|crimes?\b|traffick|smuggl|drugs?\b|narco",
    _P.INFRASTRUCTURE: r"infrastructure|travaux|reseaux?\b|construction|networks?\b",
    _P.HUMANITARIAN: r"humanitai?r",
    _P.ENERGY: r"energ|petrol|gaz\b|electric|oil\b|gas\b|nuclear power|power (?:plants?|generation|grid|supply)",
    _P.TRADE: r"commerc|echanges economiques|investiss|entreprises?\b|trade\b|trading|invest(?:s|ing|ments?|ors?)?\b|business|econom",
    _P.EDUCATION: r"ecoles?\b|universit|bourses?\b|enseignement|education|schools?\b|scholarship",
    _P.HEALTH_CIVIL: r"sante\b|health",
    _P.AGRICULTURE: r"agric|aliment|farm|food",
    _P.TRANSPORT: r"transport|aviation|shipping|ports?\b|ferroviaire|rails?\b|railway|routes?\b|routier|routiere",
    _P.VISAS_MOBILITY: r"visas?\b|circulation|residences?\b|mobilit|travel",
    _P.DIGITAL: r"numeri|telecom|donnees\b|digital|data\b",
    _I.AGREEMENT: r"accords?\b|accord-cadre|agreement|entente|pacts?\b|pactes?\b|deals?\b",
    _I.MOU: r"memorandum|protocole d'accord|mou\b",
    _I.LETTER_OF_INTENT: r"declaration of intent|lettre d'intention|declaration d'intention|letter of intent|statement of intent",
    _I.PROTOCOL: r"protocol",
    _I.SOFA: r"statuts?\b|status of|sofa\b",
    _I.TECHNICAL_ARRANGEMENT: r"arrangement|(technical|implementing|administrative) agreement|accords? technique",
    _I.CONVENTION: r"convention",
    _I.JOINT_DECLARATION: r"declar|communique|statement",
    _I.TREATY: r"traite|treaty",
    _I.PARTNERSHIP: r"partenariat|partnership",
    _I.ACTION_PLAN: r"plans?\b|programmes?\b|programs?\b",
    _I.CONTRACT: r"contrats?\b|contracts?\b",
    _S.SIGNED: rf"sign(?!ifi|al|aux)|entered into|passee?s?\b|conclu|paraphe|initial(?:l?ed|s|l?ing)?\b|faits? a|done at|done in|{_SEALED}|{_EXCHANGED}",
    _S.ANNOUNCED: r"annonc|announc|unveil|reach|parven|agreed|convenu|welcom",
    _S.RATIFIED: r"ratifi|approu|approv|approb|autoris",
    _S.IN_FORCE: r"vigueur|in force|into force|(?:take|takes|took|taken|taking|into|with|has|had|of) effect|effective|(?:prend|prends|prennent|prendra|prendront|pris|prenne|avec|a) effet|ceased|cesse",
    _S.DRAFT: r"projets?\b|avant-projet|draft|propos(?:e|es|ed|al|als|er|ent|ition|itions)\b",
    _S.PLANNED: r"en cours d|prepar|being (draft|negoti|final)|convenu\w* de (le |la |les )?sign|to (sign|conclud|be sign)|prevu|prevo|ser(a|ont)|doi(t|vent)|futur|plan|will|negoc|negoti|inten[dt]|s'appret|devr|expect|due to|set to|shall|would|esper|souhait|envisag|compt|entend|veul|voul|s'appret|pret |hope|want|ready|\w+(era|eront) |\w+er(a|ont)\b",
    _S.SUSPENDED: r"suspen|met(?:tre|tent|tant)? fin|mis fin|romp|rupture|denonc|abrog|resili|withdr[ae]w|terminat|denounc|renounc|scrap|cancel|ends?\b|ended|annul|quit",
    _E.SIGNATURE: rf"sign(?!ifi|al|aux)|conclu|paraphe|initial(?:l?ed|s|l?ing)?\b|faits? a|done at|{_SEALED}|{_EXCHANGED}",
    _E.VISIT: r"visit|deplacement|recu|accueil|sejour|received|hosted|welcomed",
    _E.MEETING: r"reuni|rencontre|entretien|audience|session|meeting|met\b|talks",
    _E.RATIFICATION: r"ratifi|approu|approv|approbation",
    _E.ENTRY_INTO_FORCE: r"vigueur|in force|into force|(?:take|takes|took|taken|taking|into|with) effect|effective|(?:prend|prennent|prendra|pris|avec|a) effet",
    _E.ANNOUNCEMENT: r"annonc|announce|declar",
    _C.FINANCING: r"financ|cout|frais\b|charges?\b|depens|budget|costs?\b|expens|fund|contribution|a titre (gratuit|onereux|remboursable)|gratuit|borne",
    _C.PERSONNEL_STATUS: r"statut|immunit|privilege|uniforme|status|personnel",
    _C.JURISDICTION: r"juris?diction|tribuna|poursui|courts?\b|prosecut",
    _C.LIABILITY: r"responsabilite|dommage|indemni|liab|damage|claim",
    _C.CLASSIFIED_INFORMATION: r"classifi|secret|confidenti|protection",
    _C.THIRD_PARTY_TRANSFER: r"tiers\b|tierce|third (?:part|stat|countr)",
    _C.DISPUTES: r"differends?\b|litiges?\b|disputes?\b|differences?\b",
    _C.ENTRY_INTO_FORCE: r"vigueur|into force|in force|(?:prend|prennent|prendra|pris|avec|a|produi\w+|d') ?effets?\b|effect\b|effective",
    _C.DURATION: r"duree|conclu pour|periode?s?\b|(?<!per )(?<!every )(?<!each )(?<!twice a )(?<!once a )(?<!times a )(?:years?|months?|hours?|days?)\b|(?<!par )(?<!chaque )(?:mois|heures?|jours?|ans?|annees?)\b|indetermine|duration|terms?\b|remain|demeur|rest(?:e|era) en vigueur",
    _C.RENEWAL: r"renouvel|reconduc|prorog|renew|extend",
    _C.TERMINATION: r"denonc|resili|fin\b|expir|terminat|withdraw|denounc",
    _C.AMENDMENT: r"amend|modifi|revis",
    _C.AUTHENTIC_LANGUAGES: r"langue|faisant foi|font foi|authentic|language",
    _C.PUBLICATION: r"publi(?!c\b|cs\b|que)|journal officiel|gazette|enregistr|regist",
    _A.ALTERNATION: r"altern|tour a tour|tour de role|tantot|rotat|in turn|(?:a|each) (?:son tour|in turn)|successive|respectiv|l'un\w* puis l'autre",
    _A.PERIODICITY: r"annuel|annual|year|month|mois\b|ans?\b|annee|semest|trimest|quarter|regul|period|fois\b|times?\b|twice|once|semaine|week|biennal|frequen|necessa|besoin|demande|request|chaque|each\b|every",
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
_FOREIGN = compiled(r"[^\x00-\x7f]+")


def _bare(stretch: re.Match[str]) -> str:
    return "".join(c for c in stretch.group() if not unicodedata.combining(c))


def bears(text: str, code: Enum) -> bool:
    """Return whether a text holds a word that shows the code; a code without a trigger is borne by any text."""
    return code not in TRIGGERS or next(shown(plain(text), code), None) is not None


def shown(words: str, code: Enum) -> Iterator[tuple[int, int]]:
    """Yield where a plain text shows a code, half-open; nothing for a code without a trigger.

    A longer phrase that only looks like the code (``never`` in the data file) shows nothing.
    """
    pattern = _pattern(code)
    if pattern is None:
        return
    phrases = phrases_of(words, code) if isinstance(code, ProvisionCode) else ((), ())
    for start, end in (*(found.span() for found in pattern.finditer(words)), *phrases[0]):
        if not any(low < end and start < high for low, high in phrases[1]):
            yield start, end


@cache
def _pattern(code: Enum) -> re.Pattern[str] | None:
    source = TRIGGERS.get(code)
    return compiled(rf"\b(?:{source})") if source else None

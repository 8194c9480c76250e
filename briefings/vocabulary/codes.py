"""Closed sets of codes that a dossier may use. Their printed labels live with the templates, one file a language."""

from __future__ import annotations

from enum import Enum


class SourceKind(Enum):
    """What kind of text a source is."""

    PRESS = "press"
    COMMUNIQUE = "communique"
    TREATY = "treaty"
    PARLIAMENT = "parliament"
    SPEECH = "speech"
    DESK_NOTE = "desk-note"
    OTHER = "other"


class InstrumentType(Enum):
    """What kind of instrument an accord is."""

    AGREEMENT = "agreement"
    MOU = "mou"
    LETTER_OF_INTENT = "letter-of-intent"
    PROTOCOL = "protocol"
    SOFA = "sofa"
    TECHNICAL_ARRANGEMENT = "technical-arrangement"
    CONVENTION = "convention"
    JOINT_DECLARATION = "joint-declaration"
    TREATY = "treaty"
    PARTNERSHIP = "partnership"
    ACTION_PLAN = "action-plan"
    CONTRACT = "contract"
    OTHER = "other"


class InstrumentState(Enum):
    """How far an instrument has come."""

    SIGNED = "signed"
    ANNOUNCED = "announced"
    RATIFIED = "ratified"
    IN_FORCE = "in-force"
    DRAFT = "draft"
    PLANNED = "planned"
    SUSPENDED = "suspended"


class PartyLevel(Enum):
    """On what level a party is bound."""

    STATE = "state"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    ARMED_FORCE = "armed-force"
    ORGANISATION = "organisation"


class EventType(Enum):
    """What happened."""

    SIGNATURE = "signature"
    VISIT = "visit"
    MEETING = "meeting"
    RATIFICATION = "ratification"
    ENTRY_INTO_FORCE = "entry-into-force"
    ANNOUNCEMENT = "announcement"
    OTHER = "other"


class PersonPart(Enum):
    """What part a person took; presence is attendance, not signature."""

    SIGNATORY = "signatory"
    HOST = "host"
    GUEST = "guest"
    ATTENDEE = "attendee"
    SPEAKER = "speaker"
    OTHER = "other"


class Diverging(Enum):
    """What sources may give different values for."""

    TYPE = "type"
    STATE = "state"
    TITLE = "title"
    DATE = "date"
    PLACE = "place"
    OFFICE = "office"
    PARTY = "party"
    PART = "part"
    POLARITY = "polarity"
    NAME = "name"
    LEVEL = "level"
    VENUES = "venues"


class ClauseCode(Enum):
    """The clauses a reader of an accord looks for."""

    FINANCING = "financing"
    PERSONNEL_STATUS = "personnel-status"
    JURISDICTION = "jurisdiction"
    LIABILITY = "liability"
    CLASSIFIED_INFORMATION = "classified-information"
    THIRD_PARTY_TRANSFER = "third-party-transfer"
    DISPUTES = "disputes"
    ENTRY_INTO_FORCE = "entry-into-force"
    DURATION = "duration"
    RENEWAL = "renewal"
    TERMINATION = "termination"
    AMENDMENT = "amendment"
    AUTHENTIC_LANGUAGES = "authentic-languages"
    PUBLICATION = "publication"


class ContextKind(Enum):
    """What a statement of background is about."""

    HISTORY = "history"
    POSTURE = "posture"
    MOTIVE = "motive"
    REGIONAL = "regional"
    CAPABILITY = "capability"
    REACTION = "reaction"
    PROSPECT = "prospect"


class Aspect(Enum):
    """What is said of a follow-up body."""

    TASK = "task"
    PERIODICITY = "periodicity"
    ALTERNATION = "alternation"
    PURPOSE = "purpose"
    COMPOSITION = "composition"


class JudgementKind(Enum):
    """What a judgement of the desk is for."""

    ASSESSMENT = "assessment"
    IMPLICATION = "implication"
    RISK = "risk"
    SENSITIVITY = "sensitivity"
    OPTION = "option"
    NEXT_STEP = "next-step"
    LINE_TO_TAKE = "line-to-take"
    QUESTION_ANSWER = "question-answer"
    INDICATOR = "indicator"
    ASSUMPTION = "assumption"
    ALTERNATIVE = "alternative"


class Likelihood(Enum):
    """The probability yardstick of the UK Professional Head of Intelligence Assessment; bands in percent."""

    REMOTE = "remote-chance"
    HIGHLY_UNLIKELY = "highly-unlikely"
    UNLIKELY = "unlikely"
    REALISTIC = "realistic-possibility"
    LIKELY = "likely"
    HIGHLY_LIKELY = "highly-likely"
    ALMOST_CERTAIN = "almost-certain"


class Confidence(Enum):
    """How sound the basis of a judgement is (ICD 203), apart from how likely its content is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class FactStatus(Enum):
    """On whose word a fact stands."""

    STATED = "stated"
    ATTRIBUTED = "attributed"
    """A speaker says it; the source only reports that."""
    SOURCE_ASSESSMENT = "source-assessment"
    """The source's own reading of things, not an event."""
    INFERENCE = "inference"
    """The desk's conclusion from other facts; it has no quotation of its own."""


class ReviewState(Enum):
    """Whether a person stands behind a fact."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class Reliability(Enum):
    """Grade of a source, A (completely reliable) to F (cannot be judged); the Admiralty code."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class ProvisionCode(Enum):
    """What the parties cooperate on."""

    JOINT_EXERCISES = "joint-exercises"
    TRAINING = "training"
    EDUCATION_EXCHANGE = "education-exchange"
    LOGISTICS = "logistics"
    TECHNICAL_SUPPORT = "technical-support"
    MILITARY_HEALTH = "military-health"
    JOINT_COMMISSION = "joint-commission"
    EXPERTISE_SHARING = "expertise-sharing"
    CRISIS_MANAGEMENT = "crisis-management"
    CAPABILITY_DEVELOPMENT = "capability-development"
    PEACEKEEPING = "peacekeeping"
    COUNTER_TERRORISM = "counter-terrorism"
    INTELLIGENCE_SHARING = "intelligence-sharing"
    CLASSIFIED_INFORMATION = "classified-information"
    ARMS_PROCUREMENT = "arms-procurement"
    DEFENCE_INDUSTRY = "defence-industry"
    RESEARCH_TECHNOLOGY = "research-technology"
    CYBER = "cyber"
    MARITIME_SECURITY = "maritime-security"
    AIR_DEFENCE = "air-defence"
    BORDER_SECURITY = "border-security"
    SEARCH_AND_RESCUE = "search-and-rescue"
    DISASTER_RELIEF = "disaster-relief"
    STATUS_OF_FORCES = "status-of-forces"
    BASING_ACCESS = "basing-access"
    STAFF_TALKS = "staff-talks"
    VISITS_EXCHANGES = "visits-exchanges"
    PERSONNEL_EXCHANGE = "personnel-exchange"
    POLICY_DIALOGUE = "policy-dialogue"
    DEMINING = "demining"
    MILITARY_JUSTICE = "military-justice"
    SPACE = "space"
    ENVIRONMENT = "environment"
    CULTURE_SPORT_HISTORY = "culture-sport-history"
    FINANCING = "financing"
    EQUIPMENT_DONATION = "equipment-donation"
    ORGANISED_CRIME = "organised-crime"
    INFRASTRUCTURE = "infrastructure"
    HUMANITARIAN = "humanitarian"
    ENERGY = "energy"
    TRADE = "trade"
    EDUCATION = "education"
    HEALTH_CIVIL = "health-civil"
    AGRICULTURE = "agriculture"
    TRANSPORT = "transport"
    VISAS_MOBILITY = "visas-mobility"
    DIGITAL = "digital"
    OTHER = "other"


class Marking(Enum):
    """Who may read; in rising order. A fact above an audience's ceiling never reaches its template."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"

    @property
    def rank(self) -> int:
        """Return 0 for the most open marking, rising."""
        return list(Marking).index(self)

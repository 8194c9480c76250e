"""Words that turn the meaning of a sentence: denial, the unverified report, the future, attribution, history, reversal."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache

from briefings.folding import INVISIBLE
from briefings.patterns import compiled
from briefings.vocabulary.denials import denials


class Cue(Enum):
    """What a cue does to the sentence it stands in."""

    NEGATION = "negation"
    """It is not so; see ``denials`` for how far it reaches."""
    UNVERIFIED = "unverified report"
    ATTRIBUTION = "attribution"
    HISTORY = "history"
    REVERSAL = "reversal"
    """It was put off, called off, or has been ended."""
    WISH = "wish"
    """Somebody wants it to be so."""


#: Imperfect endings of -érer, -irer and -trer verbs look like conditionals; a plain e or a stem of the list is sure.
_CONDITIONAL_STEMS = [
    "er",
    "iendr",
    "prendr",
    "mettr",
    "cevr",
    "rendr",
    "tendr",
    "pondr",
    "fendr",
    "vendr",
    "perdr",
    "duir",
    "clur",
    "offrir",
    "ouvrir",
    "ournir",
    "éunir",
    "arantir",
    "tablir",
    "agir",
    "finir",
    "hoisir",
    "emplir",
    "évoir",
]
#: The stem is looked at behind the word, since few words end so.
_ENDS_SO = "|".join(f"(?<={stem}{ending})" for stem in _CONDITIONAL_STEMS for ending in ("ait", "aient"))
#: “Les difficultés que pourrait soulever l'accord” are possible, not reported.
_UNVERIFIED_FR = (
    r"(?<!\bque )(?<!\bqui )\bpourrai(?:t|ent)\b"
    r"|\b(?:aur|ser|devr|voudr|fer|ir|saur|faudr|vaudr)ai(?:t|ent)\b"
    rf"|\b\w+rai(?:t|ent)\b(?:{_ENDS_SO})"
    r"|(?:\b(?:semble(?:nt)?|semblerait|paraît|apparemment|prétendument|soi-disant|peut-être|probablement|vraisemblablement|sans doute|présumée?s?|supposée?s?|éventuellement|éventuel(?:le)?s?\s+(?:accord|signature|coopération|partenariat|traité|protocole|volet)s?|hypothétique"
    r"|rumeurs?|ouï-dire|(?:il )?se peut|non (?:confirmé|vérifié)\w*|reste à confirmer|à confirmer|possibilité d[e']|à l['’]étude|en discussion|(?:envisage|espère)(?:nt)? d[e'’]|le bruit court|il est (?:possible|probable|vraisemblable)|(?:ont|a|avait|avaient) (?:failli|manqué de)|failli(?:t|rent) (?:signer|conclure)|presque (?:sign|conclu|ratifi)\w*|on ignore si|réputée?s?\s+(?:sign|conclu|ratifi)\w*|supposons|imaginons|hypothèse|dout(?:e|ent|ait)\s+qu\w*|mett\w+ en doute|port\w+ à croire|laiss\w+ (?:à )?(?:penser|croire|supposer|entendre)|réfléchi(?:t|ssent) à|prétendue?s?|espér\w+|espère(?:nt)?(?! (?:(?:le|la|les|bientôt|prochainement) )?(?:signer|conclure|parapher|ratifier))|nul ne sait|on (?:parle|évoque|dit|murmure|raconte) )\b)"
)
_UNVERIFIED_EN = (
    r"(?:\b(?:reportedly|allegedly|purportedly|apparently|supposedly|seemingly|presumably|perhaps|possibly|probably|conceivably|would|might|could(?! not have (?:come|been) (?:at )?(?:an? )?(?:better|more))"
    r"|(?:is|are|was|were|be) (?:said|believed|thought|understood|rumou?red|reported|alleged|likely|unlikely|supposed|presumed|expected) to|seems? to|appears? to|it (?:seems|appears) that"
    r"|(?:is|are) (?:under|being) (?:discuss\w+|consider\w+|negotiat\w+|stud\w+)|rumou?r(?:s|ed)?|mull(?:s|ed|ing)?|weigh(?:s|ed|ing)|exploring (?:a|an|the)|purported|supposed|deemed (?:to )?(?:be |have been )?(?:signed|concluded|ratified)|doubt(?:s|ed|ing)? (?:that|about|over)|imagine|suppose|supposing|assuming|hypothetical(?:ly)?|hop(?:e|es|ed) (?:that|an?|the|to)|hearsay|unconfirmed|unverified|alleged (?:\w+ )?(?:agreement|signature|signing|accord|pact|deal|treaty)|possibility of|(?<!^)consider(?:s|ing) (?:whether|a |an |sign)|hop(?:es|ing) to|it is (?:likely|possible|probable|conceivable|unclear|unknown|not clear)|(?:unclear|unknown|doubts?|doubtful|doubted|asked|asks|wonders?|know|knows|question) (?:if|whether)|(?:nearly|almost) (?=\w+ed\b)|(?:came|comes) close to)\b)"
)
#: What a party of a treaty may do, and what may be done to the treaty, is a right and no doubt; “May” is a month.
_DOUBTFUL_MAY = compiled(
    r"(?<![A-Z])(?<!Party )(?<!Parties )(?<!Governments )(?<!Government )(?<!State )(?<!States )(?<!Side )(?<!Sides )(?<!Participants )\bmay\b"
    r"(?! be (?:amended|terminated|modified|revised|extended|renewed|supplemented|concluded|denounced|suspended)| (?:terminate|denounce|withdraw|request)\b)"
)
#: A question states nothing.
_QUESTION = compiled(r"\?[\s»”\"'’)]{0,8}\Z")
_ATTRIBUTION_FR = (
    r"\b(?:selon(?! l(?:es?|a) (?:modalités?|procédures?|dispositions?|cas|termes?|règles?|besoins?|lois?|conditions?)\b)|d['’]après|aux dires d[eu]|à en croire|aux yeux d[eu]|de l['’]avis d[eu]|de sources?|citant)\b"
    r"|\b(?:a|ont|avait|avaient)\s+(?:déclaré|affirmé|indiqué|annoncé|assuré|estimé|dit|expliqué|soutenu|prétendu|rapporté|fait savoir|laissé entendre|fait valoir|révélé)\b"
    r"|\b(?:a|ont|avait|avaient)\s+(?:précisé|souligné|confirmé|ajouté|reconnu|admis|jugé|rappelé|insisté)\s+qu"
    r"|(?<!Parties )(?<!Partie )(?<!parties )\b(?:affirme|assure|estime|juge|pense|croit|croient|soutient|soutiennent|prétend|prétendent|dit|disent|rapporte|raconte|déclare)(?:nt)?\s+(?:qu|avoir|être)"
    r"|\b(?:a|ont)-(?:t-)?(?:il|elle|on|ils|elles)\s+(?:déclaré|affirmé|indiqué|dit|expliqué|précisé|souligné|ajouté|assuré|estimé|annoncé|confirmé)\b"
    r"|\b(?:affirme|déclare|assure|estime|explique|précise|indique|souligne|dit)-(?:t-)?(?:il|elle|on|ils|elles)\b"
)
_ATTRIBUTION_EN = (
    r"\b(?:according to(?! the (?:modalit|procedure|provision|law|rule|term|agreement|annex|article|arrangement))|(?<!the )said(?! to\b)|says|stated(?! in\b)|claimed"
    r"|claims(?= (?:that|to|it|he|she|they|the)\b)|claim to have|announced that|quoted|told|say (?:that|the|an?|it|they|he|she)\b|citing|(?:sources?|reports?|officials?|observers|analysts|media) (?:say|suggest|indicate|claim|believe|report|allege)s?"
    r"|(?:asserts?|asserted|insists?|insisted|alleges?|alleged|contends?|contended|argues?|argued|confirmed|declared|added|noted|explained|wrote|suggested|hinted|maintained|believes?|believed|thinks|revealed|disclosed|reported|affirmed|acknowledged) that|in the (?:words|view|opinion) of"
    r"|(?:as )?(?:reported|described|told) by)\b"
)
_HISTORY_FR = (
    r"\b(?:avait|avaient|ait|aient|eut|eurent)\s+(?:été\s+|déjà\s+)?(?:sign|conclu|ratifi|paraph)\w*|\b(?:ancien|précédent|précédente|anciens|précédents)\s+(?:accord|traité|convention|protocole|texte)s?\b"
    r"|\b(?:accord|traité|convention|protocole)s?\s+(?:antérieur|précédent)\w*|\b(?:jadis|autrefois|naguère|il y a (?:des|plusieurs|quelques) (?:années|décennies))\b"
)
_HISTORY_EN = r"\bhad\s+(?:been\s+|already\s+|previously\s+)?(?:signed|concluded|ratified|initialled|approved)\b|\b(?:decades|long|many years|several years) ago\b|\b(?:former|previous|earlier|prior|old|superseded)\s+(?:\w+\s+)?(?:agreement|treaty|accord|pact|memorandum)\b"
_REVERSAL_FR = (
    r"\b(?:été|est|sont|fut|était|a|ont)\s+(?:\w+ment\s+)?(?:report|annul|ajourn|retard|différ|repouss|dénonc|résili|abrog|rompu|suspend|suspendu|interromp|interrompu|gel|abandonn|avort|capot|échou|invalid|révoqu|remplac|supplant|cassé|censur|bloqu)\w*"
    r"|\b(?:report|annulation|ajournement|suspension|rupture|dénonciation|résiliation|abrogation|abandon|échec|gel)\s+(?:de\s+l['’]|de\s+la|des?|du|d['’]|sine)"
    r"|\b(?:reporte|annule|ajourne|repousse|dénonce|résilie|abroge|rompt|suspend|gèle|abandonne)(?:nt)?\s+(?:la|le|les|l['’]|sa|son|leur|un|une|cet|cette)"
    r"|\btourn\w+ court\b|\btomb\w+ à l['’]eau\b|\bretir\w+ de l['’]accord\b|\bs['’](?:est|sont) retir\w+\b|\bsine die\b|\bmise? en suspens\b|\bcaduc\w*\b|\bnuls? et non avenus?\b|\bretir\w+ (?:sa|leur) signature\b|\bdevenue?s? caduc\w*|\bavorté\w*\b"
)
_REVERSAL_EN = (
    r"\b(?:call(?:s|ed|ing) off|call off|postpon\w+|cancel\w*|scrapp\w+|shelv(?:ed|es|ing)|abort\w+|adjourned|deferred|delayed|stopped short|stops short|stopping short|fell through|falls through|broke down|breakdown|collapsed"
    r"|walk(?:ed|s|ing) (?:away|out)|pull(?:ed|s|ing) out|back(?:ed|s|ing) out|put (?:off|on hold|on ice)|on hold|stalled|never took place|did not take place|failed to sign|withdr(?:ew|awn|awal) from|withdraws from|repudiat\w+|abrogat\w+|annulled|rescind\w+"
    r"|revok\w+|repealed|denounced (?:the|its|their|an?|this)|denounces (?:the|its|their|this)|lapsed|expired|superseded|fell apart|falls apart|unravel\w+|thrown out|struck down|quashed|invalidated|vetoed|overturned|blocked|(?:was|were|been|is) (?:replaced|void|voided|invalid|declared void)|null and void|tore up|torn up)\b"
    r"|\b(?:has|have|had|was|were|been)\s+(?:\w+ly\s+)?(?:terminated|denounced|suspended|abandoned|ended|frozen|broken off|interrupted)\b|\b(?:terminated|suspended|froze|abandoned)\s+(?:the|its|their|this)\b"
)

_WISH = (
    r"\bsouhait(?:e|ent|ait|aient)\s+(?:qu[e'’]|voir|obtenir)|\b(?:réclame|exige|demande)(?:nt)?\s+(?:qu[e'’]|la|le|les|l['’]|une?|des|à)|\bplaide(?:nt)?\s+pour\b"
    r"|\bwants?\b|\bwanted\b|\bproposed (?!by|to\b)|\bproposai(?:t|ent)\b|\b(?:ask(?:s|ed)|press(?:es|ed)|push(?:es|ed)|lobb(?:ies|ied)|plead(?:s|ed)) for\b|\bwish(?:es|ed) (?:for|that|to see)\b"
)


def _at_words(pattern: str) -> re.Pattern[str]:
    """Return the pattern, tried where a word begins or ends and nowhere else, which is several times as quick."""
    return compiled(rf"\b(?:{pattern})")


#: They run on lower case, which is several times as quick as to ignore case.
PATTERNS = {
    Cue.UNVERIFIED: _at_words(f"{_UNVERIFIED_FR}|{_UNVERIFIED_EN}"),
    Cue.ATTRIBUTION: _at_words(f"{_ATTRIBUTION_FR}|{_ATTRIBUTION_EN}"),
    Cue.HISTORY: _at_words(f"{_HISTORY_FR}|{_HISTORY_EN}"),
    Cue.WISH: _at_words(_WISH),
    Cue.REVERSAL: _at_words(f"{_REVERSAL_FR}|{_REVERSAL_EN}"),
}

#: A desk note reports one text throughout; naming that text is no attribution to a speaker.
REPORTED_TEXT = compiled(
    r"\b(?:selon|d['’]après|pour)\s+(?:l['’]article|le texte|lui|elle|le compte rendu)\b"
    r"|\b(?:according to|says|said)\s+the (?:article|report|text)\b|\bthe (?:article|report|text) (?:says|said|stated)\b",
    re.IGNORECASE,
)
_UNSEEN = str.maketrans(dict.fromkeys(INVISIBLE, None))


@lru_cache(maxsize=512)
def find_cue(sentence: str, cue: Cue, reports_text: bool = False) -> str | None:
    """Return the words of the first such cue in a sentence, or ``None``.

    ``reports_text`` is true for a desk note, whose mentions of the text it reports do not count as attribution.
    """
    if cue is Cue.NEGATION:
        return next((denial.words for denial in denials(sentence)), None)
    # A soft hyphen inside a word, or an accent apart from its letter, hides no cue.
    sentence = unicodedata.normalize("NFC", sentence.translate(_UNSEEN))
    if reports_text and cue is Cue.ATTRIBUTION:
        sentence = REPORTED_TEXT.sub(" ", sentence)
    lowered = sentence.lower()
    match = PATTERNS[cue].search(lowered)
    if match is None and cue is Cue.UNVERIFIED:
        match = _DOUBTFUL_MAY.search(sentence) or _QUESTION.search(sentence)
    if match is None:
        return None
    return sentence[match.start() : match.end()] if len(lowered) == len(sentence) else match.group()

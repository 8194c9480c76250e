"""Words that put a deed into the future or under a condition: it is to be signed, it may be ratified, if it is approved.

*Prévoit* of an accord is its scope and no future, and a treaty's present tense is what it lays down; so only the deed
itself is looked for: the signature, the ratification, the entry into force, the visit, the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from briefings.patterns import compiled
from briefings.vocabulary.codes import EventType
from briefings.vocabulary.levelled import level

_E = EventType
#: By deed: the French future, French infinitives, participles of both languages, English verbs, nouns.
_DEEDS: dict[EventType, tuple[str, str, str, str, str]] = {
    _E.SIGNATURE: (
        r"(?:signer|parapher|sceller|conclur|enterin)(?:a|ont)",
        r"(?:signer|conclure|parapher|sceller|finaliser)",
        r"(?:sign|conclu|paraph|scell|initial|inked|sealed)",
        r"(?:sign|conclud|initial|ink|seal|formali[sz]|finali[sz])",
        r"(?:signature|conclusion|paraphe|signing|initialling)",
    ),
    _E.RATIFICATION: (
        r"(?:ratifier|approuver|adopter)(?:a|ont)",
        r"(?:ratifier|approuver|adopter)",
        r"(?:ratif|approuv|approv|adopt)",
        r"(?:ratif|approv|adopt)",
        r"(?:ratification|approbation|approval|adoption)",
    ),
    _E.ENTRY_INTO_FORCE: (
        r"(?:entrer(?:a|ont) en vigueur|prendr(?:a|ont) effet)",
        r"(?:entrer en vigueur|prendre effet)",
        r"(?:entre[a-z]* en vigueur|in force|effective)",
        r"(?:enter into force|come into (?:force|effect)|take effect)",
        r"(?:entree en vigueur|entry into force)",
    ),
    _E.VISIT: (
        r"(?:se rendr(?:a|ont)|visiter(?:a|ont)|recevr(?:a|ont)|accueiller(?:a|ont)|effectuer(?:a|ont))",
        r"(?:visiter|se rendre|recevoir|accueillir|effectuer)",
        r"(?:visit|recu|accueilli|received|hosted|welcomed)",
        r"(?:visit|travel|receiv|host|welcom|arriv)",
        r"(?:visite|deplacement|visit|trip)",
    ),
    _E.MEETING: (
        r"(?:se reunir(?:a|ont)|(?:se )?rencontrer(?:a|ont)|tiendr(?:a|ont)|s'entretiendr(?:a|ont))",
        r"(?:(?:se )?reunir|(?:se )?rencontrer|tenir|s'entretenir)",
        r"(?:reuni|tenu|held|convened)",
        r"(?:meet|hold|convene|gather)",
        r"(?:reunion|rencontre|meeting|summit|sommet|session)",
    ),
    _E.ANNOUNCEMENT: (
        r"(?:annoncer|devoiler)(?:a|ont)",
        r"(?:annoncer|devoiler)",
        r"(?:annonc|announc|unveil|devoil)",
        r"(?:announc|unveil)",
        r"(?:annonce|announcement)",
    ),
}
_WILL_FR = (
    r"(?:doi(?:t|vent)|devr(?:a|ont)|devai(?:t|ent)|va|vont|allai(?:t|ent)|pourr(?:a|ont)|peu(?:t|vent)|compte(?:nt)?|entend(?:ent)?|souhaite(?:nt)?|souhaitai(?:t|ent)|veu(?:t|lent)|voulai(?:t|ent)|espere(?:nt)?"
    r"|(?:tente(?:nt)?|propose(?:nt)?|refus[a-z]*|promet(?:tent)?|promis|jure|accepte[s]?|tente|choisi|decide[s]?|convenus?|convien(?:t|nent)|prevoi(?:t|ent)|prevu[es]*|envisage(?:nt)?|sur le point|en vue|afin|avant|intention|volonte|perspective|a la veille|charge[es]*) (?:de|d')"
    r"|(?:cherche(?:nt)?|s'engage(?:nt)?|engage[es]*|s'apprete(?:nt)?|s'appretai(?:t|ent)|prete?s?|invite[es]*|appele[es]*|reste|restent|hesite(?:nt)?|a|reste) a|attendu[es]* pour|cense[es]*|pour|projette(?:nt)? de)"
)
_ADVERBS_FR = r"(?:[a-z]+ment |bientot |aussi |enfin |prochainement |y |le |la |l'|les )*"
_WILL_EN = (
    r"(?:will|shall|would|should|could|might|may|must|can|(?<!authorised )(?<!authorized )(?<!empowered )to|won't)"
)
_ADVERBS_EN = r"(?:[a-z]+ly |also |soon |both |then |not |jointly |be |have |been |now |finally )*"
#: Right before a noun of the deed, or right behind it.
_TO_BE = (
    r"(?:avant|d'ici|jusqu'a|en attendant|dans l'attente de|en vue de|en attente de|pour|prochaine|future|eventuelle|possible|before|ahead of|prior to|until|pending|awaiting|upcoming|forthcoming|future|planned|expected"
    r"|scheduled|proposed|possible|imminent|eventual|ouvert a|soumis a|subject to|open for|plans for|hopes for)"
)
_EXPECTED = (
    r"(?:prevue?|attendue?|programmee?|imminente?|prochaine|envisagee?|reste a venir|(?:is |was |are |were )?(?:due|planned|expected|scheduled|imminent|pending|set|awaited|still to come)|will|shall|aura lieu|auront lieu|se tiendra"
    r"|interviendra|devrait|devait|doit|(?:is |was )?to take place|remains? to)"
)
_REST = compiled("[a-z]*")
_IF = (
    r"(?:\bsi|\bs'ils?|\b(?:a moins|a condition|pourvu|avant|jusqu'a ce|des) qu[e']|\b(?:exig|demand|reclam|souhait|attend|propos|recommand)[a-z]* qu[e']|\bveu(?:t|lent) qu[e']|\bwait[a-z]* for|\bau cas ou|\ben cas de|\bsous reserve d[e']|\bune fois|\bif|\bunless|\bprovided that|\bin case|\bin the event|\bsubject to|\bonce"
    r"|\bas soon as|\buntil|\bwhether|\bwere)(?![a-z])"
)


def find_future(sentence: str, deeds: Iterable[EventType]) -> str | None:
    """Return the words that put one of some deeds into the future or under a condition, or ``None``."""
    return _found(sentence, tuple(deeds))


@lru_cache(maxsize=512)
def _found(sentence: str, deeds: tuple[EventType, ...]) -> str | None:
    levelled = level(sentence)
    for deed in deeds:
        if found := _pattern(deed).search(levelled.text) if deed in _DEEDS else None:
            word = _REST.match(levelled.text, found.end())
            start, end = levelled.original(found.start(), word.end() if word else found.end())
            return sentence[start:end].strip()
    return None


@lru_cache(maxsize=8)
def _pattern(deed: EventType) -> re.Pattern[str]:
    future, infinitive, participle, verb, noun = _DEEDS[deed]
    the = r"(?: (?:the|its|their|a|an|la|sa|leur|l'|cette|this))? ?"
    return compiled(
        rf"\b{future}\b|\b(?:bientot|prochainement|soon) (?:to be |etre )?{participle}|\b{_WILL_FR} ?{_ADVERBS_FR}(?:{infinitive}\b|etre {_ADVERBS_FR}{participle})"
        rf"|\b(?:ser|aur)(?:a|ont) {_ADVERBS_FR}(?:ete )?{participle}|\b{_WILL_EN} {_ADVERBS_EN}(?:{verb}|{participle})(?![a-z]* again)"
        rf"|\b{_TO_BE}{the}(?:[a-z]+ )?{noun}\b|\b{noun}\b[^.;,:]{{0,60}}?\b{_EXPECTED}\b"
        rf"|{_IF}[^.;:]{{0,120}}?\b(?:{verb}|{participle}|{noun})"
    )


#: Nouns and infinitives name a deed and do not say that it was done …
_ONLY_NAMED = compiled(
    r"(?:signatures?|signings?|conclusions?|initialling|ratifications?|approbations?|approvals?|signer|conclure|parapher|ratifier|approuver|conclude|ratify|ratifying|approving|signataires?|signator\w+|sceller|sealing|inking)\b"
)
#: … nor does what follows these.
_BARE_BE = compiled(
    r"\b(?:soi(?:t|ent)|(?<!avoir )(?<!vient d')(?<!viennent d')(?<!venait d')(?<!venaient d')etre|be) (?:[a-z]+ment |[a-z]+ly )?\Z"
)
#: A signature that took place, was attended, or is spoken of as behind us.
_HAPPENED = compiled(
    r"\b(?:a eu lieu|ont eu lieu|eut lieu|s'est (?:tenue?|deroulee?|conclue?)|took place|(?:was|were) held|lors de|a l'occasion de|au cours de|apres|depuis|suite a|ceremonie|ceremony|at the|during|after|following|since|marked|marque|marquee?"
    r"|witness\w*|attend\w*|assist\w*|en presence|presence of|presid\w+|procede\w*|temoins?|celebr\w+|appose\w*|affix\w*|date|fait a|done at|portant|en foi|culminat\w+|aboutit?|debouch\w+|led to|resulted in|with the|avec la|by)\b"
)

#: “A key outcome was the signing of …” tells of it as done.
_CAME_OF_IT = compiled(
    r"\b(?:outcomes?|results?|highlights?|resultats?|points? d'orgue|temps forts?|aboutissements?) [^.;]{0,80}?"
    r"\b(?:was|were|included|a ete|ont ete|fut|furent|est|sont) (?:the |la |les )?(?:(?:official|formal) )?\Z"
)
#: “With both ministers signing a memorandum” has a subject right before it, and no word that only thinks of it.
_WITH = compiled(
    r"\bwith (?!a view|the aim|the intention|plans?\b|hopes?\b|talks?\b)[^.;:]{3,120}? "
    r"(?!(?:for|of|on|before|to|at|about|by|from|in|and|or|the|a|his|her|its|their|not|never|without|towards?|after|until|possibly|perhaps|jointly)\b|[a-z-]*(?:ing|ly)\b)"
    r"[a-z'-]+ (?:both )?\Z"
)
_STILL_TO_COME = compiled(
    r"\b(?:next|tomorrow|upcoming|soon|later|will|would|may|might|could|should|shall|expected|due|set to|planned|scheduled|hop(?:es?|ing)|eventual\w*)\b"
)
#: Parliament passes the act by which it ratifies.
_ACT_PASSED = compiled(
    r"\b(?:passed|adopted|enacted|approved) (?:the|an?|its) (?:draft )?(?:act|law|bill|resolution)\b[^.;,]{0,40}\Z"
)


def only_named(words: str, start: int, end: int) -> bool:
    """Return whether a word of a plain text, half-open, only names a signature or ratification: “before the signing”.

    A deed is said to be done by a finite verb or a participle, or by a noun of something that took place.
    """
    if _BARE_BE.search(words[max(0, start - 30) : start]):
        return True
    if _ONLY_NAMED.match(words, start) is None or _HAPPENED.search(words) is not None:
        return False
    return not _told_as_done(words[max(0, start - 200) : start], words[start:])


def _told_as_done(before: str, behind: str) -> bool:
    """Return whether the words before a noun or gerund say that it was done."""
    if behind.startswith("ratification"):
        return _ACT_PASSED.search(before) is not None
    if not behind.startswith(("signing", "signature")):
        return False
    if _CAME_OF_IT.search(before):
        return True
    gerund = behind.startswith(("signing a", "signing the ", "signing their "))
    return gerund and _WITH.search(before) is not None and not _STILL_TO_COME.search(before + behind)

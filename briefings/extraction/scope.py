"""What each sentence is to the accord: its scope, what the parties do, a legal clause, background, or none of these."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import Enum

from msgspec import Struct

from briefings.extraction.datelines import is_state, placed_in_text
from briefings.extraction.flat import FlatReading
from briefings.extraction.instruments_named import Named, Standing
from briefings.extraction.word_lists import words as word_list
from briefings.patterns import compiled


class Part(Enum):
    """What a sentence is to the accord."""

    SCOPE = "scope"
    """The accord is said to cover something, or the sentence is an item of such a list."""
    OPERATIVE = "operative"
    """The parties do something, or undertake to."""
    LEGAL = "legal"
    """A clause on the accord itself or on the law: entry into force, disputes, claims, definitions, signatures."""
    BACKGROUND = "background"
    OTHER = "other"


class Passage(Struct, frozen=True):
    """A sentence with its part."""

    index: int
    part: Part
    start: int
    """In the plain text, where what the part holds begins: behind “covers” in a sentence of scope."""
    end: int
    positive: bool = True
    """False where the accord is said not to hold what follows."""


_ACCORD = (
    r"(?:accords?(?:-cadres?)?|agreements?|mous?|memorand(?:um|a)(?: (?:of understanding|d'accord|d'entente))?|arrangements?|treat(?:y|ies)|traites?"
    r"|pacts?|pactes?|deals?|protocol(?:e|es|s)?|partnerships?|partenariats?|co-?operation|collaboration|conventions?|ententes?|declarations?|plans?"
    r"|programmes?|programs?|collaborations|co-?operations|feuille de route|roadmap)"
)
_COVERS_EN = (
    r"(?:cover(?:s|ed|ing)?|provid(?:es?|ing|ed) for|includ(?:es?|ing)|relat(?:es|ing) to|concern(?:s|ing)|regarding|focus(?:es|ed|ing)? on"
    r"|aim(?:s|ed|ing) (?:at|to)|sets? out|establish(?:es|ing)|in(?: the)? (?:areas?|fields?|domains?|spheres?)|cooperation in|to allow|allow(?:s|ing)?"
    r"|enabl(?:es|ing)|envisag(?:es|ed|ing)|will see|calls? for|span(?:s|ning)|encompass(?:es|ing)?|formali[sz](?:es|ing)|such as|namely|intends to enhance"
    r"|seeks? to|facilitat(?:es|ing)|will (?:facilitate|cover|include|focus on|provide|allow|enable|strengthen|deepen|boost|enhance))"
)
_COVERS_FR = (
    r"(?:port(?:e|ent|era|eront|ait)(?: [a-z]+ment| aussi)? sur|portant sur|prevo(?:it|ient|yait|yant)|couvr(?:e|ent|ira|ant)|concern(?:e|ent|ant)"
    r"|relati(?:f|fs|ve|ves) (?:a|au|aux)|vis(?:e|ent|ant|ait) (?:a|au|aux|notamment|egalement)|compren(?:d|nent|ant)|inclu(?:t|ent|ant|ra)|englob(?:e|ent|ant)"
    r"|s'eten(?:d|dra)|s'articule|axee?s? (?:sur|autour)|dans (?:le|les|divers|plusieurs|differents) (?:[a-z]+ )?(?:domaines?|secteurs?)|en matiere|formalis(?:e|ant)"
    r"|permet(?:tra|tant)?|comport(?:e|ant)|institu(?:e|ant)|instaur(?:e|ant)|aux fins d|destinee?s? a|ouvre|(?:a |ont )?pour objet|pour objectif|a trait a|traite d)"
)
_GAP = r"[^.;:]{0,140}?"
_COVERS = compiled(
    rf"\b{_ACCORD}\b{_GAP}\b(?:{_COVERS_EN}|{_COVERS_FR})(?![a-z])"
    rf"|\b{_ACCORD}\)? (?:(?:de|d'|of) [a-z]+ )?(?:on|for|sur) "
    r"|\b(?:co-?operat(?:e|ing|ive work)|collaborat(?:e|ing)|work together) (?:closely )?(?:in|on|to)\b"
    r"|\b(?:cooper(?:er|ent|eront)|collabor(?:er|ent|eront)) (?:[a-z]+ment )?(?:dans|en|sur|pour|a)\b"
    r"|\bco-?operation (?:in|on)\b|\bcooperation (?:dans|en|sur|pour)\b"
    r"|\b(?:areas?|fields?|forms?|domaines?|axes?|formes?) (?:of|de|d'|clefs?|cles?|prioritaires?)[ ']?(?:co-?operation|cooperation|collaboration|the cooperation)?\b"
    r"|\bvolets?\b[^.;:]{0,60}?\b(?:dedie|consacre|relatif|sur)[a-z]*\b|\bdomaines (?:suivants|couverts|concernes)\b"
    rf"|\b(?:under|aux termes d[ue]|en vertu d[ue]) (?:the |this |la |l'|cet |cette |ce )?(?:new |nouvel |nouveau )?{_ACCORD}\b"
    r"|^\W*(?:signee? [^.;,]{0,60}, )?(?:il|elle|it|celui-ci|celle-ci|ce texte|the text|le texte|the document|le document|this instrument|the pact|le pacte) (?:also |aussi |egalement )?"
    rf"(?:{_COVERS_EN}|{_COVERS_FR})(?![a-z])"
)
#: One of these stands in every sentence that says what an accord covers.
_COVER_KEYS = word_list(
    "acco agre mou mous memo arra trea trai pact deal prot part coop co coll conv ente decl plan prog feui road work",
    "area fiel form doma axes axe vole il elle it celu cell ce this the le",
)
_NOT_COVERED = compiled(
    r"\bn[e'] ?(?:prevoi|contien|comport|inclu|compren|vis)[a-z]+ (?:pas|aucune?|ni|nullement)\b|\b(?:does|do|did) not (?:provide|contain|include|cover|establish)\b"
    r"|\bwill not (?:create|establish|provide|include|authori[sz]e)\b|\b(?:contains?|includes?|provides? for) no\b|\bwithout (?:a |any )?(?:clause|provision)|\bsans (?:clause|disposition)"
)
#: One of these stands in every legal clause.
_LEGAL_KEYS = word_list(
    "forc effe vigu term deno resi mett pren disp diff liti amen modi revi witn foi done fait equa fais inst clai inde",
    "bear own supp depo regi mean ente sens desi purp here resp comp obse exem exon impo tax taxe droi cust juri trib",
    "arbi law regu legi appl dama domm cert rati",
)
_LEGAL = compiled(
    r"\bent(?:er|ers|ry|ree|re|rera|reront)(?: into| en) (?:force|effect|vigueur)|\b(?:come|came|remain|be) in(?:to)? (?:force|effect)\b|\breste(?:ra)? en vigueur"
    r"|\bterminat(?:e|ed|ion)\b|\bdenounc|\bdenonc|\bresili|\bmett(?:re|ant) fin\b|\bprend(?:ra)? fin\b|\bdisputes?\b.{0,80}\b(?:settled|resolved|tribunal|negotiat|consult)"
    r"|\bdifferends?\b|\blitiges?\b|\b(?:may|shall|will|can) be amended\b|\bamendments?\b|\bamendements?\b|\bpeut etre (?:modifie|revise|amende)"
    r"|\bin witness whereof|\ben foi de quoi|\bdone (?:at|in)\b|\bfait (?:a|en)\b|\bequally authentic|\bfaisant (?:egalement )?foi|\binstruments? (?:of|de) ratification"
    r"|\bsubject to ratification|\bclaims?\b|\bindemni|\bbears? (?:its|their) own|\bown (?:costs|expenses)|\bsupporte?(?:nt)? (?:ses|leurs|les) (?:propres )?(?:frais|depenses)"
    r"|\bdepositary\b|\bdepositaire|\bregister(?:ed)? (?:this|with)|\bmeans\b|\bthe term\b|\bon entend par|\bau sens d[ue]|\bdesigne(?:nt)? "
    r"|\bfor the purposes? of (?:this|the present)|\bhereinafter\b.{0,40}$|\bshall (?:respect|comply|observe)\b|\brespect(?:er)?(?:ent|ont)? (?:les lois|la legislation)"
    r"|\bexempt(?:ed)? from|\bexoner|\bimpots?\b|\btax(?:es|ation)?\b|\bdroits de douane|\bcustoms\b|\bcustody\b|\bjuri[sd]diction\b|\bjuridiction\b|\btribuna(?:l|ux)\b|\barbitr"
    r"|\b(?:law|regulations?|legislation) (?:of|in force)|\bs'applique(?:ra)?\b|\bshall apply\b|\bapplies (?:to|only)|\best applicable|\bdamages?\b|\bdommages?\b|\bcertificat"
)
_BACKGROUND = compiled(
    r"^(?:-?\s*)(?:vu|considerant|rappelant|ayant (?:a l'esprit|egard)|desireux|desireuses|soucieux|convaincu[es]*|reconnaissant|conscients?|notre conseil|de l.assentiment"
    r"|mandons|sur le rapport|considering|recalling|recogni[sz]ing|desiring|desirous|mindful|convinced|noting|having regard|whereas|bearing in mind|reaffirming|aware|conscious"
    r"|guided by|expressing|aiming at|taking into account|animes?|attaches|exprimant|desirant|inspired by|depuis (?:plusieurs|des|longtemps|quelques)|for (?:decades|years)|in addition to)\b"
)
#: What was before the accord, what one side asks for, and what was only talked of, is none of its matter.
_EARLIER = compiled(
    r"\b(?:have|has|had|avai(?:t|ent)|ont|a) (?:previously|already|deja|auparavant|jusqu'ici) |^(?:last (?:month|year|week)|le mois dernier|l'an dernier|l'annee derniere)\b"
    r""
    r"|\b(?:sought|seeks|asked|cited|urged|hailed|praised|thanked|invited|recalled|call(?:ed|s) for|appell?e(?:nt)? a|a (?:demande|salue|remercie|invite|cite|rappele)|ont (?:salue|rappele|invite))\b"
    r"|\b(?:exchanged views|discussed|reviewed the|ont (?:discute|evoque|examine|passe en revue|echange leurs)|echange de vues|a porte sur)\b"
)
_LONG_AGO = compiled(r"(?:a l'epoque|at the time|at that time|in those years)\b")
_IN_YEAR = compiled(r"\W*(?:in|en) (?:19|20)\d\d,")
_EARLIER_VISIT = compiled(
    r"(?:lors d[eu]s?|during|a l'occasion d[eu]s?)\b[^.;]{0,90}\b(?:en|in) (?:[a-z]+ )?(?:19|20)\d\d\b"
)
_SETTLED = compiled(
    r"\b(?:agreed|consensus|decided|undert(?:ook|ake)|commit(?:ted)?|convenu[es]*|conviennent|engagee?s?|decidee?)\b"
)
_BOILERPLATE = compiled(
    r"\bin witness whereof|\ben foi de quoi|\bdone (?:at|in) [a-z]|\bfait (?:a|en) |\binstruments? (?:of|de) ratification"
)
_DOES = compiled(
    r"\b(?:(?:both|two|contracting|high contracting) (?:contracting )?(?:parties|governments|sides|countries|states|nations|ministers|ministries|armies|militaries|forces|leaders|presidents|armed forces)"
    r"|parties|the governments|we (?:agree|commit|undertake|will|reaffirm|decided)|agree[ds]? (?:to|on|that)|undert(?:ake|akes|ook) to|shall|cooperat[a-z]+|co-operat[a-z]+|collaborat[a-z]+"
    r"|les (?:deux|parties|hautes)|deux (?:pays|parties|gouvernements|armees|etats|ministres|capitales|forces|camps|dirigeants|chefs|presidents)|s'engagent|conviennent|sont convenu[es]*|ont convenu"
    r"|(?:le|ce|the|this) (?:text|texte|document)|cooper[a-z]+|collabor[a-z]+|partenariat|partnership|between the (?:parties|two))\b"
)
_PARTIES = compiled(
    r"\b(?:contracting parties|the parties|both parties|les parties|parties contractantes|chaque partie|each party|(?:two|deux|both) (?:governments|gouvernements)|sending state|receiving state)\b"
)
_MARKER = compiled(r"(?:[-*•–]|\(?[a-z0-9]{1,3}[.)]|\(?[ivx]{1,5}\))\s")
_HEADING = compiled(r"(?:article|art\.?|section|chapter|chapitre|titre|part|partie)\s+(?:[\divxl]+|premier|1er)\b")
_OF_ARTICLES = compiled(
    r"\b(?:l'article|les articles|articles?) (?:\d+|premier|1er|[ivx]+)(?: er)?\b[^.;]{0,60}?\b(?:prevoi[a-z]+|precis[a-z]+|enonc[a-z]+|fix[a-z]+|port[a-z]+|substitu[a-z]+"
    r"|institu[a-z]+|cre[ea][a-z]*|defini[a-z]+|trait[a-z]+|organis[a-z]+|regi[a-z]+|detaill[a-z]+|provides?|sets?|covers?|establish[a-z]*|defines?|specif[a-z]+|deals?)\b"
    r"|\(articles? (?:\d+|1er|[ivx]+)\)"
)
#: A list opens where a sentence of this kind ends with a colon.
_LEADS = compiled(
    r"\b(?:through|following|suivante?s?|ci-apres|by|par|include|comprend|notamment|including|parties|governments|gouvernements|areas|fields|domaines|agree|conviennent|steps|mesures|measures|be)\b"
)


def passages(flat: FlatReading, accords: Sequence[Named], parties: Collection[str] = ()) -> tuple[Passage, ...]:
    """Return every sentence with its part, in order; ``parties`` are the codes of the accord's parties, where known."""
    by_sentence: dict[int, list[Named]] = {}
    for accord in accords:
        by_sentence.setdefault(accord.sentence, []).append(accord)
    treaty = is_treaty(flat, accords)
    return tuple(_in_order(flat, by_sentence, treaty, frozenset(parties)))


def is_preamble(flat: FlatReading, index: int) -> bool:
    """Return whether a sentence opens as a recital does: “Recalling …”, « Vu … », « Désireux … »."""
    return _BACKGROUND.match(flat.sentence(index)) is not None


def is_treaty(flat: FlatReading, accords: Sequence[Named]) -> bool:
    """Return whether the text is an accord's own: it points at itself, or speaks of its parties throughout."""
    own = sum(accord.standing is Standing.OWN for accord in accords)
    parties = len(_PARTIES.findall(flat.text))
    headings = sum(_HEADING.match(flat.text, start) is not None for start, _ in flat.spans)
    return own + parties >= 3 and (own >= 2 or headings >= 2 or parties >= 3)


def _in_order(
    flat: FlatReading, by_sentence: dict[int, list[Named]], treaty: bool, parties: frozenset[str]
) -> Iterator[Passage]:
    legal, covering = flat.sentences_with(_LEGAL_KEYS), flat.sentences_with(_COVER_KEYS)
    leads = listed = doing = False
    before = 0
    for index, (start, end) in enumerate(flat.spans):
        words = flat.text[start:end]
        marked = _MARKER.match(words) is not None
        new_line = "\n" in flat.reading.text[before : flat.reading.sentences[index].start + 1]
        before = max(flat.reading.sentences[index].end - 3, 0)
        listed = marked or (listed and not new_line)
        leads = leads and listed
        passage = _passage(
            flat, index, by_sentence.get(index, []), treaty, parties, (index in legal, index in covering)
        )
        if leads and passage.part in (Part.OPERATIVE, Part.OTHER, Part.SCOPE):
            passage = Passage(index, Part.SCOPE, start, end, passage.positive)
        doing = passage.part in (Part.SCOPE, Part.OPERATIVE) or (doing and not new_line)
        if listed and doing and passage.part is Part.OTHER:
            passage = Passage(index, Part.OPERATIVE, start, end, passage.positive)
        yield passage
        if words.endswith((":", ":-", "-")) and not _HEADING.match(words):
            leads = (
                leads or passage.part is Part.SCOPE or (passage.part is Part.OPERATIVE and bool(_LEADS.search(words)))
            )


def _passage(
    flat: FlatReading,
    index: int,
    accords: Sequence[Named],
    treaty: bool,
    parties: frozenset[str],
    may_be: tuple[bool, bool],
) -> Passage:
    start, end = flat.spans[index]
    words = flat.text[start:end]
    positive = not _NOT_COVERED.search(words)
    if _BACKGROUND.match(words) or _is_foreign(flat, index, parties):
        return Passage(index, Part.BACKGROUND, start, end)
    if _BOILERPLATE.search(words):
        return Passage(index, Part.LEGAL, start, end)
    own = [accord for accord in accords if accord.standing is not Standing.CITED and not accord.plural]
    if not treaty and (
        _LONG_AGO.match(words)
        or (not own and _IN_YEAR.match(words))
        or (index > 2 and _EARLIER_VISIT.match(words))
        or (not own and _EARLIER.search(words) and not _SETTLED.search(words))
    ):
        return Passage(index, Part.BACKGROUND, start, end)
    covers = _COVERS.search(words) if may_be[1] else None
    legal = may_be[0] and _LEGAL.search(words) is not None
    # A report goes through the accord article by article.
    if not treaty and not legal and _OF_ARTICLES.search(words) and not _HEADING.match(words):
        return Passage(index, Part.SCOPE, start, end, positive)
    cited = bool(accords) and all(accord.standing is Standing.CITED for accord in accords)
    if covers and not cited and not (treaty and legal):
        return Passage(index, Part.SCOPE, start + covers.start(), end, positive)
    if legal:
        return Passage(index, Part.LEGAL, start, end, positive)
    if treaty or any(accord.standing is not Standing.CITED for accord in accords) or _DOES.search(words):
        return Passage(index, Part.OPERATIVE, start, end, positive)
    together = (
        parties & {mention.code for mention in flat.reading.mentions_in(*flat.original(start, end))}
        if end > start
        else set()
    )
    return Passage(index, Part.OPERATIVE if len(together) > 1 else Part.OTHER, start, end, positive)


def _is_foreign(flat: FlatReading, index: int, parties: frozenset[str]) -> bool:
    """Return whether a sentence names countries, and none of the accord's."""
    start, end = flat.spans[index]
    if not parties or end <= start:
        return False
    placed = placed_in_text(flat.reading, *flat.original(start, end))
    named = {mention.code for mention in placed if is_state(mention.code)}
    return bool(named) and not named & parties

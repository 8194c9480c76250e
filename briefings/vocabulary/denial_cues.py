"""Words that deny, by how far they reach, and words that look like a denial and are none. French and English.

All patterns run on text made plain (see ``levelled``): lower case, no accents, plain apostrophes.
"""

from __future__ import annotations

import re

from briefings.patterns import compiled


def _at_words(pattern: str) -> re.Pattern[str]:
    """Return the pattern, tried where a word begins or ends and nowhere else, which is several times as quick."""
    return compiled(rf"\b(?:{pattern})")


#: A second half of “ne …”; “que” is none, for “ne … que” limits and does not deny.
_HALF = r"(?:pas|plus|jamais|point|rien|aucun\w*|personne|nullement|guere|ni|nul(?:le)?s?)"
_NE = r"(?<![a-z'])n(?:e |')"
#: What an accord does with its matter, so that a denial of it reaches the matter and not the accord.
_HOLDS_FR = (
    r"(?:prev(?:oi|oy|u|err)\w*|couvr\w*|couvert\w*|compre(?:n|nn)\w*|compri\w*|compor\w*|contie\w*|conten\w*|inclu\w*|englob\w*|port\w*|concern\w*|vis\w*"
    r"|autoris\w*|perme\w*|permis\w*|etend\w*|appliqu\w*|mentionn\w*|evoqu\w*|abord\w*|instaur\w*|institu\w*|constitu\w*|accord\w*|ouvr\w*|envisag\w*|trait\w*|cre\w*)"
)
_HOLDS_EN = (
    r"(?:provid\w*|cover\w*|includ\w*|contain\w*|compris\w*|encompass\w*|extend\w*|appl(?:y|ies|ied)|concern\w*|authori[sz]\w*|allow\w*|permit\w*|foresee\w*|foreseen"
    r"|envisag\w*|mention\w*|address\w*|establish\w*|creat\w*|grant\w*|confer\w*|involv\w*|entail\w*|regulat\w*|stipulat\w*|relat\w*|deal)"
)
#: What is done to an accord; a denial of it says nothing of what the accord holds.
DEED = compiled(
    r"\b(?:sign|conclu|ratif|paraph|scell|ink(?:s|ed|ing)?\b|seal(?:s|ed|ing)?\b|approu|approv|initial|adopt|entre\w* en vigueur|enter\w* into force)"
)

_AUXILIARY = r"(?:est|sont|etait|etaient|sera|seront|serait|a|ont|avait|fut|saurait|peut|doit|soit|soient)"
#: “Ne prévoit pas”, “does not cover”, “contains no”: what follows is not in the accord.
HOLDS_NOT = _at_words(
    rf"{_NE}(?:[a-z]{{1,3}} )?{_HOLDS_FR}(?: (?:toutefois|cependant|pas encore|donc|en|non plus))? {_HALF}(?: (?:un|une|de|d'))?\b"
    rf"|{_NE}(?:a|ont|avait|avaient|saurait|sauraient|peut|peuvent|doit) {_HALF} {_HOLDS_FR}"
    r"|\b(?:does|do|did|shall|will|would|can|could|may|must) ?(?:not|n't|never)(?: \w+ly| in any way| however)? "
    + _HOLDS_EN
    + r"\b"
    r"|\b(?:is|are|was|were) ?(?:not|n't) (?:intended|meant|designed) to " + _HOLDS_EN + rf"|\bcannot {_HOLDS_EN}"
    rf"|\b{_HOLDS_EN}(?: for| to)? (?:no|neither|nothing|none)\b"
)
#: “N'est pas prévu”, “is not covered”: what stands before is not in the accord.
IS_NOT_HELD = compiled(
    rf"{_NE}{_AUXILIARY} {_HALF} (?:ete |etre |non plus )?(?:prevu|couvert|inclu|compris|autoris|concern|vis|mentionn|evoqu|abord|permis|envisag|contenu|admis|retenu|tolere)\w*"
    rf"|{_NE}(?:figur|relev|entr|fait|font|fera|feront)\w* {_HALF}(?: partie| dans)?"
    r"|\b(?:is|are|was|were|shall|will|has|have|may|can|should|must)(?: ?not|n't| never)(?: yet)? (?:be |been )?(?:covered|included|provided|foreseen|envisaged|contained|authori[sz]ed"
    r"|allowed|permitted|addressed|mentioned|part of|comprised|within the scope|contemplated|concerned)\b"
    r"|\b(?:is|are|was|were|remains?) (?:no part of|nowhere)\b"
)
#: These shut out what follows them.
SHUTS_OUT = _at_words(
    r"\b(?:exclu(?:t|ent|ait|aient|ra|ront|ant|re)|ecart(?:e|ent|ait|aient|ant|era)|proscri(?:t|vent|vant|vait)|prohibe(?:nt)?|bannit|bannissent|laiss\w+ de cote|pass\w+ sous silence|omet(?:tent|tant)?"
    r"|interdi(?:t|sent|sant|sait|ra|ront)|empeche(?:nt)?|s'oppose(?:nt)? a|fait abstraction d|rul(?:es|ed|e|ing) out|exclud(?:es|e|ing|ed)(?! from)|prohibit(?:s|ed|ing)?|forbid(?:s|ding)?|forbade|preclud(?:es|e|ed|ing)"
    r"|bans|banned|banning|bars|barred|disallow(?:s|ed)?|omits|omitted|omitting|leav(?:es|e|ing) out|left out|leav(?:es|ing) aside|stops? short of|stopped short of|lacks|lacking|refrain(?:s|ed|ing)? from|abstain(?:s|ed|ing)? from)\b"
    r"|\b(?:mett?(?:ent|ant|ait|ra)?|mit|mis) fin (?:a|au|aux)\b|\b(?:supprim|remplac)(?:e|ent|ait)\b|\bsuspend(?:ent|ait)?\b|\babol(?:it|issent)\b|\brenvo(?:ie|ient)\b|\b(?:est|reste|demeure) (?:muet|silencieu)\w* (?:sur|quant)"
    rf"|{_NE}(?:dit|disent|souffle|souffl\w+) mot\b|\b(?:is|are|was|remains?|stays?) silent (?:on|about|as to)\b|\bmak(?:es|ing|e) no mention of\b|\bf(?:ai\w+|era|eront) l'impasse sur\b|\bneglige(?:nt)?\b|\b(?:evit|elud|contourn)(?:e|ent|ant)\b|\b(?:avoid|sidestep|skirt)\w*\b|\b(?:scrapped|dropped|removed|deleted|struck) (?=(?:a|an|any|the|all|its|their) )|\blaiss\w+(?= [a-z' ]{{2,60}}? de cote\b)|\b(?:falls?|fell|falling) short of\b|\bobject(?:s|ed|ing)? to\b|\boppos(?:es|ed|ing)\b|\bto the detriment of\b|\bau detriment (?:de|du|des)\b|\bcarv(?:es|ed|ing) out\b|\bdisagree\w*(?: \w+ly)? (?:over|on|about)\b|\bdesaccords? (?:sur|quant)\b|\bmade no mention of\b|\b(?:does|do|did|doing|done) away with\b"
    r"|\b(?:ends|ended|terminates|abolish(?:es|ed)|scraps|suspends|discontinu(?:es|ed)|replaces|drops|removes|deletes|cancels)\b|\baxes\b(?<![sx] axes)(?<!quatre axes)(?<!cinq axes)(?<!sept axes)(?<!huit axes)(?<!neuf axes)(?= [a-z])(?! (?:of|de|du|des|d'|qui|que|dont|prioritaire|strategique|majeur|principa|essentiel|suivant|sont|ont)\b)|\bleav(?:es|ing)(?= [a-z ]{2,40} (?:to|for) (?:a |an |another |the )?(?:later|future|separate|further))"
    r"|\bs'(?:abst\w+|interdi\w+) d(?=e |')|\babstenue?s? d(?=e |')"
    r"|\b(?:a|ont|avait|avaient) (?:formellement |expressement |explicitement )?(?:exclu|ecarte|interdit|proscrit|banni|omis)\b"
)
#: “À l'exception de”, “other than”, “without”: what follows is taken out of what was said.
TAKES_OUT = compiled(
    r"\ba l'exc(?:eption|lusion) (?:de |d'|du |des )|\bexception faite (?:de |d'|du |des )|\bsauf\b|\bhormis\b|\bexcepte(?:e|s|es)?\b|\ben dehors (?:du champ|du cadre|de l'accord)"
    r"|\bhors (?:du (?:champ|cadre|perimetre)(?: d'application)?(?: (?:de l'accord|du texte))?) (?:de |d'|du |des )?|\bmoins\b(?= (?:l'envoi|la vente|les bases))"
    r"|\bexcept(?:ing)?(?: for)?\b|\b(?:with|save) the exception of\b|\bto the exclusion of\b|\bother than\b|\bapart from\b|\baside from\b|\bbarring\b|\bsave for\b|\btout sauf\b|\b(?:everything|anything|all) but\b|\bminus\b|\bunlike\b|\bcontrairement (?:a|aux?)\b|\ba la difference d(?=e |')|\ba part\b(?! entiere)|\bas opposed to\b|\b(?:all|every|everyone|everybody|each) (?:[a-z]+ ){1,2}but\b"
    r"|\bsans(?: qu[e'])?|\bwithout\b|\b(?:l')?absence (?:de |d'|of )(?:any |all |toute? )?|\black of (?:any )?|\bdepourvue?s? d(?:e |')|\bdevoid of\b|\bnot (?=(?:to |for |in )?(?:send|station|deploy|provid)\w*ing\b)"
    r"|\b(?:and|but|,) not\b(?= (?:the |a |an |any |on |in |for |to )?[a-z]+)|\b(?:et|mais|,) (?:non pas|pas|non)\b(?= (?:a |au |aux |de |d'|du |des |la |le |les |l'|sur |en |dans |pour ))"
)
#: These shut out what stands before them.
SHUT_OUT = compiled(
    r"\b(?:est|sont|ete|etait|etaient|reste|restent|demeure|demeurent|sera|seront|soit|soient|etant)(?: \w+ment| aussi| donc| egalement| toujours)? (?:exclu|ecarte|interdit|prohibe|proscrit|banni|omis|rejete|refuse|supprime|retire|abandonne|annule|reporte|ajourne|gele|suspendu|enleve|efface|remplace|reserve"
    r"|absent|ignore|enterre|passe sous silence|laisse de cote)(?:e|s|es)?\b"
    r"|\b(?:est|sont|etait|reste|restent|demeure|demeurent|sort|sortent|tombe|tombent|sera|seront) (?:hors|en dehors) (?:du|de) ?(?:champ|cadre|perimetre|l'accord|question|la portee)?"
    r"|\b(?:is|are|was|were|be|been|being|remain|remains|remained|stays?)(?: \w+ly| also| thus)? (?:excluded|ruled out|prohibited|forbidden|banned|barred|precluded|rejected|omitted|left out|dropped|removed|deleted|struck out|scrapped|shelved|cancelled|canceled|axed|discarded|cut|postponed|deferred|suspended|frozen|withdrawn"
    r"|abandoned|absent|off the table|out of scope|missing)\b"
    r"|\b(?:is|are|was|were|be|fall|falls|fell|lie|lies|remain|remains|stand|stands|stay|stays) (?:\w+ly )?(?:outside|beyond|out of|excluded from|not part of|no part of)\b"
    r"|\b(?:but|and|then|later|finally|mais|puis|et) (?:was |were |finalement |ensuite )?(?:left out|dropped|excluded|removed|rejected|abandoned|ruled out|scrapped|exclu|ecarte|abandonne|retire|supprime|rejete)(?:e|s|es)?(?=[.,;)]|\Z| (?:from|by|de|du|des|par)\b)"
    r"|\b(?:a|ont|avait|avaient) disparu\b|\b(?:disappeared|vanished)\b"
    r"|\blaissee?s? (?:de cote|a l'ecart|en suspens)\b|\b(?:reste|restent|demeure|demeurent|est|sont) hors (?:accord|texte|champ)\b|\b(?:fer(?:a|ont)|font|fait) l'objet d'un\w* [a-z ]{0,30}?(?:ulterieur|distinct|separe|futur|autre)\w*|\b(?:will be|is|are) (?:left for|the subject of) (?:a |an |another |the )?(?:separate|later|future|different|further|other)\b|\b(?:remains?|is|are|still) to be (?:negotiated|agreed|defined|settled|discussed|decided)\b|\breste(?:nt)? a (?:negocier|definir|fixer|convenir|preciser|discuter|decider)\b|\b(?:manque|manquent|font defaut|fait defaut|n'existe\w*|neither)\b"
)
#: Somebody will not do it. What the accord holds is not said by this, except that what follows is not done.
WILL_NOT = compiled(
    r"\brefus(?:e|ent|er|ee|ees|ait|aient|ant|era|eront)\b|\brefus d|\brefus(?:es|ed|ing|al) (?:to|of)\b|\brefuse to\b|\brenonc(?:e|ent|er|ait|aient|ant|era|eront)\b|\brenoncement\b|\brenonciation\b"
    r"|\bdecline(?:s|d)?(?: to\b|(?: d[e']))|\bdeclining to\b|\bwaiv(?:e|es|ed|ing)\b|\brenounc(?:e|es|ed|ing)\b|\bforgo(?:es)?\b|\bopt(?:s|ed|ing)? out\b"
    r"|\b(?:sont|est|restent?|are|is|remains?) (?:opposee?s?|opposed|hostiles?|reluctant|unwilling) (?:a|au|aux|to)\b|\bs'oppose(?:nt)?\b|\brejet(?:te|tent|e|er|ait|aient)\b|\breject(?:s|ed|ing)?\b|\bturn(?:s|ed)? down\b|\b(?:walk(?:s|ed|ing)?|pull(?:s|ed|ing)?|back(?:s|ed|ing)?) (?:out|away)\b|\bclaqu\w+ la porte\b|\b(?:stay|kept|keep)(?:s|ed|ing)? out\b|\brest\w+ a l'ecart\b|\bquitt\w+ la table\b"
    r"|\bfail(?:s|ed|ing)? to\b|\bfailure to\b|\becho\w+ a\b|\bunable to\b|\bincapables? d"
)
#: It is not so, whatever stands beside it.
IS_NOT_SO = _at_words(
    rf"{_NE}(?:[a-z']{{1,24}} ){{1,4}}?{_HALF}\b|\b(?:aucun|aucune|nul|nulle)\b|\b(?:personne|rien|jamais) {_NE}|\bnullement\b|\bpas du tout\b|\bni\b(?= [a-z'’ ]{{1,60}}\bni\b)"
    r"|(?<!\bun )(?<!premier )(?<!grand )(?<!nouveau )(?<!\bce )(?<!\ble )(?<!\bau )\bpas (?:de|d'|encore)\b|\bnon (?:signe|ratifie|conclu|prevu|couvert|inclus|compris)\w*"
    r"|\b(?:not|never|neither|nor|cannot|none|nobody|nothing|nowhere|hardly|scarcely|barely)\b|[a-z]{2,9}n't\b|\bno (?:longer|one|way)\b|\bno\b(?=,? [a-z])|\bby no means\b|\byet to\b|\bdement(?:i|ie|is|ent|irent|ait)?\b|\bdemen(?:tir|tant)\b"
    r"|\b(?:nie|nient|niait|niant|refut\w+|contredi(?:t|sent)|infirme(?:nt)?)\b|\bden(?:y|ies|ied|ying|ial)\b|\b(?:est|etait|serait|sont) (?:totalement |absolument |tout a fait )?(?:faux|fausse|fausses|inexact\w*|infonde\w*|errone\w*|denue\w* de)"
    r"|\bsans fondement\b|\b(?:il n'en est rien|pretendu\w* accord)\b|\b(?:is|are|was|were) (?:\w+ly )?(?:false|untrue|incorrect|wrong|unfounded|baseless|fabricated|a hoax)\b|\b(?:falsely|wrongly|mistakenly|erroneously)\b|\ba tort\b|(?<!\bne )\bcess(?:e|ent|er|era|eront|ait) d(?=e |')|\bceas(?:e|es|ed) to\b|\bpar erreur\b|\bno such\b|\bunsigned\b|\bdismiss\w* (?:the |all |any |as )?(?:reports?|claims?|suggestions?|rumou?rs?|talk|false|untrue|fiction)|\b(?:plus|hors de) question\b|\bout of the question\b|\bfew (?:believe|think)\b|\b(?:forged|fake|falsifie\w*)\b|\bnon-?existent\b|\binexistante?s?\b"
    r"|\bdisput(?:es|ed) (?:that|the claim)\b|\brefut(?:es|ed|ing)\b|\brebut(?:s|ted)\b|\bcontradict(?:s|ed)\b|\bfar from (?:hav|sign|cover|includ)ing\b|\bloin d(?:e |')(?:avoir|sign|couvr|inclu|prev)\w*|\binstead of\b|\bau lieu d|\brather than\b|\bplutot que\b"
)
#: These hold no denial, though they have its words. What they match is passed over.
NO_DENIAL = _at_words(
    r"\bnot (?:only|merely|just|simply|solely|least|later than|less than|fewer than|more than|exceed\w*|to exceed|to mention|limited to|confined to|restricted to|(?:be )?(?:limited|confined|restricted) to)\b"
    r"|\b(?:does|do|did|will|would) not only\b|\bno (?:later|less|fewer|more|sooner|earlier|other) than\b|\bnone other than\b|\bno doubt\b|\bno matter\b|\bno small\b|\bno\.? ?\d|\bwhether or not\b|\bif not\b|\bor not\b"
    rf"|\bnon seulement\b|{_NE}(?:[a-z']{{1,24}} ){{1,4}}?pas (?:que|seulement|uniquement|simplement|exclusivement|moins)\b|\bpas (?:seulement|uniquement|simplement|moins d)\b|{_NE}se limit\w+ pas\b|{_NE}(?:est|sont) pas limite\w*"
    rf"|{_NE}manqu\w+ pas d|{_NE}cess\w+ (?:pas )?d|{_NE}tard\w+ pas a\b|{_NE}fai\w+ (?:pas|aucun|nul) (?:de )?doute|{_NE}en demeur\w+ pas moins|{_NE}(?:est|sont) (?:autre|autres) qu"
    r"|\bsans (?:delai|tarder|retard|prejudice|prejuger|exception|reserve|conditions?|interruption|relache|ambiguite|equivoque|precedent|conteste|surprise|attendre|(?:s'y )?limit\w+|distinction|discrimination|restrictions?"
    r"|cesse|frais|contrepartie|cout|paiement|(?:nul|aucun) doute|doute|limite|limitation|entrave|preavis)s?\b"
    r"|\bwithout (?:delay|prejudice|exception|reservation|interruption|precedent|discrimination|distinction|restrictions?|undue|further|charge|cost|fee|payment|limit\w*|question|doubt|fail|prior|affecting|prejudging|hindrance|notice)\b"
    r"|\bnothing in (?:this|the|the present|these) [a-z ]{3,40}?(?:shall |will |may |should )?(?:prevents?|preclud\w+|prohibits?|affects?|prejudices?|limits?|restricts?|impedes?|stops?|bars?|be (?:construed|interpreted) (?:as|to) (?:prevent|preclud|affect|limit|restrict|prejudic|prohibit)\w*)\b"
    r"|\b(?:rien|aucune disposition|aucune stipulation) (?:dans|de|du)[^.;]{0,60}?(?:n'|ne )(?:empeche|interdit|affecte|limite|exclut|porte atteinte|s'oppose|prejuge|peut (?:etre )?(?:empecher|limiter|affecter|interdire|interprete\w* comme (?:empechant|limitant|affectant|interdisant)))"
    r"|\bsauf (?:si|lorsqu\w*|quand|en cas|dans (?:le|les) cas|(?:accord|disposition|stipulation|convention|decision|avis|indication|urgence|derogation|mention|circonstances?) [a-z]+)"
    r"|\bexcept (?:as|where|when|if|that|insofar|to the extent|by|with|upon|under|pursuant|otherwise|in (?:cases?|accordance|emergenc\w+|exceptional|urgent|so far))\b"
    r"|\b(?:if|should|where|when|si|lorsqu\w+)\b[^.;]{0,60}?\bfail\w* to\b|\bplus que jamais\b|\bnon[- ](?:military|state|proliferation|aligned|binding|official|gouvernementa\w*|proliferation|alignee?s?|contraignant\w*|etatiques?)"
    rf"|\b(?:si|s'ils?|a moins qu\w*|pourvu qu\w*|if|unless|provided that|as long as|so long as)\b[^,;.]{{0,60}}?(?:{_NE}(?:[a-z']{{1,24}} ){{1,4}}?{_HALF}|\b(?:aucune?|not|no|none|neither|nor))\b"
    r"|\bcould ?(?:not|n't) have (?:come|been|arrived|happened|asked for) (?:at )?(?:an? )?(?:better|more)\b"
    r"|\bnot to be confused\b|\bnot least\b|\b(?:does|do|shall|will) not (?:affect|prejudice|impair)\b"
    rf"|{_NE}(?:(?:affect|prejug)\w* pas|port\w* pas atteinte)|\bpersonne (?:morale|physique|responsable)"
)
#: A denial of a denial: what is meant cannot be told from the words alone.
NOT_SHUT_OUT = _at_words(
    rf"{_NE}(?:[a-z']{{1,24}} ){{1,3}}?{_HALF} (?:ete |etre )?(?:exclu|interdi|ecart|proscri|prohib|banni|rejet|refus|absent|hors|sans)\w*"
    rf"|{_NE}(?:exclu|interdi|ecart|proscri|prohib|empech|rejet|refus|renonc|s'oppos|ni|dement|omet|manqu)\w* {_HALF}\b"
    r"|\b(?:not|n't|never|nor|cannot|neither)(?: be| been| \w+ly)? (?:exclud\w*|rul\w+ out|prohibit\w*|forbid\w*|preclud\w*|ban\w*|bar(?:red|s)?\b|prevent\w*|outside|reject\w*|refus\w*|den(?:y|ied|ies)|without|omit\w*|fail\w*|lack\w*|absent|declin\w*|deny\w*)"
    r"|\bnon sans\b|\bdeni(?:es|ed) (?:that|having)[^.;]{0,60}?\b(?:not|exclud\w*|refus\w*)\b"
)
#: “Has yet to be signed” says of a planned accord what its state says.
NOT_YET_DONE = compiled(
    rf"(?:(?:not )?yet|{_NE}(?:a|ont|est|sont) pas encore|pas encore)(?: been| ete)?(?: to)?(?: be)? (?:formally |officially )?(?:sign|conclu|paraph|initial|finali|formali)"
)
#: Where a clause ends and another begins; behind what somebody said stands who said it.
CLAUSE_END = compiled(
    r";|\" ?,? (?=(?:(?:a|ont) (?:declare|affirme|indique|dit|ajoute|explique|estime|assure|annonce|precise|souligne|lance|martele|conclu)|said|says|told|added|declared)\b)|,? (?:mais|but|whereas|tandis qu[e']|alors qu[e']|cependant|toutefois|however|en revanche|though|although|bien qu[e']|neanmoins|nevertheless|while)\b"
)
#: A word that takes a denial back over what was said before it: “but this is not so”.
POINTS_BACK = compiled(
    r"\b(?:cet|cette|ces|cela|ca|celui|celle|ceux|celles|telle?s?|that|these|those|it|them|such|former|latter)\b|\b(?:moins sur|rien n'est|nothing (?:is|has been|was))\b|\b(?:ce|this)\b(?! (?:texte|traite|document|agreement|text|treaty|accord|memorandum))"
)
#: A verb or a relative: what holds one is no plain list of nouns.
VERBISH = compiled(
    r"\b(?:est|sont|etant|ete|etre|a|ont|sera|seront|prevoi\w*|couvr\w*|compren\w*|inclu\w*|port\w+ sur|qui|que|dont|lequel|laquelle|is|are|was|were|be|being|been|has|have|had|will|shall|covers?|covered|provid\w*"
    r"|includ\w*|remains?|which|that|who|whose|il|elle|ils|elles|it|they|we|accords?|agreements?|texte|text|parties)\b"
)

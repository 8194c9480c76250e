"""Statements of background: what went before, where the parties stand, why they act, their forces, reactions.

A sentence about the accord itself – what it covers, how it binds, who signed it – is no background.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefings.extraction.findings import FoundContext
from briefings.extraction.flat import FlatReading
from briefings.extraction.instruments_named import Named, Standing
from briefings.extraction.scope import Part, Passage, is_treaty
from briefings.patterns import compiled
from briefings.vocabulary.codes import ContextKind, FactStatus
from briefings.vocabulary.cues import Cue, find_cue

_K = ContextKind
#: By kind, the surest sign first; a sentence has the first kind that it shows.
_KINDS: tuple[tuple[ContextKind, re.Pattern[str]], ...] = (
    (_K.REACTION, compiled(
        r"\b(?:condemn(?:s|ed)|critici[sz](?:es|ed)|denounced|protested|hailed|praised|reacted|expressed (?:concern|alarm)|welcomed the (?:news|agreement|signing)"
        r"|condamne(?:nt)?|a condamne|critique(?:nt)?|a denonce|denonce(?:nt)?|a salue|ont salue|salue(?:nt)? (?:la|cette|l')|s'inquiete(?:nt)?|a reagi|ont reagi|l'opposition|the opposition)\b")),
    (_K.HISTORY, compiled(
        r"\b(?:en|in|since|depuis|after|apres|before|avant|from|des) (?:l'annee |the year |[a-z]+ )?(?:19|20)\d\d\b|\b(?:depuis (?:plusieurs|des|longtemps|quelques|[a-z]+ (?:ans|annees))|for (?:years|decades|several years|more than)"
        r"|long-?standing|decades-long|historically|historique(?:ment)?|dans le passe|a marque un tournant|a marked? a turning|had (?:been|already|signed|agreed)|avai(?:t|ent) (?:deja |ete )?[a-z]+"
        r"|previously|precedemment|anciens? accords?|first (?:time|visit)|independence|independance|colonia[a-z]+|inaugural|il y a [a-z0-9]+ ans|[a-z0-9]+ years ago)\b")),
    (_K.MOTIVE, compiled(
        r"^(?:-?\s*)(?:desireu[a-z]+|soucieu[a-z]+|convaincu[a-z]*|considerant|conscient[a-z]*|rappelant|reconnaissant|animes?|desiring|desirous|considering|recogni[sz]ing|convinced|mindful|recalling|whereas|bearing in mind|noting|aware|conscious|guided)\b"
        r"|\b(?:vise(?:nt)? (?:aussi |egalement )?a|cherche(?:nt)? a|afin (?:de|d')|en vue de|dans le but|pour (?:faire face|contrer|repondre|renforcer|diversifier|asseoir)|ambition(?:ne)?|interet croissant|aims? to|seeks? to|in order to|hopes? to|motivated|driven by|wants? to|objecti(?:f|ve))\b")),
    (_K.CAPABILITY, compiled(
        r"\b(?:repute[a-z]* pour|renowned for|known for|one of the (?:largest|best)|l'une des (?:plus|meilleures)|operations? de maintien de la paix|peacekeeping (?:missions?|operations?)|troops deployed|effectifs? de|arsenal|budget (?:de la defense|militaire)|defen[cs]e budget|military spending|arme(?:e|es) (?:compte|dispose)|army (?:has|numbers))\b")),
    (_K.REGIONAL, compiled(
        r"\b(?:sahel|regionale?s?|region|regions|continent|continentale?|sous-region|golfe de guinee|gulf of guinea|horn of africa|corne de l'afrique|indo-pacifi[a-z]+|grands lacs|great lakes"
        r"|maghreb|afrique (?:de l'(?:ouest|est)|subsaharienne|centrale)|(?:west|east|sub-saharan|central) africa|middle east|moyen-orient|baltic|balkans|mediterran[a-z]+|neighbou?r[a-z]*|voisin[a-z]*|hemispher[a-z]+)\b")),
    (_K.POSTURE, compiled(
        r"\b(?:strateg(?:ie|y|ies|ique|iques|ic)|politique (?:etrangere|de defense|africaine)|foreign policy|diplomati(?:e|que|ques|c)|diplomacy|posture|doctrine|vision|affirme (?:son|sa|ses)|influence|position(?:s|nement)?|united by|shared commitment"
        r"|committed to|role (?:significatif|actif|majeur)|significant role|reaffirm[a-z]*|reiterat[a-z]*|supports the|soutien(?:t|nent) (?:la|le|les)|in the spirit of|challenges|defis|threats|menaces)\b")),
)  # fmt: skip
_SIGNING = compiled(
    r"\b(?:signed at|signed in|done at|fait a|en foi de quoi|in witness|ont signe|a signe|have signed|entre en vigueur|enter into force|se reunira|shall|annexe|article \d|projet de loi|decret n|loi n|arrete|we (?:agree|signed|committed|commit|declare)|intends? to|plans? to|is planned|undertakes?|both sides will|are chargee?s)\b"
)
_SPEAKER = compiled(
    r"\b(?:selon|d'apres|according to) (?P<behind>[^,.;:\"]{3,80})(?!\w)|(?P<before>\b[^,.;:\"]{3,80}?)(?:,[^,]{3,80},)? (?:a (?:declare|affirme|indique|annonce|assure|estime)|ont (?:declare|affirme|indique|annonce|assure|estime|precise|souligne|ajoute)|said|says|stated|claimed|noted that|added that|stressed that|confirmed that)\b"
    r"|\ba-t-on (?:appris|indique|precise|declare) (?:[a-z]+ )?(?:aupres d[eu]s? |de |d')(?P<source>[^,.;:\"]{3,80})(?!\w)"
    r"|, (?:(?:a|ont) (?:declare|affirme|indique|annonce|assure|estime|precise|rapporte|fait savoir)|said|announced) (?P<inverted>[^,.;:\"]{3,80})(?!\w)"
)
_MOST = 24
_LEAST_WORDS = 6
#: Fewer words without a full stop are a heading.
_HEADING_WORDS = 14


def find_context(flat: FlatReading, passages: Sequence[Passage], accords: Sequence[Named]) -> tuple[FoundContext, ...]:
    """Return the statements of background in order, at most two dozen; each has one kind."""
    treaty = is_treaty(flat, accords)
    own = {accord.sentence for accord in accords if accord.standing is not Standing.CITED and not accord.plural}
    found = []
    for passage in passages:
        if not _may_be_background(flat, passage, treaty, passage.index in own):
            continue
        kind = _kind(flat.sentence(passage.index))
        if kind is not None:
            found.append(_found(flat, passage.index, kind))
    return tuple(found[:_MOST])


def _may_be_background(flat: FlatReading, passage: Passage, treaty: bool, names_accord: bool) -> bool:
    words = flat.sentence(passage.index)
    if words[-1:].isalnum() and len(words.split()) < _HEADING_WORDS:
        return False
    if len(words.split()) < _LEAST_WORDS or _SIGNING.search(words) or words.endswith(":"):
        return False
    if treaty:
        return passage.part is Part.BACKGROUND
    if passage.part is Part.SCOPE:
        return False
    return passage.part in (Part.BACKGROUND, Part.OTHER) or not names_accord


def _kind(words: str) -> ContextKind | None:
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def _found(flat: FlatReading, index: int, kind: ContextKind) -> FoundContext:
    start, end = flat.spans[index]
    low, high = flat.original(start, end)
    sentence = flat.reading.text[low:high]
    status, speaker = standing(sentence, flat.text[start:end])
    return FoundContext(start=low, end=high, rule=f"context.{kind.value}", kind=kind, status=status, speaker=speaker)


@lru_cache(maxsize=256)
def standing(sentence: str, plain: str) -> tuple[FactStatus, str | None]:
    """Return on whose word a sentence stands, and the speaker as worded where somebody is quoted for it.

    What the text reports without vouching for it is the source's assessment, never stated. ``plain`` is the sentence
    made plain, letter for letter where it can be.
    """
    if find_cue(sentence, Cue.ATTRIBUTION):
        speaker = _SPEAKER.search(plain)
        name = (
            (
                speaker.group("behind")
                or speaker.group("before")
                or speaker.group("inverted")
                or speaker.group("source")
                or ""
            )
            if speaker
            else ""
        )
        at = plain.find(name) if name else -1
        words = sentence[at : at + len(name)].strip() if at >= 0 and len(plain) == len(sentence) else ""
        return (FactStatus.ATTRIBUTED, words) if words else (FactStatus.SOURCE_ASSESSMENT, None)
    if find_cue(sentence, Cue.UNVERIFIED):
        return FactStatus.SOURCE_ASSESSMENT, None
    return FactStatus.STATED, None

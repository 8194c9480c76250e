"""Words that say an accord was signed, how surely, and words that turn it: planned, denied, long past."""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct

from briefings.extraction.accord_nouns import INSTRUMENT, is_cited, nouns
from briefings.extraction.reading import Reading
from briefings.extraction.word_lists import words
from briefings.patterns import compiled


class Manner(Enum):
    """How a cue words the signature."""

    FORMULA = "formula"
    """“Fait à”, “Done at”, “DATED this”: an accord's own words about itself."""
    PARTICIPLE = "participle"
    """“Signé à”, “signed at”, behind the noun."""
    FINITE = "finite"
    """“Ont signé”, “was signed”, “signent”."""
    NOUN = "noun"
    """“La signature de l’accord”, “the signing”."""


class SigningCue(Struct, frozen=True):
    """Words that speak of a signature."""

    start: int
    end: int
    manner: Manner
    planned: bool
    """Still to come, hoped for or denied."""
    cited: bool
    """Of another accord than the one at hand, as far as the sentence shows."""
    past: bool
    """Of an earlier time than the text's own events."""


_CUE = compiled(
    r"\b(?P<formula>(?:fait|faite|faits|faites|done|donné|dated|executed)"
    r"(?=\s*,?\s*(?:à|a|au|en|at|in|on|this|the|le|ce)\b))"
    r"|\b(?P<finite>(?:a|ont|as|avons|ayant|have|has|having|had|avait|avaient|est|sont|était|étaient|was|were"
    r"|been|été)\s"
    r"(?:(?:été|been|also|aussi|déjà|already|officially|officiellement|today|both|jointly|formally|solennellement"
    r"|conjointement|également|ensuite|then|just|recently|récemment|enfin|finally)\s){0,3}"
    r"(?:sign(?:é|ée|és|ées|ed)|paraph(?:é|ée|és|ées)|initial(?:l)?ed|conclu(?:e|s|es|ded)?|scell(?:é|ée|és"
    r"|ées)|inked"
    r"|sealed|entériné(?:e|s|es)?)"
    r"|(?:a|ont) procédé à la signature|(?:delighted|pleased|honou?red|happy|proud) to (?:be signing|sign)"
    r"|signs?(?=\s(?:an?|the|two|three|new|landmark|historic|defen[cs]e|military|security|mou)\b)"
    r"|signent|paraphent|concluent|signed|inked|initialed|initialled|concluded)\b"
    r"|\b(?P<participle>sign(?:é|ée|és|ées)|paraph(?:é|ée|és|ées)|conclu(?:e|s|es)?)\b"
    r"|\b(?P<noun>signatures?|signing)\b",
    re.IGNORECASE,
)
#: One of these stands in every cue.
_KEYS = words("sign para init conc scel inke seal ente fait done donn date exec")
_PLANNED = compiled(
    r"(?:\b(?:will|shall|would|should|could|(?-i:may)|might|must|to|sera|seront|serait|seraient|doit|doivent|devrait"
    r"|devraient"
    r"|pourrait|pourraient|va|vont|être|be|planned|expected|due|ready|hope\w*|intend\w*|pr[ée]v\w+|futur\w*"
    r"|prochaine?"
    r"|upcoming|future|before|avant|until|upon|after its|lors de (?:la|sa)|en vue de la|with a view to|pour la"
    r"|dès (?:la|sa)"
    r"|jour de (?:la|sa)|date (?:of|de)(?: the| la| sa| its)?|open(?:ed)? for|soumis\w* à la|ouvert\w* à la)\s"
    r"(?:\w+\s){0,2}|\b(?:not|never|n['’](?:a|ont|avait|avaient|est|sont)|yet to|refus\w+ (?:de|to)|failed to|sans"
    r"|without)\s(?:\w+\s){0,3})\Z",
    re.IGNORECASE,
)
_DENIED = compiled(r"(?:\bn['’]|\b(?:no|aucune?)\s(?:[\w’'-]+\s){0,4}(?:n['’])?)\Z", re.IGNORECASE)
_PAST = compiled(r"\b(?:had|avait|avaient)\b", re.IGNORECASE)
#: “Signed” alone is a participle behind these, or before these, unless an object follows.
_NOUN_BEFORE = compiled(rf"(?:{INSTRUMENT}|[,(])\s?\Z", re.IGNORECASE)
_PLACE_BEHIND = compiled(r"\s(?:in|at|by|between)\s")
_OBJECT_BEHIND = compiled(
    rf"[^.;]{{0,60}}\b(?:an?|the|their|two|three|several|new)\s(?:[\w-]+\s){{0,5}}{INSTRUMENT}", re.IGNORECASE
)


def signing_cues(reading: Reading) -> tuple[SigningCue, ...]:
    """Return every mention of a signature, in order; a planned or denied one is returned as such."""
    return reading.once(_all_cues)


def _all_cues(reading: Reading) -> tuple[SigningCue, ...]:
    return tuple(
        _cue(reading, match)
        for sentence in reading.sentences_with(_KEYS)
        for match in _CUE.finditer(reading.text, sentence.start, sentence.end)
    )


def _cue(reading: Reading, match: re.Match[str]) -> SigningCue:
    text, sentence = reading.text, reading.sentence_at(match.start())
    manner = Manner(match.lastgroup or Manner.NOUN.value)
    before = text[max(sentence.start, match.start() - 60) : match.start()]
    if manner is Manner.FORMULA and before.strip() and not before.rstrip().endswith((".", ",", ":", ";")):
        manner = Manner.PARTICIPLE
    if manner is Manner.FINITE and " " not in match.group() and _is_participle(text, match, before):
        manner = Manner.PARTICIPLE
    if manner is Manner.FINITE and not before.strip():
        manner = Manner.FORMULA
    if manner is Manner.PARTICIPLE and not before.strip():
        manner = Manner.FORMULA
    named = nouns(text, max(sentence.start, match.start() - 600), match.start()) if manner is Manner.PARTICIPLE else []
    return SigningCue(
        start=match.start(),
        end=match.end(),
        manner=manner,
        planned=_PLANNED.search(before) is not None or _DENIED.search(before) is not None,
        cited=_is_bracketed(manner, before) or (bool(named) and is_cited(text, named[-1], sentence.start)),
        past=_PAST.search(match.group()) is not None or before.rstrip().lower().endswith((" had", "avait", "avaient")),
    )


def _is_participle(text: str, match: re.Match[str], before: str) -> bool:
    if _OBJECT_BEHIND.match(text, match.end()):
        return False
    return _NOUN_BEFORE.search(before) is not None or _PLACE_BEHIND.match(text, match.end()) is not None


def _is_bracketed(manner: Manner, before: str) -> bool:
    """Return whether “(done at …)” says in brackets of another accord when it was signed."""
    return manner is Manner.PARTICIPLE and before.rfind("(") > before.rfind(")")

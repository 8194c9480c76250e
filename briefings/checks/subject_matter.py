"""What a sentence says of the matter or the fate of an accord, beside what it says of the signature.

“They signed an agreement that would grant access” leaves the grant open and not the signature; “the suspension of the
memorandum signed on 2 May” suspends the memorandum, and takes no signature back.
"""

from __future__ import annotations

from briefings.patterns import compiled
from briefings.vocabulary.cues import Cue

#: A relative clause right behind the accord; “that would have been signed” is about the signature.
_WOULD = compiled(
    r"(?P<accord>\b(?:agreement|accord|pact|deal|treaty|protocol|memorandum|mou|arrangement|partnership|convention)s?"
    r"(?: (?:on|for|of) [a-z ]{3,60}?)?,? (?:that|which) )(?:would|could|might)\b"
    r"(?! (?:have|be (?:sign|conclu|seal|initial|ratif|approv)|sign|conclud|ratify|enter|take effect|not))"
    r"|(?P<accord_fr>\b(?:accord|pacte|traité|protocole|mémorandum|arrangement|partenariat|convention|texte)s?"
    r"(?: (?:sur|de|d['’])[ a-zà-ÿ'’]{3,60}?)?,? qui )(?!(?:aur|ser|pourr|devr)ai)[a-zà-ÿ]{1,20}rai(?:t|ent)\b"
)
#: The accord that is ended had been signed on a day: the participle with its day or place stands right behind it.
_ENDED = compiled(
    r"\b(?:suspension|dénonciation|résiliation|abrogation|rupture)"
    r"(?P<fr> (?:de l['’]|du |de la |de cet? )[^.;:,]{0,120}?)(?=\b(?:signée?|conclue?) (?:le|à|en) (?:1er |[0-9A-Z]))"
    r"|\b(?:suspension|termination|denunciation|abrogation)(?P<en> of (?:the|a|an|its|their) [^.;:,]{0,120}?)"
    r"(?=\b(?:signed|concluded) (?:on|in|at) [0-9A-Z])"
)


def without_subject_matter(sentence: str, cue: Cue) -> str:
    """Return the sentence without those words of a cue that speak of the accord and not of its signature."""
    if cue is Cue.UNVERIFIED:
        return _WOULD.sub(lambda found: found.group("accord") or found.group("accord_fr"), sentence)
    if cue is Cue.REVERSAL:
        return _ENDED.sub(lambda found: found.group("fr") or found.group("en"), sentence)
    return sentence

"""What an answer stands on: the lines it may name, and what the rules know of each sentence.

The gate asks of each value whether the quotation bears it. What it cannot ask is whether two quotations that bear a
value each belong together; a model may join the name of one man to the office of another, or the date of an older
accord to this one. So an answer only points: one item lies in one sentence, and what the words there mean is read by
the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from briefings.extraction.flat import FlatReading, flat_reading
from briefings.extraction.found import Found
from briefings.extraction.holding import Finding, Gate
from briefings.extraction.instruments_named import Named, Standing, instruments_named
from briefings.extraction.proposals import Proposal, Refusal
from briefings.extraction.reading import Reading
from briefings.extraction.scope import Part, Passage, is_treaty, passages
from briefings.extraction.signing_cues import SigningCue, signing_cues
from briefings.extraction.status import states_shown
from briefings.llm.answer import Quoted
from briefings.llm.lines import Line, numbered
from briefings.sources import SourceText
from briefings.vocabulary.codes import InstrumentState


class Unborne(Exception):
    """What the text does not bear, found before the gate is asked."""

    def __init__(self, reason: str, message: str) -> None:
        """Take the reason in one word, and the message."""
        super().__init__(message)
        self.reason = reason


class Stretch(Struct, frozen=True):
    """Words of one sentence: half-open offsets in the canonical text."""

    start: int
    end: int
    sentence: int
    """Index of the sentence."""


class Ground:
    """One source, made ready for the answers of a model."""

    def __init__(self, source: SourceText, rule: str, parties: Iterable[str] = ()) -> None:
        """Read a source; ``rule`` names its proposals, ``parties`` are the codes that the rules are sure of."""
        self.source = source
        self.rule = rule
        self.reading = Reading(source.text)
        self.flat: FlatReading = flat_reading(self.reading)
        self.gate = Gate(source, self.reading.language or "en")
        self.parties = tuple(parties)
        self.refusals: list[Refusal] = []

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the numbered lines."""
        return numbered(self.source, self.reading)

    @cached_property
    def accords(self) -> tuple[Named, ...]:
        """Return the accords that the text names."""
        return tuple(instruments_named(self.flat))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return each sentence with its part in the accord."""
        return passages(self.flat, self.accords, self.parties)

    @cached_property
    def is_treaty(self) -> bool:
        """Return whether the text is an accord's own."""
        return is_treaty(self.flat, self.accords)

    @cached_property
    def states(self) -> frozenset[tuple[InstrumentState, int]]:
        """Return the states that the rules see, each with the index of its sentence."""
        shown = states_shown(self.flat, self.accords)
        return frozenset((state.state, self.reading.sentence_number(state.start)) for state in shown)

    def stretch(self, quoted: Quoted) -> Stretch:
        """Return where quoted words stand. Raises ``Unborne`` where there is no such line, or not these words in it."""
        if not 1 <= quoted.sentence <= len(self.lines):
            raise Unborne("sentence", f"there is no sentence {quoted.sentence}")
        line = self.lines[quoted.sentence - 1]
        start, end = self.within((line.start, line.end), quoted.quote, f"in sentence {quoted.sentence}")
        return Stretch(start, end, self.reading.sentence_number(start))

    def within(self, room: tuple[int, int], words: str, where: str) -> tuple[int, int]:
        """Return where words first stand between two offsets; raise ``Unborne`` where they do not."""
        return self.every(room, words, where)[0]

    def every(self, room: tuple[int, int], words: str, where: str) -> list[tuple[int, int]]:
        """Return every place between two offsets where words stand whole; raise ``Unborne`` where there is none."""
        found = SourceText("", "", self.source.text[room[0] : room[1]]).find(words)
        if not found:
            raise Unborne("quotation", f"“{shortened(words)}” is not {where}")
        return sorted((room[0] + span.start, room[0] + span.end) for span in found)

    def whole(self, sentence: int) -> Stretch:
        """Return a whole sentence, without the white space around it."""
        start, end = self.flat.spans[sentence]
        if start == end:
            raise Unborne("sentence", "the sentence has no words")
        return Stretch(*self.flat.original(start, end), sentence)

    def words(self, stretch: Stretch) -> str:
        """Return the words of a stretch."""
        return self.source.text[stretch.start : stretch.end]

    def own_accords(self, sentence: int) -> tuple[Named, ...]:
        """Return the accords that a sentence names and does not only cite."""
        named = (one for one in self.accords if one.sentence == sentence)
        return tuple(one for one in named if one.standing is not Standing.CITED)

    def is_signed(self, sentence: int) -> bool:
        """Return whether a sentence says that this accord was signed.

        Where it speaks of a signature that is planned, denied, long past or another accord's, and of no other, it does
        not; where it speaks of none, as in a block of signatures, the rules must see one there.
        """
        cues = self._cues(sentence)
        return bool(self.signed(sentence)) if cues else (InstrumentState.SIGNED, sentence) in self.states

    def signed(self, sentence: int) -> tuple[SigningCue, ...]:
        """Return where a sentence says that something was signed, but for what is planned, denied, past or cited."""
        return tuple(cue for cue in self._cues(sentence) if not (cue.planned or cue.cited or cue.past))

    def _cues(self, sentence: int) -> tuple[SigningCue, ...]:
        found = self.reading.sentences[sentence]
        return tuple(cue for cue in signing_cues(self.reading) if found.start <= cue.start < found.end)

    def check_part(self, sentence: int, allowed: frozenset[Part]) -> Passage:
        """Return what a sentence is to the accord; raise ``Unborne`` where that is none of some parts."""
        passage = self.passages[sentence]
        if passage.part not in allowed:
            raise Unborne("scope", f"the sentence is {passage.part.value} to the accord, and no part of it")
        return passage

    def try_one(self, kind: str, quoted: Quoted, findings: Iterable[Finding]) -> Proposal | None:
        """Return the first finding that the gate takes, or ``None``: what is not borne, or falls there, is refused."""
        try:
            return self.gate.first(Finding(finding.fact, self.rule) for finding in findings)
        except Unborne as unborne:
            self.refuse(kind, unborne.reason, str(unborne), quoted)
            return None
        finally:
            # The gate forgets what it refused where a later way to bear the same thing stands.
            self.refusals += self.gate.refusals
            self.gate.refusals.clear()

    def refuse(self, kind: str, reason: str, message: str, quoted: Quoted | None = None) -> None:
        """Keep something as refused, with what it would have rested on and the line that was named for it."""
        line = self.lines[quoted.sentence - 1] if quoted and 1 <= quoted.sentence <= len(self.lines) else None
        self.refusals.append(
            Refusal(
                kind=kind,
                rule=self.rule,
                reason=reason,
                message=message,
                quotation=shortened(quoted.quote) if quoted else "",
                start=line.start if line else None,
            )
        )


def bounds(found: Found | Stretch) -> tuple[int, int]:
    """Return where something stands."""
    return found.start, found.end


def shortened(words: str, most: int = 100) -> str:
    """Return words for a message, cut where they are long."""
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"

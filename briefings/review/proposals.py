"""What reviewers did to a review copy, fact by fact: new wordings, comments, and what belongs to no fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from briefings.facts import Accord
from briefings.readers.docx_comments import Comment
from briefings.readers.docx_review import ReviewFile, ReviewParagraph
from briefings.review.differing import Edit, edits, pair
from briefings.review.memory import Memory, Place, Remembered, place_of, same, wordings
from briefings.review.restoring import restored


class By(Struct, frozen=True):
    """Who changed something and when, as far as the file says."""

    author: str = ""
    date: str = ""
    """ISO 8601, as the program wrote it."""
    tracked: bool = True
    """False where the change was not tracked: then it is who last saved the file, and when."""


class Proposal(Struct, frozen=True):
    """A new wording of a fact, statement, judgement or gap."""

    fact: str
    field: str
    """Which of its wordings, such as ``text``."""
    language: str
    old: str
    new: str
    by: By
    comments: tuple[str, ...] = ()
    """What reviewers say in comments on the fact."""


class Said(Struct, frozen=True):
    """A comment by a reviewer."""

    fact: str | None
    """``None`` where it stands on words of no fact."""
    text: str
    by: By
    about: str = ""
    """The words it is about, or the beginning of their paragraph."""
    resolved: bool = False


class Unplaced(Struct, frozen=True):
    """A change that cannot become a new wording."""

    reason: str
    old: str
    new: str
    by: By
    fact: str | None = None


class Returned(Struct, frozen=True):
    """All that came home."""

    proposals: tuple[Proposal, ...]
    comments: tuple[Said, ...]
    unplaced: tuple[Unplaced, ...]


def returned(copy: ReviewFile, memory: Memory, accord: Accord) -> Returned:
    """Return what reviewers did to a review copy, compared with the record as it is now."""
    return _Comparison(copy, memory, accord).made()


class _Comparison:
    def __init__(self, copy: ReviewFile, memory: Memory, accord: Accord) -> None:
        self._copy, self._memory = copy, memory
        self._records = {record.id: record for record in accord.records()}
        self._saver = By(copy.editor, copy.saved, tracked=False)
        self._proposals: list[Proposal] = []
        self._unplaced: list[Unplaced] = []

    def made(self) -> Returned:
        pairing = pair(self._memory.paragraphs, self._copy.paragraphs)
        for made, given in pairing.pairs:
            self._paragraph(made, given)
        for made in pairing.gone:
            self._unplaced.append(self._lost(made, self._saver))
        for given in pairing.added:
            if given.new.strip():
                by = _by(given, 0, len(given.new)) or self._saver
                self._unplaced.append(Unplaced("new paragraph", "", given.new.strip(), by))
        for change in self._copy.elsewhere:
            old, new = (change.text, "") if change.deleted else ("", change.text)
            reason = "in contents, a drawing, head or foot, which are made anew"
            self._unplaced.append(Unplaced(reason, old, new, By(change.author, change.date)))
        comments = self._comments()
        return Returned(_merged(self._proposals, comments), comments, tuple(self._unplaced))

    def _paragraph(self, made: Remembered, given: ReviewParagraph) -> None:
        if made.text == given.new:
            return
        if not given.new.strip():
            self._unplaced.append(self._lost(made, _by(given, 0, 0) or self._saver))
            return
        spans = sorted((start, end, int(number)) for number, (start, end) in made.places.items() if end > start)
        by_place: dict[int, list[Edit]] = {}
        shift = 0
        moved: dict[int, tuple[int, int]] = {}
        for edit in edits(made.text, given.new):
            place = _owner(edit, spans)
            at = (edit.start + shift, edit.start + shift + len(edit.text))
            if place is None:
                self._outside(made.text, edit, spans, _by(given, *at) or self._saver)
            else:
                by_place.setdefault(place, []).append(edit)
                low, _ = moved.get(place, at)
                moved[place] = (low, at[1])
            shift += len(edit.text) - (edit.end - edit.start)
        for start, end, number in spans:
            if number in by_place:
                words = _applied(made.text, start, end, by_place[number])
                self._reworded(number, made.text[start:end], words, _by(given, *moved[number]) or self._saver)

    def _outside(self, text: str, edit: Edit, spans: list[tuple[int, int, int]], by: By) -> None:
        touched = [number for start, end, number in spans if start < edit.end and edit.start < end]
        old = text[edit.start : edit.end]
        if not (old + edit.text).strip():
            return
        context = f"{text[max(0, edit.start - 30) : edit.start]}[…]{text[edit.end : edit.end + 30]}"
        if touched:
            reason = "runs over the edge of a fact"
            facts = self._memory_of(touched[0]).fact
            self._unplaced.append(Unplaced(f"{reason}, at “{context}”", old, edit.text, by, facts))
        else:
            self._unplaced.append(Unplaced(f"outside the words of any fact, at “{context}”", old, edit.text, by))

    def _reworded(self, number: int, printed: str, new: str, by: By) -> None:
        place = self._memory_of(number)
        record = self._records.get(place.fact)
        if record is None:
            self._unplaced.append(Unplaced("the record holds the fact no more", printed, new, by, place.fact))
            return
        recorded = wordings(record, self._memory.language).get(place.field, "")
        if not place.field:
            reason = "these words are quoted, shortened or made from values of the record, such as names and dates"
        elif not same(recorded, printed):
            reason = "the record words it otherwise by now"
        elif not new.strip():
            reason = "the words of the fact are taken out; to refuse it, use `briefing reject`"
        else:
            words = restored(recorded, printed, new)
            if words != recorded:
                self._proposals.append(Proposal(place.fact, place.field, self._memory.language, recorded, words, by))
            return
        self._unplaced.append(Unplaced(reason, printed, new, by, place.fact))

    def _lost(self, made: Remembered, by: By) -> Unplaced:
        facts = [self._memory_of(int(number)).fact for number in made.places]
        return Unplaced("paragraph taken out", made.text, "", by, next(iter(facts), None))

    def _memory_of(self, number: int) -> Place:
        known = self._memory.places
        return known[number - 1] if 0 < number <= len(known) else Place("")

    def _comments(self) -> tuple[Said, ...]:
        """Return the comments that are not ours, each with the fact that it stands on or that it answers about."""
        facts, about = self._anchors()
        own: dict[str, str] = {}
        for comment in self._copy.comments:
            number = place_of(comment.text)
            if number is not None and self._memory_of(number).fact:
                own[comment.id] = self._memory_of(number).fact
        parents = {comment.id: comment.answers for comment in self._copy.comments if comment.answers}
        said = []
        for comment in self._copy.comments:
            number = place_of(comment.text)
            if comment.id in own and number is not None:
                if _squeezed(comment.text) == _squeezed(self._memory_of(number).comment):
                    continue
                by = By(self._copy.editor, self._copy.saved, tracked=False)
                text = _beyond(self._memory_of(number).comment, comment.text)
                said.append(Said(own[comment.id], text, by, about.get(comment.id, ""), comment.resolved))
                continue
            fact = _answered(comment, parents, own) or facts.get(comment.id)
            by = By(comment.author, comment.date)
            said.append(Said(fact, comment.text, by, about.get(comment.id, ""), comment.resolved))
        return tuple(said)

    def _anchors(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return by the id of a comment the fact it stands on, and the words."""
        facts: dict[str, str] = {}
        about: dict[str, str] = {}
        for paragraph in self._copy.paragraphs:
            for name, (start, end) in paragraph.comments.items():
                about.setdefault(name, (paragraph.old[start:end] or paragraph.old[:60]).strip())
                for number, (low, high) in sorted(paragraph.places.items()):
                    fact = self._memory_of(number).fact
                    if fact and start <= high and low <= end and (min(end, high) > max(start, low) or start == end):
                        facts.setdefault(name, fact)
        return facts, about


def _answered(comment: Comment, parents: Mapping[str, str], own: Mapping[str, str]) -> str | None:
    """Return the fact of the comment of ours that a comment answers, perhaps through others."""
    name, seen = comment.id, set[str]()
    while name in parents and name not in seen:
        seen.add(name)
        name = parents[name]
    return own.get(name)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _beyond(ours: str, text: str) -> str:
    """Return what somebody wrote into a comment of ours: the lines that are new."""
    known = {_squeezed(line) for line in ours.splitlines()}
    return "\n".join(line for line in text.splitlines() if _squeezed(line) not in known) or text


def _owner(edit: Edit, spans: Iterable[tuple[int, int, int]]) -> int | None:
    """Return the place that an edit lies in; words put in at its end belong to it, then those at its beginning."""
    inside = [span for span in spans if span[0] <= edit.start and edit.end <= span[1]]
    if edit.start == edit.end:
        inside.sort(key=lambda span: (span[0] == edit.start, span[0]))
    return inside[0][2] if inside else None


def _applied(text: str, start: int, end: int, changes: Iterable[Edit]) -> str:
    words, at = "", start
    for change in changes:
        words += text[at : change.start] + change.text
        at = change.end
    return words + text[at:end]


def _by(paragraph: ReviewParagraph, start: int, end: int) -> By | None:
    """Return who made the last tracked change there, or ``None``; offsets are those of the new text."""
    found = [
        change
        for change in paragraph.changes
        if change.at <= end and start <= change.at + (0 if change.deleted else len(change.text))
    ]
    last = max(found, key=lambda change: change.date, default=None)
    return By(last.author, last.date) if last else None


def _merged(proposals: Iterable[Proposal], comments: Iterable[Said]) -> tuple[Proposal, ...]:
    """Return each new wording once, with what reviewers say of its fact."""
    said: dict[str, list[str]] = {}
    for comment in comments:
        if comment.fact:
            said.setdefault(comment.fact, []).append(comment.text)
    return tuple(_once(proposals, said))


def _once(proposals: Iterable[Proposal], said: Mapping[str, list[str]]) -> Iterator[Proposal]:
    seen: set[tuple[str, str, str]] = set()
    for each in proposals:
        key = (each.fact, each.field, each.new)
        if key not in seen:
            seen.add(key)
            yield Proposal(
                each.fact, each.field, each.language, each.old, each.new, each.by, tuple(said.get(each.fact, ()))
            )

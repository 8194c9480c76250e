"""What the comments of a review copy say of each fact, statement, judgement and gap."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.annotations import Annotation, Annotations, Line
from briefings.document import Text
from briefings.evidence import Quotation, Review
from briefings.facts import Dossier, Fact, Gap, Judgement, Source, Statement
from briefings.review.words import words_in
from briefings.templates.labels import Labels
from briefings.vocabulary.codes import ReviewState

_LONGEST_INITIALS = 4


def annotate(dossier: Dossier, language: str, labels: Labels, copy_of: str) -> Annotations:
    """Return the comments of a review copy of a dossier; ``copy_of`` is the identifier of the brief."""
    accord = dossier.accord
    author = accord.desk.in_language(language) or accord.id
    initials = "".join(word[0] for word in author.split() if word[0].isalpha())[:_LONGEST_INITIALS].upper()
    writer = _Writer(dossier, language, labels)
    by_fact = {record.id: writer.annotation(record) for record in accord.records()}
    return Annotations(author, initials or accord.id[:1].upper(), by_fact, copy_of=copy_of)


class _Writer:
    def __init__(self, dossier: Dossier, language: str, labels: Labels) -> None:
        self._quotations = dossier.quotations
        self._sources: Mapping[str, Source] = {source.id: source for source in dossier.accord.sources}
        self._language, self._labels, self._words = language, labels, words_in(language)

    def annotation(self, record: Fact | Statement | Judgement | Gap) -> Annotation:
        again = (self._line("again", fact=record.id),)
        if isinstance(record, Fact):
            state = self._review(record)
            lines = (*state, *self._evidence(record))
            return Annotation(lines, (*state[:1], *again), record.review.state is ReviewState.UNREVIEWED)
        if isinstance(record, Gap):
            why = record.why.in_language(self._language) or ""
            consulted = self._line("consulted", sources=", ".join(record.consulted) or "–")
            return Annotation((self._line("gap"), self._line("why", why=why), consulted), (self._line("gap"), *again))
        rests = self._line("rests", facts=", ".join(record.basis))
        if isinstance(record, Statement):
            return Annotation((self._line("statement"), rests), (self._line("statement"), *again))
        kind = self._line("judgement", kind=self._labels["judgement"][record.kind.value])
        cleared = self._line("cleared" if record.cleared else "uncleared")
        return Annotation((kind, cleared, rests), (kind, *again))

    def _line(self, name: str, **values: str) -> Line:
        return (Text(self._words[name].format(**values)),)

    def _review(self, fact: Fact) -> tuple[Line, ...]:
        """Return the review of a fact and its status; the first line says whether anybody reviewed it."""
        unreviewed = fact.review.state is ReviewState.UNREVIEWED
        first = self._line("unreviewed") if unreviewed else (Text(self._reviewed(fact.review)),)
        lines = [first, self._line("status", status=self._labels["status"][fact.status.value])]
        if fact.speaker:
            lines.append(self._line("speaker", speaker=fact.speaker))
        if fact.lapsed is not None:
            lines.append(self._line("lapsed", reason=fact.lapsed))
        return tuple(lines)

    def _reviewed(self, review: Review) -> str:
        said = self._words["reviewed"].format(state=self._labels["review"][review.state.value])
        if review.by:
            said = self._words["by"].format(said=said, name=review.by)
        if review.on:
            said = self._words["on"].format(said=said, date=review.on)
        return self._words["reason"].format(said=said, reason=review.reason) if review.reason else said

    def _evidence(self, fact: Fact) -> tuple[Line, ...]:
        lines: list[Line] = []
        for quotation in self._quotations.get(fact.id, ()):
            words = Text(self._words["quoted"].format(words=quotation.text), quotation.language)
            lines.append((Text(f"{self._place(quotation)}: "), words))
            lines += [
                (Text(f"[{name}] "), Text(translation, name)) for name, translation in quotation.translations.items()
            ]
        lines += [self._grade(fact, name) for name in dict.fromkeys(each.source for each in fact.evidence)]
        if fact.derived_from:
            lines.append(self._line("derived", facts=", ".join(fact.derived_from)))
        return tuple(lines)

    def _place(self, quotation: Quotation) -> str:
        """Return source and place of a quotation, such as ``S1 (press article), §3, p. 2``."""
        source = self._sources.get(quotation.source)
        kind = f" ({self._labels['source-kind'][source.kind.value]})" if source else ""
        number = quotation.paragraph
        places = [self._words["heading"] if number is None else self._words["paragraph"].format(number=number)]
        if quotation.page is not None:
            places.append(self._words["page"].format(number=quotation.page))
        return ", ".join((quotation.source + kind, *places))

    def _grade(self, fact: Fact, source_id: str) -> Line:
        source = self._sources.get(source_id)
        reliability = source.reliability.value if source else "F"
        label = f"{source_id} {self._labels['reliability'][reliability]}"
        return self._line("grade", reliability=reliability, credibility=str(fact.credibility), label=label)

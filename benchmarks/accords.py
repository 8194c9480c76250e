"""One invented accord: its record and its source texts, every quotation of which stands there.

The seed and the number decide everything, so that a corpus of 1,000 is the beginning of one of 10,000.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks import phrases
from benchmarks.phrases import LEAD, NOTICE, NOTICE_FR, Words

#: How many of each kind of fact, by size of dossier: people, provisions, clauses, background, fillers.
_SIZES = {
    "small": ((0, 1), (1, 4), (0, 1), (0, 3), (0, 3)),
    "middle": ((1, 3), (4, 9), (1, 3), (3, 6), (2, 9)),
    "large": ((3, 6), (9, 20), (3, 6), (6, 10), (8, 30)),
}
_KINDS = {"press": ".txt", "communique": ".md", "desk-note": ".md"}
_MARKINGS = ("public", "internal", "restricted")


@dataclass
class _Source:
    """A source text in the making."""

    id: str
    language: str
    kind: str
    sentences: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        return f"source-{self.id[1:]}.{self.language}{_KINDS[self.kind]}"

    def says(self, words: Words) -> str:
        """Let the source say something; return what to quote."""
        said: str = getattr(words, self.language)
        self.sentences.append(f"{getattr(LEAD, self.language)}{said}.")
        return said


def invented_accord(number: int, seed: int = 0) -> dict[str, str]:
    """Return the files of an invented dossier by name: ``accord.yaml`` and its source texts."""
    return _Maker(number, random.Random(f"{seed}:{number}")).files()


def dossier_id(number: int) -> str:
    """Return the id of an invented dossier."""
    return f"invented-{number:05d}"


class _Maker:
    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.chance = chance
        self.languages = chance.choices((("en", "fr"), ("fr", "en"), ("en",)), (6, 2, 2))[0]
        size = chance.choices(tuple(_SIZES), (6, 3, 1))[0]
        self.people, self.provisions, self.clauses, self.background, self.fillers = (
            chance.randint(low, high) for low, high in _SIZES[size]
        )
        self.sources = [self._new_source(n) for n in range(1, chance.choices((1, 2, 3), (5, 3, 2))[0] + 1)]
        self.parties = chance.sample(phrases.PARTIES, 2)
        self.names = chance.sample([f"{a} {b}" for a in phrases.GIVEN_NAMES for b in phrases.FAMILY_NAMES], 8)
        self.facts: list[str] = []
        self.year_open = False

    def _new_source(self, number: int) -> _Source:
        language, kind = self.chance.choice(("en", "fr")), self.chance.choice(tuple(_KINDS))
        return _Source(f"S{number}", language, kind)

    def files(self) -> dict[str, str]:
        """Return every file of the dossier by its name."""
        body = "".join(self._body())
        record = f"# {NOTICE}.\n{self._head()}{self._sources()}{body}{self._own()}"
        return {"accord.yaml": record} | {source.file: self._text(source) for source in self.sources}

    # The record, part by part.

    def _head(self) -> str:
        number = f"{self.number:05d}"
        title = Words(f"Invented accord {number}", f"Accord inventé {number}")
        chance = self.chance
        as_at = f"2026-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        basis = chance.sample(self.facts, min(len(self.facts), 3))
        line = Words(
            "An invented accord between two places without inhabitants, made for measurement.",
            "Un accord inventé entre deux lieux sans habitants, fait pour la mesure.",
        )
        summed = Words("The invented text is summed up here.", "Le texte inventé est résumé ici.")
        summary = "".join(
            f"    - text:{self._worded(summed, 8)}      basis: [{name}]\n"
            for name in chance.sample(self.facts, chance.randint(1, 3))
        )
        return (
            f"dossier:\n  id: {dossier_id(self.number)}\n  languages: [{', '.join(self.languages)}]\n"
            f"  title:{self._worded(title, 4)}"
            f"  desk:{self._worded(Words('Invented desk', 'Bureau inventé'), 4)}"
            f"  marking: {chance.choices(_MARKINGS, (6, 3, 1))[0]}\n  as_at: {as_at}\n"
            f"  bottom_line:\n    text:{self._worded(line, 6)}    basis: [{', '.join(basis)}]\n"
            f"  summary:\n{summary}"
            f"  remark:{self._worded(Words(f'{NOTICE}.', f'{NOTICE_FR}.'), 4)}\n"
        )

    def _sources(self) -> str:
        listed, title = ["sources:\n"], Words("An invented text", "Un texte inventé")
        for source in self.sources:
            listed.append(
                f"  - id: {source.id}\n    file: {source.file}\n    kind: {source.kind}\n"
                f"    language: {source.language}\n    title:{self._worded(title, 6)}"
                f"    reliability: {self.chance.choice('ABCDEF')}\n"
            )
            if source.kind == "desk-note":
                reported = Words("invented press article", "article de presse inventé")
                listed.append(f"    based_on:\n      kind: press\n      text:{self._worded(reported, 8)}")
        return "".join(listed) + "\n"

    def _body(self) -> Iterator[str]:
        yield from self._instrument_and_parties()
        yield from self._events()
        yield from self._people()
        yield from self._provisions()
        yield from self._follow_up()
        yield from self._clauses()
        yield from self._context()

    def _instrument_and_parties(self) -> Iterator[str]:
        (kind, state), sentence = self.chance.choice(tuple(phrases.INSTRUMENTS.items()))
        source = self.chance.choice(self.sources)
        first, second = self.parties
        said = sentence.filled(a="{a}", b="{b}")
        quoted = source.says(
            Words(
                said.en.format(a=first.name.en, b=second.name.en),
                said.fr.format(a=first.name.fr, b=second.name.fr),
            )
        )
        words = Words(
            "The invented text stands as the source words it.", "Le texte inventé est tel que la source le dit."
        )
        yield "instrument:\n" + self._fact("accord", words, source, quoted, f"type: {kind}\nstate: {state}", dash=False)
        yield "\nparties:\n"
        for party in self.parties:
            belongs = Words(
                f"A party to the invented text: {party.name.en}.", f"Partie au texte inventé : {party.name.fr}."
            )
            yield self._fact(f"party-{party.code.lower()}", belongs, source, quoted, f"code: {party.code}")

    def _events(self) -> Iterator[str]:
        yield "\nevents:\n"
        for kind in self.chance.sample(tuple(phrases.EVENTS), self.chance.randint(1, 3)):
            source, party = self.chance.choice(self.sources), self.chance.choice(self.parties)
            city, day, month = (
                self.chance.choice(phrases.CITIES),
                self.chance.randint(1, 28),
                self.chance.randint(1, 12),
            )
            year = self.chance.randint(1990, 2025) if self.chance.random() < 0.7 else None
            self.year_open |= year is None
            named, end = phrases.MONTHS[month - 1], f" {year}" if year else ""
            first = f"{day}er" if day == 1 else str(day)
            on = Words(f"on {day} {named.en}{end}", f"le {first} {named.fr}{end}")
            at = Words(f"at {city} {party.where.en}", f"à {city} {party.where.fr}")
            said = phrases.EVENTS[kind]
            quoted = source.says(Words(said.en.format(at=at.en, on=on.en), said.fr.format(at=at.fr, on=on.fr)))
            held = f"month: {month}" + (f", year: {year}" if year else "")
            fields = (
                f"type: {kind}\ndate: {{day: {day}, {held}, raw: {getattr(on, source.language)}}}\n"
                f"place: {{city: {city}, country: {party.code}}}"
            )
            words = Words(f"An invented {kind} is recorded {on.en}.", f"Une étape inventée est inscrite {on.fr}.")
            yield self._fact(f"event-{kind}", words, source, quoted, fields)

    def _people(self) -> Iterator[str]:
        if self.people:
            yield "\npeople:\n"
        for count, name in enumerate(self.names[: self.people], 1):
            source, office, party = (self.chance.choice(of) for of in (self.sources, phrases.OFFICES, self.parties))
            part = self.chance.choice(tuple(phrases.PARTS))
            deed = phrases.PARTS[part]
            deed = Words(deed.en.format(party=party.name.en), deed.fr.format(party=party.name.fr))
            quoted = source.says(Words(f"{name}, {office.en}, {deed.en}", f"{name}, {office.fr}, {deed.fr}"))
            given = f"\nparty: {party.code}" if part == "signatory" else ""
            fields = f"name: {name}\noffice:{self._worded(office, 2)}part: {part}{given}"
            words = Words(f"{name} appears in the invented text.", f"{name} apparaît dans le texte inventé.")
            yield self._fact(f"person-{count}", words, source, quoted, fields)

    def _provisions(self) -> Iterator[str]:
        yield "\nprovisions:\n  agreed:\n"
        for article, code in enumerate(self.chance.sample(tuple(phrases.PROVISIONS), self.provisions), 1):
            source, label = self.chance.choice(self.sources), phrases.PROVISIONS[code]
            quoted = source.says(
                Words(f"article {article} provides for {label.en}", f"l’article {article} porte sur {label.fr}")
            )
            words = Words(f"The invented text provides for {label.en}.", f"Le texte inventé porte sur {label.fr}.")
            fields = f"code: {code}\nlabel:{self._worded(label, 2)}"
            yield self._fact(f"provision-{code}", words, source, quoted, fields.rstrip(), indent=4)
        if self.chance.random() < 0.4:
            source = self.chance.choice(self.sources)
            words = Words("The invented list stays open.", "La liste inventée reste ouverte.")
            fact = self._fact("list-open", words, source, source.says(phrases.LIST_OPEN), indent=4, dash=False)
            yield f"  list_open:\n{fact}"

    def _follow_up(self) -> Iterator[str]:
        if self.chance.random() < 0.5:
            return
        source = self.chance.choice(self.sources)
        words = Words("An invented body follows the invented text.", "Un organe inventé suit le texte inventé.")
        fields = f"name:{self._worded(phrases.BODY, 2)}".rstrip()
        yield "\nfollow_up:\n" + self._fact(
            "body", words, source, source.says(phrases.BODY_SENTENCE), fields, dash=False
        )
        yield "  aspects:\n"
        for aspect in self.chance.sample(tuple(phrases.ASPECTS), self.chance.randint(1, 3)):
            words = Words(f"Its invented {aspect} is stated.", "Un point inventé de son travail est indiqué.")
            quoted = source.says(phrases.ASPECTS[aspect])
            yield self._fact(f"body-{aspect}", words, source, quoted, f"aspect: {aspect}", indent=4)
        if self.chance.random() < 0.5:
            one, two = self.chance.sample(phrases.CITIES, 2)
            quoted = source.says(phrases.ALTERNATION.filled(one=one, two=two))
            words = Words("Its invented sessions alternate.", "Ses sessions inventées alternent.")
            venues = f"aspect: alternation\nvenues:\n  - {{city: {one}}}\n  - {{city: {two}}}"
            yield self._fact("body-alternation", words, source, quoted, venues, indent=4)

    def _clauses(self) -> Iterator[str]:
        yield "\nclauses:\n"
        if stated := self.chance.sample(tuple(phrases.CLAUSES), self.clauses):
            yield "  stated:\n"
        for code in stated:
            source, said = self.chance.choice(self.sources), phrases.CLAUSES[code]
            words = Words(f"Invented clause: {said.en}.", f"Clause inventée : {said.fr}.")
            yield self._fact(f"clause-{code}", words, source, source.says(said), f"code: {code}", indent=4)
        yield f"  silent: [{', '.join(self.chance.sample(phrases.SILENT, self.chance.randint(1, 6)))}]\n"

    def _context(self) -> Iterator[str]:
        chosen = self.chance.sample(phrases.BACKGROUND, self.background)
        spoken = self.chance.random() < 0.3
        if chosen or spoken:
            yield "\ncontext:\n"
        for count, (kind, sentence) in enumerate(chosen, 1):
            source, year = self.chance.choice(self.sources), str(self.chance.randint(1950, 2020))
            said = sentence.filled(year=year)
            dated = "{year}" in sentence.en
            fields = f"kind: {kind}" + (f"\ndate: {{year: {year}, raw: en {year}}}" if dated else "")
            fields = fields.replace("raw: en", "raw: in") if source.language == "en" else fields
            words = Words(f"Invented background: {said.en}.", f"Contexte inventé : {said.fr}.")
            yield self._fact(f"context-{count}", words, source, source.says(said), fields)
        if spoken:
            source, name = self.chance.choice(self.sources), self.names[7]
            words = Words("An invented speaker welcomed the text.", "Un orateur inventé a salué le texte.")
            quoted = source.says(phrases.SPOKEN.filled(name=name))
            fields = f"kind: reaction\nstatus: attributed\nspeaker: {name}"
            yield self._fact("context-spoken", words, source, quoted, fields)
            source, said = self.chance.choice(self.sources), self.chance.choice(phrases.ASSESSMENTS)
            words = Words("The invented source sees prospects.", "La source inventée voit des perspectives.")
            fields = "kind: prospect\nstatus: source-assessment"
            yield self._fact("context-assessment", words, source, source.says(said), fields)

    def _own(self) -> str:
        """Return the desk's own part: judgements and gaps."""
        parts = ["\njudgements:\n"]
        for kind, words in self.chance.sample(phrases.JUDGEMENTS, self.chance.randint(1, len(phrases.JUDGEMENTS))):
            parts.append(
                f"  - id: desk-{kind}\n    kind: {kind}\n    text:{self._worded(words, 6)}"
                f"    basis: [{self.chance.choice(self.facts)}]\n"
            )
        questions = [gap for gap in phrases.GAPS[1:] if self.chance.random() < 0.4]
        questions = [*phrases.GAPS[:1], *questions] if self.year_open else questions
        parts += ["\ngaps:\n"] if questions else []
        for count, (topic, question) in enumerate(questions, 1):
            parts.append(
                f"  - id: gap-{count}\n    topic:{self._worded(topic, 6)}    question:{self._worded(question, 6)}"
                f"    why:{self._worded(phrases.GAP_REASON, 6)}"
                f"    consulted: [{', '.join(source.id for source in self.sources)}]\n"
            )
        return "".join(parts)

    def _fact(
        self,
        name: str,
        words: Words,
        source: _Source,
        quoted: str,
        fields: str = "",
        *,
        indent: int = 2,
        dash: bool = True,
    ) -> str:
        """Return one fact as YAML; ``fields`` are the lines of its own kind."""
        self.facts.append(name)
        review = self.chance.choices(("accepted", "edited", "unreviewed"), (8, 1, 1))[0]
        own = f"{fields}\n" if fields else ""
        lines = (
            f"id: {name}\n{own}text:{self._worded(words, 2)}evidence:\n"
            f"  - source: {source.id}\n    exact: {_scalar(quoted)}\nreview: {review}\n"
        )
        margin = " " * (indent + 2 if dash else indent)
        block = "".join(margin + line for line in lines.splitlines(keepends=True))
        return block[:indent] + "- " + block[indent + 2 :] if dash else block

    def _worded(self, words: Words, indent: int) -> str:
        return "\n" + "".join(f"{' ' * indent}{tag}: {_scalar(getattr(words, tag))}\n" for tag in self.languages)

    # The sources.

    def _text(self, source: _Source) -> str:
        """Return a source text: the notice, then its sentences and fillers in paragraphs of one to four."""
        chance, sentences = self.chance, list(source.sentences)
        for _ in range(self.fillers or not sentences):
            words = chance.choice(phrases.FILLERS)
            sentence = f"{getattr(LEAD, source.language)}{getattr(words, source.language)}."
            sentences.insert(chance.randint(0, len(sentences)), sentence)
        notice = NOTICE if source.language == "en" else NOTICE_FR
        head = f"# {notice}" if source.file.endswith(".md") else f"{notice}."
        return "\n\n".join([head, *_paragraphs(sentences, chance)]) + "\n"


def _paragraphs(sentences: Sequence[str], chance: random.Random) -> Iterator[str]:
    at = 0
    while at < len(sentences):
        size = chance.randint(1, 4)
        yield " ".join(sentences[at : at + size])
        at += size


def _scalar(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)

"""An invented dossier that is large and awkward on purpose. Nothing in it states anything about the world.

Three hundred facts, quotations full of mark-up, one quotation longer than a page, names in Greek and Cyrillic letters,
several sources with addresses, and an audience ``stress`` that prints all of it in every way a template can.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefings.workspace import Workspace
from tests.briefs.desks import REPOSITORY

STRESS = "stress"
#: Rows of the longest table, facts of the context.
FACTS = 300
_TALL = 7000
_SEED = 7

_WORDS = {
    "en": "joint staff training exchange support health logistics officers planning visits schools records shared "
    "equipment regular annual well-known follow-up and/or details questions teams cooperation",
    "fr": "formation commune échange soutien santé logistique officiers planification visites écoles registres partagés "
    "matériel régulier annuel bien-être suivi et/ou détails équipes coopération",
}
#: What would act as template, Markdown, HTML or LaTeX if it were not inert. One of them stands in every third quotation.
MARKUP = (
    "{{ 7 * 7 }}",
    "{% include 'x' %}",
    "**gras**",
    "__init__",
    "<img src=x onerror=alert(1)>",
    "a | b || c",
    "[^1] et [^note]",
    "\\textbf{x} \\ \\\\",
    "$x^2$ et $$",
    "# titre",
    "- point",
    "::: {.notice}",
    "`code`",
    "&amp; &lt;",
    "[lien](javascript:alert)",
    "{.contents depth=2}",
)
NAMES = (
    ("Ελένη Παπαδοπούλου", "GR", "de la Grèce"),
    ("Ωρίων Χρυσοστόμου", "GR", "de la Grèce"),
    ("Людмила Жечева", "BG", "de la Bulgarie"),
    ("Йордан Щърбанов", "BG", "de la Bulgarie"),
    ("Ґалина Їжакевич", "BG", "de la Bulgarie"),
)
LANGUAGES = ("en", "fr")


class _Maker:
    """Makes sentences of invented words, the same ones each time."""

    def __init__(self) -> None:
        self.random = random.Random(_SEED)
        self.vocabulary = {language: words.split() for language, words in _WORDS.items()}
        self.paragraphs: dict[str, list[str]] = {"S1": [], "S2": [], "S3": []}

    def words(self, language: str, least: int, most: int) -> str:
        count = self.random.randint(least, most)
        said = " ".join(self.random.choice(self.vocabulary[language]) for _ in range(count))
        return said.capitalize() + "."

    def wording(self, least: int, most: int) -> str:
        return _flow({language: self.words(language, least, most) for language in LANGUAGES})

    def quotation(self, source: str, words: str) -> str:
        """Put the words into the source, a paragraph of their own; return the evidence for them."""
        self.paragraphs[source].append(words)
        return f"[{{source: {source}, exact: {_quoted(words.rstrip('.'))}}}]"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _flow(texts: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in texts.items()) + "}"


_HEAD = f"""\
# Invented for the tests. Nothing in it states anything about the world.
dossier:
  id: {STRESS}
  languages: [en, fr]
  title: {{en: An invented accord of great length, fr: Un accord inventé de grande longueur}}
  desk: {{en: Invented desk, fr: Bureau inventé}}
  marking: public
  as_at: 2026-11-23
  bottom_line:
    text: {{en: An accord was signed., fr: Un accord a été signé.}}
    basis: [accord]
sources:
"""
_SOURCE = """\
  - id: {id}
    file: {file}
    kind: press
    language: fr
    title: {{en: An invented text {id}, fr: Un texte inventé {id}}}
    url: https://example.org/{id}/?a=1&b=%C3%A9~(x)
    reliability: F
"""
_FACT = """\
  {lead}id: {id}
    {kind}
    text: {text}
    evidence: {evidence}
    review: accepted
"""


def _fact(name: str, kind: str, text: str, evidence: str) -> str:
    return _FACT.format(lead="- ", id=name, kind=kind, text=text, evidence=evidence)


def _instrument(maker: _Maker) -> str:
    evidence = maker.quotation("S1", "Un accord de coopération a été signé par la Grèce et la Bulgarie.")
    body = _fact("accord", "type: agreement\n    state: signed", _flow(_SIGNED), evidence)
    return "instrument:\n" + body.replace("  - id", "    id", 1)


_SIGNED = {"en": "An agreement was signed.", "fr": "Un accord a été signé."}


def _parties(maker: _Maker) -> Iterator[str]:
    yield "parties:\n"
    words = {
        "GR": {"en": "Greece is a party.", "fr": "La Grèce est partie."},
        "BG": {"en": "Bulgaria is a party.", "fr": "La Bulgarie est partie."},
    }
    for code, text in words.items():
        exact = "Un accord de coopération a été signé par la Grèce et la Bulgarie"
        yield _fact(f"party-{code.lower()}", f"code: {code}", _flow(text), f"[{{source: S1, exact: {_quoted(exact)}}}]")


def _people(maker: _Maker) -> Iterator[str]:
    yield "people:\n"
    for number, (name, code, country) in enumerate(NAMES):
        evidence = maker.quotation("S2", f"{name}, ministre de la Défense {country}, a visité une école.")
        office = _flow({"en": "minister of defence", "fr": "ministre de la Défense"})
        kind = f"name: {name}\n    office: {office}\n    party: {code}\n    part: attendee"
        text = _flow({"en": f"{name} was present.", "fr": f"{name} était présent."})
        yield _fact(f"person-{number}", kind, text, evidence)


def _provisions(maker: _Maker) -> Iterator[str]:
    yield "provisions:\n  agreed:\n"
    for number in range(12):
        evidence = maker.quotation(
            "S1", f"L’accord couvre la formation des militaires, {maker.words('fr', 4, 30).lower()}"
        )
        kind = f"code: training\n    label: {maker.wording(1, 3).replace('.', '')}"
        fact = _fact(f"provision-{number}", kind, maker.wording(4, 60), evidence)
        yield re.sub("^", "  ", fact, flags=re.MULTILINE).rstrip(" ")


def _context(maker: _Maker) -> Iterator[str]:
    yield "context:\n"
    kinds = ("history", "posture", "motive", "regional", "capability", "reaction", "prospect")
    for number in range(FACTS):
        said = maker.words("fr", 4, 24)
        if number % 3 == 0:
            said = f"Début {MARKUP[number // 3 % len(MARKUP)]} suite {said.lower()}"
        if number == FACTS // 2:
            said = _tall(maker)
        yield _fact(
            f"said-{number}",
            f"kind: {kinds[number * len(kinds) // FACTS]}",
            maker.wording(3, 40),
            maker.quotation("S2" if number % 2 else "S3", said),
        )


def _tall(maker: _Maker) -> str:
    """Return words that fill more than a page of a table's column, and more than the foot of a page."""
    said = maker.words("fr", 900, 900)
    assert len(said) > _TALL
    return said


def _record(maker: _Maker) -> str:
    facts = [_instrument(maker), *_parties(maker), *_people(maker), *_provisions(maker), *_context(maker)]
    sources = [_SOURCE.format(id=name, file=f"text-{name.lower()}.txt") for name in maker.paragraphs]
    return _HEAD + "".join(sources) + "".join(facts)


#: Everything an audience may print, with nested lists, quotations in quotations, links and notes in tables.
AUDIENCE = """\
---
title: {en: Stress of every kind, fr: Épreuve de tout genre}
description: {en: An invented audience., fr: Un public inventé.}
marking: restricted
target: 80
sections:
  - contents: {depth: 3}
  - particulars
  - bottom-line
  - key-facts
  - situation
  - provisions: {form: full}
  - sources
---
{% extends "base.md.j2" %}
{% block closing %}
## Everything that is said

| No. | Words of the desk | Words of the source |
|-----|---------------------------|------------------------------|
{% for one in context %}| {{ loop.index }} | {{ one.text }}{{ one | cite }} | {% for quote in one.quotes %}{{ quote.text | quoted }}{% endfor %} |
{% endfor %}

: Three hundred rows, **one** of them taller than a page.

## Lists in lists, and links

{% for source in sources %}
- [{{ source.title }}]({{ source.url }}) and [the same *again*](https://example.org/%C3%A9?q=a|b)

  1. first, **strong *and soft***
  2. second
     - third
       - fourth: {{ context[loop.index].text }}{{ context[loop.index] | cite }}

         a paragraph of its own

  > {{ context[loop.index * 3].quotes[0].text | quoted }}
  >
  > - a list in a quotation
  >
  > > a quotation in it {{ context[loop.index * 3] | cite }}
{% endfor %}

## A heading so long that it takes two lines in the contents, with **strong** and *soft* words and a note{{ context[0] | cite }} in it

{% for one in context %}
### {{ one.text | short(60) }}

{{ one.text }} {{ one.quotes[0].text | quoted }}{{ one | cite }} {{ one.text }}

{% if loop.index is divisibleby(10) %}
::: {.judgement}
{{ one.quotes[0].text }}

- {{ one.text }}
:::

> {{ one.quotes[0].text | quoted }}
{% endif %}
{% endfor %}
{% endblock %}
"""


def stress_workspace(folder: Path) -> Workspace:
    """Return a workspace with the dossier ``stress``, all bundled audiences without page limits, and its own audience."""
    maker = _Maker()
    home = folder / "sources" / STRESS
    home.mkdir(parents=True)
    (home / "accord.yaml").write_text(_record(maker), encoding="utf-8")
    for name, paragraphs in maker.paragraphs.items():
        (home / f"text-{name.lower()}.txt").write_text(_joined(paragraphs), encoding="utf-8")
    templates = folder / "templates"
    shutil.copytree(REPOSITORY / "templates", templates)
    for path in templates.glob("*.md.j2"):
        path.write_text(re.sub(r"(?m)^limit: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    (templates / f"{STRESS}.md.j2").write_text(AUDIENCE, encoding="utf-8")
    return Workspace(folder.resolve())


def _joined(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"

"""An invented dossier of one source and one fact, to which each test adds what it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.dossiers import load_dossier
from briefings.errors import BriefingError
from briefings.facts import Dossier
from briefings.workspace import Workspace

FOLDER = "sources/invented"
FILE = f"{FOLDER}/accord.yaml"

SOURCE = """\
# Un texte inventé

Le 15 mars 2021 à Lomé, Kofi Essai, ministre de la Défense du Togo, a reçu un visiteur. L’accord de coopération a été \
signé lundi. Il couvre la formation et la logistique des armées togolaises.

Le mémorandum n’a pas été ratifié. Un protocole aurait été signé par le Ghana. L’arrangement sera signé par le Bénin. \
Selon un porte-parole, l’accord couvre aussi la santé militaire. Le texte ne prévoit que des exercices communs pour \
300 soldats.

La délégation de Guinée-Bissau attend. La délégation de Guinée-Bissau repart.
"""

RECORD = """\
dossier:
  id: invented
  title: {en: An invented accord, fr: Un accord inventé}
  desk: {en: Desk, fr: Bureau}
  marking: public
  as_at: 2026-11-23

sources:
  - id: S1
    file: source.txt
    kind: press
    language: fr
    title: {en: An invented text, fr: Un texte inventé}

parties:
  - id: togo
    code: TG
    text: {en: Togo is a party., fr: Le Togo est partie.}
    evidence:
      - source: S1
        exact: la logistique des armées togolaises
    review: accepted
"""


def write(root: Path, record: str = RECORD, source: str | None = SOURCE) -> Workspace:
    """Write the dossier below a folder and return its workspace; without a source the file is left out."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    (folder / "accord.yaml").write_text(record, encoding="utf-8")
    if source is not None:
        (folder / "source.txt").write_text(source, encoding="utf-8")
    return Workspace(root)


def load(root: Path, record: str = RECORD, source: str | None = SOURCE) -> Dossier:
    """Write the dossier and load it."""
    return load_dossier(write(root, record, source), "invented")


def refusal(root: Path, record: str = RECORD, source: str | None = SOURCE) -> BriefingError:
    """Write the dossier and return what loading it raises."""
    workspace = write(root, record, source)
    with pytest.raises(BriefingError) as caught:
        load_dossier(workspace, "invented")
    return caught.value


def place(record: str, marker: str) -> str:
    """Return ``file:line:column`` of the last place where the marker stands in the record."""
    at = record.rindex(marker)
    return f"{FILE}:{record.count(chr(10), 0, at) + 1}:{at - record.rfind(chr(10), 0, at)}"


VISIT = "Le 15 mars 2021 à Lomé, Kofi Essai, ministre de la Défense du Togo, a reçu"


def provision(exact: str, more: str = "", code: str = "training") -> str:
    return f"""
provisions:
  agreed:
    - id: added
      code: {code}
      label: {{en: words, fr: mots}}
      text: {{en: Words., fr: Des mots.}}
      evidence:
        - source: S1
          exact: {exact}
{more}"""


def context(exact: str, more: str = "") -> str:
    return f"""
context:
  - id: added
    kind: history
    text: {{en: Words., fr: Des mots.}}
    evidence:
      - source: S1
        exact: {exact}
{more}"""


def instrument(exact: str, more: str = "", kind: str = "agreement") -> str:
    return f"""
instrument:
  id: added
  type: {kind}
  state: signed
  text: {{en: Words., fr: Des mots.}}
  evidence:
    - source: S1
      exact: {exact}
{more}"""


def event(date: str, exact: str) -> str:
    return f"""
events:
  - id: added
    type: visit
    date: {date}
    text: {{en: Words., fr: Des mots.}}
    evidence:
      - source: S1
        exact: {exact}
"""


def inference(more: str) -> str:
    return f"""
events:
  - id: added
    type: signature
    status: inference
    text: {{en: Words., fr: Des mots.}}
{more}"""

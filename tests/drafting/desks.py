"""Invented sources and records that the tests of this folder draft from. Nothing in them states anything about the world."""

from __future__ import annotations

from pathlib import Path

from briefings.dossiers import load_accord
from briefings.drafting.running import Extracted, asked_of, extract, open_dossier
from briefings.facts import Accord
from briefings.workspace import Workspace

FRENCH = """\
Le Bénin et le Togo signent un accord

Le 3 mai 2021 à Cotonou, le Bénin et le Togo ont signé un accord de coopération militaire. Paul Exemple, ministre béninois \
de la Défense, et Jean Modèle, ministre togolais de la Défense, ont signé le texte.

L’accord porte sur la formation des militaires, l’appui logistique et des exercices communs. Une commission mixte sera \
créée : elle se réunira chaque année, alternativement à Cotonou et à Lomé.

Depuis plusieurs années, le Bénin développe sa stratégie régionale avec ses voisins.
"""
ENGLISH = """\
Benin and Togo sign defence agreement

On 3 May 2021 in Cotonou, Benin and Togo signed an agreement on military cooperation.

The agreement covers the training of military personnel and maritime security in the gulf.
"""
NO_ACCORD = """\
Le ministre de l’agriculture du Togo a visité hier les marchés de la capitale. Il a parlé avec les vendeurs des prix du \
maïs et du riz. La saison des pluies a été bonne dans les régions du nord et les récoltes sont attendues pour septembre.
"""
SPANISH = """\
El gobierno y sus vecinos firmaron ayer en la capital un acuerdo de cooperación militar que prevé la formación de los \
soldados y la realización de ejercicios conjuntos. El acuerdo fue firmado por la ministra y su homólogo en presencia de \
los embajadores de los dos países. La comisión mixta se reunirá una vez al año en las dos capitales, por turno.
"""

RECORD = """\
# kept by hand
dossier:
  id: made
  languages: [{languages}]   # the desk's
  title: {{{words}}}
  desk: {{{words}}}
  marking: public
  as_at: 2026-11-23

sources:
{sources}
# people stand here
people: []

gaps: []   # none yet
"""
_SOURCE = """\
  - id: {id}
    file: {file}   # as sent
    kind: press
    language: {language}
    title: {{{words}}}
"""


def desk(folder: Path, *texts: str, languages: tuple[str, ...] = ("fr",), more: str = "") -> Workspace:
    """Return a workspace with the dossier ``made``, whose sources are the texts; ``more`` follows its record."""
    home = folder / "sources" / "made"
    home.mkdir(parents=True)
    words = ", ".join(f"{language}: Essai" for language in languages)
    sources = ""
    for number, text in enumerate(texts, 1):
        (home / f"source-{number}.txt").write_text(text, encoding="utf-8")
        language = "en" if " the " in text else "fr"
        sources += _SOURCE.format(id=f"S{number}", file=f"source-{number}.txt", language=language, words=words)
    record = RECORD.format(languages=", ".join(languages), words=words, sources=sources)
    (home / "accord.yaml").write_text(record + more, encoding="utf-8")
    return Workspace(folder.resolve())


def record_of(workspace: Workspace) -> Path:
    """Return the path of the record of ``made``."""
    return workspace.sources / "made" / "accord.yaml"


def source_of(workspace: Workspace, number: int = 1) -> Path:
    """Return the path of a source of ``made``."""
    return workspace.sources / "made" / f"source-{number}.txt"


def run(workspace: Workspace, save: bool = True) -> Extracted:
    """Extract ``made``, as the command does."""
    opened = open_dossier(workspace, "made")
    asked, remarks = asked_of(opened)
    return extract(opened, asked, remarks, save)


def accord_of(workspace: Workspace, dossier_id: str = "made") -> Accord:
    """Return the record of a dossier, which must read without a problem."""
    accord, _, problems = load_accord(workspace, workspace.dossier(dossier_id))
    assert problems == []
    assert accord is not None
    return accord


def edit(path: Path, old: str, new: str) -> None:
    """Change one place of a file, as a person does."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")

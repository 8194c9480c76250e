"""Workspaces that the tests of this folder build in: a copy of the example, and a small dossier with any words in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import Struct

from briefings.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = "rwanda-2024"
AUDIENCES = ("analyst", "defence-staff", "minister", "parliament", "press")
PAYLOADS = REPOSITORY.parent / "shared" / "payloads.yaml"


class Outcome(Struct, frozen=True):
    """How a run of the command ended."""

    code: int
    out: str
    err: str


def run_apart(*words: str, cwd: Path, env: Mapping[str, str] | None = None, timeout: float = 120) -> Outcome:
    """Run the command in a process of its own, with extra environment variables."""
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY), **(env or {})}
    made = subprocess.run(
        [sys.executable, "-m", "briefings", *words],
        cwd=cwd,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    return Outcome(made.returncode, made.stdout, made.stderr)


def example_workspace(folder: Path) -> Workspace:
    """Return a workspace with a copy of the example dossier and the packaged templates."""
    shutil.copytree(REPOSITORY / "sources" / EXAMPLE, folder / "sources" / EXAMPLE)
    return Workspace(folder.resolve())


def own_templates(workspace: Workspace) -> Path:
    """Give a workspace its own copy of every template; return the folder."""
    target = workspace.root / "templates"
    shutil.copytree(REPOSITORY / "templates", target)
    return target


def write_template(workspace: Workspace, name: str, text: str) -> Path:
    """Write one template of the workspace; return its path."""
    path = workspace.root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


FRONT = """---
title: {en: Probe, fr: Essai}
description: {en: A template under test., fr: Un modèle à l’essai.}
marking: MARKING
target: 1
sections: [gaps]
---
"""
#: Lines of the front matter: the body of a probe begins on the line after them.
FRONT_LINES = FRONT.count("\n")


def probe(workspace: Workspace, body: str, marking: str = "restricted") -> Path:
    """Write the audience ``probe``, whose body stands alone."""
    return write_template(workspace, "probe.md.j2", FRONT.replace("MARKING", marking) + body)


SMALL_SOURCE = """\
On 3 May in Rabat, Morocco and Rwanda signed a memorandum of understanding on defence cooperation.

The memorandum covers training of military personnel.

"""
#: Record of the small dossier, up to its first context statement; invented.
SMALL = """\
dossier:
  id: small
  languages: [en, fr]
  title: {en: A small accord, fr: Un petit accord}
  desk: {en: The desk, fr: Le bureau}
  marking: public
  as_at: 2026-11-23

sources:
  - id: S1
    file: source-1.txt
    kind: press
    language: en
    title: {en: An article, fr: Un article}
    reliability: F

instrument:
  id: accord
  type: mou
  state: signed
  text: {en: A memorandum was signed., fr: Un mémorandum a été signé.}
  evidence:
    - source: S1
      exact: signed a memorandum of understanding
  review: accepted

provisions:
  agreed:
    - id: training
      code: training
      label: {en: training, fr: formation}
      text: {en: It covers training., fr: Il porte sur la formation.}
      evidence:
        - source: S1
          exact: covers training of military personnel
      review: accepted

context:
"""


def said(words: str, number: int, *, review: str = "accepted", marking: str = "public", text: str = "") -> str:
    """Return a context fact of the record whose wording is ``text`` (or the words) and whose quotation is the words."""
    wording = json.dumps(text or words, ensure_ascii=False)
    return f"""\
  - id: said-{number}
    kind: history
    text: {{en: {wording}, fr: {wording}}}
    evidence:
      - source: S1
        exact: {json.dumps(words, ensure_ascii=False)}
    review: {review}
    marking: {marking}
"""


PLAIN_FACT = said("The memorandum covers training", 0)


def small_workspace(folder: Path, *words: str, facts: str = "", more: str = "") -> Workspace:
    """Return a workspace with the dossier ``small``; each of the words is a paragraph of its source and a fact."""
    home = folder / "sources" / "small"
    home.mkdir(parents=True)
    (home / "source-1.txt").write_text(SMALL_SOURCE + "\n\n".join(words) + "\n\n" + more, encoding="utf-8")
    record = SMALL + PLAIN_FACT + "".join(said(text, number) for number, text in enumerate(words, 1)) + facts
    (home / "accord.yaml").write_text(record, encoding="utf-8")
    return Workspace(folder.resolve())


def set_bytes(workspace: Workspace, dossier_id: str) -> dict[str, bytes]:
    """Return the files of the saved set by name, as a reader of ``output/<id>`` finds them."""
    return {path.name: path.read_bytes() for path in sorted((workspace.output / dossier_id).iterdir())}


def payloads(group: str) -> list[dict[str, object]]:
    """Return a group of the attack data, or skip where the file is not at hand."""
    if not PAYLOADS.is_file():
        pytest.skip("../shared/payloads.yaml is not beside this repository")
    import yaml

    found: list[dict[str, object]] = yaml.safe_load(PAYLOADS.read_text(encoding="utf-8"))[group]
    return found


def payload_text(value: object) -> str:
    """Return the text that an entry of the attack data stands for."""
    if isinstance(value, str):
        return value
    assert isinstance(value, dict)
    if "py" in value:
        import ast

        return str(ast.literal_eval('"' + value["py"] + '"'))
    if "nest" in value:
        nest = value["nest"]
        middle = nest["open"] * nest["times"] + nest.get("inner", "") + nest["close"] * nest["times"]
        return str(nest.get("prefix", "") + middle + nest.get("suffix", ""))
    if "repeat" in value:
        return str(value.get("prefix", "") + value["repeat"] * value["times"] + value.get("suffix", ""))
    return str(value.get("data") or value.get("body") or "")

"""Who is measured: each contender is the commands that make the files of some briefs, as a user would type them.

Every contender but this package starts from finished Markdown, and typst, docxtpl and WeasyPrint from their own input
made of it beforehand: what is not timed is to their favour.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.processes import REPOSITORY, SCRIPTS, Step, run, surroundings

EXAMPLE = "rwanda-2024"
BRIEF = f"{EXAMPLE}.minister.en"
FONTS = REPOSITORY / "briefings" / "fonts"
_COMPILE = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], "
    "ignore_system_fonts=True)"
)


class Absent(Exception):
    """A program is not here; the words say which and where it comes from."""


@dataclass(frozen=True)
class Material:
    """What is made before anything is timed: for each brief its Markdown and the own input of each peer."""

    folder: Path
    briefs: tuple[str, ...]
    """Stems such as ``rwanda-2024.minister.en``."""

    def file(self, brief: str, ending: str) -> str:
        """Return the path of one brief in one form: ``md``, ``typ``, ``html``, ``json`` or ``docx``."""
        return str(self.folder / ending / f"{brief}.{ending}")


Steps = Callable[[Material, Sequence[str], Path], list[Step]]


@dataclass(frozen=True)
class Contender:
    """A way to the files."""

    name: str
    makes: str
    """``Word``, ``PDF`` or ``Word, PDF``."""
    steps: Steps
    """Take the material, the briefs wanted and an empty folder; return commands. Raise ``Absent``."""


def briefing() -> tuple[str, ...]:
    """Return this package’s command: the script beside the interpreter, else the module."""
    script = SCRIPTS / "briefing"
    return (str(script),) if script.exists() else (sys.executable, "-m", "briefings")


def workspace(folder: Path, dossiers: Sequence[str] = (EXAMPLE,)) -> Path:
    """Make a workspace with copies of the example dossier, each under a name of its own; return it."""
    for name in dossiers:
        copy = folder / "sources" / name
        shutil.copytree(REPOSITORY / "sources" / EXAMPLE, copy)
        record = copy / "accord.yaml"
        record.write_text(
            record.read_text(encoding="utf-8").replace(f"id: {EXAMPLE}\n", f"id: {name}\n", 1), encoding="utf-8"
        )
    return folder


@cache
def pandoc() -> str:
    """Return the first pandoc that writes Typst: of the search path, or the one the wheel pypandoc_binary brings."""
    spec = importlib.util.find_spec("pypandoc")
    bundled = Path(spec.origin).parent / "files" / "pandoc" if spec and spec.origin else None
    for found in (shutil.which("pandoc"), bundled):
        if found and Path(found).exists():
            told = subprocess.run([found, "--list-output-formats"], capture_output=True, text=True, check=False)
            if "typst" in told.stdout.split():
                return str(found)
    raise Absent("no pandoc that writes Typst (3.1.2 or later): pip install -e '.[bench]'")


def typst(source: str, target: Path) -> Step:
    """Return one compilation: by the ``typst`` command where there is one, else by its Python wheel.

    Both are given the font of our briefs and no other, which is quicker than looking through the fonts of the machine.
    """
    command = shutil.which("typst")
    if command:
        return Step((command, "compile", "--ignore-system-fonts", "--font-path", str(FONTS), source, str(target)))
    needed("typst")
    return Step((sys.executable, "-I", "-c", _COMPILE, source, str(target), str(FONTS)), borrowed=True)


def needed(module: str) -> None:
    """Raise ``Absent`` where a Python module is not installed."""
    if importlib.util.find_spec(module) is None:
        raise Absent(f"{module} is not installed: pip install -e '.[bench]'")


def office() -> str:
    """Return LibreOffice’s command. Raises ``Absent``."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        raise Absent("LibreOffice is not installed")
    return found


def _ours(*more: str) -> Steps:
    def steps(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
        chosen = []
        if len(briefs) == 1:
            _, audience, language = briefs[0].split(".")
            chosen = ["--audience", audience, "--language", language]
        return [Step((*briefing(), "-C", str(workspace(output)), "build", EXAMPLE, *chosen, *more))]

    return steps


def _pandoc_docx(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
    return [Step((pandoc(), material.file(brief, "md"), "-o", str(output / f"{brief}.docx"))) for brief in briefs]


def to_typst(source: str, target: str) -> tuple[str, ...]:
    """Return the command from Markdown to Typst."""
    return (pandoc(), source, "-t", "typst", "--standalone", "-V", "mainfont=Source Sans Pro", "-o", target)


def _pandoc_typst(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
    steps = []
    for brief in briefs:
        between = str(output / f"{brief}.typ")
        steps += [Step(to_typst(material.file(brief, "md"), between)), typst(between, output / f"{brief}.pdf")]
    return steps


def _pandoc_both(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
    """Return three commands a brief, brief by brief, as the loop in a shell would run them."""
    return [
        step
        for brief in briefs
        for step in (*_pandoc_docx(material, [brief], output), *_pandoc_typst(material, [brief], output))
    ]


def _typst_alone(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
    pandoc()  # Its input is made by pandoc beforehand.
    return [typst(material.file(brief, "typ"), output / f"{brief}.pdf") for brief in briefs]


def _naive(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
    files = [material.file(brief, "md") for brief in briefs]
    return [Step((sys.executable, "-m", "benchmarks.naive", str(output), *files))]


def _docxtpl(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
    needed("docxtpl")
    files = [material.file(brief, "json") for brief in briefs]
    template = str(material.folder / "template.docx")
    return [Step((sys.executable, "-m", "benchmarks.word_template", template, str(output), *files))]


def _weasyprint(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
    needed("weasyprint")
    pandoc()  # Its input is made by pandoc beforehand.
    command = (sys.executable, "-m", "weasyprint", "--quiet")
    return [Step((*command, material.file(brief, "html"), str(output / f"{brief}.pdf"))) for brief in briefs]


def _office(material: Material, briefs: Sequence[str], output: Path) -> list[Step]:
    profile = f"-env:UserInstallation={(material.folder / 'profile').as_uri()}"
    files = [material.file(brief, "docx") for brief in briefs]
    return [Step((office(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(output), *files))]


OURS = Contender("briefing build", "Word, PDF", _ours())
OURS_WORD = Contender("briefing build -f docx", "Word", _ours("--format", "docx"))
PANDOC_TYPST = Contender("pandoc, pandoc → typst", "Word, PDF", _pandoc_both)
NAIVE = Contender("python-docx + ReportLab script", "Word, PDF", _naive)
OFFICE = Contender("LibreOffice, from our Word files", "PDF", _office)
#: The whole saved set. One call makes all files, save for pandoc and typst, which take one file a call.
SET = (OURS, PANDOC_TYPST, NAIVE, OFFICE)
#: One brief.
ONE = (
    OURS,
    OURS_WORD,
    PANDOC_TYPST,
    Contender("pandoc", "Word", _pandoc_docx),
    Contender("pandoc → typst", "PDF", _pandoc_typst),
    Contender("typst, from ready Typst", "PDF", _typst_alone),
    NAIVE,
    Contender("docxtpl, from ready data", "Word", _docxtpl),
    Contender("WeasyPrint, from ready HTML", "PDF", _weasyprint),
    OFFICE,
)


def make_material(folder: Path) -> Material:
    """Build the example in Word and Markdown and make each peer’s input of it, save of a peer that is missing."""
    built = workspace(folder / "workspace")
    run((*briefing(), "-C", str(built), "build", EXAMPLE, "--format", "docx,md"))
    for ending in ("md", "docx", "typ", "html", "json"):
        (folder / ending).mkdir()
    for path in sorted((built / "output" / EXAMPLE).glob(f"{EXAMPLE}.*")):
        shutil.copyfile(path, folder / path.suffix[1:] / path.name)
    material = Material(folder, tuple(sorted(path.stem for path in (folder / "md").iterdir())))
    for brief in material.briefs:
        _peer_input(material, brief)
    run((sys.executable, "-m", "benchmarks.contenders", str(folder)))
    return material


def _peer_input(material: Material, brief: str) -> None:
    try:
        run(to_typst(material.file(brief, "md"), material.file(brief, "typ")))
        run((pandoc(), material.file(brief, "md"), "--standalone", "-o", material.file(brief, "html")))
    except Absent:
        return  # Told in the row of whoever needs it.


def data_for_docxtpl(folder: Path) -> None:
    """Write the template and the words of each brief as data."""
    from benchmarks.naive import read
    from benchmarks.word_template import context, make_template

    make_template(folder / "template.docx")
    for path in (folder / "md").iterdir():
        words = json.dumps(context(read(path.read_text(encoding="utf-8"))))
        (folder / "json" / f"{path.stem}.json").write_text(words, encoding="utf-8")


def versions() -> dict[str, str]:
    """Return the version of every program at work; of one that is not here, nothing."""
    found = {}
    for name in ("python-docx", "ReportLab", "docxtpl", "WeasyPrint"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    with suppress(Absent):
        found["pandoc"] = _said((pandoc(), "--version")).split()[1]
    if command := shutil.which("typst"):
        found["typst"] = _said((command, "--version")).split()[1]
    elif importlib.util.find_spec("typst"):
        found["typst"] = f"{version('typst')} (Python wheel)"
    with suppress(Absent):
        found["LibreOffice"] = _said((office(), "--version")).split()[1]
    return found


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings()).stdout


if __name__ == "__main__":
    data_for_docxtpl(Path(sys.argv[1]))

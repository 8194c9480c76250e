"""The whole job side by side with what a user would pick instead: pandoc and typst, docxtpl, WeasyPrint, LibreOffice.

All print the same words, those of the example’s briefs, and the words are looked up in what each wrote. Ratios are
taken within interleaved rounds, since seconds tell more of a machine than of a program.
Peers: pip install -e '.[bench]'; LibreOffice comes from the system.
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import tables
from benchmarks.contenders import BRIEF, ONE, SET, Absent, Material, make_material, versions, workspace
from benchmarks.machine import load, machine
from benchmarks.measure import Row, cold, help_cost, two_workers, warm
from benchmarks.processes import CommandFailed
from benchmarks.stages import imported, profile

MEASUREMENTS = ("set", "brief", "warm", "help", "workers", "stages")
_NOTE = (
    "No peer checks evidence, chooses facts for an audience, keeps a page limit or writes a manifest: each starts from "
    "the finished Markdown, some from their own input made of it beforehand. The start of Python is taken off typst’s "
    "Python wheel. Words: the part of the brief’s words found in order in the worst file. Lacks: told from the files."
)


@dataclass
class Report:
    """All that was measured; what was not is empty."""

    machine: str = field(default_factory=machine)
    date: str = field(default_factory=lambda: datetime.date.today().isoformat())
    load: float = field(default_factory=load)
    versions: dict[str, str] = field(default_factory=versions)
    rounds: int = 0
    tables: dict[str, list[Row]] = field(default_factory=dict)
    """Rows of ``set``, ``brief`` and ``warm``."""
    help: list[float] = field(default_factory=list)
    workers: list[float] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    """Measurements that could not be made, with the reason."""
    stages: dict[str, list[float]] = field(default_factory=dict)
    imports: dict[str, list[float]] = field(default_factory=dict)
    unmet: list[str] = field(default_factory=list)
    """Functions that the stages were to be told by and that are no longer there."""

    @property
    def verdicts(self) -> list[tables.Verdict]:
        """Return the targets, as far as they were measured."""
        made = tables.cold_verdicts(self.tables.get("set"), self.tables.get("brief"))
        made += tables.warm_verdicts(self.tables.get("warm", ()))
        if self.help:
            made.append(tables.at_most("`briefing --help`: time over the bare interpreter", self.help, 0.08, " s", 3))
        if self.workers:
            made.append(tables.at_least("Two workers: rate ÷ that of one", self.workers, 1.8, places=2))
        elif "workers" in self.skipped:
            made.append(tables.Verdict("Two workers: rate ÷ that of one", "≥ 1.8", self.skipped["workers"], None))
        return made

    @property
    def where(self) -> str:
        """Return machine, date and versions in a sentence or two."""
        programs = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        busy = f"load {self.load:.1f} at the start" if self.load else "load unknown"
        rounds = f"{self.rounds} round{'s' if self.rounds > 1 else ''}"
        return f"Measured on {self.date}: {self.machine}; {busy}; {rounds}. {programs}."


def measure(given: argparse.Namespace, told: Callable[[str], None]) -> Report:
    """Make the measurements that were asked for."""
    report = Report(rounds=given.rounds)
    with tempfile.TemporaryDirectory(prefix="briefings-bench-") as name:
        folder = Path(name)
        material: Material | None = None
        if {"set", "brief", "warm"} & set(given.only):
            told("making what the peers read")
            (folder / "material").mkdir()
            material = make_material(folder / "material")
        for wanted in given.only:
            _MEASURE[wanted](report, material, folder, told)
    return report


def _set(report: Report, material: Material, folder: Path, told: Callable[[str], None]) -> None:
    report.tables["set"] = cold(SET, material, material.briefs, report.rounds, told)


def _brief(report: Report, material: Material, folder: Path, told: Callable[[str], None]) -> None:
    report.tables["brief"] = cold(ONE, material, [BRIEF], report.rounds, told)


def _warm(report: Report, material: Material, folder: Path, told: Callable[[str], None]) -> None:
    report.tables["warm"] = warm(material, report.rounds, 0.6, told)


def _help(report: Report, material: Material | None, folder: Path, told: Callable[[str], None]) -> None:
    report.help = help_cost(4 * report.rounds + 1, told)


def _workers(report: Report, material: Material | None, folder: Path, told: Callable[[str], None]) -> None:
    try:
        report.workers = two_workers(folder, min(report.rounds, 3), told)
    except (Absent, CommandFailed) as reason:
        report.skipped["workers"] = str(reason)


def _stages(report: Report, material: Material | None, folder: Path, told: Callable[[str], None]) -> None:
    told(f"stages, {report.rounds} rounds")
    names = [str(workspace(folder / f"stages-{number}")) for number in range(2 * report.rounds)]
    try:
        report.stages, report.unmet = profile(names[: report.rounds])
        report.imports = imported(names[report.rounds :])
    except subprocess.CalledProcessError as error:
        report.skipped["stages"] = (error.stderr.strip().splitlines() or ["the build failed"])[-1]


_MEASURE: dict[str, Callable[..., None]] = {
    "set": _set,
    "brief": _brief,
    "warm": _warm,
    "help": _help,
    "workers": _workers,
    "stages": _stages,
}


def parts(report: Report) -> dict[str, list[tuple[str, tables.Lines]]]:
    """Return titled tables by the name of their section; a section stands only where it is whole."""
    made: dict[str, list[tuple[str, tables.Lines]]] = {}
    rows = report.tables
    if "set" in rows and "brief" in rows:
        made["peers"] = [
            ("The whole saved set of `rwanda-2024`, cold: ten briefs, in Word and PDF", tables.cold_lines(rows["set"])),
            ("One brief, the minister’s in English, cold", tables.cold_lines(rows["brief"])),
        ]
    elif name := next((name for name in ("set", "brief") if name in rows), None):
        made[name] = [("Cold", tables.cold_lines(rows[name]))]
    if "warm" in rows:
        made["warm"] = [("The same brief in a loaded process, another date each time", tables.warm_lines(rows["warm"]))]
    if report.stages:
        made["stages"] = [
            ("Where the time of one brief goes, cold", tables.stage_lines(report.stages)),
            ("Imports by package", tables.import_lines(report.imports)),
        ]
    if report.verdicts:
        made["targets"] = [("Targets", tables.target_lines(report.verdicts))]
    return made


def sections(report: Report) -> dict[str, str]:
    """Return the Markdown of each section, as it stands in the documents."""
    made = {}
    for name, titled in parts(report).items():
        heads = [f"{title}:\n\n" if len(titled) > 1 else "" for title, _ in titled]
        words = [head + tables.markdown(lines) for head, (_, lines) in zip(heads, titled, strict=True)]
        # The targets always stand beside the tables, and those say the machine.
        before = [] if name == "targets" else [report.where]
        after = [_NOTE] if name in ("peers", "set", "brief") else []
        made[name] = "\n\n".join([*before, *words, *after])
    return made


def as_text(report: Report) -> str:
    """Return everything for the terminal."""
    words = [report.where]
    words += [f"{title}\n\n{tables.plain(lines)}" for titled in parts(report).values() for title, lines in titled]
    words += [_NOTE] if {"set", "brief"} & set(report.tables) else []
    words += [f"not measured: {name}: {reason}" for name, reason in report.skipped.items()]
    words += [f"no longer there, its time is in other stages: {name}" for name in report.unmet]
    return "\n\n".join(words)


def as_data(report: Report) -> dict[str, Any]:
    """Return everything as plain data, seconds and MiB."""
    return {**asdict(report), "targets": [{**asdict(each), "verdict": each.word} for each in report.verdicts]}


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """Return what was asked for; ends the program with a word for what is not understood."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="timed rounds of each comparison (5)")
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS), help="what to measure")
    parser.add_argument("--stages", action="store_true", help="only where the time of one brief goes")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="print the tables as they stand in the documents")
    form.add_argument("--json", action="store_true", help="print every figure as JSON")
    told = "put the tables between their markers of a file"
    parser.add_argument("--write", nargs="+", type=Path, default=[], metavar="FILE", help=told)
    given = parser.parse_args(words)
    if given.rounds < 1:
        parser.error("--rounds must be 1 or more")
    if absent := [path.name for path in given.write if not path.is_file()]:
        parser.error(f"no such file: {', '.join(absent)}")
    if placeless := [path.name for path in given.write if "<!-- measured: " not in path.read_text(encoding="utf-8")]:
        parser.error(
            f"no place for tables in {', '.join(placeless)}: it needs <!-- measured: NAME --> and <!-- end -->"
        )
    if given.stages:
        given.only = ["stages"]
    return given


def main() -> None:
    """Measure and print, and write where asked."""
    given = arguments()
    try:
        report = measure(given, lambda words: print(words, file=sys.stderr, flush=True))
    except CommandFailed as problem:
        sys.exit(f"the example cannot be built: {problem}")
    made = sections(report)
    if given.json:
        print(json.dumps(as_data(report), indent=1, ensure_ascii=False))
    else:
        print("\n\n".join(made.values()) if given.markdown else as_text(report))
    if set(given.only) != set(MEASUREMENTS):
        made.pop("targets", None)  # Half a list of targets would look like all of them.
    for path in given.write:
        try:
            print(f"{path.name}: {', '.join(tables.rewrite(path, made))}", file=sys.stderr)
        except ValueError as problem:
            sys.exit(f"nothing was written: {problem}")


if __name__ == "__main__":
    main()

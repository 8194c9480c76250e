"""The figures as tables, and the targets they are held against."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contenders import OURS, PANDOC_TYPST
from benchmarks.measure import PANDOC_EACH, Row

PAIR, WORD, FROM_MARKDOWN = (
    "briefings, whole production",
    "briefings, whole production, Word alone",
    "briefings, from Markdown",
)


@dataclass(frozen=True)
class Verdict:
    """One target and what was measured."""

    claim: str
    target: str
    measured: str
    met: bool | None
    """``None`` where it could not be measured; ``measured`` then says why."""

    @property
    def word(self) -> str:
        """Return the verdict in a word."""
        return {True: "met", False: "missed", None: "not measured"}[self.met]


def spread(values: Iterable[float], places: int = 2) -> str:
    """Return the median with the least and the largest in brackets."""
    ordered = sorted(values)
    return f"{statistics.median(ordered):.{places}f} ({ordered[0]:.{places}f}–{ordered[-1]:.{places}f})"


def ratios(ours: Row, other: Row) -> list[float]:
    """Return our time divided by the other’s, taken within each round."""
    return [mine / theirs for mine, theirs in zip(ours.wall, other.wall, strict=False)]


def cpu_ratio(ours: Row, other: Row) -> float:
    """Return the same by processor time, the median; where it is far from the other, the machine was busy."""
    return statistics.median(mine / theirs for mine, theirs in zip(ours.cpu, other.cpu, strict=False))


def found(rows: Sequence[Row], name: str) -> Row | None:
    """Return the row of a contender that has figures, or ``None``."""
    return next((row for row in rows if row.name == name and row.wall), None)


Lines = list[list[str]]


def cold_lines(rows: Sequence[Row]) -> Lines:
    """Return the table of a cold comparison."""
    lines = [["", "Makes", "Wall s", "CPU s", "Peak MiB", "briefings ÷ this", "by CPU", "Words", "Lacks"]]
    ours = found(rows, OURS.name)
    for row in rows:
        if not row.wall:
            lines.append([row.name, row.makes, row.missing or "not measured", *[""] * 6])
            continue
        ratio = "1" if row is ours else spread(ratios(ours, row)) if ours else ""
        by_cpu = "1" if row is ours else f"{cpu_ratio(ours, row):.2f}" if ours else ""
        words = f"{row.words:.0%}" if row.words is not None else ""
        wall, cpu = (f"{statistics.median(each):.2f}" for each in (row.wall, row.cpu))
        lines.append([row.name, row.makes, wall, cpu, f"{row.peak:.0f}", ratio, by_cpu, words, row.lacks or "–"])
    return lines


def warm_lines(rows: Sequence[Row]) -> Lines:
    """Return the table of rates."""
    lines = [["", "Makes", "ms a document", "CPU ms", "a second and core", "pandoc’s time ÷ this"]]
    pandoc = found(rows, PANDOC_EACH)
    for row in rows:
        if not row.wall:
            lines.append([row.name, row.makes, row.missing or "not measured", "", "", ""])
            continue
        wall, cpu = statistics.median(row.wall), statistics.median(row.cpu)
        alike = pandoc is not None and row is not pandoc and row.makes == "Word"
        ratio = spread(ratios(pandoc, row), 1) if alike else ""
        lines.append([row.name, row.makes, f"{wall * 1000:.1f}", f"{cpu * 1000:.1f}", f"{1 / cpu:.1f}", ratio])
    return lines


def stage_lines(stages: Mapping[str, Sequence[float]]) -> Lines:
    """Return the stages with their milliseconds and their part of the whole."""
    whole = statistics.median(map(sum, zip(*stages.values(), strict=True)))
    lines = [["Stage", "ms", "part"]]
    for stage, seconds in stages.items():
        middle = statistics.median(seconds)
        lines.append([stage, f"{middle * 1000:.0f}", f"{middle / whole:.0%}"])
    return [*lines, ["all", f"{whole * 1000:.0f}", "100%"]]


def import_lines(packages: Mapping[str, Sequence[float]], most: int = 12) -> Lines:
    """Return the packages whose modules take longest to import, and the others in one line."""
    lines = [["Package", "ms"]]
    middle = {name: statistics.median(seconds) * 1000 for name, seconds in packages.items()}
    lines += [[name, f"{taken:.0f}"] for name, taken in list(middle.items())[:most]]
    return [*lines, ["others", f"{sum(list(middle.values())[most:]):.0f}"]]


def target_lines(verdicts: Sequence[Verdict]) -> Lines:
    """Return the targets."""
    return [
        ["Target", "At", "Measured", ""],
        *([verdict.claim, verdict.target, verdict.measured, verdict.word] for verdict in verdicts),
    ]


def at_most(
    claim: str, values: Sequence[float], limit: float, unit: str = "", places: int = 2, aim: str = ""
) -> Verdict:
    """Return the verdict of a target that the median may not go over."""
    met = statistics.median(values) <= limit
    return Verdict(claim, f"≤ {limit:g}{unit}{aim}", f"{spread(values, places)}{unit}", met)


def at_least(claim: str, values: Sequence[float], limit: float, unit: str = "", places: int = 1) -> Verdict:
    """Return the verdict of a target that the median may not stay under."""
    met = statistics.median(values) >= limit
    return Verdict(claim, f"≥ {limit:g}{unit}", f"{spread(values, places)}{unit}", met)


def cold_verdicts(all_files: Sequence[Row] | None, one: Sequence[Row] | None) -> list[Verdict]:
    """Return the targets of the cold comparisons; of one that was not made, nothing."""
    made = []
    for rows, claim, limit, aim in (
        (all_files, "The whole saved set, 20 files, cold: time ÷ that of pandoc and typst", 0.35, ""),
        (one, "One brief, both files, cold: time ÷ that of pandoc and typst", 1.5, " (aim 1.2)"),
    ):
        if rows is None:
            continue
        ours, peer = found(rows, OURS.name), found(rows, PANDOC_TYPST.name)
        if ours and peer:
            made.append(at_most(claim, ratios(ours, peer), limit, aim=aim))
        else:
            pair = (OURS.name, PANDOC_TYPST.name)
            reasons = [row.missing for row in rows if row.name in pair and row.missing]
            made.append(Verdict(claim, f"≤ {limit:g}{aim}", "; ".join(reasons), None))
    if one is not None and (ours := found(one, OURS.name)):
        made.append(Verdict("One brief, both files: peak memory", "≤ 64 MiB", f"{ours.peak:.1f} MiB", ours.peak <= 64))
    return made


def warm_verdicts(rows: Sequence[Row]) -> list[Verdict]:
    """Return the targets of the rates."""
    made = []
    if pair := found(rows, PAIR):
        rates = [1 / seconds for seconds in pair.cpu]
        made.append(at_least("Word and tagged PDF of the minister’s brief, warm: pairs a second and core", rates, 15))
    pandoc = found(rows, PANDOC_EACH)
    for name, words in ((FROM_MARKDOWN, "from Markdown as pandoc"), (WORD, "the whole production")):
        claim = f"Word alone, {words}: documents in the time of one of pandoc’s"
        row = found(rows, name)
        if row and pandoc:
            made.append(at_least(claim, ratios(pandoc, row), 10))
        else:
            reasons = [each.missing for each in rows if each.name in (name, PANDOC_EACH) and each.missing]
            made.append(Verdict(claim, "≥ 10", "; ".join(reasons), None))
    return made


def plain(lines: Lines) -> str:
    """Return a table for the terminal."""
    last = len(lines[0]) - 1
    # A reason stands in front of empty columns and may run over them.
    widths = [
        max(len(line[column]) for line in lines if column in (0, last) or any(line[column + 1 :]))
        for column in range(last + 1)
    ]
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([rows[0], "  ".join("-" * width for width in widths), *rows[1:]])


def markdown(lines: Lines) -> str:
    """Return a pipe table."""
    escaped = [[cell.replace("|", "\\|") for cell in line] for line in lines]
    head, *body = [f"| {' | '.join(line)} |" for line in escaped]
    return "\n".join([head, f"|{' --- |' * len(lines[0])}", *body])


def rewrite(path: Path, sections: Mapping[str, str]) -> list[str]:
    """Put the sections between their markers of a file; return the names of those that stand in it.

    ``<!-- measured: NAME -->`` begins one and ``<!-- end -->`` ends it. Raises ``ValueError`` for a file without any.
    """
    text, written = path.read_text(encoding="utf-8"), []
    for name, words in sections.items():
        place = re.compile(rf"(<!-- measured: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        if place.search(text):
            text = place.sub(lambda found, words=words: f"{found[1]}\n{words}\n\n{found[2]}", text)
            written.append(name)
    if not written:
        raise ValueError(f"{path.name} has no place for {', '.join(sections) or 'what was measured'}")
    path.write_text(text, encoding="utf-8")
    return written

"""What a Word file costs, beside pandoc, docxtpl and a script with python-docx: warm, cold, and as it grows.

Everybody prints the words of the minister’s brief of ``rwanda-2024`` in English; peers start from finished Markdown.
Rounds are interleaved, so that a busy moment hits every contender. Times are those of the processor, children
included: a neighbour that takes a core away does not count. Peers: pip install -e '.[bench]'
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.contenders import (
    BRIEF,
    Absent,
    Material,
    briefing,
    make_material,
    needed,
    pandoc,
    workspace,
)
from benchmarks.machine import load, machine
from benchmarks.naive import read, word_file
from benchmarks.processes import REPOSITORY, Spent, run
from benchmarks.tables import spread
from benchmarks.warm import production, productions

_TARGETS = {"warm": 12.0, "cold": 0.40, "rows": 1.5, "pages": 1.5}
_PAGES = 20
_WRITER, _BOTH = "briefings, the writer alone", "briefings, whole production"
Make = Callable[[], object]


def _writer() -> Make:
    """Write the minister’s brief from its document, with what it carries, in the house’s look."""
    made, reader = productions("minister", "docx")()
    composed = made.compose(reader, "en")
    return lambda: made.write(composed, "docx")


def _pandoc(material: Material) -> Make:
    command = (pandoc(), material.file(BRIEF, "md"), "-o", str(material.folder / "warm-pandoc.docx"))
    return lambda: run(command)


def _docxtpl(material: Material) -> Make:
    needed("docxtpl")
    from benchmarks.word_template import fill

    data = json.loads(Path(material.file(BRIEF, "json")).read_text(encoding="utf-8"))
    return lambda: fill(material.folder / "template.docx", data, material.folder / "warm.docx")


def _naive(material: Material) -> Make:
    blocks = read(Path(material.file(BRIEF, "md")).read_text(encoding="utf-8"))
    return lambda: word_file(blocks)


def _prepared(makers: Mapping[str, Callable[[], Make]]) -> dict[str, Make]:
    """Return the contenders that are here, each warmed up; who is not is named."""
    made: dict[str, Make] = {}
    for name, prepare in makers.items():
        try:
            made[name] = prepare()
            made[name]()
        except Absent as missing:
            print(f"{name} is skipped: {missing}")
    return made


def _rounds(makes: Mapping[str, Make], rounds: int) -> dict[str, list[float]]:
    """Return the processor seconds of each contender in each round, those of a process of its own where it is one."""
    times: dict[str, list[float]] = {name: [] for name in makes}
    for _ in range(rounds):
        for name, make in makes.items():
            begun = time.process_time()
            made = make()
            times[name].append(made.cpu if isinstance(made, Spent) else time.process_time() - begun)
    return times


def _table(title: str, times: Mapping[str, Sequence[float]], ours: str) -> None:
    print(f"\n{title}\n\n| | least ms | median ms | {ours} ÷ this |\n| --- | --- | --- | --- |")
    for name, own in times.items():
        pairs = [mine / theirs for mine, theirs in zip(times[ours], own, strict=True)]
        middle = statistics.median(own) * 1000
        print(f"| {name} | {min(own) * 1000:.1f} | {middle:.1f} | {spread(pairs)} |")


def warm(material: Material, rounds: int) -> float:
    """Print and return the milliseconds that the writer takes for a brief, the median."""
    makers: dict[str, Callable[[], Make]] = {
        _WRITER: _writer,
        f"{_BOTH}, minister (page limit)": lambda: production("docx"),
        f"{_BOTH}, analyst (no limit, 11 pages)": lambda: production("docx", audience="analyst"),
        "python-docx script, from blocks": lambda: _naive(material),
        "docxtpl, from ready data": lambda: _docxtpl(material),
        "pandoc, a process each": lambda: _pandoc(material),
    }
    times = _rounds(_prepared(makers), rounds)
    _table("One brief, warm", times, _WRITER)
    return statistics.median(times[_WRITER]) * 1000


def _fresh(folder: Path, limited: bool) -> Make:
    """Build the minister’s Word brief into a workspace of its own, so that nothing is left to skip."""
    front = (REPOSITORY / "templates" / "minister.md.j2").read_text(encoding="utf-8")
    if not limited:
        front = "".join(line for line in front.splitlines(True) if not line.startswith("limit:"))

    def make() -> object:
        with tempfile.TemporaryDirectory(dir=folder) as home:
            (Path(home) / "templates").mkdir()
            (Path(home) / "templates" / "minister.md.j2").write_text(front, encoding="utf-8")
            words = ("build", "rwanda-2024", "-a", "minister", "-l", "en", "-f", "docx")
            return run((*briefing(), "-C", str(workspace(Path(home))), *words))

    return make


def cold(material: Material, rounds: int) -> float:
    """Print and return the seconds of a Word-only build of one brief without a page limit, the median."""
    folder, here = material.folder, (sys.executable, "-m")
    script = (*here, "benchmarks.naive", "--word", str(folder), material.file(BRIEF, "md"))
    template = (*here, "benchmarks.word_template", str(folder / "template.docx"), str(folder))

    def docxtpl() -> Make:
        needed("docxtpl")
        return lambda: run((*template, material.file(BRIEF, "json")))

    ours = "briefing build -f docx, no page limit"
    makers: dict[str, Callable[[], Make]] = {
        ours: lambda: _fresh(folder, False),
        "briefing build -f docx, with a page limit": lambda: _fresh(folder, True),
        "python-docx script": lambda: lambda: run(script),
        "docxtpl, from ready data": docxtpl,
        "pandoc": lambda: _pandoc(material),
    }
    times = _rounds(_prepared(makers), rounds)
    _table("One brief, cold, whole processes", times, ours)
    return statistics.median(times[ours])


def _by_cells(rows: int, slow: bool) -> Make:
    """Fill a table with python-docx, by ``add_row`` or by ``cell(row, column)``, which looks for the cell anew."""
    import docx

    def make() -> object:
        made = docx.Document()
        table = made.add_table(rows=rows if slow else 0, cols=3)
        for row in range(rows):
            cells = None if slow else table.add_row().cells
            for column in range(3):
                (table.cell(row, column) if cells is None else cells[column]).text = f"Row {row}, cell {column}"
        return made

    return make


def rows_grow(sizes: Sequence[int], most: int, rounds: int) -> float:
    """Print the time of tables; return the cost of a row of the longest in rows of the shortest."""
    from benchmarks.material import house_style, one_table
    from briefings.writers.word import write_word

    style = house_style()
    print("\nA table of three columns, ms\n\n| rows | briefings | python-docx, add_row | python-docx, cell(i, j) |")
    print("| --- | --- | --- | --- |")
    took = {}
    for size in sizes:
        document = one_table(size)
        times = _rounds(
            {"ours": lambda document=document: write_word(document, style), "rows": _by_cells(size, False)}, rounds
        )
        took[size] = min(times["ours"])
        cells = f"{_rounds({'cells': _by_cells(size, True)}, 1)['cells'][0] * 1000:.0f}" if size <= most else "–"
        print(f"| {size} | {took[size] * 1000:.1f} | {min(times['rows']) * 1000:.0f} | {cells} |", flush=True)
    small, large = sizes[0], sizes[-1]
    return (took[large] / large) / (took[small] / small)


def pages_grow(sizes: Sequence[int], rounds: int) -> float:
    """Print the time of long documents; return the cost of a page of the longest in pages of the shortest."""
    from benchmarks.material import house_style, long_document
    from briefings.writers.pdf import lay_out
    from briefings.writers.word import write_word

    style = house_style()
    each = lay_out(long_document(_PAGES), style).pages / _PAGES
    print("\nA long document with tables, notes and contents\n\n| pages | sections | ms | ms a page |")
    print("| --- | --- | --- | --- |")
    cost = {}
    for pages in sizes:
        document = long_document(round(pages / each))
        least = min(_rounds({"ours": lambda document=document: write_word(document, style)}, rounds)["ours"]) * 1000
        cost[pages] = least / pages
        print(f"| {pages} | {round(pages / each)} | {least:.0f} | {cost[pages]:.2f} |", flush=True)
    return cost[sizes[-1]] / cost[sizes[0]]


def _verdict(name: str, value: float, key: str, unit: str = "") -> None:
    most = _TARGETS[key]
    print(f"{'met   ' if value <= most else 'MISSED'} {name}: {value:.2f}{unit}, at most {most:g}{unit}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.word", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="timed rounds (9)")
    parser.add_argument("--rows", type=int, nargs="+", default=[50, 100, 200, 400], help="rows of the tables")
    parser.add_argument("--pages", type=int, nargs="+", default=[50, 100, 250, 500], help="pages of the documents")
    parser.add_argument(
        "--cells", type=int, default=100, help="most rows for cell(i, j), which takes 45 s for 400 (100)"
    )
    return parser.parse_args()


def main() -> None:
    """Print everything."""
    given = _arguments()
    print(f"{machine()}; load {load():.1f} at the start; {given.rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        material = make_material(Path(folder))
        quick, whole = warm(material, given.rounds), cold(material, given.rounds)
    rows = rows_grow(given.rows, given.cells, min(given.rounds, 5))
    pages = pages_grow(given.pages, min(given.rounds, 3))
    print()
    _verdict("the writer, a brief, warm", quick, "warm", " ms")
    _verdict("a Word-only build without a page limit, cold", whole, "cold", " s")
    _verdict(f"a row of {given.rows[-1]} ÷ a row of {given.rows[0]}", rows, "rows")
    _verdict(f"a page of {given.pages[-1]} ÷ a page of {given.pages[0]}", pages, "pages")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()

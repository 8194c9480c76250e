"""What a tagged PDF costs, beside the same PDF untagged, typst and WeasyPrint.

Prints ratios, since seconds tell more of a machine than of a program. Rounds are interleaved, so that a busy moment
hits every contender. Peers: pip install -e '.[bench]'
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from benchmarks.machine import machine
from benchmarks.material import house_style, long_document, one_paragraph
from benchmarks.memory import peak
from benchmarks.pdf_peers import PEERS
from benchmarks.untagged import write_untagged
from briefings.document import Document
from briefings.style import HouseStyle
from briefings.writers.pdf import write_pdf

_TARGETS = {"ratio": 1.5, "page": 30.0, "memory": 64.0, "megabyte": 5.0}
_OURS, _TWIN = "briefings", "untagged twin"
Contenders = dict[str, Callable[[], object]]


def _contenders(document: Document, style: HouseStyle, peers: Sequence[str]) -> Contenders:
    made: Contenders = {
        _OURS: lambda: write_pdf(document, style),
        _TWIN: lambda: write_untagged(document, style),
    }
    return made | {peer.name: peer.prepare(document) for peer in PEERS if peer.name in peers}


def _measured(contenders: Contenders, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each contender in each round; one round before them warms up."""
    for make in contenders.values():
        make()
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, make in contenders.items():
            start = time.perf_counter()
            make()
            times[name].append(time.perf_counter() - start)
    return times


def _row(name: str, times: list[float], other: list[float], pages: int) -> str:
    pairs = sorted(mine / theirs for mine, theirs in zip(other, times, strict=True))
    spread = f"{statistics.median(pairs):6.2f} ({pairs[0]:.2f}–{pairs[-1]:.2f})"
    least, middle = min(times) * 1000, statistics.median(times) * 1000
    return f"| {name:<14} | {least:9.1f} | {middle:9.1f} | {middle / pages:8.2f} | {spread:<20} |"


def compare(sections: int, rounds: int, peers: Sequence[str]) -> tuple[float, float]:
    """Print one table; return milliseconds a page and the paired ratio to the untagged twin."""
    document, style = long_document(sections), house_style()
    pages = write_pdf(document, style).pages
    times = _measured(_contenders(document, style, peers), rounds)
    print(f"\n{sections} sections, {pages} pages, {rounds} rounds, warm\n")
    print(f"| {'':<14} | min ms    | median ms | ms a page | briefings ÷ this      |")
    print(f"|{'-' * 16}|{'-' * 11}|{'-' * 11}|{'-' * 11}|{'-' * 22}|")
    for name, own in times.items():
        print(_row(name, own, times[_OURS], pages))
    ratio = statistics.median(a / b for a, b in zip(times[_OURS], times[_TWIN], strict=True))
    return statistics.median(times[_OURS]) * 1000 / pages, ratio


def growth(small: int, large: int, rounds: int) -> float:
    """Print and return the cost of a page of a large document in pages of a small one, paired in each round."""
    style = house_style()
    short, long = long_document(small), long_document(large)
    times = _measured({"small": lambda: write_pdf(short, style), "large": lambda: write_pdf(long, style)}, rounds)
    pages = write_pdf(long, style).pages / write_pdf(short, style).pages
    pairs = sorted(b / a / pages for a, b in zip(times["small"], times["large"], strict=True))
    middle = statistics.median(pairs)
    print(f"\nA page of {large} sections ÷ a page of {small}: {middle:.2f} ({pairs[0]:.2f}–{pairs[-1]:.2f})")
    return middle


def _megabyte(peers: Sequence[str]) -> float:
    document, style = one_paragraph(1_000_000), house_style()
    print("\nOne paragraph of a megabyte, once\n")
    seconds = 0.0
    for name, make in _contenders(document, style, peers).items():
        start = time.perf_counter()
        make()
        spent = time.perf_counter() - start
        seconds = spent if name == _OURS else seconds
        print(f"| {name:<14} | {spent:7.2f} s |", flush=True)
    return seconds


def _memory(peers: Sequence[str]) -> float:
    print("\nPeak memory in a fresh process\n")
    brief = peak("brief")
    print(f"| {'one brief, Word and PDF':<40} | {brief:6.1f} MiB |")
    print(f"| {'a PDF of 80 sections':<40} | {peak('80-sections'):6.1f} MiB |")
    for name in peers:
        print(f"| {f'{name}, a document of two sections':<40} | {peak(name):6.1f} MiB |")
    return brief


def _installed(wanted: Sequence[str]) -> list[str]:
    for peer in PEERS:
        if peer.name in wanted and not peer.installed:
            print(f"{peer.name} is not installed and is skipped: pip install -e '.[bench]'")
    return [peer.name for peer in PEERS if peer.name in wanted and peer.installed]


def _verdict(name: str, value: float, most: float, unit: str) -> None:
    print(f"{'met   ' if value <= most else 'MISSED'} {name}: {value:.2f}{unit}, at most {most:g}{unit}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="timed rounds of each size (9)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 20, 40, 80], help="sections of each document")
    parser.add_argument("--peers", nargs="*", default=[peer.name for peer in PEERS], help="typst, WeasyPrint or none")
    parser.add_argument("--slow-peers", action="store_true", help="WeasyPrint also for sizes above 20 and the megabyte")
    return parser.parse_args()


def main() -> None:
    """Print everything."""
    given = _arguments()
    print(machine())
    peers = _installed(given.peers)
    quick = peers if given.slow_peers else [name for name in peers if name != "WeasyPrint"]
    found = [compare(size, given.rounds, peers if size <= 20 else quick) for size in given.sizes]
    linear = growth(given.sizes[0], given.sizes[-1], given.rounds)
    seconds, memory = _megabyte(quick), _memory(peers)
    print()
    _verdict("tagged ÷ untagged, largest of all sizes", max(ratio for _, ratio in found), _TARGETS["ratio"], "")
    _verdict("a page of the largest document", found[-1][0], _TARGETS["page"], " ms")
    _verdict("a page of the largest ÷ a page of the smallest", linear, 1.5, "")
    _verdict("a paragraph of a megabyte", seconds, _TARGETS["megabyte"], " s")
    _verdict("peak memory of one brief", memory, _TARGETS["memory"], " MiB")


if __name__ == "__main__":
    main()

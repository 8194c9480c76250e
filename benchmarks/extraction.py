"""How well and how fast a corpus of texts with known facts is read: by field, for each half and the whole.

python -m benchmarks.extraction CORPUS_FOLDER [--half 1|2] [--json]

The folder holds SLUG/source.txt and SLUG/gold.yaml, and a score.py that compares; the halves are every second slug.
Without score.py only grounding and speed are told.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from briefings.extraction.assembly import propose
from briefings.extraction.prediction import prediction
from briefings.extraction.proposals import Proposals
from briefings.sources import SourceText

#: Field, measure, and what it shall reach.
_BARS = (
    ("status", "acc", 0.85), ("instrument", "acc", 0.80), ("parties", "acc", 0.90), ("signed.day", "f1", 0.90),
    ("signed.month", "f1", 0.90), ("signed.year", "f1", 0.90), ("place.country", "f1", 0.85), ("people", "f1", 0.85),
    ("provisions", "f1", 0.80), ("follow_up", "f1", 0.80),
)  # fmt: skip
_SPEED = 200
_ROUNDS = 5


def main() -> None:
    """Print the table, or the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with SLUG/source.txt and SLUG/gold.yaml")
    parser.add_argument(
        "--half", type=int, choices=(1, 2), help="only every second text, from the first or the second on"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    slugs = sorted(path.parent.name for path in arguments.corpus.glob("*/source.txt"))
    if not slugs:
        parser.error(f"no SLUG/source.txt in {arguments.corpus.name}")
    parts = {"half 1": slugs[::2], "half 2": slugs[1::2], "whole": slugs}
    if arguments.half:
        parts = {f"half {arguments.half}": slugs[arguments.half - 1 :: 2]}
    result = measured(arguments.corpus, parts)
    print(json.dumps(result, indent=1) if arguments.json else _table(result))


def measured(corpus: Path, parts: dict[str, list[str]]) -> dict[str, Any]:
    """Return, by part, the scores, what the gate refused by reason, grounding violations, and kilobytes a second."""
    slugs = sorted({slug for part in parts.values() for slug in part})
    texts = {slug: (corpus / slug / "source.txt").read_bytes().decode("utf-8") for slug in slugs}
    sources = {slug: SourceText("S1", f"{slug}/source.txt", text) for slug, text in texts.items()}
    found = {slug: propose(source) for slug, source in sources.items()}
    told = {slug: prediction(proposals) for slug, proposals in found.items()}
    return {
        "bars": {field: {"measure": measure, "bar": bar} for field, measure, bar in _BARS},
        "parts": {
            name: {
                "texts": len(part),
                "scores": _scores(corpus, part, told),
                "grounding_violations": sum(_violations(texts[slug], told[slug]) for slug in part),
                "refused": _refused([found[slug] for slug in part]),
            }
            for name, part in parts.items()
        },
        "kb_per_second": round(_speed(texts), 1),
    }


def _scores(corpus: Path, slugs: list[str], told: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Return the cells of the corpus's own score.py for some texts, or ``None`` where it has none."""
    script = corpus / "score.py"
    if not script.is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        predictions, chosen = Path(folder, "predictions"), Path(folder, "corpus")
        predictions.mkdir()
        for slug in slugs:
            shutil.copytree(corpus / slug, chosen / slug)
            (predictions / f"{slug}.json").write_text(json.dumps(told[slug]), encoding="utf-8")
        command = [sys.executable, str(script), str(predictions), str(chosen), "--json"]
        result = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    return {**result["groups"]["all"], "evidence": result["evidence"]}


def _violations(text: str, told: dict[str, Any]) -> int:
    return sum(text[item["start"] : item["end"]] != item["exact"] for item in told["evidence"])


def _refused(found: list[Proposals]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for proposals in found:
        total.update(proposals.refused())
    return dict(total.most_common())


def _speed(texts: dict[str, str]) -> float:
    """Return kilobytes of text a second, warm: the best of some rounds over all texts."""
    size = sum(len(text.encode("utf-8")) for text in texts.values()) / 1000
    best = 0.0
    for _ in range(_ROUNDS):
        begun = time.process_time()
        for slug, text in texts.items():
            propose(SourceText("S1", slug, text))
        best = max(best, size / (time.process_time() - begun))
    return best


def _table(result: dict[str, Any]) -> str:
    lines = []
    for name, part in result["parts"].items():
        lines.append(f"{name}: {part['texts']} texts, {part['grounding_violations']} grounding violations")
        if part["scores"] is None:
            lines.append("  no score.py beside the texts: fields are not scored")
            continue
        evidence = part["scores"]["evidence"]
        lines.append(f"  {evidence['facts']} facts, {evidence['without_evidence']} without evidence")
        lines += [_row(field, part["scores"][field], measure, bar) for field, measure, bar in _BARS]
        refused = ", ".join(f"{reason} {count}" for reason, count in part["refused"].items())
        lines.append(f"  refused by the gate: {refused or 'nothing'}")
    speed = result["kb_per_second"]
    lines.append(f"{speed:.0f} kB/s warm, target {_SPEED}: {'met' if speed >= _SPEED else 'missed'}")
    return "\n".join(lines)


def _row(field: str, cell: dict[str, Any], measure: str, bar: float) -> str:
    value = cell[measure]
    shown = "    -" if value is None else f"{value:5.3f}"
    said = "" if value is None else ("met" if value >= bar else "missed")
    counts = f"tp {cell['tp']:>3} fp {cell['fp']:>3} fn {cell['fn']:>3}"
    return f"  {field:16}{measure:>4} {shown}  target {bar:.2f} {said:7}{counts}"


if __name__ == "__main__":
    main()

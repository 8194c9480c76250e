"""Rates in a process that has loaded what it needs: ``python -m benchmarks.warm CONTENDER MATERIAL-FOLDER``.

It answers each line of its input with a line of JSON: how many documents it made in about that many seconds. Every
document has another as-at date than the one before, so that nothing can be remembered whole.
"""

from __future__ import annotations

import datetime
import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from benchmarks.contenders import BRIEF, EXAMPLE, FONTS
from benchmarks.processes import REPOSITORY

_FIRST = datetime.date(2026, 11, 23)
#: The as-at date as the several programs write its no-break space.
_AS_AT = tuple(f"23{space}November 2026" for space in ("\u00a0", " ", "~", "&nbsp;"))
Make = Callable[[], object]


def _days() -> Iterator[datetime.date]:
    return (_FIRST + datetime.timedelta(days=number % 3000) for number in count(1))


def productions(audience: str, *formats: str) -> Callable[[], tuple[Any, Any]]:
    """Return what gives a production and its audience at each call, with another as-at date each time.

    Dossier, templates, house style and gate stay loaded, as they do from the first brief of a build to the last.
    """
    from briefings.build.glyphs import GlyphCheck
    from briefings.build.production import Production
    from briefings.dossiers import load_dossier
    from briefings.house import load_house
    from briefings.templates.audience import load_audience
    from briefings.templates.compose import Composer
    from briefings.templates.library import Library
    from briefings.workspace import Workspace

    home = Workspace(REPOSITORY)
    library = Library(home.template_folders)
    dossier, house = load_dossier(home, EXAMPLE), load_house(library)
    composer, reader, days = Composer(dossier, library, house), load_audience(library, audience), _days()

    def another() -> tuple[Any, Any]:
        changed = replace(dossier, accord=replace(dossier.accord, as_at=next(days).isoformat()))
        glyphs = GlyphCheck(changed, library, house.style, False)
        return Production(composer.on(changed), dossier.hashes, formats, glyphs), reader

    return another


def production(*formats: str, audience: str = "minister") -> Make:
    """Make an audience’s English brief: composed, fitted, enclosed and written in the formats."""
    another = productions(audience, *formats)

    def make() -> object:
        made, reader = another()
        return made.make(reader, "en")

    return make


def _from_markdown() -> Make:
    """Make the Word file from finished Markdown, which is all that pandoc does."""
    from benchmarks.material import house_style
    from briefings.document import Document, Furniture, Properties
    from briefings.readers.markdown import read_markdown
    from briefings.tokens import ValueTable
    from briefings.writers.word import write_word

    texts, style = _texts("md"), house_style()
    properties = Properties("A brief", "Measurement", "A desk", "2026-11-23", "measurement")

    def make() -> object:
        body = next(texts).split("---\n", 2)[2]
        parsed = read_markdown(body, ValueTable(), "en", "brief.md")
        furniture = Furniture("Public", "A brief", "Page {page} of {pages}", "measurement")
        return write_word(Document("en-GB", properties, furniture, parsed.blocks, parsed.notes), style)

    return make


def _texts(ending: str) -> Iterator[str]:
    """Yield the peer’s input of the minister’s brief with another date each time."""
    text = Path(sys.argv[2], ending, f"{BRIEF}.{ending}").read_text(encoding="utf-8")
    sign = next((each for each in _AS_AT if each in text), None)
    if sign is None:
        raise SystemExit(f"the as-at date is not in the {ending} of {BRIEF}")
    return (text.replace(sign, f"{day.day} {day:%B %Y}") for day in _days())


def _naive() -> Make:
    from benchmarks.naive import pdf_file, read, word_file

    texts = _texts("md")

    def make() -> object:
        blocks = read(next(texts))
        return word_file(blocks), pdf_file(blocks)

    return make


def _docxtpl() -> Make:
    from benchmarks.word_template import fill

    material = Path(sys.argv[2])
    data, days = json.loads((material / "json" / f"{BRIEF}.json").read_text(encoding="utf-8")), _days()

    def make() -> object:
        data["blocks"][1]["text"] = f"Note for the minister · as at {next(days):%d %B %Y}"
        return fill(material / "template.docx", data, material / "warm.docx")

    return make


def _weasyprint() -> Make:
    import logging

    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    texts = _texts("html")
    return lambda: weasyprint.HTML(string=next(texts)).write_pdf()


def _typst() -> Make:
    import typst

    texts, path, rounds = _texts("typ"), Path(sys.argv[2]) / "warm.typ", count(1)

    def make() -> object:
        # Typst remembers every paragraph that it has laid out in a process, which another brief would not have; a size
        # changed by nothing one sees makes it work again.
        source = next(texts).replace("fontsize: 11pt", f"fontsize: {11 + next(rounds) / 100_000}pt", 1)
        path.write_text(source, encoding="utf-8")
        return typst.compile(str(path), font_paths=[str(FONTS)], ignore_system_fonts=True)

    return make


#: Name → what it makes, the module it needs, how to get ready.
CONTENDERS: dict[str, tuple[str, str, Callable[[], Make]]] = {
    "briefings, whole production": ("Word, PDF", "briefings", lambda: production("docx", "pdf")),
    "briefings, whole production, Word alone": ("Word", "briefings", lambda: production("docx")),
    "briefings, from Markdown": ("Word", "briefings", _from_markdown),
    "python-docx + ReportLab script": ("Word, PDF", "briefings", _naive),
    "docxtpl, from ready data": ("Word", "docxtpl", _docxtpl),
    "typst, from ready Typst": ("PDF", "typst", _typst),
    "WeasyPrint, from ready HTML": ("PDF", "weasyprint", _weasyprint),
}


def batch(make: Make, seconds: float) -> dict[str, Any]:
    """Make documents for about that long, one at least; return how many, and the seconds of clock and processor."""
    wall, cpu, made = time.perf_counter(), time.process_time(), 0
    while not made or time.perf_counter() - wall < seconds:
        make()
        made += 1
    return {"made": made, "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def main() -> None:
    """Get ready, make two documents to warm up, then answer."""
    make = CONTENDERS[sys.argv[1]][2]()
    batch(make, 0.3)
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(batch(make, float(line))), flush=True)


if __name__ == "__main__":
    main()

"""What stands in the files that a contender made: the words of the brief, and what the files have and lack.

``python -m benchmarks.inspection MARKDOWN-FOLDER OUTPUT-FOLDER`` prints JSON. It runs in a process of its own, so that
the process that measures stays small.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from benchmarks.naive import Block, Piece, read

#: Words in a row that are looked up together: long enough to say that the order is kept, short enough for narrow cells.
_TOGETHER = 3
#: Word counts numbered paragraphs itself; in Markdown the number is typed.
_NUMBER = re.compile(r"^\d+\.\s")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def runs(markdown: str) -> list[str]:
    """Return the brief cut into runs of three words, in order, as ``folded`` leaves them.

    A run never goes over the mark of a note or the end of a paragraph or cell; what is shorter is left out.
    """
    found = []
    for block in read(markdown):
        for pieces in (block.pieces, *(cell for row in block.rows for cell in row)):
            for stretch in _stretches(pieces):
                words = _NUMBER.sub("", stretch).split()
                found += [
                    " ".join(words[at : at + _TOGETHER]) for at in range(0, len(words) - _TOGETHER + 1, _TOGETHER)
                ]
    return [run for run in map(folded, found) if run]


def _stretches(pieces: Sequence[Piece]) -> Iterator[str]:
    words = ""
    for piece in pieces:
        if piece.mark:
            yield words
            words = ""
        else:
            words += piece.text
    yield words


def folded(text: str) -> str:
    """Return letters and digits alone, without case: hyphens, spaces and ends of lines are each program's own."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def share_of(wanted: list[str], text: str) -> float:
    """Return the part of the runs that stand in a text, 0 to 1; 1 where none is wanted."""
    held = folded(text)
    return sum(run in held for run in wanted) / len(wanted) if wanted else 1.0


def text_of(path: Path) -> str:
    """Return the words of a Word file or PDF: of Word, body and then notes."""
    return _word_text(path.read_bytes()) if path.suffix == ".docx" else _pdf_text(path)


def _word_text(data: bytes) -> str:
    from lxml import etree

    texts = []
    with ZipFile(BytesIO(data)) as archive:
        for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
            if name in archive.namelist():
                texts += [element.text or "" for element in etree.fromstring(archive.read(name)).iter(f"{_W}t")]
    return "".join(texts)


def _pdf_text(path: Path) -> str:
    """Return the text of all pages, and after it the words that stand for figures."""
    import pikepdf

    with pikepdf.open(path) as file:
        objects = [each for each in file.objects if isinstance(each, pikepdf.Dictionary)]
        figures = [str(each["/Alt"]) for each in objects if "/Alt" in each]
    return "".join(_page_texts(path)) + " ".join(figures)


def _page_texts(path: Path) -> list[str]:
    import pypdfium2

    file = pypdfium2.PdfDocument(path)
    try:
        # The mark of a hyphen at the end of a line is no letter, and goes when the text is folded.
        return [page.get_textpage().get_text_range() for page in file]
    finally:
        file.close()


def lacks(path: Path, markdown: str) -> list[str]:
    """Return what a reader may miss in a file, told from the file itself."""
    return _word_lacks(path.read_bytes()) if path.suffix == ".docx" else _pdf_lacks(path, markdown)


def _word_lacks(data: bytes) -> list[str]:
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")}
    body = parts["word/document.xml"]
    footers = "".join(text for name, text in parts.items() if name.startswith("word/footer"))
    has = {
        "native notes": "<w:footnoteReference " in body or "<w:endnoteReference " in body,
        "table headers": "<w:tblHeader" in body,
        "page numbers": re.search(r"\bPAGE\b", footers) is not None,
        "language of quotations": any(re.search(r'<w:lang [^>]*"fr', text) for text in parts.values()),
    }
    return [name for name, there in has.items() if not there]


def _pdf_lacks(path: Path, markdown: str) -> list[str]:
    import pikepdf

    with pikepdf.open(path) as file:
        told = str(file.Root.Metadata.read_bytes()) if "/Metadata" in file.Root else ""
        has = {
            "notes at the foot": _first_note_is_near(list(map(folded, _page_texts(path))), read(markdown)),
            "tags": "/StructTreeRoot" in file.Root,
            "PDF/UA": "pdfuaid" in told,
            "PDF/A": "pdfaid" in told,
            "facts inside": len(file.attachments) > 0,
        }
    return [name for name, there in has.items() if not there]


def _first_note_is_near(pages: list[str], blocks: list[Block]) -> bool:
    """Return whether the first note stands on a page with the words before its mark; true where there is no note."""
    marked = (cell for block in blocks for cell in (block.pieces, *(cell for row in block.rows for cell in row)))
    before = next((folded(next(_stretches(cell)))[-40:] for cell in marked if any(piece.mark for piece in cell)), "")
    note = next((folded(block.pieces[0].text)[:30] for block in blocks if block.kind == "note"), "")
    return any(before in page and note in page for page in pages)


def inspect(markdown: Path, output: Path) -> dict[str, object]:
    """Return what all files below a folder hold of the words of their Markdown, and what at least one of them lacks."""
    made = sorted(path for path in output.rglob("*") if path.suffix in (".docx", ".pdf") and not path.is_symlink())
    shares, missed = [], {".docx": [], ".pdf": []}
    for path in made:
        source = (markdown / f"{path.stem}.md").read_text(encoding="utf-8")
        shares.append(share_of(runs(source), text_of(path)))
        missed[path.suffix] += [each for each in lacks(path, source) if each not in missed[path.suffix]]
    return {"files": len(made), "words": min(shares, default=0.0), "lacks": missed}


if __name__ == "__main__":
    print(json.dumps(inspect(Path(sys.argv[1]), Path(sys.argv[2]))))

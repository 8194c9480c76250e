"""Stage 4: ways through a document: its blocks and inlines in reading order, and the text that formats must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from briefings.document import (
    Annex,
    Block,
    BlockQuote,
    CaptionNumber,
    Cell,
    Contents,
    CrossReference,
    Division,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    NoteReference,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
)


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every inline, each parent before its children, in reading order."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Strong | Emphasis | Link | CrossReference):
            yield from walk_inlines(inline.children)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block of the body in reading order, with what sections and annexes hold in place of themselves."""
    for block in blocks:
        if isinstance(block, Section | Annex):
            yield from walk_blocks(block.blocks)
        else:
            yield block


def block_inlines(block: Block) -> Iterator[tuple[Inline, ...]]:
    """Yield each run of inlines that a reader takes as one piece of text, in reading order.

    A table yields its caption first, then its header and body cells row by row. A figure yields its alternative text,
    then the caption below it; the labels of the drawing only repeat what the alternative text says. Contents yield
    their title alone: their entries say what the headings say.
    """
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case List():
            for item in block.items:
                for child in item:
                    yield from block_inlines(child)
        case Table():
            if block.caption:
                yield block.caption
            yield from block.header
            for row in block.rows:
                yield from row
        case BlockQuote() | Division() | Section() | Annex():
            for child in block.blocks:
                yield from block_inlines(child)
        case Figure():
            yield block.alternative
            if block.caption:
                yield block.caption
        case Contents():
            yield block.title


#: Changes one run of inlines.
Run = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]


def with_runs(block: Block, run: Run) -> Block:
    """Return the block with every run of inlines in it changed: paragraphs, cells, captions, the words of figures."""
    match block:
        case Heading() | Paragraph():
            return replace(block, inlines=run(block.inlines))
        case List():
            return replace(block, items=tuple(tuple(with_runs(b, run) for b in item) for item in block.items))
        case Table():
            header = tuple(run(cell) for cell in block.header)
            rows = tuple(tuple(run(cell) for cell in row) for row in block.rows)
            return replace(block, header=header, rows=rows, caption=run(block.caption))
        case BlockQuote() | Division() | Section() | Annex():
            return replace(block, blocks=tuple(with_runs(b, run) for b in block.blocks))
        case Contents():
            return replace(block, title=run(block.title))
        case Figure():
            return _figure_with_runs(block, run)


def _figure_with_runs(figure: Figure, run: Run) -> Figure:
    rows = tuple(tuple(replace(datum, words=run(datum.words)) for datum in row) for row in figure.rows)
    return replace(
        figure,
        header=tuple(run(cell) for cell in figure.header),
        rows=rows,
        alternative=run(figure.alternative),
        caption=run(figure.caption),
    )


def figure_words(blocks: Iterable[Block]) -> Iterator[Cell]:
    """Yield the words of every cell of the figures among the blocks and inside them; the drawing shows them."""
    for block in blocks:
        match block:
            case Figure():
                yield from block.header
                for row in block.rows:
                    yield from (datum.words for datum in row)
            case List():
                for item in block.items:
                    yield from figure_words(item)
            case BlockQuote() | Division() | Section() | Annex():
                yield from figure_words(block.blocks)
            case _:
                pass


def drawn_inlines(blocks: Iterable[Block]) -> Iterator[tuple[Inline, ...]]:
    """Yield what ``block_inlines`` does, but of a figure its labels in place of the text that stands for them."""
    for block in blocks:
        match block:
            case Figure():
                yield from figure_words((block,))
                yield block.caption
            case List():
                for item in block.items:
                    yield from drawn_inlines(item)
            case BlockQuote() | Division() | Section() | Annex():
                yield from drawn_inlines(block.blocks)
            case Heading() | Paragraph() | Table() | Contents():
                yield from block_inlines(block)


def has_contents(document: Document) -> bool:
    """Return whether the document lists its headings with their pages."""
    return any(isinstance(block, Contents) for block in walk_blocks(document.blocks))


def listed_headings(blocks: Iterable[Block], depth: int) -> Iterator[Heading]:
    """Yield the headings of level 2 to ``depth`` in document order, as contents list them; those without words not."""
    for block in blocks:
        match block:
            case Heading():
                if 2 <= block.level <= depth and plain_text(unmarked(block.inlines)).strip():
                    yield block
            case List():
                for item in block.items:
                    yield from listed_headings(item, depth)
            case BlockQuote() | Division() | Section() | Annex():
                yield from listed_headings(block.blocks, depth)
            case Paragraph() | Table() | Figure() | Contents():
                pass


def label_of(caption: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the part of a caption that names it: up to its number, such as ``Table 2``, else the whole of it."""
    for index, inline in enumerate(caption):
        if isinstance(inline, CaptionNumber):
            return caption[: index + 1]
    return caption


def anchored(blocks: Iterable[Block]) -> Iterator[tuple[str, Heading | Table | Figure]]:
    """Yield what can be referred to with its anchor: headings, and tables and figures that have one."""
    for block in blocks:
        match block:
            case Heading() | Table() | Figure():
                if block.anchor:
                    yield block.anchor, block
            case List():
                for item in block.items:
                    yield from anchored(item)
            case BlockQuote() | Division() | Section() | Annex():
                yield from anchored(block.blocks)
            case Paragraph() | Contents():
                pass


def lost_references(document: Document) -> tuple[str, ...]:
    """Return the anchors that references name and the document does not hold, once, in reading order."""
    runs = [run for block in document.blocks for run in block_inlines(block)]
    runs += [note.inlines for note in document.notes]
    wanted = [each.anchor for run in runs for each in walk_inlines(run) if isinstance(each, CrossReference)]
    if not wanted:
        return ()
    held = {anchor for anchor, _ in anchored(document.blocks)}
    return tuple(dict.fromkeys(anchor for anchor in wanted if anchor not in held))


def unmarked(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return the words of a heading as contents print them: no note marks, no links, forced breaks as spaces."""
    return tuple(kept for inline in inlines for kept in _unmarked(inline))


def _unmarked(inline: Inline) -> tuple[Inline, ...]:
    match inline:
        case NoteReference():
            return ()
        case LineBreak():
            return (Text(" "),)
        case Link() | CrossReference():
            return unmarked(inline.children)
        case Strong() | Emphasis():
            return (replace(inline, children=unmarked(inline.children)),)
        case Text() | CaptionNumber():
            return (inline,)


def facts_printed(document: Document) -> frozenset[str]:
    """Return the ids of all facts, judgements and gaps whose words stand in the document, its figures or its notes."""
    runs = [run for block in document.blocks for run in block_inlines(block)]
    runs += figure_words(document.blocks)
    runs += [note.inlines for note in document.notes]
    return frozenset(
        inline.fact for run in runs for inline in walk_inlines(run) if isinstance(inline, Text) and inline.fact
    )


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the words as a reader copies them: note marks as ``[3]``, forced breaks as spaces, no soft hyphens."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text.replace("\u00ad", "")
        case Strong() | Emphasis() | Link() | CrossReference():
            return plain_text(inline.children)
        case NoteReference():
            return f"[{inline.number}]"
        case CaptionNumber():
            return str(inline.number)
        case LineBreak():
            return " "


def reading_text(document: Document) -> tuple[str, ...]:
    """Return the text of the document, one string a block of text: the body in reading order, then the notes by number.

    This is what the text of the Word file and of the PDF must equal (design promise 2). Empty cells are left out, list
    marks are not text, the number of a numbered paragraph is (``3. Text``). Of a figure it holds the alternative text,
    then the caption. Contents are their title and the words of each entry; page numbers are not text. White space is
    folded to single spaces; soft hyphens, the author's and those at line ends, are left out.
    """
    body = [_numbered(block, run) for block, run in _runs(document.blocks, document)]
    notes = [f"{note.number} {plain_text(note.inlines)}" for note in document.notes]
    return tuple(folded for text in body + notes if (folded := " ".join(text.split())))


def _runs(blocks: Iterable[Block], whole: Document) -> Iterator[tuple[Block, tuple[Inline, ...]]]:
    for block in blocks:
        match block:
            case List():
                for item in block.items:
                    yield from _runs(item, whole)
            case BlockQuote() | Division() | Section() | Annex():
                yield from _runs(block.blocks, whole)
            case Contents():
                yield block, block.title
                for heading in listed_headings(whole.blocks, block.depth):
                    yield block, unmarked(heading.inlines)
            case Table() | Heading() | Paragraph() | Figure():
                for run in block_inlines(block):
                    yield block, run


def _numbered(block: Block, run: tuple[Inline, ...]) -> str:
    number = f"{block.number}. " if isinstance(block, Paragraph) and block.number else ""
    return number + plain_text(run)

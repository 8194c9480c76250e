"""Captions are numbered and references lead to their place: the same words in every format, native in Word and PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.build.verify import read_carried, verify_file
from briefings.captions import number_captions, resolve_references
from briefings.document import (
    Block,
    CaptionNumber,
    Column,
    CrossReference,
    Document,
    Emphasis,
    Figure,
    FigureKind,
    Heading,
    List,
    Note,
    NoteReference,
    Paragraph,
    Section,
    Series,
    Table,
    Text,
)
from briefings.errors import BriefingError, ExitCode
from briefings.readers.markdown import Parsed, read_markdown
from briefings.tokens import Value, ValueTable
from briefings.traversal import plain_text, reading_text
from briefings.writers.markdown import write_markdown
from briefings.writers.pdf import write_pdf
from briefings.writers.word import write_word
from tests.briefs.desks import REPOSITORY, own_templates, probe, set_bytes, small_workspace, write_template
from tests.pdf_reading import TaggedPdf, pdf_blocks
from tests.samples import document, house_style
from tests.word_reading import W, parts_of, word_blocks

_PATTERNS = {Series.TABLE: "Table\u00a0{number}. {words}", Series.FIGURE: "Figure\u00a0{number}. {words}"}


def _read(text: str, values: ValueTable | None = None) -> Parsed:
    return read_markdown(text, values or ValueTable(), "en", "templates/x.md.j2")


def _table(caption: str = "Words", anchor: str = "") -> Table:
    return Table((Column(1.0),), ((Text("h"),),), (((Text("c"),),),), (Text(caption),) if caption else (), True, anchor)


def _referred(blocks: tuple[Block, ...], notes: tuple[Note, ...] = ()) -> tuple[Document, list[str]]:
    told: list[str] = []
    made, said = resolve_references(
        number_captions(blocks, _PATTERNS), notes, lambda message, hint: told.append(f"{message} ({hint})")
    )
    return document(*made, notes=said), told


def test_tables_and_figures_are_counted_apart_wherever_they_stand() -> None:
    """In lists and sections too, in the order of the document; without a caption nothing is counted."""
    figure = Figure(FigureKind.MATRIX, ((Text("h"),),), (), (Text("It shows."),), (Text("Drawn"),))
    blocks = (_table("a"), _table(""), Section("s", (figure, List(((_table("b"),),)))), _table("c"))
    made = number_captions(blocks, _PATTERNS)
    captions = [text for text in reading_text(document(*made)) if text[-2:-1] == " " or "Drawn" in text]
    assert captions == ["Table 1. a", "Figure 1. Drawn", "Table 2. b", "Table 3. c"]
    assert number_captions(blocks, {}) == blocks
    only = number_captions((_table("a"),), {Series.TABLE: "No {number}: "})[0]
    assert isinstance(only, Table) and plain_text(only.caption) == "No 1: a"


def test_names_of_headings_and_captions_are_read() -> None:
    """``{ #name }`` at the end, with or without spaces, names a place and is not printed; one behind a backslash is words."""
    parsed = _read(
        "# T {#top}\n\n## Words \\{#no}\n\n| a |\n|---|\n| b |\n\n: Cap *soft* { #cap }\n\n"
        "::: {.matrix}\nIt shows.\n\n| a | q |\n|---|---|\n| b | [c]{.open} |\n\n: Drawn{#fig}\n:::\n"
    )
    title, heading, table, figure = parsed.blocks
    assert isinstance(title, Heading) and (title.anchor, plain_text(title.inlines)) == ("top", "T")
    assert isinstance(heading, Heading) and plain_text(heading.inlines) == "Words {#no}"
    assert isinstance(table, Table) and (table.anchor, table.caption) == (
        "cap",
        (Text("Cap "), Emphasis((Text("soft"),))),
    )
    assert isinstance(figure, Figure) and (figure.anchor, figure.caption) == ("fig", (Text("Drawn"),))


def test_a_value_is_never_a_name() -> None:
    """Words of the dossier that look like one are printed letter for letter."""
    values = ValueTable()
    token = values.token(Value("Training {#cap}", "en", "f1"))
    parsed = _read(f"# T\n\n## {token}\n\n| a |\n|---|\n| b |\n\n: {token}\n\n[x](#{token})\n", values)
    heading, table = parsed.blocks[1:3]
    assert isinstance(heading, Heading) and plain_text(heading.inlines) == "Training {#cap}"
    assert isinstance(table, Table) and (table.anchor, plain_text(table.caption)) == ("", "Training {#cap}")


def test_a_name_given_twice_is_told() -> None:
    """With a way out; names made of headings give way by themselves."""
    with pytest.raises(BriefingError) as caught:
        _read("# T\n\n## One {#same}\n\n## Two {#same}\n")
    assert [problem.message for problem in caught.value.problems] == [
        "“same” names two places of the brief (composed line 5)"
    ]
    made = _read("# T\n\n## Same {#one}\n\n## One\n").blocks
    assert [block.anchor for block in made if isinstance(block, Heading)] == ["t", "one", "one-2"]


def test_references_borrow_words_or_keep_their_own() -> None:
    """A heading lends its words without note marks, a table its name; in notes and inside other inlines too."""
    parsed = _read(
        "# T\n\n## Key *facts*[^n] {#facts}\n\n| a |\n|---|\n| b |\n\n: Cap {#cap}\n\n"
        "See [](#facts), **[](#cap)** and [above](#t).\n\n[^n]: As in [](#cap).\n"
    )
    made, told = _referred(parsed.blocks, parsed.notes)
    assert told == []
    assert reading_text(made)[-2:] == ("See Key facts, Table 1 and above.", "1 As in Table 1.")
    paragraph = made.blocks[-1]
    assert isinstance(paragraph, Paragraph)
    assert [each for each in paragraph.inlines if isinstance(each, CrossReference)] == [
        CrossReference("facts", (Text("Key "), Emphasis((Text("facts"),))), True),
        CrossReference("t", (Text("above"),)),
    ]
    numbers = [each for each in paragraph.inlines if isinstance(each, CaptionNumber)]
    assert numbers == []


def test_a_reference_to_nothing_is_told(tmp_path: Path) -> None:
    """Exit 4 with the nearest name; a document that holds one is refused by both writers."""
    made, told = _referred(_read("# T\n\n## Facts\n\n[](#fact) [words](#nowhere)\n").blocks)
    assert told == [
        "a reference leads to “#fact”, which the brief does not hold (did you mean #facts?)",
        "a reference leads to “#nowhere”, which the brief does not hold"
        " (a section that was cut takes its headings with it)",
    ]
    assert reading_text(made)[-1] == "words"
    lost = document(Heading(1, (Text("T"),), "t"), Paragraph((CrossReference("nowhere", (Text("x"),)),)))
    for write in (write_word, write_pdf):
        with pytest.raises(BriefingError) as caught:
            write(lost, house_style())
        assert caught.value.exit_code is ExitCode.LAYOUT
        assert "leads to “nowhere”" in str(caught.value)
    workspace = small_workspace(tmp_path)
    probe(workspace, "# {{ dossier.title }}\n\n[](#nowhere)\n", "public")
    with pytest.raises(BriefingError) as caught:
        build_dossier(workspace, "small", Choice(("probe",), ("en",)))
    assert caught.value.exit_code is ExitCode.TEMPLATE


def _example() -> Document:
    text = (
        "# T\n\n[](#late), [](#cap), [](#fig), [there](#late).\n\n## Late *words* {#late}\n\n"
        "| a |\n|---|\n| b |\n\n: Cap {#cap}\n\n::: {.matrix}\nIt shows.\n\n| a | q |\n|---|---|\n| b | [c]{.open} |\n\n"
        ": Drawn {#fig}\n:::\n"
    )
    return _referred(_read(text).blocks)[0]


def test_word_counts_captions_and_repeats_what_references_lead_to() -> None:
    """SEQ and REF fields with what they show now; each bookmark is there and holds what its reference repeats."""
    root = parts_of(write_word(_example(), house_style()))["word/document.xml"]
    fields = [" ".join(element.text.split()) for element in root.iter(f"{W}instrText")]
    assert fields == [
        r"REF h_late \h",
        r"REF h_cap \h",
        r"REF h_fig \h",
        r"SEQ Table \* ARABIC",
        r"SEQ Figure \* ARABIC",
    ]
    assert [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")] == ["h_late"]
    held = {name: _within(root, name) for name in ("h_late", "h_cap", "h_fig")}
    assert held == {"h_late": "Late words", "h_cap": "Table\u00a01", "h_fig": "Figure\u00a01"}
    assert [e.get(f"{W}val") for e in root.iter(f"{W}tblCaption")] == ["Table 1. Cap"]


def _within(root: Any, name: str) -> str:
    """Return the words between the start and the end of a bookmark."""
    words, inside, number = [], False, None
    for element in root.iter():
        if element.tag == f"{W}bookmarkStart" and element.get(f"{W}name") == name:
            inside, number = True, element.get(f"{W}id")
        elif element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == number:
            inside = False
        elif inside and element.tag == f"{W}t":
            words.append(element.text)
    return "".join(words)


def test_references_are_live_in_the_pdf() -> None:
    """Each leads to the page of its place, says its words, and adds nothing to the outline."""
    reading = TaggedPdf(write_pdf(_example(), house_style()).data)
    live = [annotation.get_object() for annotation in reading.reader.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert [each["/Contents"] for each in live] == ["Late words", "Table 1", "Figure 1", "there"]
    heights = [float(each["/Dest"][3]) for each in live]
    assert heights[0] == heights[3] > heights[1] > heights[2]
    outline = [entry["/Title"] for entry in reading.reader.outline if not isinstance(entry, list)]
    assert outline == ["T"]


def test_every_format_says_the_same() -> None:
    """Text of Word, PDF and document; Markdown keeps names and links."""
    made = _example()
    expected = reading_text(made)
    assert expected[1] == "Late words, Table 1, Figure 1, there."
    assert word_blocks(write_word(made, house_style())) == expected == pdf_blocks(write_pdf(made, house_style()).data)
    markdown = write_markdown(made)
    assert "[Late *words*](#late), [Table\u00a01](#cap)" in markdown
    assert ": [Table\u00a01. Cap]{#cap}" in markdown


def test_a_house_words_its_captions_or_leaves_the_numbers_out(tmp_path: Path) -> None:
    """The patterns stand in labels.yaml; without one, captions are what the template says."""
    workspace = small_workspace(tmp_path)
    labels = own_templates(workspace) / "fr" / "labels.yaml"
    text = labels.read_text(encoding="utf-8")
    body = "# {{ dossier.title }}\n\n| a |\n|---|\n| b |\n\n: Mots.\n"
    found = []
    for change in (lambda s: s, lambda s: "".join(x for x in s.splitlines(True) if not x.startswith("  table:"))):
        write_template(workspace, "fr/labels.yaml", change(text))
        probe(workspace, body, "public")
        build_dossier(workspace, "small", Choice(("probe",), ("fr",)))
        files = set_bytes(workspace, "small")
        assert word_blocks(files["small.probe.fr.docx"]) == pdf_blocks(files["small.probe.fr.pdf"])
        found.append(word_blocks(files["small.probe.fr.docx"])[1])
    assert [words.replace("\u00a0", " ") for words in found] == ["Tableau 1 – Mots.", "Mots."]


def test_an_audience_may_want_endnotes_in_word(tmp_path: Path) -> None:
    """``theme: {word_notes: end}``: the Word file has endnotes, the PDF has its notes at the foot; both say the same."""
    workspace = small_workspace(tmp_path)
    front = (REPOSITORY / "templates" / "press.md.j2").read_text(encoding="utf-8")
    write_template(workspace, "press.md.j2", front.replace("theme: {", "theme: {word_notes: end, "))
    build_dossier(workspace, "small", Choice(("press",), ("en",)))
    files = set_bytes(workspace, "small")
    word, pdf = files["small.press.en.docx"], files["small.press.en.pdf"]
    assert "word/endnotes.xml" in parts_of(word) and "word/footnotes.xml" not in parts_of(word)
    assert word_blocks(word) == pdf_blocks(pdf)
    path = workspace.output / "small" / "small.press.en.docx"
    data, carried = read_carried(path, path.name)
    assert verify_file(data, carried, workspace).exit_code is ExitCode.DONE
    write_template(workspace, "press.md.j2", front.replace("theme: {", "theme: {word_notes: foots, "))
    with pytest.raises(BriefingError) as caught:
        build_dossier(workspace, "small", Choice(("press",), ("en",)))
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert "foots" in str(caught.value)


def test_a_template_names_its_tables(tmp_path: Path) -> None:
    """Written as the README says; where the space is forgotten, the hint tells what a template takes it for."""
    workspace = small_workspace(tmp_path)
    body = (
        "# {{ dossier.title }}\n\nSee [](#it) and [](#x).\n\n## X { #x }\n\n| a |\n|---|\n| b |\n\n: Words. { #it }\n"
    )
    probe(workspace, body, "public")
    build_dossier(workspace, "small", Choice(("probe",), ("en",)))
    files = set_bytes(workspace, "small")
    assert "See Table 1 and X." in [" ".join(block.split()) for block in pdf_blocks(files["small.probe.en.pdf"])]
    assert word_blocks(files["small.probe.en.docx"]) == pdf_blocks(files["small.probe.en.pdf"])
    probe(workspace, body.replace("{ #it }", "{#it}"), "public")
    with pytest.raises(BriefingError) as caught:
        build_dossier(workspace, "small", Choice(("probe",), ("en",)))
    assert "written { #name }, with spaces" in (caught.value.problems[0].hint or "")


def test_notes_in_captions_stand_before_the_sign_in_french() -> None:
    """Numbers change nothing about note marks and spaces of captions."""
    block = Table((Column(1.0),), ((Text("h"),),), (((Text("c"),),),), (Text("Mots"), NoteReference(1)))
    (made,) = number_captions((block,), _PATTERNS)
    assert isinstance(made, Table)
    assert made.caption == (
        Text("Table\u00a0"),
        CaptionNumber(Series.TABLE, 1),
        Text(". "),
        Text("Mots"),
        NoteReference(1),
    )

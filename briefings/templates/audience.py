"""Audiences: the front matter of a template at the top of the library."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.names import PATTERN, check_name, did_you_mean
from briefings.readers.nodes import Reading
from briefings.readers.record import Record
from briefings.readers.yaml_text import Mapping as MappingNode
from briefings.readers.yaml_text import Node, Scalar, Sequence, read_yaml
from briefings.style import NotePlace, Points
from briefings.templates.library import Library, TemplateFile
from briefings.vocabulary.codes import Marking

#: Names that other files and folders of the library have: nobody's audience.
RESERVED = frozenset({"base", "house", "labels", "en", "fr"})
LANGUAGES = ("en", "fr")
#: Options of a section that its template is not given: they say what happens when the brief runs over.
_FITTING = frozenset({"priority", "short", "over"})
_PRIORITIES = frozenset("123456789")
Option = str | int | bool


class Resort(Enum):
    """What becomes of a section that the page limit leaves no room for."""

    ANNEX = "annex"
    DROP = "drop"


class Embed(Enum):
    """How much of the dossier travels inside a PDF or Word file."""

    NONE = "none"
    USED = "used"
    """What the brief prints."""
    ALL = "all"
    """All that the audience may read."""


class Section(Struct, frozen=True):
    """One section of a brief and the options its template is given."""

    name: str
    options: Mapping[str, Option]
    at: Location
    priority: int | None = None
    """1 (the first to give way) to 9; ``None`` for a section that always stays."""
    short: Mapping[str, Option] | None = None
    """Options of its short form, taken on top of its own; ``None`` where it has none."""
    resort: Resort = Resort.DROP


class Cut(Struct, frozen=True):
    """One thing done to a brief to keep its page limit."""

    index: int
    """Place of the section among those of its audience, from 0."""
    section: str
    """Its name."""
    title: str
    """Printed heading of the section, in the brief's language."""
    step: str
    """``short``, ``annex`` or ``drop``."""


class Audience(Struct, frozen=True):
    """For whom a brief is, and what goes into it in which order."""

    name: str
    title: Mapping[str, str]
    """By language code."""
    description: Mapping[str, str]
    languages: tuple[str, ...]
    ceiling: Marking
    """The highest marking this audience may read."""
    target: int
    """Pages aimed at."""
    limit: int | None
    """Pages that must not be exceeded in the PDF; ``None`` for an open length."""
    limit_at: Location
    """Where the limit stands."""
    numbered: bool
    """Whether the paragraphs of the body are numbered."""
    size: Points | None
    """Size of body text where this audience wants another than the house's."""
    word_notes: NotePlace
    """Where the notes of its Word files stand."""
    sections: tuple[Section, ...]
    file: TemplateFile
    embed: Embed = Embed.USED
    tell_cuts: bool = False
    """Whether a line of the brief says what was cut to keep the limit."""
    annex: tuple[Section, ...] = ()
    """Sections moved behind the brief."""
    cuts: tuple[Cut, ...] = ()
    """What was done to keep the limit, in the order done."""


def audience_names(library: Library) -> tuple[str, ...]:
    """Return the names of all audiences: every template at the top that has front matter."""
    names = (name.removesuffix(".md.j2") for name in library.names())
    return tuple(name for name in names if name not in RESERVED)


def load_audience(library: Library, name: str) -> Audience:
    """Return an audience. Raises ``BriefingError``: exit 2 for an unknown one, exit 4 for wrong front matter."""
    check_name(name, "audience")
    file = library.find(f"{name}.md.j2") if name not in RESERVED else None
    if file is None:
        hint = did_you_mean(name, audience_names(library), "audiences")
        raise BriefingError(Problem(ExitCode.USAGE, f"there is no audience “{name}”", hint=hint))
    if file.front_matter is None:
        hint = "begin it with --- lines that hold title, languages, marking and sections"
        raise BriefingError(
            Problem(ExitCode.TEMPLATE, "the audience has no front matter", Location(file.shown, 1), hint)
        )
    # A comment line stands in for the opening dashes, so that places count from the top of the file.
    root, problems = read_yaml(b"#\n" + file.front_matter.encode(), file.shown, ExitCode.TEMPLATE)
    if root is None:
        raise BriefingError(
            problems or [Problem(ExitCode.TEMPLATE, "the front matter is empty", Location(file.shown, 1))]
        )
    reading = Reading(ExitCode.TEMPLATE, LANGUAGES, problems)
    audience = read_record(Record(root, "the front matter", reading), name, file)
    if reading.problems:
        raise BriefingError(reading.problems)
    return audience


def read_record(record: Record, name: str, file: TemplateFile) -> Audience:
    """Return the audience that a record holds; what is wrong with it is reported to its reading.

    The schema for editors is drawn from this function: each key, its kind and whether it is needed, are what the record
    is asked for here. What stands below ``sections`` has its schema in ``schemas.sections``.
    """
    known = record.choices("languages", LANGUAGES, "is no language of the templates")
    record.reading.languages = known or LANGUAGES
    size, word_notes = _theme(record)
    audience = Audience(
        name=name,
        title=record.required_wording("title").texts,
        description=record.required_wording("description").texts,
        languages=record.reading.languages,
        ceiling=record.code("marking", Marking),
        target=record.integer("target", 1, 999) or 1,
        limit=record.integer("limit", 1, 999),
        limit_at=record.place("limit"),
        numbered=record.flag("numbered"),
        size=size,
        word_notes=word_notes,
        sections=_sections(record),
        file=file,
        embed=record.code("embed", Embed, Embed.USED),
        tell_cuts=record.flag("tell_cuts"),
    )
    record.close()
    return audience


def _theme(record: Record) -> tuple[Points | None, NotePlace]:
    theme = record.record("theme")
    if theme is None:
        return None, NotePlace.FOOT
    size = theme.type_size("size")
    word_notes = theme.code("word_notes", NotePlace, NotePlace.FOOT)
    theme.close()
    return size, word_notes


def _sections(record: Record) -> tuple[Section, ...]:
    node = record.get("sections")
    if node is None:
        record.missing("sections")
        return ()
    if not isinstance(node, Sequence):
        record.reading.report("“sections” must be a list", record.place("sections"), hint="write “- name” lines")
        return ()
    return tuple(section for item in node.items if (section := _section(item, record.reading)))


def _section(node: Node, reading: Reading) -> Section | None:
    if isinstance(node, Scalar):
        name, entries = node.text, {}
    elif isinstance(node, MappingNode) and len(node.entries) == 1:
        name, (_, below) = next(iter(node.entries.items()))
        entries = _entries(below, reading)
    else:
        reading.report("a section is a name, or a name with options", node.at, hint="- key-facts: {most: 6}")
        return None
    if not PATTERN.fullmatch(name):
        reading.report(f"“{name[:40]}” is no name of a section", node.at)
        return None
    short = entries.get("short")
    return Section(
        name,
        _options({key: value for key, value in entries.items() if key not in _FITTING}, reading),
        node.at,
        priority=_priority(entries.get("priority"), reading),
        short=_options(_entries(short, reading), reading) if short else None,
        resort=_resort(entries.get("over"), reading),
    )


def _entries(node: Node, reading: Reading) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        reading.report("options are written as {name: value}", node.at)
        return {}
    return {key: value for key, (_, value) in node.entries.items()}


def _priority(node: Node | None, reading: Reading) -> int | None:
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text in _PRIORITIES:
        return int(node.text)
    hint = "1 gives way first; without a priority a section always stays"
    reading.report("a priority is a number from 1 to 9", node.at, hint)
    return None


def _resort(node: Node | None, reading: Reading) -> Resort:
    known = {resort.value: resort for resort in Resort}
    if node is None:
        return Resort.DROP
    if isinstance(node, Scalar) and node.text in known:
        return known[node.text]
    word = node.text if isinstance(node, Scalar) else ""
    reading.report("“over” says where a section goes that finds no room", node.at, did_you_mean(word, known))
    return Resort.DROP


def _options(entries: Mapping[str, Node], reading: Reading) -> dict[str, Option]:
    options: dict[str, Option] = {}
    for key, value in entries.items():
        if not isinstance(value, Scalar):
            reading.report(f"option “{key}” must be a word or a number", value.at)
            continue
        truth = {"true": True, "false": False}.get(value.text)
        number = value.plain and value.text.isascii() and value.text.isdigit() and len(value.text) < 10
        options[key.replace("-", "_")] = truth if truth is not None else int(value.text) if number else value.text
    return options

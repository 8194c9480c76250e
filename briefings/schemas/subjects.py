"""The files that have a schema: who reads them, and in which languages their words are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from types import MappingProxyType

from briefings import bundled
from briefings.readers import accord_yaml, house_yaml
from briefings.readers.record import Record
from briefings.schemas.listening import shapes
from briefings.schemas.schema import Schema, Subject, make_schema
from briefings.schemas.sections import sections
from briefings.templates import audience
from briefings.templates.labels import Labels, load_labels
from briefings.templates.library import Library, TemplateFile

#: A list of plain values, over several lines; it takes one. A text holds no line break, so none is met inside one.
_SHORT_LIST = re.compile(r"\[\n +([^\[\]{}]*?)\n +\]")
_NOBODY = TemplateFile("", "", "", b"", packaged=False)


def schema_of(name: str) -> Schema:
    """Return the schema of ``accord``, ``house`` or ``audience``; raise ``KeyError`` for any other name."""
    return make_schema(SUBJECTS[name]())


def schema_text(name: str) -> str:
    """Return a schema as the text of its file; raise ``KeyError`` for a name that is none."""
    text = json.dumps(schema_of(name), ensure_ascii=False, indent=1)
    return _SHORT_LIST.sub(lambda found: "[" + re.sub(r"\n +", " ", found.group(1)) + "]", text) + "\n"


def _labels() -> dict[str, Labels]:
    library = Library(((bundled.templates(), "briefings:templates/", True),))
    return {language: load_labels(library, language) for language in accord_yaml.LANGUAGES}


def _accord() -> Subject:
    def read(record: Record) -> object:
        return accord_yaml.read_record(record, "")

    languages = accord_yaml.LANGUAGES
    about = "accord.yaml: what a desk records about one accord"
    return Subject("accord", about, shapes(read, languages), languages, ("dossier",), _labels(), {})


def _house() -> Subject:
    def read(record: Record) -> object:
        return house_yaml.read_record(record, "", FilePath("no-such-folder"), "")

    languages = accord_yaml.LANGUAGES
    return Subject(
        "house", "house.yaml: the house style of all briefs", shapes(read, languages), languages, None, {}, {}
    )


def _audience() -> Subject:
    def read(record: Record) -> object:
        return audience.read_record(record, "", _NOBODY)

    return Subject(
        "audience",
        "Front matter of an audience’s template",
        shapes(read, audience.LANGUAGES),
        audience.LANGUAGES,
        (),
        {},
        {("sections",): sections},
        audience.Resort,
    )


#: Name of a schema → what it is drawn from.
SUBJECTS: Mapping[str, Callable[[], Subject]] = MappingProxyType(
    {"accord": _accord, "house": _house, "audience": _audience}
)

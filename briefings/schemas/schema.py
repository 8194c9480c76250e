"""Shapes of records become a JSON Schema, draft 2020-12."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any

from briefings.readers.nodes import MAX_TEXT
from briefings.readers.record import COLOUR, LENGTH
from briefings.schemas import file_name
from briefings.schemas.listening import Form, Kind, Path, Shape, Where
from briefings.schemas.words import CODES, description
from briefings.templates.labels import GROUPS, Labels
from briefings.vocabulary.places import codes as place_codes
from briefings.vocabulary.places import find_place

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: A text as YAML 1.2 types it: a title may be the number 2030. What YAML takes for true or false wants quotation marks.
_SCALAR = ["string", "number"]
_DATE = r"^\d{4}-\d{2}-\d{2}$"
_A_VALUE: Schema = {"not": {"type": "null"}}
_IN_EVERY_LANGUAGE = "in-every-language"


@dataclass(frozen=True)
class Subject:
    """A kind of file that has a schema."""

    name: str
    about: str
    shapes: Mapping[Path, Shape]
    languages: tuple[str, ...]
    languages_at: Path | None
    """The record whose ``languages`` say in which languages words are given; ``None`` where it is always all."""
    labels: Mapping[str, Labels]
    """Printed labels by language."""
    own: Mapping[Path, Callable[[Schema], Schema]]
    """Schemas of what the reader reads node by node; each is given the codes it may want."""
    own_codes: type[Enum] | None = None


def make_schema(subject: Subject) -> Schema:
    """Return the schema of one kind of file. Raises ``KeyError`` for a key or a code that nobody has described."""
    drawing = _Drawing(subject)
    top = drawing.record(())
    schema: Schema = {
        "$schema": _DIALECT,
        "$id": file_name(subject.name),
        "description": subject.about,
        "type": "object",
        **top,
    }
    if drawing.every_language:
        schema.setdefault("allOf", []).append(drawing.per_language())
    schema["$defs"] = dict(sorted(drawing.definitions.items()))
    return schema


@dataclass
class _Drawing:
    """One schema while it is drawn."""

    subject: Subject
    definitions: dict[str, Schema] = field(default_factory=dict)

    @property
    def every_language(self) -> bool:
        """Return whether the languages that words are needed in depend on the file."""
        return self.subject.languages_at is not None

    # Records

    def record(self, path: Path) -> Schema:
        """Return the schema of the record at a path, without its type."""
        shape = self.subject.shapes[path]
        schema: Schema = {
            "properties": {key: self.value((*path, key), forms, shape) for key, forms in shape.forms.items()},
            "additionalProperties": False,
        }
        if shape.needed:
            schema["required"] = [key for key in shape.forms if key in shape.needed]
        if conditions := list(_conditions(shape)):
            schema["allOf"] = conditions
        return schema

    def value(self, path: Path, forms: tuple[Form, ...], shape: Shape) -> Schema:
        """Return the schema of one key of a record, with its description."""
        drawn = [_FORMS[form.kind](self, path, form) for form in forms]
        schema = drawn[0] if len(drawn) == 1 else {"anyOf": drawn}
        schema = _something(schema) if path[-1] in shape.needed else _or_nothing(schema)
        defaults: list[Schema] = [{"default": form.default} for form in forms if form.default is not None]
        return {"description": description(self.subject.name, path), **schema, **(defaults or [{}])[0]}

    def reference(self, name: str, schema: Schema) -> Schema:
        """Return a reference to a definition, made now if it is new; a name is never given to two things."""
        known = self.definitions.setdefault(name, schema)
        if known != schema:
            raise ValueError(f"two definitions of “{name}”")
        return {"$ref": f"#/$defs/{name}"}

    def below(self, path: Path) -> Schema:
        """Return a reference to the record at a path, under the shortest name that is its own."""
        schema = self.record(path)
        for length in range(1, len(path) + 1):
            name = "-".join(path[-length:])
            if self.definitions.setdefault(name, schema) == schema:
                return {"$ref": f"#/$defs/{name}"}
        raise ValueError(f"no name is left for {path}")

    # Codes and words

    def codes(self, codes: type[Enum]) -> Schema:
        """Return a reference to a set of codes, each with its description."""
        values = [str(code.value) for code in codes]
        schema = {"enum": values, "enumDescriptions": [self._code_words(code) for code in codes]}
        return self.reference(codes.__name__, schema)

    def _code_words(self, code: Enum) -> str:
        if code in CODES:
            return CODES[code]
        group = next((name for name, codes in GROUPS.items() if codes is type(code)), None)
        if group is None:
            raise KeyError(f"nothing says what {code} means")
        labels = [self.subject.labels[language][group][str(code.value)] for language in self.subject.languages]
        return " / ".join(labels)

    def words(self, known: tuple[str, ...]) -> Schema:
        """Return a set of words; places have their names beside them, and a definition of their own."""
        if known != place_codes():
            return {"enum": list(known)}
        places = [place for code in known if (place := find_place(code))]
        names = [" / ".join(place.name(language) for language in self.subject.languages) for place in places]
        return self.reference("place-code", {"enum": list(known), "enumDescriptions": names})

    # Languages

    def wording(self) -> Schema:
        """Return words in every language; in one language alone, they may stand by themselves."""
        languages = self.subject.languages
        text = {"type": _SCALAR, "minLength": 1, "maxLength": MAX_TEXT}
        schema: Schema = {"properties": dict.fromkeys(languages, text), "additionalProperties": False}
        if self.every_language:
            return {"type": ["object", *_SCALAR], **self.reference("wording", {**schema, "maxLength": MAX_TEXT})}
        return {"type": ["object"], **self.reference("wording", {**schema, "required": list(languages)})}

    def per_language(self) -> Schema:
        """Return the rule that words are given in every language, unless the file has one language only."""
        where = self.subject.languages_at or ()
        one = [[word] for word in self.subject.languages]
        condition: Schema = {"properties": {"languages": {"enum": [*self.subject.languages, *one]}}}
        condition["required"] = ["languages"]
        for key in reversed(where):
            condition = {"properties": {key: condition}, "required": [key]}
        self.definitions[_IN_EVERY_LANGUAGE] = {"type": ["object", "null"], "required": list(self.subject.languages)}
        return {"if": condition, "else": self._each_wording(()) or {}}

    def _each_wording(self, path: Path) -> Schema | None:
        """Return the schema that asks for every language in each wording below a path; ``None`` where there is none."""
        found: Schema = {}
        for key, forms in self.subject.shapes[path].forms.items():
            kinds = {form.kind for form in forms}
            if Kind.WORDING in kinds:
                every: Schema = {"$ref": f"#/$defs/{_IN_EVERY_LANGUAGE}"}
                # One text may stand for all languages where the reader takes a text too.
                found[key] = {"anyOf": [{"type": _SCALAR}, every]} if Kind.TEXT in kinds else every
            elif kinds & {Kind.RECORD, Kind.RECORDS} and (below := self._each_wording((*path, key))):
                found[key] = {"items": below} if Kind.RECORDS in kinds else below
        return {"properties": found} if found else None


def _conditions(shape: Shape) -> Iterator[Schema]:
    """Yield what holds under some codes only: a key is needed, or another is not known."""
    for key, where in shape.needed_where.items():
        yield {"if": _under(where), "then": {"required": [key], "properties": {key: _A_VALUE}}}
    for key, where in shape.only.items():
        yield {"if": {"required": [key]}, "then": _under(where)}


def _under(where: Where) -> Schema:
    return {"properties": {where.code: {"enum": list(where.values)}}, "required": [where.code]}


def _something(schema: Schema) -> Schema:
    """Return a schema that takes no empty text and no empty list: to the readers they count as left out."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_something(each) for each in schema["anyOf"]]}
    types = schema.get("type", ())
    least: Schema = {}
    if "string" in types and "pattern" not in schema:
        least["minLength"] = 1
    if "array" in types:
        least["minItems"] = 1
    return {**schema, **least}


def _or_nothing(schema: Schema) -> Schema:
    """Return a schema that takes a key with nothing behind it too, as the readers do."""
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "type" in schema:
        return {**schema, "type": [*schema["type"], "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {"anyOf": [schema, {"type": "null"}]}


def _text(_drawing: _Drawing, _path: Path, form: Form) -> Schema:
    if form.pattern:
        # YAML takes an id of digits alone for a number.
        types = [*_SCALAR] if re.fullmatch(form.pattern, "7") else ["string"]
        return {"type": types, "pattern": f"^(?:{form.pattern})$"}
    return {"type": [*_SCALAR], "maxLength": MAX_TEXT}


def _list(entry: Schema) -> Schema:
    """Return a list of entries; one entry may stand by itself."""
    return {"anyOf": [{"type": "array", "items": entry}, entry]}


def _own(drawing: _Drawing, path: Path, _form: Form) -> Schema:
    codes = drawing.subject.own_codes
    made = drawing.subject.own[path](drawing.codes(codes) if codes else {})
    return {**made, "type": [made["type"]]}


#: The schema of each kind of value.
_FORMS: Mapping[Kind, Callable[[_Drawing, Path, Form], Schema]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.WORDING: lambda drawing, _path, _form: drawing.wording(),
        Kind.CODE: lambda drawing, _path, form: drawing.codes(form.codes) if form.codes else {},
        Kind.CODES: lambda drawing, _path, form: _list(drawing.codes(form.codes) if form.codes else {}),
        Kind.WORD: lambda drawing, _path, form: drawing.words(form.known),
        Kind.WORDS: lambda drawing, _path, form: _list(drawing.words(form.known)),
        Kind.TEXTS: lambda _drawing, _path, _form: {"type": ["array", *_SCALAR], "items": {"type": [*_SCALAR]}},
        Kind.INTEGER: lambda _drawing, _path, form: {
            "type": ["integer"], "minimum": form.low, "maximum": form.high,
        },
        Kind.FLAG: lambda _drawing, _path, _form: {"enum": [True, False, "yes", "no"]},
        Kind.DATE: lambda _drawing, _path, _form: {"type": ["string"], "format": "date", "pattern": _DATE},
        Kind.LENGTH: lambda _drawing, _path, _form: {"type": ["string"], "pattern": f"^(?:{LENGTH.pattern})$"},
        Kind.COLOUR: lambda _drawing, _path, _form: {"type": ["string"], "pattern": f"^(?:{COLOUR.pattern})$"},
        Kind.RECORD: lambda drawing, path, _form: {"type": ["object"], **drawing.below(path)},
        Kind.RECORDS: lambda drawing, path, _form: {
            "type": ["array"], "items": {"type": "object", **drawing.below(path)},
        },
        Kind.OWN: _own,
    }
)  # fmt: skip

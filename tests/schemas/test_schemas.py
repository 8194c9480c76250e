"""What editors are told of a file is what its reader takes and refuses."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from briefings.errors import ExitCode
from briefings.fonts import __file__ as fonts_file
from briefings.readers.accord_yaml import LANGUAGES, read_accord
from briefings.readers.house_yaml import read_house
from briefings.readers.nodes import Reading
from briefings.readers.record import Record
from briefings.readers.yaml_text import read_yaml
from briefings.schemas import FOLDERS, file_name, schema_path, words
from briefings.schemas.listening import Kind
from briefings.schemas.subjects import SUBJECTS, schema_of, schema_text
from briefings.skeleton import dossier_skeleton
from briefings.templates.audience import audience_names, read_record
from briefings.templates.library import Library, TemplateFile
from briefings.workspace import Workspace
from tests.briefs.desks import PLAIN_FACT, REPOSITORY, SMALL
from tests.records.gate_cases import CASES
from tests.records.invented import RECORD, context, event, instrument, provision
from tests.schemas.editors import Place, changed, places, sample, seen
from tests.writers.letterheads import letterhead

_NOBODY = TemplateFile("", "", "", b"", packaged=False)
_CHECK = FormatChecker()


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(name), format_checker=_CHECK)


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    return {name: validator(name) for name in FOLDERS}


# The files


@pytest.mark.parametrize("name", FOLDERS)
def test_the_schemas_of_the_repository_are_the_ones_that_are_drawn(name: str) -> None:
    """Where this fails: `briefing schema --write`."""
    assert (REPOSITORY / schema_path(name)).read_text(encoding="utf-8") == schema_text(name)


@pytest.mark.parametrize("name", FOLDERS)
def test_each_is_a_schema_of_draft_2020_12_and_names_no_address_of_its_own(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == file_name(name)
    assert re.findall(r'"(https?://.*?)"', schema_text(name)) == ["https://json-schema.org/draft/2020-12/schema"]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_key_has_words_and_no_words_are_left_over(name: str) -> None:
    keys = [(*path, key) for path, shape in SUBJECTS[name]().shapes.items() for key in shape.forms]
    assert {words.described_by(name, path) for path in keys} == set(words.KEYS[name])
    assert all(words.description(name, path).endswith(".") for path in keys)


def test_every_code_has_words_and_no_words_are_left_over() -> None:
    used = {
        code
        for make in SUBJECTS.values()
        for subject in [make()]
        for codes in [
            *(form.codes for shape in subject.shapes.values() for forms in shape.forms.values() for form in forms),
            subject.own_codes,
        ]
        for code in (codes or ())
    }
    assert set(words.CODES) <= used
    for name in FOLDERS:
        for definition in schema_of(name)["$defs"].values():
            told = definition.get("enumDescriptions", [])
            assert len(told) == len(definition.get("enum", []))
            assert all(told)


@pytest.mark.parametrize("name", FOLDERS)
def test_only_what_a_reader_reads_by_itself_is_written_down_apart(name: str) -> None:
    """Everything else is drawn from the reader."""
    subject = SUBJECTS[name]()
    own = {
        (*path, key)
        for path, shape in subject.shapes.items()
        for key, forms in shape.forms.items()
        if any(form.kind is Kind.OWN for form in forms)
    }
    assert own == set(subject.own)


@pytest.mark.parametrize(
    ("file", "name"), [("sources/rwanda-2024/accord.yaml", "accord"), ("templates/house.yaml", "house")]
)
def test_a_bundled_file_names_its_schema(file: str, name: str) -> None:
    """The first line is the one that editors look for; the path leads to the schema from where the file is."""
    path = REPOSITORY / file
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == (REPOSITORY / schema_path(name)).resolve()


def test_a_new_record_names_the_schema_of_its_workspace() -> None:
    first = dossier_skeleton("invented", []).split("\n")[0]
    assert first == f"# yaml-language-server: $schema=../.schema/{file_name('accord')}"


# Reader and schema side by side


def reader_accepts(name: str, text: str, folder: Path) -> bool:
    """Return whether the reader of a kind of file finds nothing wrong with one."""
    if name == "accord":
        return read_accord(text.encode(), "a.yaml")[1] == []
    if name == "house":
        return read_house(text.encode(), "house.yaml", folder)[1] == []
    root, problems = read_yaml(text.encode(), "a.md.j2", ExitCode.TEMPLATE)
    reading = Reading(ExitCode.TEMPLATE, LANGUAGES, problems)
    if root is not None:
        read_record(Record(root, "the front matter", reading), "a", _NOBODY)
    return reading.problems == []


def _accord_sample() -> Any:
    made = sample(schema_of("accord"))
    made["dossier"]["languages"] = ["en", "fr"]
    made["judgements"][0]["kind"] = "question-answer"
    return made


def _house_sample(folder: Path) -> Any:
    for name in ("words", "regular.ttf"):
        shutil.copyfile(Path(fonts_file).parent / "SourceSansPro-Regular.ttf", folder / name)
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    made = sample(schema_of("house"))
    made["colours"] |= dict.fromkeys(("on_accent", "tint", "judgement"), "#FFFFFF")
    made["logo"]["file"] = "logo.png"
    (folder / "letterhead.docx").write_bytes(letterhead())
    made["word"]["skin"] = "letterhead.docx"
    return made


def _audience_sample() -> Any:
    made = sample(schema_of("audience"))
    options = {"most": 6, "form": "short", "priority": 1, "short": {"most": 1}, "over": "annex"}
    return made | {"languages": ["en", "fr"], "sections": ["summary", {"gaps": options}]}


def full(name: str, folder: Path) -> Any:
    """Return invented content with every key that a kind of file may have."""
    makers: dict[str, Callable[[], Any]] = {
        "accord": _accord_sample, "house": partial(_house_sample, folder), "audience": _audience_sample,
    }  # fmt: skip
    return makers[name]()


@pytest.mark.parametrize("name", FOLDERS)
def test_content_with_every_key_of_the_schema_is_accepted_by_the_reader(
    name: str, tmp_path: Path, validators: dict[str, Draft202012Validator]
) -> None:
    """The schema names no key that the reader does not know."""
    content = full(name, tmp_path)
    assert reader_accepts(name, json.dumps(content), tmp_path)
    assert [error.message for error in validators[name].iter_errors(content)] == []


#: What stands in a place instead: nothing at all, or a value of some kind.
_INSTEAD: tuple[Any, ...] = (..., None, "zzz", "", 7, True, [], ["zzz"], {"zzz": 1})


def _differs_by_design(name: str, place: Place, new: Any, reader: bool) -> bool:
    """Return whether reader and schema are known to judge a change apart.

    The reader takes any value that holds nothing for a key left out, a mapping whose one key is taken out among them, and what YAML takes for true for a text; the
    schema wants a value of the key's own kind. The schema knows no files: a font, a logo or a skin that is not there is for the
    reader alone, and so is a family that needs its files.
    """
    if reader:
        return new in ("", []) or new is True or (place == ("word", "skin") and new is ...)
    return name == "house" and (
        place[-1] == "files" or "files" in place or place in (("logo", "file"), ("word", "skin"))
    )


@pytest.mark.parametrize("name", FOLDERS)
def test_reader_and_schema_refuse_the_same_changes(
    name: str, tmp_path: Path, validators: dict[str, Draft202012Validator]
) -> None:
    """Every key in turn is taken out, misspelt, and given values of other kinds."""
    content = full(name, tmp_path)
    tried, apart = 0, []
    for place in _first_of_each(schema_of(name), content):
        less = _excerpt(name, content, place)
        for new, key in [*((new, None) for new in _INSTEAD), (0, f"{place[-1]}x")]:
            made = changed(less, place, new, key)
            reader = reader_accepts(name, json.dumps(made), tmp_path)
            tried += 1
            if reader != validators[name].is_valid(made) and not _differs_by_design(name, place, new, reader):
                apart.append((place, key or new, reader))
    assert apart == []
    assert tried > 200


def _first_of_each(schema: dict[str, Any], content: Any) -> list[Place]:
    """Return one place for each key of each kind of record: what many facts have is changed in the first of them."""
    found: dict[str, Place] = {}
    for place in places(content):
        found.setdefault(f"{place[-1]}: {_part(schema, place)}", place)
    return list(found.values())


def _part(schema: dict[str, Any], place: Place) -> str:
    """Return the part of a schema that a place is under, as text; equal parts are one."""
    if "sections" in place:
        return str(place)
    part = schema
    for step in place[:-1]:
        part = part["properties"][step] if isinstance(step, str) else part["items"]
        part = next((each for each in part.get("anyOf", []) if "$ref" in each), part)
        part = schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
    return json.dumps(part.get("properties", part).get(place[-1], part))


def _excerpt(name: str, content: Any, place: Place) -> Any:
    """Return as much of the content as a change of a place is judged by: it is read some thousand times."""
    if name != "accord":
        return content
    head = content["dossier"]
    if place[0] != "dossier":
        head = {key: head[key] for key in ("id", "title", "desk", "marking", "as_at")}
    return {"dossier": head, place[0]: content[place[0]]} if place[0] != "dossier" else {"dossier": head}


# Examples


def _records() -> dict[str, str]:
    """Return every example record of these tests by a name."""
    gate = {f"gate: {name}": RECORD.replace(case.piece, "") + case.piece for name, case in CASES.items()}
    return {
        "invented": RECORD,
        "without a head": RECORD.replace("dossier:", "dosier:", 1),
        "a context statement": RECORD + context("Il couvre", "    date: {month: 3, year: 2021, raw: mars 2021}\n"),
        "a provision": RECORD + provision("Il couvre la formation"),
        "an instrument": RECORD + instrument("L’accord"),
        "an event": RECORD + event("{day: 15, month: 3, year: 2021, raw: le 15 mars 2021}", "Le 15 mars 2021"),
        "titles that look like other types": RECORD.replace("An invented accord", "2024-02-30").replace("Desk", "012"),
        "one language": RECORD.replace("  title:", "  languages: [en]\n  title:", 1),
        "one language throughout": re.sub(r"\{en: (.*?), fr: .*?\}", r"\1", RECORD).replace(
            "  title:", "  languages: [en]\n  title:", 1
        ),
        "small": SMALL + PLAIN_FACT,
        "a new record": dossier_skeleton("invented", [("S1", "source-1.txt", "fr")]),
        "the example": (REPOSITORY / "sources/rwanda-2024/accord.yaml").read_text(encoding="utf-8"),
        **gate,
    }


#: Refused by the reader for what one look at the shape does not show: two keys that YAML would make one, a day that the
#: month does not have, words in a language that the file does not have.
_FOR_THE_READER = {"gate: a repeated key", "gate: an impossible day", "one language"}


@pytest.mark.parametrize("name", _records())
def test_reader_and_schema_agree_on_every_example_record(
    name: str, validators: dict[str, Draft202012Validator], tmp_path: Path
) -> None:
    """What is wrong in the eyes of the gate alone, which knows the source, is right for both."""
    text = _records()[name]
    reader = reader_accepts("accord", text, tmp_path)
    assert validators["accord"].is_valid(seen(text)) == (reader or name in _FOR_THE_READER)


def test_the_bundled_house_style_and_audiences_are_right(validators: dict[str, Draft202012Validator]) -> None:
    house = (REPOSITORY / "templates/house.yaml").read_text(encoding="utf-8")
    assert [error.message for error in validators["house"].iter_errors(seen(house))] == []
    library = Library(Workspace(REPOSITORY).template_folders)
    for name in audience_names(library):
        file = library.find(f"{name}.md.j2")
        assert file is not None
        assert [error.message for error in validators["audience"].iter_errors(seen(file.front_matter or ""))] == []


def test_an_error_names_the_place_and_the_codes(validators: dict[str, Draft202012Validator]) -> None:
    """What an editor shows at the value."""
    (error,) = validators["accord"].iter_errors(seen(RECORD.replace("kind: press", "kind: pres")))
    assert list(error.absolute_path) == ["sources", 0, "kind"]
    assert error.message.startswith("'pres' is not one of ['press', 'communique', 'treaty'")

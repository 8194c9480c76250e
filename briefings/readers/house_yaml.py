"""``house.yaml`` becomes the house style; every length carries its unit and every colour is checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from briefings.errors import ExitCode, Location, Problem
from briefings.readers.house_fonts import font_files, read_fallback, read_family
from briefings.readers.house_skin import read_skin
from briefings.readers.nodes import Reading
from briefings.readers.record import Record
from briefings.readers.yaml_text import read_yaml
from briefings.style import (
    INKS,
    PAPER,
    Colour,
    House,
    HouseStyle,
    Page,
    Palette,
    Points,
    contrast,
    length,
)
from briefings.vocabulary.codes import Marking

_SHEETS = {
    "A4": (length(210, "mm"), length(297, "mm")),
    "Letter": (length(8.5, "in"), length(11, "in")),
}
_LOCALES = {"en": ("en-GB", "en-US"), "fr": ("fr-FR", "fr-CA", "fr-EU")}
#: The tag of documents where it is not the name of the profile: Word and screen readers know no French of the EU.
_TAGS = {"fr-EU": "fr-FR"}
#: WCAG 2.2, success criterion 1.4.3: text against its ground.
MIN_CONTRAST = 4.5
_FURTHER_APART = "take two colours that differ more, one dark and one light"
_MAX_LOGO = 5_000_000


def read_house(data: bytes, file: str, folder: Path) -> tuple[House | None, list[Problem]]:
    """Return the house style and everything wrong with it; files it names are looked for in ``folder``."""
    root, problems = read_yaml(data, file, ExitCode.TEMPLATE)
    if root is None:
        return None, problems or [Problem(ExitCode.TEMPLATE, "the house style is empty", Location(file))]
    reading = Reading(ExitCode.TEMPLATE, ("en", "fr"), problems)
    house = read_record(Record(root, "the house style", reading), file, folder, hashlib.sha256(data).hexdigest())
    return (house if not reading.problems else None), reading.problems


def read_record(record: Record, file: str, folder: Path, sha256: str) -> House:
    """Return the house style that a record holds; what is wrong with it is reported to its reading.

    The schema for editors is drawn from this function: each key, its kind and whether it is needed, are what the record
    is asked for here and in the functions below.
    """
    palette = _palette(record)
    fonts = record.record("fonts")
    logo, logo_text, logo_file = _logo(record.record("logo"), folder)
    skin, skin_file = read_skin(record.record("word"), file, folder)
    style = HouseStyle(
        page=_page(record),
        font=read_family(fonts, folder),
        size=(fonts.type_size("size") if fonts else None) or Points(10.5),
        palette=palette,
        fallback=read_fallback(fonts, folder),
        logo=logo,
        logo_text=logo_text,
        skin=skin,
    )
    if fonts:
        fonts.close()
    profiles = _profiles(record)
    house = House(
        style=style,
        organisation=record.required_wording("organisation").texts,
        markings=_markings(record),
        locales={language: _TAGS.get(profile, profile) for language, profile in profiles.items()},
        profiles=profiles,
        file=file,
        sha256=sha256,
        files=_hashes(file, [*font_files(style, folder), *(path for path in (logo_file, skin_file) if path)]),
    )
    record.close()
    return house


def _hashes(house: str, paths: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of files beside the house style that are there, by path."""
    beside = house.rpartition("/")[0]
    return {
        f"{beside}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(set(paths))
        if path.is_file()
    }


def _length(record: Record | None, key: str, default: Points) -> Points:
    found = record.length(key) if record else None
    return default if found is None else found


def _page(record: Record) -> Page:
    page = record.record("page")
    size = page.choice("size", _SHEETS, "is no known page size") if page else None
    width, height = _SHEETS[size or "A4"]
    margins = page.record("margins") if page else None
    made = Page(
        width=width,
        height=height,
        top=_length(margins, "top", length(25, "mm")),
        right=_length(margins, "right", length(24, "mm")),
        bottom=_length(margins, "bottom", length(24, "mm")),
        left=_length(margins, "left", length(24, "mm")),
    )
    for part in (margins, page):
        if part:
            part.close()
    if min(made.width - made.left - made.right, made.height - made.top - made.bottom) < 200:
        record.reading.report("the margins leave too little room on the page", record.place("page"))
    return made


def _palette(record: Record) -> Palette:
    colours = record.record("colours")
    defaults = {
        "text": Colour(0x1A, 0x1A, 0x1A),
        "heading": Colour(0x10, 0x36, 0x5C),
        "accent": Colour(0x10, 0x36, 0x5C),
        "on_accent": PAPER,
        "tint": Colour(0xEA, 0xF0, 0xF6),
        "judgement": Colour(0xF6, 0xF0, 0xE2),
        "muted": Colour(0x59, 0x59, 0x59),
        "link": Colour(0x05, 0x54, 0x8C),
    }
    palette = Palette(**{key: _colour(colours, key, default) for key, default in defaults.items()})
    if colours:
        colours.close()
        _check_contrast(colours, palette)
    return palette


def _colour(record: Record | None, key: str, default: Colour) -> Colour:
    return (record.colour(key) if record else None) or default


def _check_contrast(record: Record, palette: Palette) -> None:
    """Report each colour of words that cannot be read on a ground, once, on the ground where it is read worst."""
    for ink, grounds in INKS.items():
        ratios = {ground: contrast(getattr(palette, ink), _ground(palette, ground)) for ground in grounds}
        worst = min(ratios, key=lambda ground: ratios[ground])
        if ratios[worst] < MIN_CONTRAST:
            shown = "" if worst == "paper" else f"“{worst}” "
            message = (
                f"“{ink}” on {shown}#{_ground(palette, worst).hex} has a contrast of {ratios[worst]:.2f}:1,"
                f" less than {MIN_CONTRAST}:1"
            )
            key = worst if worst in record.reported and ink not in record.reported else ink
            record.reading.report(message, record.value_place(key), hint=_FURTHER_APART)


def _ground(palette: Palette, name: str) -> Colour:
    colour: Colour = PAPER if name == "paper" else getattr(palette, name)
    return colour


def _logo(record: Record | None, folder: Path) -> tuple[bytes | None, str, Path | None]:
    """Return the logo, the words for it and its file; a logo that cannot be used is reported."""
    if record is None:
        return None, "", None
    name, text = record.required("file"), record.required("text")
    record.close()
    path = folder / Path(name).name
    if not name or not path.is_file() or path.stat().st_size > _MAX_LOGO:
        record.reading.report(
            f"logo “{name}” is not there or too large",
            record.value_place("file"),
            "put a PNG or JPEG file beside house.yaml",
        )
        return None, text, None
    data = path.read_bytes()
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        record.reading.report(f"logo “{name}” is neither PNG nor JPEG", record.value_place("file"))
        return None, text, None
    return data, text, path


def _markings(record: Record) -> dict[str, dict[str, str]]:
    markings = record.record("markings")
    if markings is None:
        record.missing("markings")
        return {}
    words = {marking.value: dict(markings.required_wording(marking.value).texts) for marking in Marking}
    markings.close()
    return words


def _profiles(record: Record) -> dict[str, str]:
    chosen = record.record("locales")
    profiles = {}
    for language, choices in _LOCALES.items():
        locale = chosen.choice(language, choices, f"is no known locale for {language}") if chosen else None
        profiles[language] = locale or choices[0]
    if chosen:
        chosen.close()
    return profiles

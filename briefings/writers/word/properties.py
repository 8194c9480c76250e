"""What the file says about itself (ECMA-376 part 2, 8 and part 1, 22.2 and 22.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefings.document import Furniture, Properties
from briefings.writers.word.characters import escaped
from briefings.writers.word.composition import Composition
from briefings.writers.word.xml import DECLARATION

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS: Final = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
_INSTANCE: Final = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
#: The format id that every custom property carries ([MS-OLEPS] 2.21).
_CUSTOM_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MOMENT: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")


def core_properties(composition: Composition, properties: Properties) -> str:
    """Return the core properties; created and modified are the moment the document names."""
    elements = {
        "dc:title": properties.title,
        "dc:subject": properties.subject,
        "dc:creator": properties.author,
        "cp:keywords": ", ".join(properties.keywords),
        "dc:identifier": properties.identifier,
        "dc:language": composition.language,
        "cp:lastModifiedBy": properties.author,
    }
    written = "".join(_element(composition, name, text) for name, text in elements.items() if text)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_moment(composition, properties.made)}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" {_TERMS} {_INSTANCE}>{written}{dates}</cp:coreProperties>'
    )


def extended_properties(composition: Composition, properties: Properties) -> str:
    """Return the extended properties: the program and the organisation."""
    company = _element(composition, "Company", properties.author)
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
        f"<Application>briefings</Application>{company}</Properties>"
    )


def custom_properties(
    composition: Composition, properties: Properties, furniture: Furniture, more: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the custom properties: identifier, marking and reference of the brief, its as-at date, and ``more``.

    Registries and mail filters find them without reading the text. What is empty is left out. ``more`` are those of the
    house by name, their values spelt for XML; one that is called as one before it, whatever the case, is left out.
    """
    texts = {"Identifier": properties.identifier, "Marking": furniture.marking, "Reference": furniture.reference}
    # What the texts may not hold is told where they are printed and in the core properties.
    values = {name: f"<vt:lpwstr>{escaped(text)}</vt:lpwstr>" for name, text in texts.items() if text}
    if properties.date:
        values["As at"] = f"<vt:filetime>{_moment(composition, f'{properties.date}T00:00:00Z')}</vt:filetime>"
    taken = {name.casefold() for name in values}
    for name, value in more:
        if name.casefold() not in taken:
            taken.add(name.casefold())
            values[composition.letters(name, "name of a property")] = f"<vt:lpwstr>{value}</vt:lpwstr>"
    # Ids of properties count from 2; the two below are the dictionary and the code page ([MS-OLEPS] 2.21).
    written = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{number}" name="{name}">{value}</property>'
        for number, (name, value) in enumerate(values.items(), 2)
    )
    head = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return f"{DECLARATION}<Properties {head}>{written}</Properties>"


def _element(composition: Composition, name: str, text: str) -> str:
    return f"<{name}>{composition.letters(text, f'property {name}')}</{name}>"


def _moment(composition: Composition, made: str) -> str:
    if _MOMENT.fullmatch(made) is None:
        composition.refuse(f'the moment of a brief is written YYYY-MM-DDTHH:MM:SSZ, not "{made}"')
    return made

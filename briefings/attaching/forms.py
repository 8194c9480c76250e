"""Form fields and layers of an annex are joined to those of the report (ISO 32000-1, 12.7 and 8.11)."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from briefings.attaching.walk import dictionaries, is_dictionary, keys_of

_FONT = re.compile(rb"/([^\s/\[\]()<>{}%]+)(?=\s+-?[\d.]+\s+Tf)")
_LISTS = ("/ON", "/OFF", "/Order", "/AS", "/RBGroups", "/Locked")


def add_fields(report: pikepdf.Pdf, form: Any, mark: str) -> tuple[str, ...]:
    """Add the fields of an annex's form, an object of the report already, to the report's form.

    Returns what is to be told. A field whose name the report has too gets ``mark`` behind its name, since fields of one
    name share their value; so does a font resource.
    """
    fields = [each for each in form.get("/Fields", []) if is_dictionary(each)]
    if not fields:
        return ()
    root: Any = report.Root
    if not is_dictionary(root.get("/AcroForm")):
        kept = {key: form[key] for key in ("/DR", "/DA", "/Q", "/NeedAppearances") if key in form}
        root.AcroForm = report.make_indirect(pikepdf.Dictionary(kept))
        root.AcroForm.Fields = pikepdf.Array(fields)
        return ()
    own = root.AcroForm
    if form.get("/NeedAppearances") is True:
        own.NeedAppearances = True
    renamed = _rename(fields, {str(each.get("/T")) for each in own.get("/Fields", []) if is_dictionary(each)}, mark)
    _share_fonts(own, form, fields, report, mark)
    own.Fields = pikepdf.Array([*list(own.get("/Fields", [])), *fields])
    return tuple(f"form field “{old}” of the annex is now “{new}”, since the report has one" for old, new in renamed)


def _rename(fields: list[Any], taken: set[str], mark: str) -> list[tuple[str, str]]:
    renamed = []
    for each in fields:
        name = str(each.get("/T"))
        if name in taken and "/T" in each:
            fresh = f"{name}-{mark}"
            while fresh in taken:
                fresh += "x"
            each.T = pikepdf.String(fresh)
            renamed.append((name, fresh))
            name = fresh
        taken.add(name)
    return renamed


def _share_fonts(own: Any, form: Any, fields: list[Any], report: pikepdf.Pdf, mark: str) -> None:
    """Give the report's form the fonts that fields of the annex are typed in."""
    resources = form.get("/DR")
    fonts = resources.get("/Font") if is_dictionary(resources) else None
    if not is_dictionary(fonts):
        fonts = pikepdf.Dictionary()
    if "/DR" not in own:
        own.DR = pikepdf.Dictionary()
    if "/Font" not in own.DR:
        own.DR.Font = pikepdf.Dictionary()
    names = {}
    for key in keys_of(fonts):
        fresh = key if key not in own.DR.Font else f"{key}-{mark}"
        own.DR.Font[fresh] = fonts[key]
        names[key[1:].encode()] = fresh[1:].encode()
    inherited = form.get("/DA")
    for each in fields:
        if inherited is not None and "/DA" not in each:
            each.DA = inherited
    for node, _ in dictionaries(report, *fields):
        if isinstance(node.get("/DA"), pikepdf.String) and ("/FT" in node or "/T" in node or "/Rect" in node):
            changed = _FONT.sub(lambda found: b"/" + names.get(found[1], found[1]), bytes(node.DA))
            node.DA = pikepdf.String(changed)


def add_layers(report: pikepdf.Pdf, layers: Any) -> None:
    """Add the optional content of an annex, an object of the report already, with the state its layers open in."""
    root: Any = report.Root
    own = root.get("/OCProperties")
    if not is_dictionary(own):
        root.OCProperties = layers
        return
    own.OCGs = pikepdf.Array([*_items(own, "/OCGs"), *_items(layers, "/OCGs")])
    base, more = own.get("/D"), layers.get("/D")
    if not is_dictionary(base) or not is_dictionary(more):
        return
    states = {key: [*_items(base, key), *_items(more, key)] for key in _LISTS}
    states["/ON"] += _set_by_default(layers, more, "/ON", base)
    states["/OFF"] += _set_by_default(layers, more, "/OFF", base)
    for key, value in states.items():
        if value:
            base[key] = pikepdf.Array(value)


def _set_by_default(layers: Any, state: Any, key: str, base: Any) -> list[Any]:
    """Return the layers that open in this state by the annex's default, where the default of the report is another."""
    default, own = str(state.get("/BaseState", "/ON")), str(base.get("/BaseState", "/ON"))
    if default == own or default != key:
        return []
    other = {each.objgen for each in _items(state, "/OFF" if key == "/ON" else "/ON")}
    return [each for each in _items(layers, "/OCGs") if each.objgen not in other]


def _items(node: Any, key: str) -> list[Any]:
    value = node.get(key)
    return list(value) if isinstance(value, pikepdf.Array) else []

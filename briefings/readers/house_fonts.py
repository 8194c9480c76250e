"""The font families of ``house.yaml``: the main one, and fallback families for scripts that it lacks."""

from __future__ import annotations

from pathlib import Path

from briefings.readers.record import Record
from briefings.style import FontFamily, HouseStyle

_FACES = ("regular", "bold", "italic", "bold_italic")
_PACKAGED_FONTS = Path(__file__).resolve().parent.parent / "fonts"
_SOURCE_SANS = (
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-Bold.ttf",
    "SourceSansPro-It.ttf",
    "SourceSansPro-BoldIt.ttf",
)
#: First bytes of a font with TrueType outlines, alone or in a collection (OpenType 1.9, "Organization of an OpenType
#: font"; "true" is Apple's).
_TRUETYPE = (b"\x00\x01\x00\x00", b"true", b"ttcf")
_POSTSCRIPT = b"OTTO"


def read_family(fonts: Record | None, folder: Path) -> FontFamily:
    """Return the main family; ``fonts`` is ``None`` where the house style says nothing of fonts.

    Without files it is the packaged family. Its files are looked for in ``folder``; what is wrong is reported.
    """
    family = (fonts.text("family") if fonts else None) or "Source Sans Pro"
    word = (fonts.text("word") if fonts else None) or "Calibri"
    files = fonts.record("files") if fonts else None
    if files is None:
        if fonts and family != "Source Sans Pro":
            hint = "name its four TrueType files under files:, or use Source Sans Pro"
            fonts.reading.report(f"font family “{family}” has no files", fonts.value_place("family"), hint)
        return _family(family, [_PACKAGED_FONTS / name for name in _SOURCE_SANS], word)
    paths = [_font_file(files, face, files.required(face), folder) for face in _FACES]
    files.close()
    return _family(family, paths, word)


def _family(name: str, paths: list[Path], word: str = "") -> FontFamily:
    regular, bold, italic, bold_italic = paths
    return FontFamily(name, regular, bold, italic, bold_italic, word)


def read_fallback(fonts: Record | None, folder: Path) -> tuple[FontFamily, ...]:
    """Return the fallback families in order; a face without a file of its own is printed with the regular one."""
    if fonts is None:
        return ()
    return tuple(_fallback_family(record, folder) for record in fonts.records("fallback", "a fallback family"))


def font_files(style: HouseStyle, folder: Path) -> set[Path]:
    """Return the font files of a house style that lie in a folder; the packaged ones do not."""
    families = (style.font, *style.fallback)
    paths = {path for f in families for path in (f.regular, f.bold, f.italic, f.bold_italic)}
    return {path for path in paths if path.parent == folder}


def _fallback_family(record: Record, folder: Path) -> FontFamily:
    family = record.required("family")
    files = record.record("files")
    if files is None:
        record.missing("files")
        paths = [folder] * len(_FACES)
    else:
        regular = _font_file(files, "regular", files.required("regular"), folder)
        others = [(face, files.text(face)) for face in _FACES[1:]]
        paths = [regular, *(_font_file(files, face, name, folder) if name else regular for face, name in others)]
        files.close()
    record.close()
    return _family(family, paths)


def _font_file(record: Record, face: str, name: str, folder: Path) -> Path:
    """Return the path of a font file; a name that leads to no TrueType font is reported."""
    path = folder / Path(name).name if name else _PACKAGED_FONTS / _SOURCE_SANS[0]
    if name and not path.is_file():
        hint = "put the TrueType file beside house.yaml"
        record.reading.report(f"font file “{name}” is not there", record.value_place(face), hint)
    elif name:
        _check_kind(record, face, path)
    return path


def _check_kind(record: Record, face: str, path: Path) -> None:
    with path.open("rb") as file:
        kind = file.read(4)
    if kind in _TRUETYPE:
        return
    outlines = "has PostScript outlines" if kind == _POSTSCRIPT else "is no TrueType font"
    hint = "take the TrueType version of the font (.ttf)"
    record.reading.report(f"font file “{path.name}” {outlines}", record.value_place(face), hint)

"""Which characters may enter the house, and what to say of those that may not."""

from __future__ import annotations

import re
import unicodedata

from briefings.errors import ExitCode, Location, Problem

#: Not allowed by XML 1.0 §2.2, or without any look on paper, or turning the direction of text around.
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\ufff9-\ufffc\U000e0000-\U000e007f]"
)


def character_problems(text: str, file: str, code: ExitCode, first_line: int = 1) -> list[Problem]:
    """Return a problem for each line that holds a refused character, at its first one."""
    found: dict[int, Problem] = {}
    for match in REFUSED.finditer(text):
        line = text.count("\n", 0, match.start()) + first_line
        column = match.start() - text.rfind("\n", 0, match.start())
        found.setdefault(
            line,
            Problem(
                code,
                f"character {described(match.group())} is not allowed",
                Location(file, line, column),
                hint="delete it; it cannot be printed in Word and PDF alike",
            ),
        )
    return list(found.values())


def described(character: str) -> str:
    """Return ``U+000B`` and the character's name where it has one."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")


def decode(data: bytes, file: str, code: ExitCode) -> tuple[str, list[Problem]]:
    """Return the UTF-8 text without byte-order mark and with LF line ends, and what is wrong with it.

    With a problem of decoding the text is empty: half a text must never be taken for a whole one.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8"
        return "", [Problem(code, f"byte {error.start + 1} is not UTF-8", Location(file, line), hint=hint)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = character_problems(text, file, code)
    return ("" if problems else text), problems

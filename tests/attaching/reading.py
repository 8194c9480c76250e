"""Reads annexed files back: where links lead, what the structure says."""

from __future__ import annotations

import subprocess
from io import BytesIO
from shutil import which
from typing import Any

import pikepdf
import pytest

from briefings.attaching.elements import Roles, elements, heading_level
from briefings.attaching.trees import names_of


def place_of(pdf: pikepdf.Pdf, link: Any) -> Any:
    """Return the destination of a link or outline entry, names looked up as a reader does; ``None`` for an address."""
    place = link.get("/Dest", link.get("/A", pikepdf.Dictionary()).get("/D"))
    if isinstance(place, pikepdf.Name):
        place = pdf.Root.Dests[str(place)]
    if isinstance(place, pikepdf.String):
        place = names_of(pdf.Root.Names.Dests).get(bytes(place)) if "/Names" in pdf.Root else None
    return place.D if isinstance(place, pikepdf.Dictionary) else place


def targets(data: bytes) -> list[tuple[int, Any, Any]]:
    """Return page of the link, page or address it leads to, and where on that page, in order."""
    found = []
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for number, page in enumerate(pdf.pages, 1):
            for link in page.obj.get("/Annots", []):
                place = place_of(pdf, link)
                if place is not None:
                    found.append((number, numbers[place[0].objgen], [str(each) for each in list(place)[1:]]))
                elif "/A" in link:
                    found.append((number, str(link.A.URI), None))
    return found


def moved(targets: list[tuple[int, Any, Any]], by: int) -> list[tuple[int, Any, Any]]:
    return [(page + by, goal + by if isinstance(goal, int) else goal, where) for page, goal, where in targets]


def struct_text(data: bytes) -> list[str]:
    """Return the texts of the structure as poppler reads them; skip where poppler is not installed."""
    if not which("pdfinfo"):
        pytest.skip("poppler (pdfinfo) is not installed")
    done = subprocess.run(["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True)
    return [
        line.strip()[1:-1] for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()[:1] == '"'
    ]


def without_access(pdf: pikepdf.Pdf) -> None:
    words = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata.write(words)


def retag(root: Any, fresh: dict[str, str]) -> None:
    for element in elements(root):
        if str(element.S) in fresh:
            element.S = pikepdf.Name(fresh[str(element.S)])


def levels(data: bytes) -> list[int]:
    with pikepdf.open(BytesIO(data)) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        roles = Roles(root)
        return [level for e in elements(root) if (level := heading_level(roles.of(e)))]

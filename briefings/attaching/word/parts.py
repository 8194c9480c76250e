"""Parts of a brief carried into the report: pictures, charts, headers and what they lead to, under new names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from briefings.attaching.word.markup import OFFICE_VML, RELATION, Element
from briefings.attaching.word.package import Package, Part, Relation, renamed

_RELATED: Final = f"{{{OFFICE_VML}}}relid"


class PartCarrier:
    """Carries parts of one brief, each once; a picture that the report already has is shared."""

    def __init__(self, report: Package, brief: Package, annex: int) -> None:
        """Carry for the brief that becomes the annex of the number."""
        self._report = report
        self._brief = brief
        self._folder = _free_folder(report, annex)
        self._names: dict[str, str] = {}
        self._pictures = {
            (part.media_type, part.data): name
            for name, part in report.parts.items()
            if part.media_type.startswith("image/") and part.root is None
        }

    def carry(self, name: str) -> str:
        """Return the name in the report of a part of the brief, with all that it leads to."""
        if name in self._names:
            return self._names[name]
        part = self._brief.parts[name]
        shared = None if part.root is not None else self._pictures.get((part.media_type, part.data))
        if shared is not None and not part.relations:
            self._names[name] = shared
            return shared
        new = self._names[name] = f"{self._folder}/{name.removeprefix('word/')}"
        carried = self._report.add(Part(new, part.media_type, part.data, part.root))
        for key, relation in part.relations.items():
            carried.relations[key] = self._carried(relation)
        return new

    def bring_relations(self, nodes: Iterable[Element], source: Part, target: Part) -> None:
        """Let elements that were moved from one part into another lead to the same things from there."""
        new: dict[str, str] = {}
        for root in nodes:
            for node in root.iter("*"):
                for name, key in node.attrib.items():
                    if str(key) not in source.relations or not _is_relation(str(name)):
                        continue
                    if key not in new:
                        new[str(key)] = target.relate(self._carried(source.relations[str(key)]))
                    node.set(str(name), new[str(key)])

    def _carried(self, relation: Relation) -> Relation:
        return relation if relation.external else renamed(relation, self.carry(relation.target))


def _is_relation(name: str) -> bool:
    return name.startswith(f"{{{RELATION}}}") or name == _RELATED


def _free_folder(report: Package, annex: int) -> str:
    taken = {name.lower().rpartition("/")[0] for name in report.parts}
    number = annex
    while any(f"{folder}/".startswith(f"word/annex{number}/") for folder in taken):
        number += 1
    return f"word/annex{number}"

"""The outline and the page labels of a report grow by an annex (ISO 32000-1, 12.3.3 and 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from briefings.attaching.trees import number_tree, numbers_of
from briefings.attaching.walk import identity, is_dictionary


def add_outline_entry(report: pikepdf.Pdf, title: str, page: Any, below: Any) -> None:
    """Add an entry for an annex behind those of the report, closed, with the annex's own entries beneath it.

    ``below`` is the outline of the annex, already an object of the report, or ``None``.
    """
    outline = _outline(report)
    place = pikepdf.Array([page, pikepdf.Name.Fit])
    entry = report.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(title), Parent=outline, Dest=place))
    items = list(_siblings(below)) if is_dictionary(below) else []
    if items:
        for item in items:
            item.Parent = entry
        entry.First, entry.Last = items[0], items[-1]
        entry.Count = -sum(1 + _open_below(item) for item in items)
    siblings = list(_siblings(outline))
    if siblings:
        siblings[-1].Next, entry.Prev = entry, siblings[-1]
    else:
        outline.First = entry
    outline.Last = entry
    outline.Count = sum(1 + _open_below(item) for item in [*siblings, entry])


def _outline(report: pikepdf.Pdf) -> Any:
    root: Any = report.Root
    found = root.get("/Outlines")
    if is_dictionary(found) and identity(found):
        return found
    made = dict(found.items()) if is_dictionary(found) else {"/Type": pikepdf.Name.Outlines}
    root.Outlines = report.make_indirect(pikepdf.Dictionary(made))
    for item in _siblings(root.Outlines):
        item.Parent = root.Outlines
    return root.Outlines


def _siblings(parent: Any) -> Iterator[Any]:
    """Yield the entries right below an outline or an entry; a chain that bites its tail ends there."""
    seen: set[tuple[int, int]] = set()
    item = parent.get("/First")
    while is_dictionary(item) and identity(item) and item.objgen not in seen:
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")


def _open_below(item: Any) -> int:
    count = item.get("/Count", 0)
    return count if isinstance(count, int) and count > 0 else 0


def add_labels(report: pikepdf.Pdf, first: int, covers: int, prefix: str) -> None:
    """Label the pages of an annex, the first of which is page ``first`` counted from 0 and the last the last of all.

    Its ``covers`` first pages are labelled by the prefix alone, such as ``A1``, those behind them ``A1-1`` and on. The
    pages before keep the labels they have; where a report has none they are numbered from 1, as readers did without.
    """
    labels = {at: label for at, label in numbers_of(report.Root.get("/PageLabels")).items() if 0 <= at < first}
    if 0 not in labels:
        labels[0] = pikepdf.Dictionary(S=pikepdf.Name.D)
    if covers:
        labels[first] = pikepdf.Dictionary(P=pikepdf.String(prefix))
    labels[first + covers] = pikepdf.Dictionary(S=pikepdf.Name.D, P=pikepdf.String(f"{prefix}-"), St=1)
    report.Root.PageLabels = number_tree(labels)

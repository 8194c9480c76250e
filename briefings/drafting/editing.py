"""The record of a dossier edited in place: its comments, its order and every line that is not about the change stay.

The one module that speaks ruamel.yaml, which keeps comments. What it would lay out anew, such as a long text folded
over several lines, is put back as it was typed: the lines it writes for the record as it is are compared with the typed
ones.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark, YAMLError
from ruamel.yaml.tokens import CommentToken

from briefings.build.record_yaml import fact_tree
from briefings.drafting.typed_lines import as_typed, set_apart
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.evidence import Review, Wording
from briefings.facts import (
    BodyAspect,
    Clause,
    ContextStatement,
    Event,
    Fact,
    FollowUpBody,
    Instrument,
    Party,
    Person,
    Provision,
)

#: The parts of a record that hold facts, in its order, and where in them the facts are listed.
_ORDER = ("dossier", "note", "sources", "annexes", "instrument", "parties", "events", "people", "provisions",
          "follow_up", "clauses", "context", "judgements", "gaps")  # fmt: skip
_LISTS: Mapping[type[Fact], tuple[str, ...]] = {
    Party: ("parties",),
    Event: ("events",),
    Person: ("people",),
    Provision: ("provisions", "agreed"),
    Clause: ("clauses", "stated"),
    ContextStatement: ("context",),
}
_SINGLE: Mapping[type[Fact], str] = {Instrument: "instrument", FollowUpBody: "follow_up"}
#: What a fact has by default is not written down.
_DEFAULTS: Mapping[str, object] = {"status": "stated", "credibility": 6, "marking": None}
#: What a fact keeps when it is proposed anew.
_KEPT = ("aspects", "others", "marking", "credibility")
_WIDEST = 1_000_000
#: How records are indented: mappings, lists, and the dash in a list.
_STYLES = ((2, 4, 2), (2, 2, 0), (4, 6, 4), (4, 4, 0), (4, 4, 2))


class RecordEditor:
    """One record, as typed, to be changed fact by fact."""

    def __init__(self, data: bytes, file: str) -> None:
        """Take the bytes of a record that its reader could read.

        Raises ``BriefingError`` (exit 3) where they cannot be edited.
        """
        self.file = file
        self._mark = data.startswith(b"\xef\xbb\xbf")
        self._new: list[str] = []
        self._break = "\r\n" if b"\r\n" in data else "\n"
        self._typed = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        try:
            self._root = _yaml().load(self._typed)
            self._style, self._before = _as_laid_out(self._root, self._typed)
        except (YAMLError, ValueError) as error:
            raise self._unfit(type(error).__name__) from None
        if not isinstance(self._root, CommentedMap):
            raise self._unfit("no mapping")

    def _unfit(self, reason: str) -> BriefingError:
        hint = "write the change by hand"
        message = f"the record cannot be edited without losing something ({reason})"
        return BriefingError(Problem(ExitCode.DOSSIER, message, Location(self.file), hint))

    def data(self) -> bytes:
        """Return the record as it is now; where nothing was changed, the very bytes that were taken."""
        after = set_apart(_dumped(self._root, self._style), self._new)
        text = self._typed if after == self._before else as_typed(self._typed, self._before, after)
        mark = b"\xef\xbb\xbf" if self._mark else b""
        return mark + text.replace("\n", self._break).encode("utf-8")

    def add(self, fact: Fact, main_stands: bool = True) -> None:
        """Add a fact behind those of its kind.

        Of an instrument or a follow-up body there is one, and other values stand in its ``others``. Where the one that
        is there does not stand (``main_stands``), the new one takes its place, and it goes to the others.
        """
        tree = _tree(fact)
        if key := _SINGLE.get(type(fact)):
            self._add_single(key, tree, main_stands)
            return
        listed: Any = self._root
        *above, last = _LISTS[type(fact)]
        for key in above:
            listed = self._part(listed, key)
        if _append(listed, last, tree, self._place(listed, last)) and listed is self._root:
            self._new.append(last)

    def add_aspects(self, body_id: str, aspects: Iterable[BodyAspect]) -> None:
        """Add what is newly said of a follow-up body."""
        body = self._fact(body_id)
        with tail_kept(body):
            for aspect in aspects:
                _append(body, "aspects", _tree(aspect), _end(body))

    def replace(self, fact: Fact) -> None:
        """Write a fact over the one of its id; a body keeps what is said of it, and a chosen value its others."""
        held = self._fact(fact.id)
        tree = _tree(fact)
        with tail_kept(held):
            for key in [key for key in held if key not in tree and key not in _KEPT]:
                del held[key]
            for key, value in tree.items():
                if held.get(key) != value:
                    held[key] = value

    def extend(self, fact: Fact) -> None:
        """Write the evidence, date and place of a fact over those of its id, and leave all else of it."""
        held, tree = self._fact(fact.id), _tree(fact)
        with tail_kept(held):
            for key in ("date", "place"):
                if key in tree and held.get(key) != tree[key]:
                    held[key] = tree[key]
            known = len(held["evidence"])
            for evidence in tree["evidence"][known:]:
                held["evidence"].append(evidence)

    def mark(self, fact_id: str, reason: str | None) -> None:
        """Mark a fact as one that no longer stands, or take the mark away (``None``)."""
        held = self._fact(fact_id)
        with tail_kept(held):
            if reason is None:
                held.pop("lapsed", None)
            else:
                held.insert(_end(held), "lapsed", reason)

    def review(self, fact_id: str, review: Review) -> None:
        """Write the review of a fact."""
        # A date as such, or the library would put it in quotation marks.
        on = date.fromisoformat(review.on) if review.on else None
        told = {"state": review.state.value, "by": review.by, "on": on, "reason": review.reason}
        tree = CommentedMap((key, value) for key, value in told.items() if value)
        held = self._fact(fact_id)
        with tail_kept(held):
            if "review" in held:
                held["review"] = tree
            else:
                held.insert(_end(held), "review", tree)

    def pin(self, source_id: str, sha256: str) -> None:
        """Write the sha256 of the text of a source."""
        for source in self._root.get("sources") or ():
            if isinstance(source, CommentedMap) and source.get("id") == source_id:
                with tail_kept(source):
                    if "sha256" in source:
                        source["sha256"] = sha256
                    else:
                        source.insert(_end(source), "sha256", sha256)

    def _part(self, parent: CommentedMap, key: str) -> CommentedMap:
        if not isinstance(parent.get(key), CommentedMap):
            self._put(parent, key, CommentedMap())
        part: CommentedMap = parent[key]
        return part

    def _place(self, parent: CommentedMap, key: str) -> int:
        """Return where a key belongs among those of its parent."""
        if parent is not self._root:
            return 0 if key in ("agreed", "stated") else _end(parent)
        later = _ORDER[_ORDER.index(key) + 1 :]
        return next((at for at, other in enumerate(parent) if other in later), len(parent))

    def _put(self, parent: CommentedMap, key: str, value: Any) -> None:
        if key not in parent and parent is self._root:
            self._new.append(key)
        if key in parent:
            parent[key] = value
        else:
            parent.insert(self._place(parent, key), key, value)

    def _add_single(self, key: str, tree: CommentedMap, main_stands: bool) -> None:
        held = self._root.get(key)
        if not isinstance(held, CommentedMap):
            self._put(self._root, key, tree)
        elif main_stands:
            with tail_kept(held):
                _append(held, "others", tree, _end(held))
        else:
            tail = _cut_tail(held)
            others = held.pop("others", None) or CommentedSeq()
            tree["others"] = CommentedSeq([held, *others])
            self._root[key] = tree
            _put_tail(tree, tail or "\n")

    def _fact(self, fact_id: str) -> CommentedMap:
        found: CommentedMap = next(found for found in self._facts() if str(found.get("id")) == fact_id)
        return found

    def _facts(self) -> Iterator[CommentedMap]:
        for key in _SINGLE.values():
            if isinstance(held := self._root.get(key), CommentedMap):
                yield from (held, *maps(held.get("others")), *maps(held.get("aspects")))
                for other in maps(held.get("others")):
                    yield from maps(other.get("aspects"))
        for path in _LISTS.values():
            part: Any = self._root
            for key in path:
                part = part.get(key) if isinstance(part, CommentedMap) else None
            yield from maps(part)
        provisions = self._root.get("provisions")
        if isinstance(provisions, CommentedMap):
            yield from maps([provisions.get("list_open")])


def maps(values: Any) -> Iterator[CommentedMap]:
    """Yield the mappings among the values of a part of a record; of none, nothing."""
    return (value for value in values or () if isinstance(value, CommentedMap))


def _append(parent: CommentedMap, key: str, tree: CommentedMap, at: int) -> bool:
    """Put a fact behind those of a list; return whether the list is new to its parent."""
    if isinstance(parent.get(key), CommentedSeq) and parent[key]:
        with tail_kept(parent[key]):
            parent[key].append(tree)
        return False
    # An empty list is written [], where nothing can be put on lines of its own.
    if key in parent:
        parent[key] = CommentedSeq([tree])
        return False
    parent.insert(at, key, CommentedSeq([tree]))
    return True


def _end(held: CommentedMap) -> int:
    """Return where a key is put so that it stands behind the others and before lists of other facts."""
    return next((at for at, key in enumerate(held) if key in ("aspects", "others")), len(held))


def _tree(fact: Fact) -> CommentedMap:
    """Return a fact as the library holds it, without what is empty or a default."""
    tree: CommentedMap = plain(fact_tree(fact))
    for each in (tree, *maps(tree.get("aspects"))):
        for key, default in _DEFAULTS.items():
            if key in each and (default is None or each[key] == default):
                del each[key]
    for key in ("aspects", "others"):
        if key in tree:
            tree[key] = tree.pop(key)
    return tree


def plain(value: Any) -> Any:
    """Return a value of a record's tree in the library's own types, each its own, so that none becomes an alias."""
    if isinstance(value, Wording):
        value = dict(value.texts)
    if isinstance(value, Mapping):
        found = ((key, plain(each)) for key, each in value.items())
        return CommentedMap((key, each) for key, each in found if each not in (None, "", [], {}))
    if isinstance(value, list | tuple):
        return CommentedSeq([plain(each) for each in value])
    return value.value if isinstance(value, Enum) else value


def _yaml(style: tuple[int, int, int] = _STYLES[0]) -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = _WIDEST
    mapping, sequence, offset = style
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    return yaml


def _dumped(root: Any, style: tuple[int, int, int]) -> str:
    stream = io.StringIO()
    _yaml(style).dump(root, stream)
    return stream.getvalue()


def _as_laid_out(root: Any, typed: str) -> tuple[tuple[int, int, int], str]:
    """Return the indentation that comes nearest to what was typed, and the record as the library writes it so."""
    lines = Counter(typed.splitlines())
    best: tuple[int, tuple[int, int, int], str] | None = None
    for style in _STYLES:
        text = _dumped(root, style)
        missed = (lines - Counter(text.splitlines())).total()
        if best is None or missed < best[0]:
            best = (missed, style, text)
        if missed * 10 < lines.total():
            break
    assert best is not None  # There is at least one style.
    return best[1], best[2]


@contextmanager
def tail_kept(node: CommentedMap | CommentedSeq) -> Iterator[None]:
    """Keep the lines of comment behind a part of a record behind it, whatever its last value becomes.

    The library holds them with the last value: they would be lost with it, or stay above what is put behind it.
    """
    text = _cut_tail(node)
    yield
    if text:
        _put_tail(node, text)


def _last(node: Any) -> tuple[Any, Any, int]:
    """Return what holds the last value of a part, its key there, and where the library keeps the comment behind it."""
    while True:
        key = len(node) - 1 if isinstance(node, CommentedSeq) else next(reversed(node))
        value = node[key]
        if not isinstance(value, CommentedMap | CommentedSeq) or not value or value.fa.flow_style():
            return node, key, 0 if isinstance(node, CommentedSeq) else 2
        node = value


def _cut_tail(node: CommentedMap | CommentedSeq) -> str:
    holder, key, slot = _last(node)
    kept = holder.ca.items.get(key)
    token = kept[slot] if kept and len(kept) > slot else None
    if token is None:
        return ""
    own, _, rest = token.value.partition("\n") if token.value.startswith("#") else ("", "", token.value[1:])
    if own:
        token.value = own + "\n"
    else:
        kept[slot] = None
    return f"\n{rest}" if rest or not own else ""


def _put_tail(node: CommentedMap | CommentedSeq, text: str) -> None:
    holder, key, slot = _last(node)
    kept = holder.ca.items.setdefault(key, [None] * (4 if slot else 2))
    if kept[slot] is None:
        kept[slot] = CommentToken(text, CommentMark(0), None)
    else:
        kept[slot].value = kept[slot].value.rstrip("\n") + text

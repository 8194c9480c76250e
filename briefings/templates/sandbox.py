"""The environment that templates run in: plain data, an allow-list of filters, strict names, hard limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, meta, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefings.names import nearest
from briefings.templates.compiled import CompiledTemplates, References
from briefings.templates.faults import TemplateFault
from briefings.templates.guards import (
    LOOPED,
    PLAIN,
    PRINTED,
    SIZED,
    WHOLE,
    guard_syntax,
    guarded_filter,
    guarded_test,
    plain,
    printed,
    sized,
    whole,
)
from briefings.templates.library import MAX_SOURCE

MAX_OUTPUT = 5_000_000
MAX_NESTED_LOOPS = 4
#: Rounds of loops and calls of macros in one run.
MAX_STEPS = 200_000
#: A call takes more time than a round; counted so, the limit is reached well within two seconds on a slow machine too.
_CALL_STEPS = 3
_MAX_ITEMS = 100_000
_MAX_NUMBER = 10**9
_LOOP = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem"})
_REFERRING = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
#: Stock filters that cannot build anything large; those that read text are guarded against tokens.
_STOCK = (
    "default",
    "d",
    "length",
    "count",
    "first",
    "last",
    "list",
    "sort",
    "reverse",
    "unique",
    "groupby",
    "sum",
    "min",
    "max",
)
_STOCK_SELECT = ("selectattr", "rejectattr", "select", "reject", "join", "round", "int", "abs", "map")
_TESTS = (
    "defined",
    "undefined",
    "none",
    "odd",
    "even",
    "divisibleby",
    "string",
    "number",
    "mapping",
    "sequence",
    "true",
    "false",
)
_COMPARING_TESTS = ("equalto", "eq", "==", "ne", "!=", "in", "lt", "gt", "le", "ge")


class NamedUndefined(StrictUndefined):
    """A name nobody defined: any use of it is an error that offers the nearest known name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if isinstance(self._undefined_obj, Mapping):
            known = [str(key) for key in self._undefined_obj]
            close = nearest(name, known)
            hint = f"did you mean “{close}”?" if close else f"known here: {', '.join(known[:30])}"
            return f"there is no “{name}” here | {hint}"
        return self._undefined_hint or f"“{name}” is not defined"


class _Compiler(CodeGenerator):
    """Runs nothing while it compiles: a label of one language must not stay in code that serves others too."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which only plain values, our filters and loops exist."""

    code_generator_class = _Compiler
    intercepted_binops = frozenset({"*", "**", "%", "//", "/", "-", "+"})

    def __init__(self, loader: BaseLoader, filters: Mapping[str, Callable[..., Any]]) -> None:
        """Take where templates come from and our own filters by name."""
        self.references: dict[str, References] = {}
        """What each template so far includes, imports or extends; ``None`` for a name that only a run knows."""
        # Folding constants while compiling would run bombs before any limit starts.
        super().__init__(
            loader=loader,
            undefined=NamedUndefined,
            autoescape=False,
            finalize=printed,
            optimized=False,
            cache_size=400,
            bytecode_cache=CompiledTemplates(self.references),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals.clear()
        stock = {name: guarded_filter(name, self.filters[name]) for name in (*_STOCK, *_STOCK_SELECT)}
        self.filters.clear()
        self.filters.update(stock)
        self.filters.update(filters)
        guards = {PLAIN: plain, WHOLE: whole, PRINTED: printed, SIZED: sized, LOOPED: self._looped}
        self.filters.update(guards)
        self._steps = 0
        tests: dict[str, Any] = dict(self.tests)
        compared = {name: guarded_test(tests[name]) for name in _COMPARING_TESTS}
        self.tests = {name: tests[name] for name in _TESTS} | compared

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the syntax tree with the static limits checked and every comparison, cut and loop guarded."""
        if len(source) > MAX_SOURCE:
            raise TemplateFault(f"the template has more than {MAX_SOURCE} characters")
        if max(len(run) for run in [*re.findall(r"[\[({]+|(?:\bnot\s+|[-+~!])+", source), ""]) > 200:
            raise TemplateFault("brackets or signs are nested too deep")
        tree = super()._parse(source, name, filename)
        # One walk for all: Jinja's own search goes through the whole tree for each kind of node.
        found = list(_all_nodes(tree, 0))
        guard_syntax(found)
        if name is not None:
            references = [node for node in found if isinstance(node, _REFERRING)]
            self.references[name] = tuple(meta.find_referenced_templates(nodes.Template(references)))
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key of a mapping, a fact about a loop or an exported macro; nothing else has attributes."""
        if isinstance(obj, LoopContext):
            if attribute in _LOOP:
                return getattr(obj, attribute)
            raise TemplateFault(f"a loop has no “{attribute}”", f"known: {', '.join(sorted(_LOOP))}")
        if isinstance(obj, TemplateModule) and not attribute.startswith("_"):
            found = getattr(obj, attribute, None)
            if isinstance(found, Macro):
                return found
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an entry of a mapping or list; text cannot be cut."""
        if isinstance(obj, Undefined):
            return obj[argument]  # raises its own error
        if type(obj) is dict:
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        if type(obj) in (list, tuple) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(f"the list has no item {argument}")
        if isinstance(obj, str):
            raise TemplateFault(
                f"text has no part “{argument}”", "print it whole, or with our filters: capital, short, de, a, le"
            )
        raise TemplateFault(f"there is no “{argument}” here")

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro; templates can call nothing else."""
        if isinstance(__obj, Undefined):
            __obj()  # raises its own error
        if not isinstance(__obj, Macro):
            raise SecurityError("only macros can be called")
        __self._count(_CALL_STEPS)
        return sized(super().call(__context, __obj, *args, **kwargs))

    def _looped(self, value: Any) -> Any:
        """Return what a loop goes through as a list, its rounds counted; free text has none."""
        if isinstance(value, Undefined):
            return value
        items = list(whole(value))
        self._count(len(items))
        return items

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise TemplateFault(f"the template takes more than {MAX_STEPS} rounds of loops and calls of macros")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the result of arithmetic on modest numbers; of text and lists there is only the sum, within limits."""
        if operator == "+" and type(left) is type(right) and isinstance(left, str | list):
            if len(left) + len(right) > (MAX_OUTPUT if isinstance(left, str) else _MAX_ITEMS):
                raise TemplateFault("what is added up grows too large")
            return left + right
        numbers = all(isinstance(side, int | float) and abs(side) <= _MAX_NUMBER for side in (left, right))
        if not numbers or operator == "**":
            raise TemplateFault(f"“{operator}” works on numbers up to {_MAX_NUMBER} only")
        if operator in ("/", "//", "%") and right == 0:
            raise TemplateFault("a number is divided by zero")
        return super().call_binop(context, operator, left, right)

    def words(self) -> tuple[str, ...]:
        """Return the names of the filters and tests there are."""
        return tuple(name for name in (*self.filters, *self.tests) if name[:1].isalpha())

    def run(self, name: str, context: Mapping[str, Any]) -> str:
        """Return what a template renders to. Raises ``TemplateFault`` when it prints too much."""
        pieces, size, self._steps = [], 0, 0
        for piece in self.get_template(name).generate(context):
            size += len(piece)
            if size > MAX_OUTPUT:
                raise TemplateFault(f"the template prints more than {MAX_OUTPUT} characters")
            pieces.append(piece)
        return "".join(pieces)


def _all_nodes(node: nodes.Node, depth: int) -> Iterator[nodes.Node]:
    """Yield every node below one. Raises ``TemplateFault`` where loops are nested too deep."""
    if isinstance(node, nodes.For):
        depth += 1
        if depth > MAX_NESTED_LOOPS:
            raise TemplateFault(f"loops are nested more than {MAX_NESTED_LOOPS} deep")
    for field in node.fields:
        value = getattr(node, field, None)
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, nodes.Node):
                yield child
                yield from _all_nodes(child, depth)

"""Guards around what Jinja brings along: free text of a dossier is printed whole, never cut, counted or compared."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from jinja2 import Environment, nodes, pass_environment
from jinja2.filters import make_attrgetter

from briefings.templates.faults import TemplateFault
from briefings.tokens import TOKEN_CHARACTER

#: Names under which the guards themselves are filters; a template that spells one gains nothing.
PLAIN, WHOLE, LOOPED, PRINTED, SIZED = "_plain", "_whole", "_looped", "_printed", "_sized"
MAX_TEXT = 5_000_000
#: Stock filters that put values in order or look for equal ones.
_COMPARING = frozenset({"sort", "unique", "min", "max", "groupby"})
#: The stock filter that only hands a value on.
_PASSING = frozenset({"default", "d"})


def plain(value: Any) -> Any:
    """Return a controlled value as it is; free text of a dossier cannot be compared."""
    texts: Iterable[Any] = value if isinstance(value, list | tuple) else (value,)
    if any(isinstance(text, str) and TOKEN_CHARACTER.search(text) for text in texts):
        raise TemplateFault(
            "free text of the dossier cannot be compared", "compare codes, ids, dates or numbers instead"
        )
    return value


def whole(value: Any) -> Any:
    """Return anything but free text as it is; free text has no parts to go through."""
    if isinstance(value, str) and TOKEN_CHARACTER.search(value):
        raise TemplateFault(
            "free text of the dossier has no parts", "print it whole, or with our filters: capital, short, de, a, le"
        )
    return value


def printed(value: Any) -> Any:
    """Return words or a number as they are; a list or mapping has no words, and prints without end when nested."""
    if isinstance(value, list | tuple | dict):
        raise TemplateFault("a list cannot be printed as it is", "loop over it, or join its words with names")
    return sized(value)


def sized(value: Any) -> Any:
    """Return a text that was put together, if it is not too long."""
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise TemplateFault(f"a text grows to more than {MAX_TEXT} characters")
    return value


def guard_syntax(found: Iterable[nodes.Node]) -> None:
    """Put a guard around what is compared, cut, looped over or put together, given all nodes of a template."""
    for node in found:
        if isinstance(node, nodes.Compare):
            node.expr = _guarded(node.expr, PLAIN)
            for operand in node.ops:
                operand.expr = _guarded(operand.expr, PLAIN)
        elif isinstance(node, nodes.Getitem):
            if isinstance(node.arg, nodes.Slice):  # Jinja compiles a slice past the environment
                node.node = _guarded(node.node, WHOLE)
        elif isinstance(node, nodes.For):
            node.iter = _guarded(node.iter, LOOPED)
        elif isinstance(node, nodes.Concat):
            node.nodes = [_guarded(part, PRINTED) for part in node.nodes]
        elif isinstance(node, nodes.AssignBlock):
            node.filter = nodes.Filter(node.filter, SIZED, [], [], None, None, lineno=node.lineno)


def _guarded(expression: Any, guard: str) -> Any:
    if isinstance(expression, nodes.Const):
        return expression
    return nodes.Filter(expression, guard, [], [], None, None, lineno=expression.lineno)


def guarded_test(test: Callable[..., Any]) -> Callable[..., Any]:
    """Return a stock test that compares controlled values only."""

    @wraps(test)
    def guarded(*values: Any) -> Any:
        return test(*(plain(value) for value in values))

    return guarded


def guarded_filter(name: str, stock: Callable[..., Any]) -> Callable[..., Any]:
    """Return a stock filter that takes no free text apart and puts none in order."""
    if name in _PASSING:
        return stock
    if name in _COMPARING:
        return _comparing(stock)

    @wraps(stock)
    def guarded(*given: Any, **named: Any) -> Any:
        for value in given[:2]:  # the first may be Jinja's own environment or context
            whole(value)
        return sized(stock(*given, **named))

    return guarded


def _comparing(stock: Callable[..., Any]) -> Callable[..., Any]:
    takes = inspect.signature(stock)

    @pass_environment
    def guarded(environment: Environment, value: Any, *given: Any, **named: Any) -> Any:
        items = list(whole(value))
        bound = takes.bind(environment, items, *given, **named)
        key = make_attrgetter(environment, bound.arguments.get("attribute"))
        for item in items:
            plain(key(item))
        return stock(environment, items, *given, **named)

    return guarded

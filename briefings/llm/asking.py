"""A model is asked for what the dossier has no answer to; what it has an answer to needs no network and no client."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Problem
from briefings.llm.answer import Answer
from briefings.llm.endpoint import Deadlines, Endpoint
from briefings.llm.lines import Line
from briefings.llm.reply import answer_in, failed
from briefings.llm.request import Request, request
from briefings.llm.store import AnswerStore

_LONGEST_NAME = 200


class Model(Struct, frozen=True):
    """A model by its name, where it is asked, and where its answers are kept."""

    name: str
    endpoint: Endpoint | None
    """``None``: only kept answers are used."""
    deadlines: Deadlines
    store: AnswerStore
    say: Callable[[str], None]
    """Told of what the desk should know while it waits; not an error."""

    @property
    def rule(self) -> str:
        """Return what a record names as the rule that proposed a fact."""
        return f"model:{self.name}"


def check_name(name: str) -> None:
    """Raise exit 2 for what can be no name of a model: empty, too long, or with white space or unseen characters."""
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or any(map(str.isspace, name)):
        message = "--with takes the name of a model as its endpoint knows it"
        raise BriefingError(Problem(ExitCode.USAGE, message, hint="such as --with mistral-small"))


def answers(model: Model, portions: Sequence[Sequence[Line]]) -> tuple[Answer, ...]:
    """Return an answer for each portion, kept or new; what is new is kept as soon as it is there.

    Raises exit 2 where a portion must be asked and no endpoint is given or no client is installed, exit 7 where an
    answer cannot be kept, exit 10 where the model gives none.
    """
    return tuple(_answer(model, request(model.name, portion)) for portion in portions)


def _answer(model: Model, asked: Request) -> Answer:
    if kept := model.store.find(asked):
        return kept
    if model.endpoint is None:
        message = f"no answer of {model.name} is kept for this text"
        raise BriefingError(Problem(ExitCode.USAGE, message, hint="say with --endpoint where the model is asked"))
    answer = answer_in(_post(model, model.endpoint, asked), model.endpoint.key)
    model.store.keep(asked, answer)
    return answer


def _post(model: Model, endpoint: Endpoint, asked: Request) -> bytes:
    try:
        # The client is in an extra, and a rebuild from kept answers does without.
        from briefings.llm.client import post
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("httpx2"):
            raise
        hint = "install it with: pip install 'briefings[llm]'"
        raise BriefingError(Problem(ExitCode.USAGE, "asking a model needs a client", hint=hint)) from None
    if endpoint.key and endpoint.key.encode() in asked.body:
        # A key may have been pasted into a source by mistake.
        raise failed("the text holds the key", "take it out of the source")
    return post(endpoint, asked.body, model.deadlines, model.say)

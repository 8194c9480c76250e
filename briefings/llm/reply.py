"""What came back from an endpoint: the envelope is opened, and what lies in it is an answer or a reason why not."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Problem
from briefings.llm.answer import Answer, BrokenAnswer, decoded, encoded

#: A shorter key, such as the word that a server of one's own takes for one, may stand in any text.
_LEAST_KEY = 16


class _Message(Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None


class _Choice(Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Reply(Struct, frozen=True):
    choices: list[_Choice]


def answer_in(body: bytes, key: str | None) -> Answer:
    """Return the answer in the body of a reply.

    Raises exit 10 for a body that is no reply of the protocol, for a refusal, for an answer that was cut off or breaks
    the schema, and for one that holds the key: it would be stored with it.
    """
    try:
        choices = msgspec.json.decode(body, type=_Reply).choices
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise failed("its reply is not that of a chat-completions endpoint", _ADDRESS) from None
    if not choices:
        raise failed("its reply holds no answer", "ask again, or ask another model")
    first = choices[0]
    if first.message.refusal:
        raise failed("it refused to read this text", "ask another model, or leave out --with")
    if first.finish_reason == "length":
        raise failed("its answer was cut off", "give the model more room for its answer, or ask another one")
    if first.finish_reason == "content_filter" or not first.message.content:
        raise failed("its reply holds no answer", "ask again, or ask another model")
    return _safe(first.message.content, key)


_ADDRESS = "check the address: it ends with /v1 for most servers"


def _safe(content: str, key: str | None) -> Answer:
    try:
        answer = decoded(content)
    except BrokenAnswer as broken:
        said = str(broken)
        # A message quotes what breaks the schema.
        told = "it does not keep to the schema" if _holds(content, key) or _holds(said, key) else said
        raise failed(told, "ask again, or ask a model that keeps to a JSON schema") from None
    if _holds(encoded(answer).decode(), key):
        raise failed("its answer holds the key; it is not used", "trust this endpoint no more, and change the key")
    return answer


def _holds(text: str, key: str | None) -> bool:
    return key is not None and len(key) >= _LEAST_KEY and key in text


def failed(reason: str, hint: str) -> BriefingError:
    """Return what to raise where the model step failed; the draft has not been touched then."""
    return BriefingError(Problem(ExitCode.MODEL, f"the model gave no answer that can be used: {reason}", hint=hint))

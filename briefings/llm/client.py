"""The one module that speaks to the network: one request, one body, within deadlines and limits.

No proxy or password is taken from the environment, no redirect is followed, nothing that an endpoint says
in an error is shown: it may hold anything, the key among it.
"""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Callable, Mapping

import httpx2
from msgspec import Struct

from briefings.errors import BriefingError
from briefings.llm.endpoint import KEY_VARIABLE, Deadlines, Endpoint
from briefings.llm.reply import failed

#: The longest body read. An answer on one portion has some ten thousand characters.
MOST_BYTES = 2_000_000
_AGAIN = "try again later; nothing was changed"


class _Fault(Struct, frozen=True):
    """A try that failed in a way that another one may not."""

    reason: str
    wait: float | None = None
    """Seconds that the endpoint asks to wait, where it does."""


def post(endpoint: Endpoint, body: bytes, deadlines: Deadlines, say: Callable[[str], None]) -> bytes:
    """Return the body that an endpoint answers with.

    After a fault of the connection, 429 or 5xx it is asked again, twice at most; ``say`` is told of each time. Raises
    exit 10 where no answer comes within the deadlines, for any other status, and for a body that is not JSON or longer
    than ``MOST_BYTES``.
    """
    return asyncio.run(_within(endpoint, body, deadlines, say))


async def _within(endpoint: Endpoint, body: bytes, deadlines: Deadlines, say: Callable[[str], None]) -> bytes:
    try:
        # A reply that drips keeps every other deadline.
        async with asyncio.timeout(deadlines.whole):
            return await _tries(endpoint, body, deadlines, say)
    except TimeoutError:
        reason = f"nothing whole came from {endpoint.shown} in {deadlines.whole:g} seconds"
        raise failed(reason, "give it more time with --deadline, or ask a faster model") from None


async def _tries(endpoint: Endpoint, body: bytes, deadlines: Deadlines, say: Callable[[str], None]) -> bytes:
    silence = httpx2.Timeout(deadlines.read, connect=deadlines.connect)
    async with httpx2.AsyncClient(
        timeout=silence, trust_env=False, follow_redirects=False, proxy=endpoint.proxy
    ) as client:
        for pause in deadlines.pauses:
            told = await _once(client, endpoint, body)
            if not isinstance(told, _Fault):
                return told
            # Clients that were turned away together must not come back together.
            wait = told.wait if told.wait is not None else pause * random.uniform(0.8, 1.2)
            if wait >= deadlines.whole:
                raise failed(f"{told.reason} and asks to wait {wait:.0f} seconds", _AGAIN)
            say(f"{told.reason}; asking again in {wait:.0f} s")
            await asyncio.sleep(wait)
        told = await _once(client, endpoint, body)
        if isinstance(told, _Fault):
            raise failed(f"{told.reason}, three times", _AGAIN)
        return told


async def _once(client: httpx2.AsyncClient, endpoint: Endpoint, body: bytes) -> bytes | _Fault:
    try:
        async with client.stream("POST", endpoint.url, content=body, headers=_headers(endpoint)) as response:
            status = response.status_code
            if status == 429 or status >= 500:
                return _Fault(f"{endpoint.shown} answers with status {status}", _asked_wait(response.headers))
            if status != 200:
                raise _refused(endpoint, status)
            _check_kind(response.headers)
            return await _read(response)
    except (httpx2.TransportError, OSError) as error:
        if _is_untrusted(error):
            hint = "have its certificate put right, or add the one it was signed with to this machine"
            raise failed(f"the certificate of {endpoint.shown} is not trusted", hint) from None
        if isinstance(error, httpx2.UnsupportedProtocol | httpx2.ProxyError):
            raise failed(f"{endpoint.shown} cannot be reached this way", "check --endpoint and --proxy") from None
        return _Fault(_told(endpoint, error))


def _headers(endpoint: Endpoint) -> Mapping[str, str]:
    said = {
        "Accept": "application/json",
        # What is packed may be a thousand times what was sent.
        "Accept-Encoding": "identity",
        "Content-Type": "application/json",
        "User-Agent": "briefing",
    }
    return {**said, "Authorization": f"Bearer {endpoint.key}"} if endpoint.key else said


def _asked_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of ``Retry-After`` (RFC 9110 §10.2.3); a date is left aside, for the pauses of our own do."""
    said = headers.get("retry-after", "").strip()
    return float(said) if said.isascii() and said.isdigit() and len(said) < 7 else None


def _refused(endpoint: Endpoint, status: int) -> BriefingError:
    reason = f"{endpoint.shown} answers with status {status}"
    if status in (401, 403):
        return failed(reason, f"check the key in {KEY_VARIABLE}" if endpoint.key else f"give a key in {KEY_VARIABLE}")
    if 300 <= status < 400:
        return failed(f"{reason}: it sends on to another address", "give that address with --endpoint")
    if status == 404:
        return failed(reason, "check the address, which ends with /v1 for most servers, and the name of the model")
    return failed(reason, "check the name of the model, and that it can answer by a JSON schema")


def _check_kind(headers: Mapping[str, str]) -> None:
    """Raise exit 10 for a body that says it is packed, or that it is not JSON."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise failed("its reply is not JSON", "check the address: it ends with /v1 for most servers")
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise failed("its reply is packed, which nobody asked for", "ask another endpoint")


async def _read(response: httpx2.Response) -> bytes:
    length = response.headers.get("content-length", "")
    found = bytearray()
    if not (length.isdigit() and int(length[:12]) > MOST_BYTES):
        async for piece in response.aiter_raw():
            found += piece
            if len(found) > MOST_BYTES:
                break
        else:
            return bytes(found)
    raise failed(f"its reply is longer than {MOST_BYTES:,} bytes", "ask another model")


def _is_untrusted(error: BaseException | None) -> bool:
    """Return whether an error comes of a certificate, however deep it lies."""
    for _ in range(8):
        if error is None:
            return False
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _told(endpoint: Endpoint, error: Exception) -> str:
    if isinstance(error, httpx2.ConnectTimeout):
        return f"{endpoint.shown} does not take the connection"
    if isinstance(error, httpx2.TimeoutException):
        return f"{endpoint.shown} does not answer"
    if isinstance(error, httpx2.ConnectError):
        return f"no connection to {endpoint.shown}"
    return f"{endpoint.shown} broke off"

"""Where a model is asked: an address that may be asked, the key for it, and how long it may take."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Problem

KEY_VARIABLE = "BRIEFING_LLM_KEY"
#: Read only where the endpoint is the one that this variable is made for, so that its key never goes to another host.
_OTHER_VARIABLE, _OTHER_HOST = "OPENAI_API_KEY", "api.openai.com"
_PATH = "/chat/completions"
_LONGEST = 2_000


class Deadlines(Struct, frozen=True):
    """How long an answer may take, in seconds."""

    connect: float
    read: float
    """The longest silence. An answer comes in one piece, so this is how long a model may think."""
    whole: float
    """All tries with the pauses between them."""
    pauses: tuple[float, float] = (1.0, 3.0)
    """Before the second and the third try, where the endpoint asks for no other."""


def deadlines(whole: float) -> Deadlines:
    """Return the deadlines of an answer that may take so many seconds.

    A silence may last half of it, so that one more try fits, but at least 90 seconds: a small machine thinks long.
    """
    return Deadlines(connect=min(10.0, whole), read=min(whole, max(90.0, whole / 2)), whole=whole)


class Endpoint(Struct, frozen=True):
    """An address that speaks the chat-completions protocol, with what it takes to ask it."""

    url: str
    shown: str
    """Scheme, host and port: what messages say of it."""
    key: str | None
    proxy: str | None = None

    def __repr__(self) -> str:
        """Return what may be seen of it: never the key."""
        return f"Endpoint({self.shown})"


def endpoint(
    address: str, environment: Mapping[str, str], allow_http: bool = False, proxy: str | None = None
) -> Endpoint:
    """Return the endpoint at an address such as ``https://host/v1``, with the key that the environment holds for it.

    Raises exit 2 for what is no http(s) address, for one that holds a password, for plain http to another machine
    unless that is allowed, for a proxy that is no http(s) address, and for a key that no header can carry.
    """
    parts = _split(address, "--endpoint")
    if parts.username is not None or parts.password is not None:
        raise _usage("--endpoint must not hold a user or a password", f"give the key in {KEY_VARIABLE}")
    if parts.scheme == "http" and not allow_http and not _is_loopback(parts.hostname or ""):
        message = "--endpoint is plain http to another machine: the text and the key would travel open to everybody"
        raise _usage(message, "use https, or allow it with --allow-http")
    if proxy is not None:
        _split(proxy, "--proxy")
    path = parts.path.rstrip("/")
    path = path if path.endswith(_PATH) else path + _PATH
    url = parts._replace(path=path, fragment="").geturl()
    return Endpoint(url, f"{parts.scheme}://{parts.netloc}", _key(environment, parts.hostname or ""), proxy)


def _split(address: str, option: str) -> SplitResult:
    message = f"{option} is no http or https address"
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    plain = address.isascii() and address.isprintable() and " " not in address and len(address) <= _LONGEST
    if not known or not plain:
        raise _usage(message, "give one such as https://host.example/v1")
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _key(environment: Mapping[str, str], host: str) -> str | None:
    for name in (KEY_VARIABLE, *([_OTHER_VARIABLE] if host == _OTHER_HOST else ())):
        if key := environment.get(name, "").strip():
            if not key.isascii() or not key.isprintable() or " " in key:
                raise _usage(f"{name} holds characters that no key has", "copy the key again, on one line")
            return key
    return None


def _usage(message: str, hint: str) -> BriefingError:
    return BriefingError(Problem(ExitCode.USAGE, message, hint=hint))

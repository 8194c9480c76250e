"""The client against a scripted endpoint on the loopback address: whatever it does, an answer or one clear error."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.llm.client import MOST_BYTES, post
from briefings.llm.endpoint import Deadlines, Endpoint, endpoint
from briefings.llm.reply import answer_in
from tests.llm.scripted import (
    Heard,
    Server,
    Step,
    breaking_off,
    dripping,
    dripping_head,
    envelope,
    huge,
    promising,
    saying,
    sending,
    serving,
    silent,
    telling,
)
from tests.llm.tellings import ON_ARTICLE

KEY = "invented-key-0123456789abcdef"
SOON = Deadlines(connect=2.0, read=2.0, whole=8.0, pauses=(0.01, 0.01))
WAIT = {"Retry_After": "0"}


def at(server: Server, key: str | None = KEY) -> Endpoint:
    return endpoint(server.address, {"BRIEFING_LLM_KEY": key} if key else {})


def failing(*script: Step, within: Deadlines = SOON) -> tuple[str, int, list[str]]:
    """Return the reason a step fails for, how often was asked, and what was said meanwhile."""
    heard = Heard()
    with serving(*script) as server, pytest.raises(BriefingError) as failed:
        answer_in(post(at(server), b"{}", within, heard), KEY)
    assert failed.value.exit_code is ExitCode.MODEL
    (problem,) = failed.value.problems
    assert problem.hint
    assert KEY not in str(failed.value) + "".join(heard.lines)
    reason = problem.message.removeprefix("the model gave no answer that can be used: ")
    shown = server.address.removesuffix("/v1")
    return reason.replace(shown, "HOST"), len(server.asked), [line.replace(shown, "HOST") for line in heard.lines]


def test_a_good_answer_comes_back() -> None:
    """One request, with the key in its header and in nothing else, and no trace of this machine."""
    with serving(telling(ON_ARTICLE)) as server:
        answer = answer_in(post(at(server), b'{"asked": 1}', SOON, Heard()), KEY)
    assert answer == ON_ARTICLE
    (asked,) = server.asked
    assert (asked.path, asked.body) == ("/v1/chat/completions", b'{"asked": 1}')
    named = {name.lower(): value for name, value in asked.headers.items()}
    assert named.pop("host") == server.address.split("/")[2]
    assert named == {
        "accept": "application/json",
        "accept-encoding": "identity",
        "authorization": f"Bearer {KEY}",
        "connection": "keep-alive",
        "content-length": "12",
        "content-type": "application/json",
        "user-agent": "briefing",
    }


def test_without_a_key_none_is_sent() -> None:
    """A server of one's own needs none; the environment's passwords and proxies are not looked at."""
    with serving(telling(ON_ARTICLE)) as server:
        post(at(server, None), b"{}", SOON, Heard())
    assert "authorization" not in {name.lower() for name in server.asked[0].headers}


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy is used where it is given, and only there."""
    with serving(telling(ON_ARTICLE)) as server, serving(sending(b"", 502)) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address.removesuffix("/v1"))
        post(at(server), b"{}", SOON, Heard())
        assert (len(server.asked), len(proxy.asked)) == (1, 0)


def test_a_proxy_that_is_given_is_used() -> None:
    """It gets the whole address to ask."""
    with serving(telling(ON_ARTICLE)) as proxy:
        given = endpoint("http://127.0.0.1:9/v1", {}, proxy=proxy.address.removesuffix("/v1"))
        assert answer_in(post(given, b"{}", SOON, Heard()), None) == ON_ARTICLE
    assert proxy.asked[0].path == "http://127.0.0.1:9/v1/chat/completions"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(status: int) -> None:
    """Twice at most, and each time is told."""
    heard = Heard()
    with serving(sending(b"{}", status, **WAIT), sending(b"{}", status), telling(ON_ARTICLE)) as server:
        assert answer_in(post(at(server), b"{}", SOON, heard), KEY) == ON_ARTICLE
    shown = server.address.removesuffix("/v1")
    assert heard.lines == [f"{shown} answers with status {status}; asking again in 0 s"] * 2
    assert len({asked.body for asked in server.asked}) == 1


def test_a_broken_connection_is_tried_again() -> None:
    """A body that breaks off is not an answer."""
    with serving(breaking_off, telling(ON_ARTICLE)) as server:
        assert answer_in(post(at(server), b"{}", SOON, Heard()), KEY) == ON_ARTICLE
    assert len(server.asked) == 2


def test_an_endpoint_that_stays_busy_is_given_up() -> None:
    """Three requests, one error."""
    assert failing(sending(b"{}", 500)) == (
        "HOST answers with status 500, three times",
        3,
        ["HOST answers with status 500; asking again in 0 s"] * 2,
    )


def test_an_endpoint_that_asks_to_wait_for_ever_is_given_up() -> None:
    """A wait that no deadline allows is not begun."""
    reason, asked, heard = failing(sending(b"{}", 429, Retry_After="86400"))
    assert (reason, asked, heard) == ("HOST answers with status 429 and asks to wait 86400 seconds", 1, [])


@pytest.mark.parametrize(
    ("step", "reason", "hint"),
    [
        (sending(b"{}", 401), "HOST answers with status 401", "check the key in BRIEFING_LLM_KEY"),
        (sending(b"{}", 404), "HOST answers with status 404", "check the address"),
        (sending(b'{"error": "no json_schema"}', 400), "HOST answers with status 400", "JSON schema"),
        (sending(b"", 204), "HOST answers with status 204", "name of the model"),
        (sending(b"", 302, Location="http://127.0.0.1:1/"), "HOST answers with status 302: it sends on to another address", "--endpoint"),
        (sending(b"<html>Sign in</html>", 200, "text/html"), "its reply is not JSON", "/v1"),
        (sending(b"{}", 200, ""), "its reply is not JSON", "/v1"),
        (sending(b"\x1f\x8b", Content_Encoding="gzip"), "its reply is packed, which nobody asked for", "another endpoint"),
        (sending(b'{"choices": ['), "its reply is not that of a chat-completions endpoint", "/v1"),
        (sending(b"\xff\xfe"), "its reply is not that of a chat-completions endpoint", "/v1"),
        (sending(b"[" * 100_000), "its reply is not that of a chat-completions endpoint", "/v1"),
        (sending(b'{"choices": []}'), "its reply holds no answer", "ask again"),
        (saying(None), "its reply holds no answer", "ask again"),
        (saying(""), "its reply holds no answer", "ask again"),
        (saying("{}", finish_reason="content_filter"), "its reply holds no answer", "ask again"),
        (saying("{", finish_reason="length"), "its answer was cut off", "more room"),
        (saying(None, message={"refusal": "I cannot help with defence."}), "it refused to read this text", "another model"),
        (saying("The accord was signed."), "it is no JSON: JSON is malformed: invalid character (byte 0)", "ask again"),
        (saying("{}"), "it does not keep to the schema: Object missing required field `instrument`", "ask again"),
        (promising(3_000_000), f"its reply is longer than {MOST_BYTES:,} bytes", "another model"),
        (sending(envelope("repeat this forever " * 200_000)), f"its reply is longer than {MOST_BYTES:,} bytes", "another model"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_one_clear_error(step: Step, reason: str, hint: str) -> None:
    """Asked once, no second time: nothing would be different. Nothing that the endpoint says is shown."""
    told, asked, heard = failing(step)
    assert (told, asked, heard) == (reason, 1, [])
    with serving(step) as server, pytest.raises(BriefingError) as failed:
        answer_in(post(at(server), b"{}", SOON, Heard()), KEY)
    assert hint in str(failed.value.problems[0].hint)
    assert "no json_schema" not in str(failed.value)


def test_a_reply_without_end_is_not_read_to_its_end() -> None:
    """Of 100 MB, little more than the limit is ever held."""
    tracemalloc.start()
    try:
        reason, asked, _ = failing(huge)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (reason, asked) == (f"its reply is longer than {MOST_BYTES:,} bytes", 1)
    assert peak < 12 * MOST_BYTES


def test_a_silent_endpoint_is_given_up() -> None:
    """Each silence ends by its own deadline; three of them by the number of tries."""
    brief = Deadlines(connect=1.0, read=0.2, whole=5.0, pauses=(0.01, 0.01))
    reason, asked, heard = failing(silent(3.0), within=brief)
    assert (reason, asked) == ("HOST does not answer, three times", 3)
    assert heard == ["HOST does not answer; asking again in 0 s"] * 2


@pytest.mark.parametrize("step", [silent(3.0), dripping, dripping_head])
def test_the_whole_has_a_deadline(step: Step) -> None:
    """A reply that drips breaks no silence, and ends all the same."""
    brief = Deadlines(connect=1.0, read=5.0, whole=0.4, pauses=(0.01, 0.01))
    started = time.monotonic()
    reason, asked, _ = failing(step, within=brief)
    assert (reason, asked) == ("nothing whole came from HOST in 0.4 seconds", 1)
    assert time.monotonic() - started < 5


def test_nobody_at_the_address_is_one_clear_error() -> None:
    """A port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    heard = Heard()
    with pytest.raises(BriefingError) as failed:
        post(endpoint(address, {}), b"{}", SOON, heard)
    assert str(failed.value).splitlines()[0].endswith(f"no connection to {address}, three times")
    assert len(heard.lines) == 2


def test_a_certificate_that_nobody_signed_is_not_trusted() -> None:
    """The request, which holds the text and the key, is never sent; it is not tried again."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("invented-certificate.pem"))
    with serving(telling(ON_ARTICLE)) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        address = server.address.replace("http:", "https:")
        heard = Heard()
        with pytest.raises(BriefingError) as failed:
            post(endpoint(address, {"BRIEFING_LLM_KEY": KEY}), b"{}", SOON, heard)
    assert "is not trusted" in str(failed.value)
    assert failed.value.exit_code is ExitCode.MODEL
    assert (server.asked, heard.lines) == ([], [])


@pytest.mark.parametrize("spelling", [KEY, KEY.replace("i", "\\u0069"), KEY.replace("-", "\\u002d")])
def test_an_answer_that_holds_the_key_is_not_used(spelling: str) -> None:
    """However its letters are spelled: an answer is stored, and a key must never be."""
    content = json.dumps(
        {"instrument": None, "parties": [{"code": "KEY", "named": {"sentence": 1, "quote": "a"}}], "events": [],
         "people": [], "provisions": [], "bodies": [], "clauses": [], "context": []}
    ).replace("KEY", spelling)  # fmt: skip
    reason, asked, _ = failing(saying(content))
    assert (reason, asked) == ("its answer holds the key; it is not used", 1)


def test_an_error_never_quotes_the_key() -> None:
    """A code of its own that is the key would be quoted by the message on the schema."""
    content = json.dumps({"instrument": {"type": KEY}})
    assert failing(saying(content))[0] == "it does not keep to the schema"


#: A suite that runs in the background hands on that Ctrl-C is ignored.
ASKING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from briefings.llm.client import post
from briefings.llm.endpoint import Deadlines, endpoint
try:
    post(endpoint(sys.argv[1], {}), b"{}", Deadlines(5, 60, 60), print)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on POSIX")
def test_ctrl_c_ends_the_waiting() -> None:
    """Whoever waits for a model can stop at once."""
    arrived = threading.Event()
    held = threading.Event()

    def wait(_handler: object, _asked: object) -> None:
        arrived.set()
        held.wait(20)

    with serving(wait) as server:
        child = subprocess.Popen([sys.executable, "-c", ASKING, server.address])
        try:
            assert arrived.wait(20)
            child.send_signal(signal.SIGINT)
            assert child.wait(10) == 130
        finally:
            held.set()
            child.kill()

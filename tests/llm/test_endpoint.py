"""Where a model may be asked, and whose key goes there."""

from __future__ import annotations

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.llm.endpoint import Deadlines, deadlines, endpoint

KEY = "invented-key-0123456789"


@pytest.mark.parametrize(
    ("address", "url", "shown"),
    [
        ("https://host.example/v1", "https://host.example/v1/chat/completions", "https://host.example"),
        ("https://host.example/v1/", "https://host.example/v1/chat/completions", "https://host.example"),
        ("https://host.example/v1/chat/completions", "https://host.example/v1/chat/completions", "https://host.example"),
        ("https://host.example:8443/a?b=c#d", "https://host.example:8443/a/chat/completions?b=c", "https://host.example:8443"),
        ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions", "http://localhost:11434"),
        ("http://127.0.0.9/v1", "http://127.0.0.9/v1/chat/completions", "http://127.0.0.9"),
        ("http://[::1]:80/v1", "http://[::1]:80/v1/chat/completions", "http://[::1]:80"),
    ],
)  # fmt: skip
def test_an_address_becomes_a_url(address: str, url: str, shown: str) -> None:
    """The path of the protocol is added where it is not given; plain http is for this machine."""
    found = endpoint(address, {})
    assert (found.url, found.shown, found.key) == (url, shown, None)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("host.example/v1", "--endpoint is no http or https address"),
        ("ftp://host.example", "--endpoint is no http or https address"),
        ("file:///etc/passwd", "--endpoint is no http or https address"),
        ("https://", "--endpoint is no http or https address"),
        ("https://[::1", "--endpoint is no http or https address"),
        ("https://host.example:99999/", "--endpoint is no http or https address"),
        ("https://host.example:0/", "--endpoint is no http or https address"),
        ("https://host.example/\nX: y", "--endpoint is no http or https address"),
        ("https://h\u00f6st.example/", "--endpoint is no http or https address"),
        ("https://host.example/" + "a" * 3_000, "--endpoint is no http or https address"),
        ("", "--endpoint is no http or https address"),
        ("https://me:secret@host.example/v1", "--endpoint must not hold a user or a password"),
        ("http://host.example/v1", "plain http to another machine"),
        ("http://127.0.0.1.host.example/v1", "plain http to another machine"),
        ("http://localhost.host.example/v1", "plain http to another machine"),
    ],
)
def test_what_may_not_be_asked_is_refused(address: str, told: str) -> None:
    """Exit 2, with a hint, and nothing secret in the message."""
    with pytest.raises(BriefingError) as refused:
        endpoint(address, {"BRIEFING_LLM_KEY": KEY})
    assert refused.value.exit_code is ExitCode.USAGE
    assert told in str(refused.value)
    assert refused.value.problems[0].hint
    assert "secret" not in str(refused.value)
    assert KEY not in str(refused.value)


def test_plain_http_can_be_allowed() -> None:
    """A desk that has the network to itself may say so."""
    assert endpoint("http://10.0.0.5:8000/v1", {}, allow_http=True).url == "http://10.0.0.5:8000/v1/chat/completions"


@pytest.mark.parametrize(
    ("environment", "host", "key"),
    [
        ({}, "host.example", None),
        ({"BRIEFING_LLM_KEY": f" {KEY}\n"}, "host.example", KEY),
        ({"OPENAI_API_KEY": KEY}, "host.example", None),
        ({"OPENAI_API_KEY": KEY}, "api.openai.com", KEY),
        ({"OPENAI_API_KEY": KEY}, "api.openai.com.host.example", None),
        ({"OPENAI_API_KEY": "other", "BRIEFING_LLM_KEY": KEY}, "api.openai.com", KEY),
        ({"BRIEFING_LLM_KEY": "  "}, "host.example", None),
    ],
)
def test_a_key_goes_only_where_it_belongs(environment: dict[str, str], host: str, key: str | None) -> None:
    """The key of another service is read for its own host alone."""
    assert endpoint(f"https://{host}/v1", environment).key == key


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "cl\u00e9", "a\x00b"])
def test_a_key_that_no_header_can_carry_is_refused(key: str) -> None:
    """The message names the variable and never the key."""
    with pytest.raises(BriefingError) as refused:
        endpoint("https://host.example/v1", {"BRIEFING_LLM_KEY": key})
    assert str(refused.value) == (
        "BRIEFING_LLM_KEY holds characters that no key has\n  hint: copy the key again, on one line"
    )


def test_a_key_is_not_shown() -> None:
    """Not even where a program prints the endpoint."""
    found = endpoint("https://host.example/v1", {"BRIEFING_LLM_KEY": KEY})
    assert KEY not in repr(found)
    assert KEY not in str(found)


def test_a_proxy_must_be_an_address() -> None:
    """It is told apart from the endpoint."""
    with pytest.raises(BriefingError, match="--proxy is no http or https address"):
        endpoint("https://host.example/v1", {}, proxy="proxy:3128")


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (180.0, Deadlines(10.0, 90.0, 180.0)),
        (600.0, Deadlines(10.0, 300.0, 600.0)),
        (60.0, Deadlines(10.0, 60.0, 60.0)),
        (2.0, Deadlines(2.0, 2.0, 2.0)),
    ],
)
def test_deadlines_follow_from_the_whole(whole: float, expected: Deadlines) -> None:
    """None is longer than the whole."""
    assert deadlines(whole) == expected

"""All finders of one text together: time grows with its size, and a text made to hurt is no exception."""

from __future__ import annotations

import time

import pytest

from briefings.extraction.parties import find_parties
from briefings.extraction.people import find_people
from briefings.extraction.reading import Reading
from briefings.extraction.signature import find_signature


def cost(unit: str, size: int) -> float:
    """Return the processor seconds for a text of ``size`` characters made of one unit again and again."""
    text = (unit * (size // len(unit) + 1))[:size]
    start = time.process_time()
    reading = Reading(text)
    signature = find_signature(reading)
    find_parties(reading, signature.signing)
    find_people(reading)
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    [
        "Le 3 mai 2001 à Lomé, le ministre togolais de la Défense, Ali Exemple, a signé un accord avec le Ghana. ",
        "signed ",
        "fait à ",
        "A. ",
        "entre la France et le Mali ",
        "Minister of ",
        "M. Jean ",
        "5 May 2020 ",
        "Paris, le 5 mai 2020 ",
        "For the Government of France ",
        "deux mille ",
        "É-",
        "PARIS - ",
        "KIGALI, 3 May 2021 - ",
    ],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    cost(unit, 500)
    small, large = min(cost(unit, 5_000) for _ in range(2)), cost(unit, 20_000)
    assert large < 4 * 2.5 * small + 0.05

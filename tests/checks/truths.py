"""The truths of both languages, and what may be put around their sentences."""

from __future__ import annotations

from tests.checks.truths_en import AROUND_ENGLISH, ENGLISH
from tests.checks.truths_fr import AROUND_FRENCH, FRENCH

TRUTHS = (*FRENCH, *ENGLISH)
AROUND = {"fr": AROUND_FRENCH, "en": AROUND_ENGLISH}

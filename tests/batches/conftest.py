"""What the tests of batches share."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save thousands of files without waiting for the disk; what a power cut may do is no matter of these tests."""
    monkeypatch.setattr(os, "fsync", lambda _: None)

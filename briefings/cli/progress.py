"""How far a batch is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

#: Seconds of work that need no sign of life.
_PATIENCE = 1.0
#: Seconds between two lines where there is no bar, and parts of the whole after which one comes sooner.
_LINE_SECONDS = 30.0
_PARTS = 10
_LEAST_SECONDS = 5.0


@dataclass
class Counts:
    """What a batch has come to."""

    total: int
    built: int = 0
    unchanged: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """Return how many dossiers have ended."""
        return self.built + self.unchanged + self.failed


class Progress:
    """Shows counts while they grow, on standard error."""

    def __init__(self, counts: Counts, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the counts to be shown; a quiet one shows nothing."""
        self.counts = counts
        self.quiet = quiet
        self.clock = clock
        self.begun = self.told = clock()
        self.told_part = 0
        self.bar: Any = None
        self.drawn = 0

    def step(self) -> None:
        """Show that one more dossier has ended, where there is anything to show yet."""
        passed = self.clock() - self.begun
        if self.quiet or passed < _PATIENCE:
            return
        if sys.stderr.isatty():
            self._draw()
        else:
            self._tell(passed)

    def seconds(self) -> float:
        """Return how long the batch has taken."""
        return self.clock() - self.begun

    def rate(self) -> float:
        """Return dossiers a second."""
        return self.counts.done / max(self.seconds(), 0.001)

    def close(self) -> None:
        """Leave the line of the bar."""
        if self.bar is not None:
            self.bar.render_finish()
            self.bar = None

    def _draw(self) -> None:
        if self.bar is None:
            self.bar = click.progressbar(
                length=self.counts.total,
                label="building",
                file=sys.stderr,
                show_pos=True,
                show_percent=False,
                width=0,
                item_show_func=lambda _: self._remark(),
                update_min_steps=1,
            )
            # The bar reckons with the time of day.
            self.bar.start = self.bar.last_eta = time.time() - self.seconds()
            self.bar.render_progress()
        self.bar.update(self.counts.done - self.drawn, current_item=self.counts)
        self.drawn = self.counts.done

    def _remark(self) -> str:
        failed = f", {self.counts.failed} failed" if self.counts.failed else ""
        return f"{self.rate():.1f}/s{failed}"

    def _tell(self, passed: float) -> None:
        part = self.counts.done * _PARTS // max(self.counts.total, 1)
        since = self.clock() - self.told
        if self.counts.done >= self.counts.total or (
            since < _LINE_SECONDS and (part == self.told_part or since < _LEAST_SECONDS)
        ):
            return
        self.told, self.told_part = self.clock(), part
        left = (self.counts.total - self.counts.done) / max(self.counts.done / passed, 1e-9)
        click.echo(f"{self.counts.done} of {self.counts.total} dossiers, {self._remark()}, {left:.0f} s left", err=True)

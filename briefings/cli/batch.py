"""``briefing build`` for many dossiers: what it shows while it runs, and what it says at the end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from briefings.batch.engines import Engine
from briefings.batch.runner import Ended, run_batch
from briefings.build.making import Choice
from briefings.cli.interrupts import interruption
from briefings.cli.options import Settings
from briefings.cli.progress import Counts, Progress
from briefings.cli.report import print_failure, print_table, problem_as_json, report_problems
from briefings.cli.stale import stale_line
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.workspace import Workspace

#: Problems of one dossier that are kept for the end; `briefing check` tells the rest.
_MOST_KEPT = 20
_MOST_ROWS = 200


class _Failed(Struct, frozen=True):
    dossier: str
    code: ExitCode
    problems: tuple[Problem, ...]
    count: int


class BatchReport:
    """What is told of a batch, as it goes."""

    def __init__(self, settings: Settings, total: int, allow_missing_glyphs: bool = False) -> None:
        """Take the settings, how many dossiers there are, and whether characters may be missing."""
        self.settings = settings
        self.allow_missing_glyphs = allow_missing_glyphs
        self.counts = Counts(total)
        self.progress = Progress(self.counts, settings.quiet)
        self.failed: list[_Failed] = []

    def add(self, ended: Ended) -> None:
        """Tell how one dossier ended."""
        state = ended.state
        setattr(self.counts, state, getattr(self.counts, state) + 1)
        if ended.problems:
            kept = ended.problems[:_MOST_KEPT]
            self.failed.append(_Failed(ended.dossier, ended.exit_code, kept, len(ended.problems)))
        if self.settings.json:
            print_event(state, dossier=ended.dossier, **_details(ended))
        if self.settings.verbose and not self.settings.quiet:
            self._remarks(ended)
        self.progress.step()

    def _remarks(self, ended: Ended) -> None:
        result = ended.result
        if result is None:
            return
        for text in result.remarks:
            click.echo(f"{ended.dossier}: remark: {text}", err=True)
        if line := stale_line(self.settings, result, self.allow_missing_glyphs):
            click.echo(line, err=True)

    def finish(self) -> ExitCode:
        """Tell every problem, the summary and the table of what failed; return the exit code."""
        self.progress.close()
        self.failed.sort(key=lambda failed: failed.dossier)
        report_problems((problem for failed in self.failed for problem in _named(failed)), "")
        code = self.exit_code()
        if self.settings.json:
            print_event("finished", **self._counted(), exit=int(code))
        elif not self.settings.quiet:
            click.echo(self.summary())
            self._print_failed()
        return code

    def exit_code(self) -> ExitCode:
        """Return 0 where nothing failed, 9 where some did, and where all did the code of the first stage."""
        if not self.failed:
            return ExitCode.DONE
        if self.counts.failed < self.counts.total:
            return ExitCode.BATCH
        return BriefingError(replace(failed.problems[0], code=failed.code) for failed in self.failed).exit_code

    def break_off(self, word: str, late: Sequence[Ended], code: ExitCode, problems: Sequence[Problem] = ()) -> None:
        """Say how far an interrupted batch has come, what was saved at the last moment included."""
        self.progress.close()
        for ended in late:
            self.add(ended)
        self.progress.close()
        if self.settings.json:
            told = [problem_as_json(problem) for problem in problems]
            print_event("interrupted", **self._counted(), exit=int(code), problems=told)
        done = self.counts.built + self.counts.unchanged
        click.echo(
            f"{word}: {done} of {_dossiers(self.counts.total)} done; the same command goes on from there", err=True
        )

    def summary(self) -> str:
        """Return the line of counts, such as ``12 dossiers: 10 built, 1 unchanged, 1 failed in 2 s (6.0/s)``."""
        counts, seconds = self.counts, self.progress.seconds()
        parts = (f"{counts.built:,} built", f"{counts.unchanged:,} unchanged", f"{counts.failed:,} failed")
        took = f"{seconds:.1f}" if seconds < 10 else f"{seconds:,.0f}"
        return f"{_dossiers(counts.total)}: {', '.join(parts)} in {took} s ({self.progress.rate():.1f}/s)"

    def _counted(self) -> dict[str, Any]:
        counts = self.counts
        return {
            "dossiers": counts.total,
            "built": counts.built,
            "unchanged": counts.unchanged,
            "failed": counts.failed,
            "seconds": round(self.progress.seconds(), 3),
        }

    def _print_failed(self) -> None:
        if not self.failed:
            return
        rows = [(failed.dossier, str(int(failed.code)), _first(failed)) for failed in self.failed[:_MOST_ROWS]]
        print_table(("failed", "exit", "first problem"), rows)
        if len(self.failed) > _MOST_ROWS:
            click.echo(f"… and {len(self.failed) - _MOST_ROWS:,} more; --json tells all")


def build_many(
    settings: Settings, workspace: Workspace, ids: Sequence[str], choice: Choice, engine: Engine
) -> ExitCode:
    """Build dossiers and tell how it goes; return the exit code. Interrupted, it says how far it came."""
    report = BatchReport(settings, len(ids), choice.allow_missing_glyphs)
    if settings.json:
        print_event("started", dossiers=len(ids), engine=engine.name, jobs=engine.width)
    late: list[Ended] = []
    try:
        with closing(run_batch(workspace, ids, choice, engine, late=late)) as endings:
            for ended in endings:
                report.add(ended)
    except (KeyboardInterrupt, SystemExit):
        code, word = interruption()
        report.break_off(word, late, code)
        return code
    except BriefingError as error:
        report_problems(error.problems)
        if report.counts.done:
            report.break_off("broken off", late, error.exit_code, error.problems)
        elif settings.json:
            print_failure(error.problems)
        return error.exit_code
    return report.finish()


def print_event(event: str, **values: Any) -> None:
    """Print one event as one line of JSON, at once."""
    click.echo(json.dumps({"event": event, **values}, ensure_ascii=False))


def _details(ended: Ended) -> dict[str, Any]:
    result = ended.result
    if result is None:
        return {"exit": int(ended.exit_code), "problems": [problem_as_json(problem) for problem in ended.problems]}
    return {
        "folder": f"output/{result.dossier}",
        "written": [entry.file for entry in result.written],
        "unchanged": [entry.file for entry in result.unchanged],
        "carried": [entry.file for entry in result.carried],
        "stale": list(result.stale),
        "remarks": list(result.remarks),
    }


def _named(failed: _Failed) -> list[Problem]:
    """Return the problems of a dossier; one that has no place is told with the dossier's name."""
    told = [p if p.location else replace(p, message=f"{failed.dossier}: {p.message}") for p in failed.problems]
    if (more := failed.count - len(told)) > 0:
        hint = f"briefing check {failed.dossier}"
        told.append(Problem(failed.code, f"{failed.dossier}: {more} problems more", hint=hint))
    return told


def _first(failed: _Failed) -> str:
    problem = next((p for p in failed.problems if p.code == failed.code), failed.problems[0])
    return f"{problem.location}: {problem.message}" if problem.location else problem.message


def _dossiers(count: int) -> str:
    return f"{count:,} dossier{'' if count == 1 else 's'}"

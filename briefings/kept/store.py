"""The file that results are kept in: a SQLite database under ``output/.checks``, and the only one that speaks SQLite.

Whatever is wrong with it costs time and nothing else. A row counts only where the digest of its inputs is asked for
and its own digest fits; a file that is damaged, or another program's, is discarded; where nothing can be written, or
another check holds the file for long, results are not kept. Nothing here raises.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

FOLDER, FILE = ".checks", "results.sqlite"
#: Longer results belong to dossiers with thousands of problems, which nobody checks twice unchanged.
MOST_CHARACTERS = 250_000
_LARGEST = 2_000_000
_WAIT_SECONDS = 2.0
_ROWS_AT_ONCE = 500
_SECONDS_UNSAVED = 1.0

_TABLE = (
    "CREATE TABLE kept (kind TEXT, dossier TEXT, inputs TEXT, body TEXT, proof TEXT, PRIMARY KEY (kind, dossier)) "
    "WITHOUT ROWID"
)
#: What may come of a file system or of another process; the file itself may be sound.
_HINDRANCES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PROTOCOL,
    }
)


class KeptResults:
    """Results by kind and dossier; a context manager that saves what is new when it ends."""

    def __init__(self, output: Path) -> None:
        """Take the output folder of a workspace; it and the file are made when there is something to keep."""
        self.notes: list[str] = []
        """What became of keeping, for those who ask; empty where all went well."""
        self._folder = output / FOLDER
        self._database: sqlite3.Connection | None = None
        self._unsaved: dict[tuple[str, str], tuple[str, str]] = {}
        self._saved_at = time.monotonic()
        self._gone = False
        with self._guarded():
            if (self._folder / FILE).exists():
                self._open()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Save what is new, also when the work was interrupted."""
        self._save()
        self._close()

    def get(self, kind: str, dossier: str, inputs: str) -> str | None:
        """Return what is kept for these very inputs, or ``None``."""
        if self._database is None:
            return None
        with self._guarded():
            query = "SELECT inputs, body, proof FROM kept WHERE kind = ? AND dossier = ?"
            row = self._database.execute(query, (kind, dossier)).fetchone()
            if row and row[0] == inputs and isinstance(row[1], str) and row[2] == _proof(kind, dossier, inputs, row[1]):
                return row[1]
        return None

    def put(self, kind: str, dossier: str, inputs: str, body: str) -> None:
        """Keep a result in the place of an earlier one."""
        if self._gone or len(body) > MOST_CHARACTERS:
            return
        self._unsaved[kind, dossier] = (inputs, body)
        if len(self._unsaved) >= _ROWS_AT_ONCE or time.monotonic() - self._saved_at > _SECONDS_UNSAVED:
            self._save()

    def drop_all_but(self, dossiers: Collection[str]) -> None:
        """Forget every dossier that is not among these."""
        self._save()
        if self._database is None:
            return
        wanted = frozenset(dossiers)
        with self._guarded():
            found = [(row[0],) for row in self._database.execute("SELECT DISTINCT dossier FROM kept")]
            if dropped := [row for row in found if row[0] not in wanted]:
                with self._transaction(self._database):
                    self._database.executemany("DELETE FROM kept WHERE dossier = ?", dropped)

    def _save(self) -> None:
        if not self._unsaved or self._gone:
            return
        if self._database is None:
            self._open()
        rows = [(*key, *value, _proof(*key, *value)) for key, value in self._unsaved.items()]
        self._unsaved.clear()
        if self._database is not None:
            with self._guarded(), self._transaction(self._database):
                self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", rows)
        self._saved_at = time.monotonic()

    def _open(self) -> None:
        """Open the file, made where there is none; one that is not as this module writes it is discarded first."""
        for _ in range(2):
            with self._guarded():
                self._folder.mkdir(parents=True, exist_ok=True)
                file = self._folder / FILE
                if self._folder.is_symlink() or file.is_symlink() or (file.exists() and not file.is_file()):
                    self._give_up("output/.checks is not as this program makes it")
                    return
                self._database = sqlite3.connect(file, timeout=_WAIT_SECONDS, isolation_level=None)
                self._prepare(self._database)
            if self._gone or self._database is not None:
                return

    def _prepare(self, database: sqlite3.Connection) -> None:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
        # A database from elsewhere may hold triggers and views: none runs, and none is left.
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA synchronous = NORMAL")
        with self._transaction(database) if not _tables(database) else contextlib.nullcontext():
            if not (found := _tables(database)):
                database.execute(_TABLE)
            elif found != [("table", "kept", _TABLE)]:
                raise sqlite3.DatabaseError("another program's tables")

    @contextlib.contextmanager
    def _transaction(self, database: sqlite3.Connection) -> Iterator[None]:
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Go on where the file fails: it is discarded when it is damaged, and left alone when it cannot be used now."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            if code is not None and code & 0xFF in _HINDRANCES:
                self._give_up("output/.checks cannot be used now")
            else:
                self._discard()
        except OSError:
            self._give_up("output/ cannot be written")

    def _give_up(self, reason: str) -> None:
        self._close()
        self._gone = True
        self._unsaved.clear()
        self.notes.append(f"results are not kept: {reason}")

    def _discard(self) -> None:
        """Remove the file with its journal; the next result to keep makes a new one."""
        self._close()
        self.notes.append("kept results were damaged and have been discarded")
        try:
            for name in (f"{FILE}-journal", f"{FILE}-wal", f"{FILE}-shm", FILE):
                (self._folder / name).unlink(missing_ok=True)
        except OSError:
            self._give_up("output/.checks cannot be written")

    def _close(self) -> None:
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None


def _tables(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()


def _proof(*fields: str) -> str:
    return hashlib.sha256("\0".join(fields).encode("utf-8", "surrogatepass")).hexdigest()

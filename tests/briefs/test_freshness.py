"""A build makes a file only where something that it is made from has other content than when it was made."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.build.build import Choice, Result, build_dossier, save_made
from briefings.build.freshness import Freshness
from briefings.build.making import make_set
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import own_templates, probe, set_bytes, small_workspace

_ALL = 20
_RECORD = "sources/small/accord.yaml"
_SOURCE = "sources/small/source-1.txt"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A workspace with templates of its own and a whole saved set."""
    workspace = small_workspace(tmp_path)
    own_templates(workspace)
    build_dossier(workspace, "small")
    return workspace


def _names(result: Result) -> tuple[set[str], set[str]]:
    return {entry.file for entry in result.written}, {entry.file for entry in result.unchanged}


def _append(name: str, words: str) -> Callable[[Workspace], None]:
    def change(workspace: Workspace) -> None:
        with (workspace.root / name).open("a", encoding="utf-8") as stream:
            stream.write(words)

    return change


def _swap(name: str, old: str, new: str) -> Callable[[Workspace], None]:
    def change(workspace: Workspace) -> None:
        path = workspace.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def test_nothing_changed_nothing_built(desk: Workspace) -> None:
    """The second build writes nothing: the same folder, files untouched, all of them named as unchanged."""
    folder = (desk.output / "small").resolve()
    times = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = build_dossier(desk, "small")
    assert (again.written, again.carried, again.stale, again.changed) == ((), (), (), False)
    assert len(again.unchanged) == _ALL
    assert {path.name: path.stat().st_mtime_ns for path in (desk.output / "small").resolve().iterdir()} == times


_CHANGES: dict[str, tuple[Callable[[Workspace], None], set[str] | None]] = {
    "record": (_append(_RECORD, "# a remark\n"), None),
    "source": (_append(_SOURCE, "One line more, invented.\n"), None),
    "house style": (_swap("templates/house.yaml", "en: en-GB", "en: en-US"), None),
    "a section for all": (_append("templates/base.md.j2", "{# a comment #}\n"), None),
    "an audience": (_swap("templates/press.md.j2", "target: 1", "target: 2"), {"press.en", "press.fr"}),
    "a language's labels": (
        _append("templates/fr/labels.yaml", "# une remarque\n"),
        {f"{name}.fr" for name in ("analyst", "defence-staff", "minister", "parliament", "press")},
    ),
}


@pytest.mark.parametrize("what", _CHANGES)
def test_a_change_builds_what_was_made_from_it_and_no_more(desk: Workspace, what: str, tmp_path: Path) -> None:
    """The set is then, byte for byte, what a build from nothing makes."""
    change, briefs = _CHANGES[what]
    change(desk)
    made = build_dossier(desk, "small")
    written, unchanged = _names(made)
    assert len(written) + len(unchanged) == _ALL
    if briefs is None:
        assert len(written) == _ALL
    else:
        assert written == {f"small.{brief}.{form}" for brief in briefs for form in ("docx", "pdf")}
    incremental = set_bytes(desk, "small")
    assert build_dossier(desk, "small", Choice(force=True)).written
    assert set_bytes(desk, "small") == incremental


def test_the_time_of_a_file_is_no_content(desk: Workspace) -> None:
    """A record that is written again with the same words builds nothing."""
    path = desk.root / _RECORD
    data = path.read_bytes()
    path.write_bytes(data)
    os.utime(path, (2_000_000_000, 2_000_000_000))
    assert not build_dossier(desk, "small").written


def test_line_ends_of_a_source_are_no_content(desk: Workspace) -> None:
    """A source counts by its canonical text: CRLF and a byte-order mark change nothing."""
    path = desk.root / _SOURCE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert not build_dossier(desk, "small").written


def test_force_builds_all(desk: Workspace) -> None:
    """With the same bytes, so the set is the same."""
    made = build_dossier(desk, "small", Choice(force=True))
    assert (len(made.written), made.unchanged, made.changed) == (_ALL, (), False)


def test_a_damaged_file_is_built_again(desk: Workspace) -> None:
    """Whether it is shorter, of the same length, or gone; the others stay."""
    before = set_bytes(desk, "small")
    folder = desk.output / "small"
    (folder / "small.press.en.docx").write_bytes(b"short")
    (folder / "small.press.fr.pdf").write_bytes(bytes(len(before["small.press.fr.pdf"])))
    (folder / "small.minister.en.pdf").unlink()
    made = build_dossier(desk, "small")
    briefs = {name.split(".", 1)[1].rsplit(".", 1)[0] for name in _names(made)[0]}
    assert briefs == {"press.en", "press.fr", "minister.en"}
    assert set_bytes(desk, "small") == before


def test_a_new_audience_is_built_alone(desk: Workspace) -> None:
    """What was there is not made again."""
    probe(desk, "# T\n\nwords\n")
    written, unchanged = _names(build_dossier(desk, "small"))
    assert written == {f"small.probe.{code}.{form}" for code in ("en", "fr") for form in ("docx", "pdf")}
    assert len(unchanged) == _ALL


def test_files_of_an_audience_that_is_gone_are_taken_out_and_told(desk: Workspace) -> None:
    """They could never be built again and would be stale for ever."""
    template = probe(desk, "# T\n\nwords\n")
    build_dossier(desk, "small")
    template.unlink()
    made = build_dossier(desk, "small")
    assert made.changed and not made.written
    assert made.remarks[-2:] == tuple(
        f"taken out: probe in {code}, which the dossier has no brief for any more" for code in ("en", "fr")
    )
    assert not [name for name in set_bytes(desk, "small") if "probe" in name]
    assert not build_dossier(desk, "small").changed


def test_files_of_an_audience_that_may_not_read_the_dossier_now_are_taken_out(desk: Workspace) -> None:
    """A dossier marked higher leaves no brief behind with those who may not read it."""
    _swap(_RECORD, "marking: public", "marking: restricted")(desk)
    made = build_dossier(desk, "small")
    names = set(set_bytes(desk, "small")) - {"manifest.json"}
    assert {entry.audience for entry in made.written} == {name.split(".")[1] for name in names}
    assert "press" not in {entry.audience for entry in made.written}
    assert "taken out: press in en, which the dossier has no brief for any more" in made.remarks


def test_a_record_that_goes_back_is_right_again(desk: Workspace) -> None:
    """Edit, build one brief, undo the edit: the others are what they should be, the one is built again."""
    before = (desk.root / _RECORD).read_bytes()
    whole = set_bytes(desk, "small")
    _append(_RECORD, "# a remark\n")(desk)
    assert len(build_dossier(desk, "small", Choice(("press",), ("fr",))).stale) == 18
    (desk.root / _RECORD).write_bytes(before)
    written, unchanged = _names(build_dossier(desk, "small"))
    assert written == {"small.press.fr.docx", "small.press.fr.pdf"}
    assert len(unchanged) == 18
    assert set_bytes(desk, "small") == whole


def test_a_set_that_another_build_replaced_meanwhile_is_not_patched(desk: Workspace) -> None:
    """What was to stay is gone: nothing is saved, and the build makes all."""
    _swap("templates/press.md.j2", "target: 1", "target: 2")(desk)
    freshness = Freshness(desk)
    standing = freshness.standing("small", Choice())
    assert standing
    made = make_set(desk, "small", Choice(), None, standing.fresh)
    (desk.output / "small" / "small.minister.en.pdf").unlink()
    before = set_bytes(desk, "small")
    assert save_made(desk, made, freshness) is None
    assert set_bytes(desk, "small") == before
    assert len(build_dossier(desk, "small").written) == 6


def test_a_broken_house_style_is_told_although_a_set_is_there(desk: Workspace, briefing: Command) -> None:
    """An unchanged dossier hides no problem."""
    _append("templates/house.yaml", "nonsense: 1\n")(desk)
    made = briefing("build", "small", cwd=desk.root)
    assert made.code == 4
    assert "nonsense" in made.err


def test_source_date_epoch_is_an_input(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set, changed or unset: the files are made anew."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763856000")
    assert len(build_dossier(desk, "small").written) == _ALL
    assert not build_dossier(desk, "small").written
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert len(build_dossier(desk, "small").written) == _ALL


def test_the_command_says_what_was_built(desk: Workspace, briefing: Command) -> None:
    """In one line."""
    assert briefing("build", "small", cwd=desk.root).out == "output/small: 20 files; nothing had changed\n"
    _swap("templates/press.md.j2", "target: 1", "target: 2")(desk)
    assert briefing("build", "small", cwd=desk.root).out == "output/small: 4 files, 16 unchanged\n"
    assert briefing("build", "small", "--force", cwd=desk.root).out == "output/small: 20 files; nothing had changed\n"

import os
from pathlib import Path

import pytest
from handmade import said

from sqc.notes import SqcError
from sqc.output import write_atomically, write_together


def refused(path):
    with pytest.raises(SqcError) as caught:
        write_atomically(path, "new")
    assert caught.value.key == "output-not-writable"
    assert said(caught.value)[0].endswith("No file was changed.")
    return said(caught.value)[0]


@pytest.mark.parametrize(
    ("content", "data"), [("直径\r\n", "直径\r\n".encode()), (b"\x89PNG", b"\x89PNG"), ("", b"")]
)
def test_text_and_bytes(tmp_path, content, data):
    path = tmp_path / "a.csv"
    write_atomically(path, content)
    write_atomically(str(path), content)
    assert path.read_bytes() == data
    assert os.listdir(tmp_path) == ["a.csv"]


def test_the_old_file_stays_whole_when_writing_stops(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(Path, "replace", full)
    assert "No space left on device" in refused(path)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_no_folder_and_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refused("report/chart.png").startswith(
        "report/chart.png cannot be written: there is no folder report"
    )
    (tmp_path / "b").mkdir()
    assert refused("b") == "b cannot be written: it is a folder. No file was changed."
    (tmp_path / "file").write_text("old")
    refused("file/chart.png")
    assert (tmp_path / "file").read_text() == "old"


def test_a_link_is_followed_and_permissions_stay(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_no_file_is_changed_when_one_cannot_be_written(tmp_path, monkeypatch):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("old")
    with pytest.raises(SqcError):
        write_together([(first, "new"), (tmp_path / "no" / "b.csv", "new")])
    written = []

    def full(handle):
        written.append(handle)
        if len(written) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SqcError):
        write_together([(first, "new"), (second, "new")])
    assert first.read_text() == "old" and os.listdir(tmp_path) == ["a.csv"]

"""Bad input: exit 2 and the place, or a finding; never a traceback, never a wrong chart."""

from __future__ import annotations

import errno
import gzip
import json
import zipfile

import pytest

from sqc.cli.main import main
from sqc.i18n.reasons import reason_of

COLUMN = [f"{10 + i % 7 / 10:.1f}" for i in range(30)]


def run(capsys, *arguments):
    code = main([*arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    assert "fault inside" not in err
    return code, out, " ".join(err.split())


def table(head, *rows):
    return "\n".join([head, *rows]) + "\n"


# file name, content, arguments, key, what the message says
REFUSED = [
    ("empty.csv", b"", [], "empty-file", "empty.csv is empty (0 bytes)."),
    ("blank.csv", b"\n\n   \n", [], "empty-file", "blank.csv"),
    ("bom.csv", b"\xef\xbb\xbf", [], "empty-file", "bom.csv"),
    ("header.csv", b"lot,d\n", [], "empty-file", "header.csv has a header but no rows."),
    ("one.csv", b"d\n5.1\n", [], "too-few-values", "one value of d"),
    (
        "missing.csv",
        table("d", *["-", "N/A", "/", "未检", "—"] * 4).encode(),
        ["--value", "d"],
        None,
        "missing.csv",
    ),
    ("constant.csv", table("d", *["5.02"] * 40).encode(), [], "no-variation", "all 40 values are 5.02"),
    ("inf.csv", table("d", *COLUMN, "inf").encode(), [], "bad-cell", 'line 32, column d: "inf"'),
    ("minusinf.csv", table("d", *COLUMN, "-Infinity").encode(), ["--value", "d"], "bad-cell", "line 32"),
    ("huge.csv", table("d", *COLUMN, "1e308").encode(), [], "bad-cell", 'line 32, column d: "1e308"'),
    ("over.csv", table("d", *COLUMN, "1e999").encode(), ["--value", "d"], "bad-cell", "line 32"),
    ("text.csv", table("d", *COLUMN, "12.0l8", *COLUMN).encode(), [], "bad-cell", '"12.0l8" is not a number'),
    ("range.csv", table("d", *COLUMN, "10.1~10.3").encode(), [], "bad-cell", "10.1~10.3"),
    ("over_load.csv", table("d", *COLUMN, "OL").encode(), [], None, '"OL"'),
    ("censored.csv", table("d", *COLUMN, "<0.01").encode(), [], "censored-cell", "--censored"),
    (
        "twice.csv",
        table("d,d", *[f"{v},{v}1" for v in COLUMN]).encode(),
        ["--value", "d"],
        "duplicate-column",
        "two columns",
    ),
    (
        "unasked.csv",
        table("d,d", *[f"{v},{v}1" for v in COLUMN]).encode(),
        [],
        "duplicate-column",
        "choose one: --value 1 or 2.",
    ),
    (
        "columns.csv",
        table("lot,d", *[f"a{i},{v}" for i, v in enumerate(COLUMN)]).encode(),
        ["--value", "diameter"],
        "unknown-column",
        'no column "diameter"',
    ),
    (
        "ones.csv",
        table("subgroup,d", *[f"{i},{v}" for i, v in enumerate(COLUMN)]).encode(),
        ["--kind", "xbar-r", "--subgroup", "subgroup"],
        "subgroups-of-one",
        "one value",
    ),
    (
        "negative.csv",
        table("lot,defectives,inspected", "1,3,100", "2,-4,100", "3,2,100").encode(),
        [],
        "impossible-count",
        "line 3",
    ),
    (
        "over_n.csv",
        table("lot,defectives,inspected", "1,3,200", "2,212,200", "3,2,200").encode(),
        [],
        "impossible-count",
        "212 nonconforming of 200 inspected",
    ),
    (
        "fraction.csv",
        table("lot,defectives,inspected", "1,3.5,200", "2,2,200", "3,2,200").encode(),
        ["--kind", "p", "--value", "defectives", "--inspected", "inspected"],
        None,
        "3.5",
    ),
    (
        "noinspected.csv",
        table("lot,defectives,inspected", "1,0,0", "2,0,0", "3,0,0").encode(),
        [],
        "no-data-left",
        "nothing is left",
    ),
    (
        "negative_n.csv",
        table("lot,defectives,inspected", "1,0,100", "2,0,-100", "3,2,100").encode(),
        [],
        None,
        "line 3",
    ),
    (
        "ragged.csv",
        table("a,b,d", "1,x,8.001", "2,y,8,004", "3,z,8.002", "4,z,8.002").encode(),
        [],
        "ragged-rows",
        "line 3: 4 cells",
    ),
    ("binary.csv", bytes(range(256)) * 40, [], None, "binary.csv"),
    ("nul.csv", b"d\n1.0\n\x00\x00\x00\n2.0\n", [], None, "nul.csv"),
    ("png.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(200)), [], "not-text", "png.csv"),
    ("broken.csv", "直径\n1.0\n".encode() + b"\xff\xfe\xfd 2.0\n", [], "wrong-encoding", "line 3"),
    ("xls.xlsx", b"not a workbook", [], None, "xls.xlsx"),
    ("cut.csv.gz", gzip.compress(b"d\n1.0\n2.0\n3.0\n" * 50)[:-12], [], None, "cut.csv.gz"),
    (
        "year.csv",
        table("日期,d", *[f"3/{i + 1},{v}" for i, v in enumerate(COLUMN)]).encode(),
        ["--order", "日期"],
        "date-without-year",
        "no year",
    ),
]


@pytest.mark.parametrize(
    ("name", "content", "arguments", "key", "said"), REFUSED, ids=[row[0] for row in REFUSED]
)
def test_refused(folder, capsys, name, content, arguments, key, said):
    (folder / name).write_bytes(content)
    code, out, err = run(capsys, "chart", name, *arguments)
    assert code == 2
    assert out == ""
    assert said in err
    code, out, _ = run(capsys, "chart", name, *arguments, "--format", "json")
    assert code == 2
    error = json.loads(out)["error"]
    assert error["message"]
    if key is not None:
        assert error["key"] == key
    code, out, err = run(capsys, "--lang", "zh", "chart", name, *arguments)
    assert code == 2
    assert err.startswith("错误：")
    run(capsys, "look", name)


def test_a_spreadsheet_with_the_wrong_ending(folder, capsys):
    with zipfile.ZipFile(folder / "book.csv", "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    code, _, err = run(capsys, "chart", "book.csv")
    assert code == 2
    assert "book.csv" in err


def test_a_folder(folder, capsys):
    (folder / "data.csv").mkdir()
    code, _, err = run(capsys, "chart", "data.csv")
    assert code == 2
    assert "data.csv is a folder" in err


def test_a_file_that_is_not_there(folder, capsys):
    (folder / "rings.csv").write_text("d\n1\n", encoding="utf-8")
    code, _, err = run(capsys, "chart", "rings.cvs")
    assert code == 2
    assert "there is no file rings.cvs in this folder; rings.csv is there." in err


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [
        (errno.EACCES, "Permission denied", "权限不足"),
        (errno.ENOENT, "No such file or directory", "没有该文件或文件夹"),
        (errno.EISDIR, "Is a directory", "是文件夹"),
        (errno.ENOSPC, "No space left on device", "磁盘空间不足"),
        (errno.EROFS, "Read-only file system", "文件系统只读"),
        (errno.ENAMETOOLONG, "File name too long", "文件名过长"),
        (9999, "as the system has it", "as the system has it"),
    ],
)
def test_the_reason_of_the_system_is_said_in_the_language_of_the_reader(number, en, zh):
    reason = reason_of(OSError(number, "as the system has it"))
    assert (reason.render("en"), reason.render("zh")) == (en, zh)


def test_a_name_that_is_too_long(folder, capsys):
    code, out, err = run(capsys, "chart", "a" * 300 + ".csv", "--lang", "zh")
    assert (code, out) == (2, "")
    assert "打不开（文件名过长）" in err


def test_a_file_that_vanished(folder, capsys):
    (folder / "link.csv").symlink_to("gone.csv")
    code, out, err = run(capsys, "chart", "link.csv")
    assert (code, out) == (2, "")
    assert "link.csv" in err


@pytest.mark.parametrize(
    "error",
    [
        OSError(5, "Input/output error"),
        PermissionError(13, "Permission denied"),
        FileNotFoundError(2, "gone"),
    ],
)
def test_a_file_that_cannot_be_read(folder, capsys, monkeypatch, error):
    import builtins
    import io
    from pathlib import Path

    real = io.open

    def unreadable(file, *a, **k):
        if str(file).endswith("good.csv"):
            raise error
        return real(file, *a, **k)

    monkeypatch.setattr(builtins, "open", unreadable)
    monkeypatch.setattr(io, "open", unreadable)
    monkeypatch.setattr(Path, "open", lambda self, *a, **k: unreadable(self, *a, **k))
    code, out, err = run(capsys, "chart", "good.csv")
    assert (code, out) == (2, "")
    assert "good.csv" in err


@pytest.mark.parametrize(
    "name", ["", " ", "a\0b.csv", "x" * 5000, "con/../none.csv", "~nobody/x.csv", "*.csv"]
)
def test_strange_names(folder, capsys, name):
    code, out, err = run(capsys, "chart", name)
    assert code == 2
    assert out == ""
    assert err.startswith("error:")


@pytest.mark.parametrize("name", ["", "a\0b.png", "x" * 5000 + ".png", ".png/", "nul\n.png"])
def test_strange_output_names(folder, capsys, name):
    code, _, err = run(capsys, "chart", "good.csv", "-o", name)
    assert code in (0, 2)
    assert not err or err.startswith("error:")


def test_a_group_of_one_mixed_in_is_a_finding(folder, capsys):
    rows = [f"{i // 5},{10 + i % 7 / 10}" for i in range(60)] + ["99,10.3"]
    (folder / "a.csv").write_text(table("subgroup,d", *rows), encoding="utf-8")
    code, out, _ = run(capsys, "chart", "a.csv", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert "subgroup-of-one" in [f["key"] for f in found["findings"]]
    assert found["panels"][1]["statistic"][-1] is None


def test_missing_cells_are_counted_and_said(folder, capsys):
    rows = [*COLUMN, "-", "未检", "", *COLUMN]
    (folder / "a.csv").write_text(table("n,d", *[f"{i},{v}" for i, v in enumerate(rows)]), encoding="utf-8")
    code, out, _ = run(capsys, "chart", "a.csv", "--value", "d", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert found["source"]["n_missing"] == 3
    assert "missing" in [f["key"] for f in found["findings"]]


def test_one_missing_line_is_named(folder, capsys):
    (folder / "a.csv").write_text(
        table("n,d", *[f"{i},{v}" for i, v in enumerate([*COLUMN, "未检", *COLUMN])]), encoding="utf-8"
    )
    _, out, _ = run(capsys, "chart", "a.csv", "--value", "d")
    assert "未检" in out
    assert "32" in out


def test_repeated_rows_are_used_and_said(folder, capsys):
    rows = [f"2024-03-01 08:{i:02d},{v}" for i, v in enumerate(COLUMN)]
    (folder / "a.csv").write_text(table("time,d", *rows, rows[3], rows[4]), encoding="utf-8")
    _, out, _ = run(capsys, "chart", "a.csv", "--format", "json")
    found = json.loads(out)
    assert "duplicate-rows" in [f["key"] for f in found["findings"]]
    assert found["facts"]["n_points"]["value"] == 32


def test_a_limits_file_is_no_data(folder, capsys):
    run(capsys, "chart", "good.csv", "--save-limits", "a.toml")
    code, _, _ = run(capsys, "chart", "a.toml")
    assert code == 2


@pytest.mark.parametrize(
    "text", ["", "limits", "[limits]\nkind = 3", "\x00\xff", "[limits]\n" + "a = [" * 5000, "x" * 100_000]
)
def test_broken_limits_files(folder, capsys, text):
    (folder / "a.toml").write_text(text, encoding="latin-1")
    code, out, err = run(capsys, "chart", "good.csv", "--limits", "a.toml")
    assert (code, out) == (2, "")
    assert "a.toml" in err


def test_spoilt_numbers_never_become_text_or_shift(folder, capsys):
    """Full-width digits, thousands marks, decimal commas: the numbers or an error, never others."""
    values = ["１２．０５", "12.06", "１２.07", " 12.04 ", "12.05"] * 6
    (folder / "a.csv").write_text(table("d", *values), encoding="utf-8")
    _, out, _ = run(capsys, "chart", "a.csv", "--format", "json")
    assert json.loads(out)["panels"][0]["statistic"][:3] == [12.05, 12.06, 12.07]
    (folder / "b.csv").write_text(table("n;d", *[f"{i};12,0{i % 7}" for i in range(30)]), encoding="utf-8")
    _, out, _ = run(capsys, "chart", "b.csv", "--value", "d", "--format", "json")
    assert json.loads(out)["panels"][0]["statistic"][:2] == [12.0, 12.01]


@pytest.mark.parametrize(
    "cells",
    [
        ["1e5000"],
        ["--5"],
        ["5-"],
        ["0x1F"],
        ["1_000"],
        ["٣"],
        ["½"],
        ["12．0l8"],
        ["1.2.3"],
        ["+"],
        ["e5"],
        ["5。1"],
    ],
)
def test_odd_cells_are_refused_where_they_are_used(folder, capsys, cells):
    (folder / "a.csv").write_text(table("d", *COLUMN, *cells, *COLUMN), encoding="utf-8")
    code, out, err = run(capsys, "chart", "a.csv", "--value", "d")
    assert (code, out) == (2, ""), out
    assert "line 32" in err


def test_escape_sequences_of_the_data_do_not_reach_the_terminal(folder, capsys):
    rows = [f"\x1b[31mred{i}\x1b]0;title\x07,{v}" for i, v in enumerate(COLUMN)]
    (folder / "a.csv").write_text(table("lot,\x1b[2Jd", *rows[:-1], "lot,30"), encoding="utf-8")
    for form in ("text", "md"):
        _, out, err = run(capsys, "chart", "a.csv", "--kind", "i-mr", "--format", form)
        assert "\x1b" not in out + err
        assert "\x07" not in out + err
    run(capsys, "chart", "a.csv", "--value", "nothing")
    assert "\x1b" not in run(capsys, "look", "a.csv")[1]

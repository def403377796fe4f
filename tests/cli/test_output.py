"""What is printed and written: formats, files by their ending, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest

from sqc.cli.main import main


def strict(text):
    def refuse(name):
        raise AssertionError(name)

    return json.loads(text, parse_constant=refuse)


def test_quiet_is_line_one(folder, capsys):
    main(["chart", "bad.csv"])
    first = capsys.readouterr().out.splitlines()[0]
    assert main(["chart", "bad.csv", "--quiet"]) == 0
    assert capsys.readouterr().out == first + "\n"


def test_quiet_keeps_json_whole(folder, capsys):
    main(["chart", "bad.csv", "--quiet", "--format", "json"])
    assert strict(capsys.readouterr().out)["analysis"] == "chart"


def test_json(folder, capsys):
    main(["chart", "bad.csv", "--format", "json"])
    found = strict(capsys.readouterr().out)
    assert {
        "sqc",
        "analysis",
        "kind",
        "source",
        "facts",
        "parameters",
        "panels",
        "signals",
        "findings",
        "provenance",
    } <= set(found)
    assert found["kind"] == "i-mr"
    assert found["facts"]["i_center"]["unit"] == "mm"
    assert found["panels"][1]["statistic"][0] is None
    signal = found["signals"][0]
    assert (signal["panel"], signal["position"], signal["rule"], signal["points"]) == (
        "i",
        20,
        "nelson-1",
        [20],
    )
    main(["chart", "bad.csv", "--quiet"])
    line = capsys.readouterr().out.strip()
    assert line == f"[act] {found['findings'][0]['text']}"


def test_json_sentences_follow_the_language_and_keys_do_not(folder, capsys):
    main(["chart", "bad.csv", "--format", "json"])
    en = strict(capsys.readouterr().out)
    main(["chart", "bad.csv", "--format", "json", "--lang", "zh"])
    zh = strict(capsys.readouterr().out)
    assert [f["key"] for f in en["findings"]] == [f["key"] for f in zh["findings"]]
    assert en["facts"].keys() == zh["facts"].keys()
    assert en["findings"][0]["text"] != zh["findings"][0]["text"]


def test_csv_is_full_precision(folder, capsys):
    main(["chart", "bad.csv", "--format", "json"])
    found = strict(capsys.readouterr().out)
    main(["chart", "bad.csv", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 40
    assert [float(row["i"]) for row in rows] == found["panels"][0]["statistic"]
    assert float(rows[0]["i_upper"]) == found["panels"][0]["upper"][0]
    assert rows[0]["mr"] == ""
    assert "nelson-1" in rows[19]["i_rules"]


def test_markdown(folder, capsys):
    main(["chart", "bad.csv", "--format", "md"])
    out = capsys.readouterr().out
    assert out.startswith("# I-MR chart of d (mm)")
    assert "| " in out


def test_every_ending(folder, capsys):
    names = ["a.png", "a.svg", "a.json", "a.csv", "a.md", "UPPER.PNG"]
    arguments = ["chart", "bad.csv"]
    for name in names:
        arguments += ["-o", name]
    assert main(arguments) == 0
    assert (folder / "a.png").read_bytes().startswith(b"\x89PNG\r\n")
    assert (folder / "UPPER.PNG").read_bytes().startswith(b"\x89PNG\r\n")
    assert b"<svg" in (folder / "a.svg").read_bytes()[:2000]
    assert strict((folder / "a.json").read_text(encoding="utf-8"))["kind"] == "i-mr"
    assert (folder / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "a.md").read_text(encoding="utf-8").startswith("# ")
    assert "error" not in capsys.readouterr().err


def test_every_ending_in_chinese(folder):
    arguments = [
        "chart",
        "bad.csv",
        "--lang",
        "zh",
        "-o",
        "图.png",
        "-o",
        "图.svg",
        "-o",
        "图.md",
        "-o",
        "图.csv",
    ]
    assert main(arguments) == 0
    assert "单值" in (folder / "图.md").read_text(encoding="utf-8")


def test_the_same_call_writes_the_same_bytes(folder):
    for name in ("a.png", "a.svg", "a.json"):
        main(["chart", "bad.csv", "-o", name])
        first = (folder / name).read_bytes()
        main(["chart", "bad.csv", "-o", name])
        assert (folder / name).read_bytes() == first


@pytest.mark.parametrize("name", ["a.bmp", "a.xyz", "a", "a.", ".png.", "a.csv.gz"])
def test_unknown_ending_before_any_work(folder, capsys, name):
    assert main(["chart", "nothing-there.csv", "-o", name]) == 2
    err = capsys.readouterr().err
    assert "-o " + name in err
    assert "png" in err
    assert "nothing-there" not in err


def test_one_unknown_ending_and_nothing_is_written(folder):
    assert main(["chart", "good.csv", "-o", "a.png", "-o", "b.bmp"]) == 2
    assert not (folder / "a.png").exists()


def test_output_into_a_folder_that_is_not_there(folder, capsys):
    assert main(["chart", "good.csv", "-o", "no/a.json"]) == 2
    err = capsys.readouterr().err
    assert "no/a.json cannot be written" in err
    assert not (folder / "no").exists()


def test_output_is_a_folder(folder, capsys):
    (folder / "a.json").mkdir()
    assert main(["chart", "good.csv", "-o", "a.json"]) == 2
    assert "it is a folder" in capsys.readouterr().err


def test_two_outputs_and_one_cannot_be_written_leaves_none(folder, capsys):
    """No file was changed: that is what the message says."""
    (folder / "a.json").write_text("old", encoding="utf-8")
    assert main(["chart", "good.csv", "-o", "a.json", "-o", "no/b.json"]) == 2
    assert "No file was changed" in capsys.readouterr().err
    assert (folder / "a.json").read_text(encoding="utf-8") == "old"


def test_limits_and_output_are_saved_together_or_not_at_all(folder, capsys):
    assert main(["chart", "good.csv", "--save-limits", "a.toml", "-o", "no/b.json"]) == 2
    assert "No file was changed" in capsys.readouterr().err
    assert not (folder / "a.toml").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_read_only_folder(folder, capsys):
    (folder / "ro").mkdir()
    (folder / "ro" / "a.json").write_text("old", encoding="utf-8")
    (folder / "ro").chmod(0o500)
    try:
        assert main(["chart", "good.csv", "-o", "ro/a.json"]) == 2
        assert (folder / "ro" / "a.json").read_text(encoding="utf-8") == "old"
    finally:
        (folder / "ro").chmod(0o700)


@pytest.mark.parametrize("step", ["replace", "fsync", "write"])
def test_the_old_file_stays_whole_when_the_disk_is_full(folder, capsys, monkeypatch, step):
    (folder / "a.json").write_text("old", encoding="utf-8")

    def full(*a, **k):
        raise OSError(28, "No space left on device")

    if step == "replace":
        monkeypatch.setattr("pathlib.Path.replace", full)
    elif step == "fsync":
        monkeypatch.setattr("os.fsync", full)
    else:
        real = os.fdopen

        def fdopen(*a, **k):
            file = real(*a, **k)
            file.raw.close() if hasattr(file, "raw") else None
            return file

        monkeypatch.setattr("os.fdopen", full)
    assert main(["chart", "good.csv", "-o", "a.json"]) == 2
    assert "No space left" in capsys.readouterr().err
    assert (folder / "a.json").read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in folder.iterdir()) == ["a.json", "bad.csv", "good.csv"]


def test_output_over_the_input_is_refused_or_harmless(folder):
    before = (folder / "good.csv").read_bytes()
    assert main(["chart", "good.csv", "-o", "good.csv"]) == 2
    assert (folder / "good.csv").read_bytes() == before
    assert main(["chart", "good.csv", "--save-limits", "good.csv"]) == 2
    assert (folder / "good.csv").read_bytes() == before


def test_symbolic_links_stay_links(folder):
    (folder / "real.json").write_text("old", encoding="utf-8")
    try:
        (folder / "link.json").symlink_to("real.json")
    except OSError:
        pytest.skip("no symbolic links here")
    main(["chart", "good.csv", "-o", "link.json"])
    assert (folder / "link.json").is_symlink()
    assert strict((folder / "real.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_text_cells_that_a_spreadsheet_would_run_are_guarded(folder, capsys, sign):
    rows = ["lot,d"] + [f'"{sign}cmd|x!A{i}",{10 + i % 5 / 10}' for i in range(12)]
    (folder / "evil.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
    assert main(["chart", "evil.csv", "--value", "d", "--format", "csv"]) == 0
    cells = [row[0] for row in csv.reader(io.StringIO(capsys.readouterr().out, newline=""))][1:]
    assert len(cells) == 12
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    main(["chart", "evil.csv", "--value", "d", "-o", "out.csv"])
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)][1:] == cells


def test_headers_are_guarded_too(folder, capsys):
    rows = ["=lot,d"] + [f"a{i},{10 + i % 5 / 10}" for i in range(12)]
    (folder / "evil.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    main(["chart", "evil.csv", "--value", "d", "--kind", "i-mr", "--subgroup", "=lot", "--format", "csv"])
    main(["look", "evil.csv", "--format", "csv"])
    for row in csv.reader(io.StringIO(capsys.readouterr().out)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@"))]


def test_negative_numbers_stay_numbers(folder, capsys):
    (folder / "neg.csv").write_text(
        "d\n" + "\n".join(f"-{i % 7}.5" for i in range(30)) + "\n", encoding="utf-8"
    )
    main(["chart", "neg.csv", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert float(rows[1]["i"]) == -1.5


def test_digits_of_the_text_never_hide_a_signal(folder, capsys):
    """A value and the limit it has crossed never print the same."""
    values = [10.0, 10.1] * 20
    (folder / "a.csv").write_text(
        "d\n" + "\n".join(f"{v:.1f}" for v in [*values, 10.4]) + "\n", encoding="utf-8"
    )
    main(["chart", "a.csv", "--format", "md"])
    for line in capsys.readouterr().out.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[4].startswith("1:"):
            assert cells[2] != cells[3]

"""Files that hold more than they show: refused by a limit that an option raises, in little memory."""

from __future__ import annotations

import gzip
import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hostile.fuzz import seeds
from sqc.data.compound import check_compound
from sqc.data.extent import extent
from sqc.data.packed import unpacked
from sqc.data.read import ReadOptions, read_table
from sqc.data.room import most_columns, room
from sqc.data.spool import Spooled
from sqc.i18n.message import words
from sqc.notes import SqcError

ROOT = Path(__file__).parents[2]
TEXT = "sample,d\n" + "".join(f"{k},{k % 7}.5\n" for k in range(60))
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{column}{row}"><v>2</v></c></row>'
CELL = (
    '<table:table-cell office:value-type="float" office:value="1"{more}><text:p>1</text:p></table:table-cell>'
)
NINETY = ' table:number-columns-repeated="90"'
EMPTY = b'<table:table-cell table:number-columns-repeated="16384"/>'


def refused(data, **options):
    with pytest.raises(SqcError) as caught:
        read_table(data, ReadOptions(**options))
    return caught.value


def hinted(error):
    """The size that the error says to ask for."""
    (hint,) = error.hints
    assert "可信" in words(hint, "zh")
    return words(hint, "en").split("--max-size ")[1]


def xlsx(sheet, level=6):
    """A workbook with this in its sheet."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(seeds._xlsx("a\n1", ","))) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                head, _, rest = text.partition("<sheetData>")
                text = f"{head}<sheetData>{sheet}</sheetData>{rest.partition('</sheetData>')[2]}"
            new.writestr(name, text)
    return kept.getvalue()


def test_gzip_is_unpacked_to_a_limit():
    data = gzip.compress(TEXT.encode())
    assert unpacked("a.gz", data + data, 10**6) == TEXT.encode() * 2
    assert unpacked("a.gz", data + bytes(600), 10**6) == TEXT.encode()
    assert unpacked("a.gz", data, len(TEXT)) == TEXT.encode()
    error = refused(Spooled(data), max_size="400")
    assert error.key == "too-large"
    assert words(error.message, "en") == "- unpacks to more than 400; it was not read further."
    assert read_table(Spooled(data), ReadOptions(max_size=hinted(error))).n_rows == 60
    for broken in (data[:-9], data[:30], data + b"no gzip"):
        assert refused(Spooled(broken)).key == "broken-file"


@pytest.mark.parametrize(
    ("given", "size"),
    [("2GB", 2 * 10**9), ("1.5 mb", 1_500_000), ("800", 800), ("3k", 3000), ("1TB", 10**12)],
)
def test_sizes(given, size):
    assert room(given) == size


@pytest.mark.parametrize("given", ["", "-1GB", "0", "much", "1e9", "inf", "GB", "9" * 400, "1GiB"])
def test_sizes_that_are_none(given):
    assert refused([1.0, 2.0], max_size=given).key == "option-range"


def test_cells_far_apart():
    far = xlsx(FAR.format(row=50_000, column="XFD"))
    error = refused(Spooled(far))
    assert error.key == "too-large"
    assert words(error.message, "en") == (
        "-: a sheet reaches over 50,000 rows and 16,384 columns; 15,625,000 cells are read at most."
    )
    assert hinted(error) == "52.5GB"
    error = refused(Spooled(xlsx(FAR.format(row=3000, column="D"))), max_size="500kB")
    found = read_table(Spooled(xlsx(FAR.format(row=3000, column="D"))), ReadOptions(max_size=hinted(error)))
    assert found.n_rows


@pytest.mark.slow
def test_a_million_declared_rows_and_few_cells():
    sheet = FAR.format(row=1_048_576, column="A").replace("<row", '<row spans="1:16384"')
    found = read_table(Spooled(xlsx(sheet).replace(b"A1:A2", b"A1:Z9")))
    assert found.lines.tolist() == [1, 1_048_576]


@pytest.mark.parametrize(
    ("content", "reach"),
    [
        (b"<sheetData><row><c/><c/></row><row><c/></row></sheetData>", (2, 2)),
        (b"<x:sheetData><x:row r='7'><x:c r='b7'/></x:row></x:sheetData>", (7, 2)),
        (b'<sheetData><row r="2"><c r="B99999999999999999999"/></row></sheetData>', (999_999_999_999, 2)),
        (b'<sheetData><row r="4294967295"><c r="A4294967295"/></row></sheetData>', (4294967295, 1)),
        (b"<table:table-row>" + CELL.format(more=NINETY).encode(), (1, 90)),
        (b'<table:table-row table:number-rows-repeated="80">' + CELL.format(more="").encode(), (80, 1)),
        (
            b"<table:table-row>"
            + CELL.format(more="").encode()
            + EMPTY
            + b'<table:table-row table:number-rows-repeated="1048575">'
            + EMPTY,
            (1, 1),
        ),
        (
            b"\x81\x01\x00" + struct.pack("<BBI", 0, 4, 99) + struct.pack("<BBII", 2, 8, 16383, 0),
            (100, 16384),
        ),
        (b"plain", (0, 0)),
    ],
)
def test_extents(content, reach):
    assert extent(content) == reach


def test_sizes_in_an_archive_are_not_believed():
    data = bytearray(xlsx("<row/>" + " " * 3_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        sizes = [one.file_size for one in archive.infolist()]
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(mark)
        while place >= 0:
            if struct.unpack_from("<I", data, place + at)[0] == max(sizes):
                struct.pack_into("<I", data, place + at, 10)
            place = data.find(mark, place + 4)
    assert refused(Spooled(bytes(data)), max_size="2MB").key == "too-large"


def xls():
    return bytearray(seeds._xls("a\n1\n3", ","))


def test_a_chain_of_sectors_that_bites_its_tail():
    data = xls()
    check_compound("a.xls", bytes(data))
    table = struct.unpack_from("<I", data, 76)[0]
    entry = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, (table + 1) * 512 + 4 * entry, entry)
    assert refused(Spooled(bytes(data))).key == "broken-file"


def test_records_that_reach_or_count_too_far():
    cell = struct.pack("<HHHH", 0x027E, 10, 1, 0)
    data = bytes(xls())
    assert cell in data
    assert refused(Spooled(data.replace(cell, cell[:6] + b"\x60\xea"))).key == "broken-file"
    texts = data.index(b"\xfc\x00")
    data = data[: texts + 8] + b"\xff\xff\xff\xff" + data[texts + 12 :]
    assert refused(Spooled(data)).key == "broken-file"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_too_many_cells(end):
    wide = ",".join(f"x{k}" for k in range(20_000))
    error = refused(Spooled(end.join(["n,d", "1,2", wide, "3,4"]).encode()))
    assert error.key == "too-large"
    assert words(error.message, "en") == "-, line 3: 20,000 cells; 16,384 columns are read at most."
    line = end.join([wide, ",".join(["1"] * 20_000), ""]).encode()
    found = read_table(Spooled(line), ReadOptions(max_size=hinted(refused(Spooled(line)))))
    assert len(found.columns) == 20_000
    text = end.join(["note,d", '"' + "x " * 10_000 + '",2', "b,3"]).encode()
    assert read_table(Spooled(text)).n_rows == 2
    assert most_columns(room("2GB")) == 32_768


# what a hostile file of little weight may cost: the interpreter, numpy and pandas are 100 MB of it
MEMORY = 1_500_000_000
BOMBS = {
    "gzip bomb": ("a.csv.gz", lambda: gzip.compress(bytes(10**7)) * 800, "too-large"),
    "100 MB line": ("a.csv", lambda: b"1," * 50_000_000, "too-large"),
    "100 MB line of one cell": ("a.csv", lambda: b"1" * 100_000_000, "long-cell"),
    "100,000 columns": ("a.csv", lambda: b",".join([b"1.5"] * 100_000) + b"\n", "too-large"),
    "100,000 columns, 100 rows": (
        "a.csv", lambda: (b",".join([b"1.5"] * 100_000) + b"\n") * 100, "too-large",
    ),
    "sheet of 17 thousand million cells": (
        "a.xlsx", lambda: xlsx(FAR.format(row=1_048_576, column="XFD")), "too-large",
    ),
    "sheet of 1.1 GB": ("a.xlsx", lambda: xlsx(" " * 1_100_000_000, 1), "too-large"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("which", BOMBS)
def test_bombs_in_little_memory(tmp_path, which):
    name, content, key = BOMBS[which]
    (tmp_path / name).write_bytes(content())
    code = (
        "import json, resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "from sqc.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", code, "chart", name, "--format", "json"],
        cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 2, ran.stderr[-2000:]
    assert f'"key": "{key}"' in ran.stdout

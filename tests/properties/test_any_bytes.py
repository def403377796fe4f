"""Any bytes as a file: an answer or an error that teaches, never a traceback and never exit 3."""

from __future__ import annotations

import contextlib
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sqc.cli.main import main

QUIET = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MANY = settings(QUIET, max_examples=2500)

CELL = st.one_of(
    st.integers(-5, 300).map(str),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: f"{x:.3f}"),
    st.sampled_from(
        [
            "",
            "-",
            "N/A",
            "未检",
            "合格",
            "不合格",
            "√",
            "OK",
            "<0.01",
            "1,234.5",
            "12,5",
            "3.0%",
            "１２．５",
            "2024/3/5",
            "3/5",
            "inf",
            "nan",
            "1e308",
            "-1e-308",
            '"',
            "=1+1",
            "合计",
            "平均",
            "12.5mm",
            "10~12",
            "\x1b[31m",
            "日期",
            "8:30",
            "0",
            "+5",
            "a" * 300,
        ]
    ),
    st.text(max_size=6),
)
HEAD = st.one_of(
    st.sampled_from(
        [
            "d",
            "直径(mm)",
            "子组",
            "subgroup",
            "lot",
            "stage",
            "阶段",
            "不合格数",
            "检验数",
            "缺陷数",
            "面积",
            "时间",
            "x1",
            "x2",
            "x3",
            "",
            "d",
            "result",
            "零件号",
            "评价人",
            "试验次数",
            "状态",
            "不合格率",
        ]
    ),
    st.text(max_size=8),
)


@st.composite
def tables(draw):
    """A table that nobody prepared: any delimiter, encoding, line end, title and ragged rows."""
    columns = draw(st.integers(1, 6))
    between = draw(st.sampled_from([",", ";", "\t", "，"]))
    kinds = [
        draw(st.sampled_from([CELL, st.integers(0, 40).map(str), st.floats(9, 11).map(lambda x: f"{x:.2f}")]))
        for _ in range(columns)
    ]
    lines = [draw(st.text(max_size=12)) for _ in range(draw(st.integers(0, 2)))]
    lines.append(between.join(draw(HEAD) for _ in range(columns)))
    lines.extend(between.join(draw(kind) for kind in kinds) for _ in range(draw(st.integers(0, 14))))
    if draw(st.booleans()):
        lines.append(draw(st.text(max_size=20)))
    text = draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"]))
    return text.encode(encoding, errors="ignore")


ARGUMENTS = st.sampled_from(
    [
        ["look"],
        ["chart"],
        ["chart", "--kind", "i-mr"],
        ["chart", "--size", "3"],
        ["chart", "--kind", "p"],
        ["chart", "--kind", "c"],
        ["chart", "--kind", "xbar-s"],
        ["chart", "--value", "d"],
        ["chart", "--value", "1"],
        ["chart", "--missing", "0"],
        ["chart", "--value", "d", "--kind", "i-mr", "--stage", "stage", "--rules", "nelson"],
        ["chart", "--kind", "u", "--alpha", "0.01"],
    ]
)


def check(path, data, arguments):
    path.write_bytes(data)
    for form in ("text", "json"):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([arguments[0], str(path), *arguments[1:], "--format", form])
        assert code in (0, 2), err.getvalue()
        assert "Traceback" not in err.getvalue()
        if form == "json":
            found = json.loads(out.getvalue(), parse_constant=lambda name: pytest.fail(name))
            assert ("error" in found) is (code == 2)
        else:
            assert bool(out.getvalue()) is (code == 0)
            assert "nan" not in out.getvalue().split("Read")[0].lower() or b"n" in data.lower()


@QUIET
@given(st.binary(max_size=400), ARGUMENTS)
def test_any_bytes(tmp_path, data, arguments):
    check(tmp_path / "a.csv", data, arguments)


@QUIET
@given(tables(), ARGUMENTS)
def test_any_table(tmp_path, data, arguments):
    check(tmp_path / "a.csv", data, arguments)


@QUIET
@given(st.binary(max_size=200), st.sampled_from(["a.xlsx", "a.xls", "a.csv.gz", "a.tsv", "a.txt", "a"]))
def test_any_bytes_under_any_name(tmp_path, data, name):
    check(tmp_path / name, data, ["chart"])


@QUIET
@given(st.binary(max_size=300))
def test_any_bytes_as_a_limits_file(tmp_path, data):
    (tmp_path / "d.csv").write_text("d\n1\n2\n3\n2\n1\n", encoding="utf-8")
    (tmp_path / "a.toml").write_bytes(data)
    err = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(err):
        assert main(["chart", str(tmp_path / "d.csv"), "--limits", str(tmp_path / "a.toml")]) == 2, (
            err.getvalue()
        )


@pytest.mark.slow
@MANY
@given(st.binary(max_size=4000), ARGUMENTS)
def test_any_bytes_at_length(tmp_path, data, arguments):
    check(tmp_path / "a.csv", data, arguments)


@pytest.mark.slow
@MANY
@given(tables(), ARGUMENTS)
def test_any_table_at_length(tmp_path, data, arguments):
    check(tmp_path / "a.csv", data, arguments)

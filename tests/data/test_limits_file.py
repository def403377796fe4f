from pathlib import Path

import pytest
from handmade import said
from hypothesis import given
from hypothesis import strategies as st

from sqc.data.limits import LimitsFile, load_limits, save_limits
from sqc.notes import DataError, SqcError

RINGS = LimitsFile(
    kind="xbar-r",
    parameters={"center": 74.001176, "sigma": 0.009785},
    n=5.0,
    method="rbar",
    constants="exact",
    k=3.0,
    characteristic="直径",
    unit="mm",
    decimals=3,
    rules="nelson:1,2",
    source_name="rings.csv",
    source_sha256="ab" * 32,
    points=25,
    values=125,
    version="0.1.0",
    approved_by="钱华",
    approved_on="2026-11-20",
)
BY_HAND = '[limits]\nkind = "i-mr"\ncenter = 10\nlower = 9.5\nupper = 10.5\n'


def write(folder, text, name="line3.toml"):
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def broken(folder, text):
    path = write(folder, text)
    with pytest.raises(DataError) as caught:
        load_limits(path, needed=lambda kind: ("center", "sigma"))
    return caught.value


def test_round_trip(tmp_path):
    path = tmp_path / "rings.toml"
    save_limits(path, RINGS)
    again = load_limits(path)
    assert again == RINGS
    assert again.sigma == 0.009785
    assert len(again.sha256) == 64
    assert "approved_on = 2026-11-20" in path.read_text(encoding="utf-8")


@given(
    st.dictionaries(st.sampled_from(["sigma", "size", "theta"]), st.floats(1e-300, 1e300), min_size=1),
    st.floats(-1e300, 1e300),
    st.one_of(st.none(), st.just("varies"), st.floats(0.25, 1e9)),
    st.text(max_size=20),
)
def test_every_number_and_text_comes_back(tmp_path_factory, parameters, center, n, name):
    limits = LimitsFile("c", {**parameters, "center": center}, n=n, characteristic=name, version="x")
    path = tmp_path_factory.mktemp("limits") / "a.toml"
    save_limits(path, limits)
    assert load_limits(path) == limits


def test_a_file_typed_by_hand(tmp_path):
    limits = load_limits(write(tmp_path, BY_HAND))
    assert limits.parameters == {"center": 10.0, "lower": 9.5, "upper": 10.5}
    assert (limits.kind, limits.sigma, limits.n, limits.constants) == ("i-mr", None, None, "exact")


@pytest.mark.parametrize("text", ["\ufeff" + BY_HAND, BY_HAND.replace("\n", "\r\n"), "# 三号线\n" + BY_HAND])
def test_files_of_editors(tmp_path, text):
    assert load_limits(write(tmp_path, text)).parameters["upper"] == 10.5


def test_a_decimal_comma(tmp_path):
    head = "# line 3\n\n[limits]\n" + 'kind = "xbar-r"\nn = 5\n\n\n\n'
    path = write(tmp_path, head + "center     = 74,0012\nsigma = 0.01\n")
    with pytest.raises(DataError) as caught:
        load_limits(path)
    error = caught.value
    assert (error.key, error.line, error.column, error.cell) == ("limits-file-broken", 9, "14", "74,0012")
    assert said(error)[0] == f'{path}, line 9, column 14: "74,0012" is not a number; write 74.0012.'
    assert said(error, "zh")[0] == f"{path} 第 9 行第 14 列：“74,0012”不是数值，应写 74.0012。"
    assert said(error)[1] == ["center     = 74,0012"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('center = "74.0012"', "is not a number; write 74.0012"),
        ('center = "74,0012"', "is not a number; write 74.0012"),
        ('center = "high"', '"high" is not a number'),
        ("center = true", '"true" is not a number'),
        ("center = nan", '"nan" is not a finite number'),
        ("center = -inf", '"-inf" is not a finite number'),
        ("center = 2024-01-01", "is not a number"),
    ],
)
def test_a_center_that_is_no_number(tmp_path, line, words):
    error = broken(tmp_path, BY_HAND.replace("center = 10", line))
    assert (error.key, error.line, error.column) == ("limits-file-broken", 3, "10")
    assert words in said(error)[0]
    assert said(error)[0].startswith(f"{tmp_path / 'line3.toml'}, line 3, column 10: ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind =", "# kind =", "holds no kind"),
        ("center =", "# center =", "holds no center"),
        ("[limits]", "", "holds no [limits]"),
        ("lower = 9.5\nupper = 10.5\n", "", "holds no sigma"),
        ('"i-mr"', "3", '"3" is not the name of a chart kind'),
        ('"i-mr"', "i-mr", '"i-mr" is not a number; text stands in quotes'),
        ("lower", "lowr", '[limits] has no entry "lowr"; did you mean "lower"?'),
        ("lower", "ucl", '[limits] has no entry "ucl".'),
        ("lower = 9.5", "lower = 10.5", "line 4: lower 10.5 is not below upper 10.5"),
        ("lower = 9.5", "lower = 11", "line 4: lower 11 is not below upper 10.5"),
        ("center = 10", "center = 9", "line 4: lower 9.5 is not below center 9"),
        ("center = 10", "center = 11", "line 3: center 11 is not below upper 10.5"),
        ("lower = 9.5", "sigma = 0", '"0" is not above 0'),
        ("lower = 9.5", "k = 0", '"0" is not between 0 and 1000'),
        ("lower = 9.5", "alpha = 1.5", '"1.5" is not between 0 and 1'),
        ("lower = 9.5", "n = 0", '"0" is not above 0'),
        ("lower = 9.5", 'n = "many"', '"many" is not a number'),
        ("lower = 9.5", "decimals = 2.5", '"2.5" is not a whole number from 0 on'),
        ("lower = 9.5", 'constants = "rough"', '"rough" is neither exact nor tabulated'),
        ("lower = 9.5", "unit = 3", '"3" is not text in quotes'),
        ("lower = 9.5", "= 3", "line 4, column 1: this is not a line of a limits file"),
        ("kind =", "kind", "line 2"),
        (BY_HAND, BY_HAND + '[approval]\napproved_on = "20 Nov"\n', '"20 Nov" is not a date such as'),
        (BY_HAND, "", "holds no [limits]"),
        (BY_HAND, "limits = 3", "holds no [limits]"),
        (BY_HAND, BY_HAND + "parameters = 3", "[limits] has no entry"),
        (BY_HAND, "parameters = 3\n" + BY_HAND, "holds no [parameters]"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, old, new, words):
    error = broken(tmp_path, BY_HAND.replace(old, new))
    assert error.key == "limits-file-broken"
    assert words in said(error)[0]
    for lang in ("en", "zh"):
        assert "line3.toml" in said(error, lang)[0]


def test_charts_of_counts_need_no_sigma(tmp_path):
    path = write(tmp_path, '[limits]\nkind = "p"\ncenter = 0.026\nn = "varies"\n')
    limits = load_limits(path)
    assert (limits.n, limits.sigma) == ("varies", None)


def test_one_limit_may_be_missing(tmp_path):
    path = write(tmp_path, BY_HAND.replace("lower = 9.5\n", ""))
    assert load_limits(path).parameters == {"center": 10.0, "upper": 10.5}


def test_unknown_kind(tmp_path):
    path = write(tmp_path, BY_HAND.replace("i-mr", "xbarr"))
    assert load_limits(path).kind == "xbarr"
    with pytest.raises(DataError, match='did you mean "xbar-r"') as caught:
        load_limits(path, kinds=["xbar-r", "xbar-s", "i-mr"])
    assert caught.value.key == "unknown-kind"
    with pytest.raises(DataError, match="not known"):
        load_limits(path, kinds=["p"])


def test_not_a_limits_file_at_all(tmp_path):
    for data in (b"\xff\xfe\x00binary", b"a,b\n1,2\n", "姓名".encode("gb18030"), b"[" * 5000):
        path = tmp_path / "x.toml"
        path.write_bytes(data)
        with pytest.raises(DataError) as caught:
            load_limits(path)
        assert caught.value.key == "limits-file-broken"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_file(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "x.toml"
    path.write_bytes(data)
    try:
        load_limits(path)
    except SqcError as error:
        assert said(error)[0]


@given(
    st.sampled_from(["kind", "center", "n", "k", "unit", "decimals"]),
    st.sampled_from(
        [
            "1",
            '"a"',
            "[1]",
            "{a = 1}",
            "2024-01-01",
            "08:30:00",
            "true",
            "1e400",
            "[[1]]",
            "9" * 400,
            "9" * 5000,
        ]
    ),
)
def test_any_value_of_an_entry(tmp_path_factory, entry, value):
    path = tmp_path_factory.mktemp("entry") / "x.toml"
    rest = "".join(line for line in BY_HAND.splitlines(True) if not line.startswith(entry))
    path.write_text(f"{rest}{entry} = {value}\n")
    try:
        load_limits(path)
    except DataError as error:
        assert said(error, "zh")[0]


def test_file_not_there_or_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("line3.toml").write_text(BY_HAND)
    with pytest.raises(DataError) as caught:
        load_limits("line3.tmol")
    assert caught.value.key == "file-not-found"
    assert "line3.toml" in said(caught.value)[0]
    with pytest.raises(DataError) as caught:
        load_limits(tmp_path)
    assert caught.value.key == "not-a-file"


def test_nothing_is_run(tmp_path):
    path = write(tmp_path, BY_HAND + "[source]\nname = \"__import__('os').abort()\"\n")
    assert load_limits(path).source_name.startswith("__import__")

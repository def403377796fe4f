"""Bytes to text: the encoding that fits, or an error that names line and byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqc.data.decode import decode
from sqc.i18n.message import words
from sqc.notes import OptionError, SqcError

SIMPLIFIED = "日期,班次,孔径(mm),外观\n2024/3/5,白班,8.004,合格\n2024/3/6,夜班,8.010,不合格\n"
TRADITIONAL = "編號,量測日期,電壓(V),判定\n1,2024/05/01,3.298,合格\n2,2024/05/02,3.294,不合格\n"


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("a,b\n1,2\n", "ascii", "UTF-8"),
        (SIMPLIFIED, "utf-8", "UTF-8"),
        (SIMPLIFIED, "utf-8-sig", "UTF-8 BOM"),
        (SIMPLIFIED, "gbk", "GBK"),
        ("直径㐀", "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "gbk", "GBK"),
        (SIMPLIFIED, "utf-16", "UTF-16 LE BOM"),
        (SIMPLIFIED, "utf-16-le", "UTF-16 LE"),
        (SIMPLIFIED, "utf-16-be", "UTF-16 BE"),
        ("a\tb\n1\t2\n", "utf-16-le", "UTF-16 LE"),
        ("直径\n1\n", "gbk", "GBK"),
        ("電壓\n1\n", "big5", "Big5"),
        ("厚度\n1\n", "big5", "Big5"),
        ("重量\n1\n", "gbk", "GBK"),
        ("批号\n1\n", "gbk", "GBK"),
        ("批號\n1\n", "big5", "Big5"),
    ],
)
def test_encodings(text, codec, label):
    found = decode(text.encode(codec), "a.csv")
    assert (found.text, found.label) == (text, label)


HEADS = [
    "日期",
    "时间",
    "班次",
    "批号",
    "序号",
    "子组",
    "直径",
    "孔径",
    "长度",
    "厚度",
    "重量",
    "净含量",
    "温度",
    "压力",
    "抗拉强度",
    "检验员",
    "测量值",
    "不合格数",
    "检验数",
    "缺陷数",
    "备注",
    "设备",
    "零件号",
    "硬度",
    "粗糙度",
    "扭矩",
]
TRADITIONAL_HEADS = [
    "日期",
    "時間",
    "班次",
    "批號",
    "序號",
    "子組",
    "直徑",
    "孔徑",
    "長度",
    "厚度",
    "重量",
    "淨含量",
    "溫度",
    "壓力",
    "抗拉強度",
    "檢驗員",
    "測量值",
    "不合格數",
    "檢驗數",
    "缺陷數",
    "備註",
    "設備",
    "零件號",
    "硬度",
    "粗糙度",
    "扭矩",
]


@pytest.mark.parametrize("head", HEADS)
def test_one_word_of_gbk_is_enough(head):
    assert decode(f"{head}\n1.5\n".encode("gbk"), "a.csv").text.startswith(head)


@pytest.mark.parametrize("head", TRADITIONAL_HEADS)
def test_one_word_of_big5_is_enough(head):
    found = decode(f"{head}\n1.5\n".encode("big5"), "a.csv")
    assert found.text.startswith(head) and found.label == "Big5"


@given(st.lists(st.sampled_from(HEADS), min_size=1, max_size=6))
def test_any_simplified_headers(heads):
    text = ",".join(heads) + "\n1,2\n"
    assert decode(text.encode("gbk"), "a.csv").text == text


@given(st.lists(st.sampled_from(TRADITIONAL_HEADS), min_size=1, max_size=6))
def test_any_traditional_headers(heads):
    text = ",".join(heads) + "\n1,2\n"
    assert decode(text.encode("big5"), "a.csv").text == text


def test_wrong_byte_is_named():
    data = "n,直径\n1,12.5\n2,12.6\n3,a".encode() + b"\xff\xff\n"
    with pytest.raises(SqcError) as caught:
        decode(data, "data.csv")
    error = caught.value
    assert (error.key, error.line) == ("wrong-encoding", 4)
    assert words(error.message, "en") == (
        "data.csv, line 4: byte 0xFF at 4 is neither UTF-8, GB18030, Big5 nor UTF-16."
    )
    assert (
        words(error.message, "zh") == "data.csv 第 4 行第 4 字节 0xFF 不属于 UTF-8、GB18030、Big5 或 UTF-16。"
    )
    hint = words(error.hints[0], "en")
    assert hint == 'save it as "CSV UTF-8" in the spreadsheet, or name it: --encoding cp1252'
    assert words(error.hints[0], "zh") == "在表格软件中另存为“CSV UTF-8”，或指定编码：--encoding cp1252"


@pytest.mark.parametrize("text", ["Größe(mm)\n1\n", "Temperatur °C\n1\n", "Prüfer,Maß\n1,2\n", "µm\n1\n"])
def test_western_files_are_asked_not_guessed(text):
    with pytest.raises(SqcError) as caught:
        decode(text.encode("cp1252"), "a.csv")
    assert caught.value.key == "wrong-encoding" and caught.value.line == 1
    found = decode(text.encode("cp1252"), "a.csv", "cp1252")
    assert (found.text, found.label) == (text, "cp1252")


def test_named_encodings():
    data = SIMPLIFIED.encode("gbk")
    assert decode(data, "a.csv", "gbk").text == SIMPLIFIED
    assert decode(data, "a.csv", "GB18030").label == "GB18030"
    assert decode(SIMPLIFIED.encode("utf-16"), "a.csv", "utf-16").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("utf-8-sig"), "a.csv", "utf-8").text == SIMPLIFIED
    with pytest.raises(SqcError) as caught:
        decode(data, "a.csv", "utf-8")
    assert caught.value.key == "wrong-encoding"
    assert "is not UTF-8" in words(caught.value.message)
    for name in ("nonsense", "base64", "zlib", "rot13", "idna", "\0", ""):
        with pytest.raises((OptionError, SqcError)):
            decode(data, "a.csv", name)


@given(
    st.binary(max_size=300), st.sampled_from([None, "utf-8", "gb18030", "big5", "utf-16", "utf-7", "cp1252"])
)
def test_any_bytes_never_give_replacement_characters(data, encoding):
    try:
        found = decode(data, "a.csv", encoding)
    except SqcError as error:
        assert words(error.message, "en")
        return
    assert found.text.count("\ufffd") <= data.count(b"\xef\xbf\xbd") + data.count(b"\xfd\xff") + data.count(
        b"\xff\xfd"
    ) + data.count(b"\x84\x31\xa4\x37") + (encoding == "utf-7") * len(data)


@pytest.mark.parametrize("encoding", ["utf-16", "UTF-16LE", "utf-32"])
@pytest.mark.parametrize("data", [b"d\n5.1\n5.2\n", "直径\n5.1\n".encode("gbk")])
def test_a_file_that_is_said_to_be_utf_16_and_is_not(data, encoding):
    """Pairs of bytes read as one rare character each: a header and no rows."""
    with pytest.raises(SqcError) as caught:
        decode(data, "a.csv", encoding)
    assert caught.value.key == "wrong-encoding"
    assert words(caught.value.message, "en").startswith("a.csv is not UTF-")
    text = "直径\n5.1\n"
    assert decode(text.encode(encoding), "a.csv", encoding).text == text

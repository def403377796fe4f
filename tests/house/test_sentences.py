"""Every sentence in both languages, in the words of the house."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from .glossary import EXCEPTIONS, TERMS
from .sentences import CATALOGUE, catalogue, extracted, pairs, placeholders
from .source import calls

BANNED = re.compile(r"\b(invalid|illegal|oops|please|sorry|failed to|unable to)\b", re.IGNORECASE)
BANNED_ZH = ("您", "请", "非法", "无效", "抱歉", "失败", "进行", "被")
ERRORS = {"SqcError", "DataError", "OptionError", "FitError"}


def test_sentences_are_written_out_where_babel_finds_them():
    """A sentence put together at run time is in no catalogue."""
    wrong = [
        f"{module}:{node.lineno}"
        for module, node in calls({"Msg", "plural"})
        for text in node.args[: 2 if node.func.id == "plural" else 1]
        if module != "sqc.i18n.message"  # plural() itself
        and not (isinstance(text, ast.Constant) and isinstance(text.value, str))
    ]
    assert not wrong


def test_errors_and_findings_speak_through_the_catalogue():
    """No plain string where a person reads a sentence."""
    at = dict.fromkeys(ERRORS, 1) | {"Finding": 2}
    wrong = [
        f"{module}:{node.lineno}"
        for module, node in calls(set(at))
        for text in node.args[at[node.func.id] : at[node.func.id] + 1]
        if isinstance(text, (ast.Constant, ast.JoinedStr))
    ]
    assert not wrong


def test_every_sentence_has_a_chinese_one():
    known = {forms for forms, zh in pairs() if zh}
    missing = [f"{place}: {forms[0]}" for forms, place in extracted() if forms not in known]
    assert not missing, "\n".join(missing)


def test_no_stale_chinese_sentence():
    used = {forms for forms, _ in extracted()}
    stale = [forms[0] for forms, _ in pairs() if forms not in used]
    assert not stale, "\n".join(stale)


def test_no_fuzzy_or_obsolete_or_double_entry():
    text = CATALOGUE.read_text(encoding="utf-8")
    assert not [message.id for message in catalogue() if message.fuzzy and message.id]
    assert "\n#~" not in text
    heads = re.findall(r"^msgid (.*(?:\n\".*)*)", text, re.MULTILINE)
    twice = [head for head, n in Counter(re.sub(r'"\n"', "", head) for head in heads).items() if n > 1]
    assert not twice, "\n".join(twice)


def test_placeholders_agree():
    wrong = [
        (forms, zh)
        for forms, zh in pairs()
        if placeholders(zh) != placeholders(forms[-1]) or not placeholders(forms[0]) <= placeholders(zh)
    ]
    assert not wrong


def test_placeholders_are_given():
    """Every place in a sentence gets its value by name, and nothing is given that has no place."""
    wrong = []
    for module, node in calls({"Msg", "plural"}):
        if any(keyword.arg is None for keyword in node.keywords):
            continue  # **values: seen only at run time
        text = node.args[1 if node.func.id == "plural" else 0]
        places = placeholders(text.value) if isinstance(text, ast.Constant) else set()
        given = {keyword.arg for keyword in node.keywords} | ({"n"} if node.func.id == "plural" else set())
        if places - given or given - places - {"n"}:
            wrong.append(f"{module}:{node.lineno}: {places ^ given}")
    assert not wrong, "\n".join(wrong)


def test_english_is_ascii_and_keeps_to_the_words_of_the_house():
    for forms, place in extracted():
        for form in forms:
            assert form.isascii(), (place, form)
            assert not BANNED.search(form), (place, form)
            assert "!" not in form, (place, form)


def test_chinese_can_be_shown_on_windows_and_keeps_to_the_words_of_the_house():
    for forms, zh in pairs():
        zh.encode("gbk")
        assert not [word for word in BANNED_ZH if word in zh], (forms, zh)
        assert not re.search("[!！]", zh), (forms, zh)


@pytest.mark.parametrize("en", TERMS)
def test_terms(en):
    """Where the English sentence holds a term, the Chinese one holds its GB term."""
    term = re.compile(rf"(?<![\w{{-]){en}(?![\w}}-])", re.IGNORECASE)
    wrong = [
        f"{forms[0]} | {zh}"
        for forms, zh in pairs()
        if term.search(forms[0]) and not any(word in zh for word in TERMS[en]) and forms[0] not in EXCEPTIONS
    ]
    assert not wrong, "\n".join(wrong)


def test_exceptions_of_the_glossary_are_needed():
    known = {forms[0] for forms, _ in pairs()}
    assert set(EXCEPTIONS) <= known


def test_a_missing_catalogue_falls_back_to_english_with_one_line(monkeypatch, tmp_path, capsys):
    from sqc.i18n import catalog
    from sqc.i18n.message import plural

    monkeypatch.setattr(catalog, "__file__", str(tmp_path / "catalog.py"))
    catalog._catalogue.cache_clear()
    try:
        for n, text in ((1, "1 subgroup"), (2, "2 subgroups")):
            assert plural("{n} subgroup", "{n} subgroups", n).render("zh") == text
    finally:
        catalog._catalogue.cache_clear()
    seen = capsys.readouterr()
    assert seen.err == "note: the zh catalogue is not installed; English is used.\n"
    assert seen.out == ""

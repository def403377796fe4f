"""Help pages: Chinese ones are Chinese throughout, all fit 80 columns, examples run verbs that exist."""

from __future__ import annotations

import re

import pytest

from sqc.charts.catalog import KINDS, run_lengths
from sqc.cli.main import main
from sqc.i18n.display import columns_of
from sqc.verbs import VERBS

PAGES = [
    ["--help"],
    *([*verb.words, "--help"] for verb in VERBS),
    ["chart", "--kinds"],
    ["chart", "--rules", "?"],
]

CJK = re.compile("[\u4e00-\u9fff]")
# What needs no word: a command with its options and file names, an option alone on its line (its help
# stands on the next one), a rule set with edition and numbers.
COMMAND = re.compile(r"(sqc|pip|python)( [\w./<>=+-]+| --?[\w-]+)*")
OPTION = re.compile(r"(--?[a-z][a-z-]*( [A-Z]+| [a-z0-9-]+(\|[a-z0-9-]+)+)? *)+")
RULE_SET = re.compile(r"[a-z][a-z0-9-]+  +[\w.-]+(  +[\d./]+( %)?)+(  +-)?")


def page(arguments, lang, capsys):
    assert main([*arguments, "--lang", lang]) == 0
    seen = capsys.readouterr()
    assert seen.err == ""
    return seen.out.splitlines()


def needs_no_word(line):
    if all(word.strip("。；") in run_lengths() for word in line.split()):
        return True  # a list of kinds goes on
    if all(word in {verb.words[0] for verb in VERBS} for word in line.split()):
        return True  # a group of verbs goes on
    return any(form.fullmatch(line.strip()) for form in (COMMAND, OPTION, RULE_SET))


@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
def test_chinese_pages_have_no_english_line(arguments, capsys):
    lines = page(arguments, "zh", capsys)
    english = [
        line
        for line in lines
        if re.search("[A-Za-z]", line) and not CJK.search(line) and not needs_no_word(line)
    ]
    assert not english, "\n".join(english)
    assert any(CJK.search(line) for line in lines)


@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_fit_eighty_columns(arguments, lang, capsys):
    wide = [line for line in page(arguments, lang, capsys) if columns_of(line) > 80]
    assert not wide, "\n".join(wide)


@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
def test_english_pages_are_ascii(arguments, capsys):
    assert all(line.isascii() for line in page(arguments, "en", capsys))


def test_the_first_page_names_every_verb(capsys):
    words = " ".join(page(["--help"], "en", capsys)).split()
    assert all(word in words for verb in VERBS for word in verb.words)


def test_kinds_are_listed(capsys):
    assert [line.split()[0] for line in page(["chart", "--kinds"], "en", capsys)] == list(KINDS)

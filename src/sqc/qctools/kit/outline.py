"""Indented text, TOML or nested data to a tree: the form of fishbones, trees, groups of cards."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqc.data.toml_file import parsed
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError, Source
from sqc.qctools.kit.written import Written, line_error, place, written

MOST_LINES, MOST_DEPTH, LONGEST = 500, 12, 200
_INDENT = re.compile(r"[ \t\u3000]*")
_BULLET = re.compile(r"(?:[-*\u2022\u00b7]|\d+[.)\u3001])[ \t\u3000]+(?=\S)")
_MARKED = re.compile(r"(.*\S)[ \t\u3000]*[*!\uff0a\uff01]")
_KINDS = {" ": Msg("spaces"), "\t": Msg("tabs"), "\u3000": Msg("full-width spaces")}


class Node(NamedTuple):
    """One entry: its words, what hangs on it, whether a mark stands behind it, its line (0: not a file)."""

    text: str
    children: tuple[Node, ...] = ()
    marked: bool = False
    line: int = 0

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Yield every entry below this one with its depth, this one first."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


class Outline(NamedTuple):
    """A tree and where it came from."""

    root: Node
    source: Source


class Keys(NamedTuple):
    """How the top of a tree and its branches are called in TOML."""

    top: str
    branches: str


def outline(data: Any, options: Mapping[str, Any], keys: Keys) -> Outline:
    r"""Return the tree that indented text, TOML or a dict holds.

    Parameters
    ----------
    data : str, path or dict
        Text: the first line is the top, indentation is depth. A name that ends in ``.toml`` is TOML; a dict
        is the same as TOML.
    options : mapping
        `encoding`.
    keys : Keys

    Raises
    ------
    DataError
        Where the text does not say what hangs on what, with line and column.

    Examples
    --------
    >>> found = outline("scratches\n  machine\n    no liner *", {}, Keys("effect", "causes")).root
    >>> found.text, found.children[0].children[0]
    ('scratches', Node(text='no liner', children=(), marked=True, line=3))
    """
    if isinstance(data, Mapping):
        return _of_document(dict(data), Written("", Source("dict")), keys)
    found = written(data, options)
    if _is_toml(data, found, keys):
        return _of_document(_document(found), found, keys)
    return Outline(_of_text(found), found.source)


def _is_toml(data: Any, found: Written, keys: Keys) -> bool:
    named = not (isinstance(data, str) and "\n" in data)
    if named and os.fsdecode(os.fspath(data)).lower().endswith(".toml"):
        return True
    return re.match(rf"\s*{keys.top}\s*=\s*[\"']", found.text) is not None


def _document(found: Written) -> dict[str, Any]:
    def broken(line: int, column: int, typed: str) -> DataError:
        text = Msg("{place}: this is not TOML.", place=place(found, line, column))
        return line_error("not-toml", text, found, line, column)

    return parsed(found.text, broken)


def _of_text(found: Written) -> Node:
    """Return the tree of indented lines."""
    entries: list[tuple[int, Node]] = []
    unit = ""
    for number, own in enumerate(found.lines, 1):
        if not own.strip():
            continue
        indent = _INDENT.match(own)
        assert indent is not None
        space = indent[0]
        if entries and space and not unit:
            _check_one_kind(found, number, space)
            unit = space
        depth = _depth(found, number, space, unit, entries[-1][0] if entries else -1)
        entries.append((depth, node_of(own[len(space) :], number)))
        _check_size(found, number, len(entries), depth)
    return _built(entries)


def _check_one_kind(found: Written, line: int, space: str) -> None:
    other = next((i for i, char in enumerate(space) if char != space[0]), None)
    if other is not None:
        raise _mixed(found, line, other + 1, space[0], space[other])


def _mixed(found: Written, line: int, column: int, first: str, other: str) -> DataError:
    text = Msg(
        "{place}: {other} here, {first} before; the depth of this line cannot be told.",
        place=place(found, line, column), other=_KINDS[other], first=_KINDS[first],
    )  # fmt: skip
    return line_error(
        "indentation-mixed", text, found, line, column, Msg("indent every line with the same signs")
    )


def _depth(found: Written, line: int, space: str, unit: str, before: int) -> int:
    """Return the depth of a line; `before` is that of the line above it, -1 for the first one."""
    if before < 0:
        if space:
            text = Msg("{place}: the first line is the top and stands without indentation.",
                       place=place(found, line, len(space) + 1))  # fmt: skip
            raise line_error("first-line-indented", text, found, line, len(space) + 1)
        return 0
    if not space:
        text = Msg(
            "{place}: a second line without indentation; only the first line, the top, has none.",
            place=place(found, line, 1),
        )
        raise line_error("second-top", text, found, line, 1, Msg("indent what hangs on the first line"))
    other = next((i for i, char in enumerate(space) if char != unit[0]), None)
    if other is not None:
        raise _mixed(found, line, other + 1, unit[0], space[other])
    depth, rest = divmod(len(space), len(unit))
    if rest:
        text = Msg(
            "{place}: indented by {n}, but a level is {unit} here; the depth of this line cannot be told.",
            place=place(found, line, len(space) + 1), n=len(space), unit=len(unit),
        )  # fmt: skip
        raise line_error("indentation-uneven", text, found, line, len(space) + 1)
    if depth > before + 1:
        text = Msg(
            "{place}: {n} levels deeper than the line above it; one level at a time.",
            place=place(found, line, len(space) + 1), n=depth - before,
        )  # fmt: skip
        raise line_error("indentation-jump", text, found, line, len(space) + 1)
    return depth


def _check_size(found: Written, line: int, n: int, depth: int) -> None:
    if n > MOST_LINES:
        text = Msg(
            "{place}: more than {n} entries; nobody reads such a diagram, part it.",
            place=place(found, line, 1), n=MOST_LINES,
        )  # fmt: skip
        raise line_error("too-many-entries", text, found, line, 1)
    if depth > MOST_DEPTH:
        text = Msg("{place}: deeper than {n} levels.", place=place(found, line, 1), n=MOST_DEPTH)
        raise line_error("too-deep", text, found, line, 1)


def node_of(typed: str, line: int) -> Node:
    """Return an entry without bullet and mark."""
    text = _BULLET.sub("", typed.strip(" \t\u3000"), count=1)
    marked = _MARKED.fullmatch(text)
    return Node(cut(marked[1] if marked else text, LONGEST), (), marked is not None, line)


def _built(entries: list[tuple[int, Node]]) -> Node:
    """Return the tree: each entry takes the deeper ones that follow it."""
    held: list[tuple[int, Node]] = []
    for depth, node in reversed(entries):
        children = []
        while held and held[-1][0] == depth + 1:
            children.append(held.pop()[1])
        held.append((depth, node._replace(children=tuple(children))))
    return held[0][1]


def _of_document(document: dict[str, Any], found: Written, keys: Keys) -> Outline:
    """Return the tree of TOML or of a dict."""
    top = document.get(keys.top)
    if not isinstance(top, str) or not top.strip():
        text = Msg(
            '{file}: {key} = "..." is missing; it says what the diagram is about.',
            file=found.source.name, key=keys.top,
        )  # fmt: skip
        raise DataError("outline-top", text, file=found.source.name)
    for key in document:
        if key not in (keys.top, keys.branches):
            line = _line_of(found, key)
            text = Msg(
                '{place}: "{key}" is not known here; {top} and {branches} are.',
                place=place(found, line, 1), key=cut(key), top=keys.top, branches=keys.branches,
            )  # fmt: skip
            raise line_error("outline-key", text, found, line, 1)
    children = _branches(document.get(keys.branches, ()), found, 1)
    root = node_of(top, _line_of(found, keys.top))._replace(children=children)
    entries = sum(1 for _ in root.walk())
    _check_size(found, 1, entries, 0)
    return Outline(root, found.source)


def _branches(value: Any, found: Written, depth: int) -> tuple[Node, ...]:
    """Return what hangs on an entry: a list of words, or a table of words with what hangs on them."""
    _check_size(found, 1, 1, depth)
    if isinstance(value, str):
        return (node_of(value, _line_of(found, value)),)
    if isinstance(value, Mapping):
        return tuple(
            node_of(str(key), _line_of(found, str(key)))._replace(children=_branches(one, found, depth + 1))
            for key, one in value.items()
        )
    if isinstance(value, list | tuple):
        return tuple(node for one in value for node in _branches(one, found, depth))
    text = Msg(
        '{file}: "{value}" stands where words, a list of words or a table is expected.',
        file=found.source.name, value=cut(str(value)),
    )  # fmt: skip
    raise DataError("outline-value", text, file=found.source.name)


def _line_of(found: Written, words: str) -> int:
    """Return the first line that holds these words; 0 where the tree came from memory."""
    at = found.text.find(words)
    return found.text.count("\n", 0, at) + 1 if at >= 0 else 0

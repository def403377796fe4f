"""A fishbone as it was read: the effect with its share, the bones, every cause with its way to the effect."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqc.i18n.message import Msg, Verbatim
from sqc.notes import DataError, Source
from sqc.qctools.kit.outline import Keys, Node, outline

KEYS = Keys("effect", "causes")
_PART = r"\d+(?:\.\d+)?\s?[%\uff05]"
_SHARE = re.compile(
    rf"(.*?[^\s\d.,\uff0c:\uff1a])[\s,\uff0c:\uff1a]*"
    rf"({_PART}|\([^()]{{0,12}}?{_PART}\)|\uff08[^\uff08\uff09]{{0,12}}?{_PART}\uff09)"
)


class Cause(NamedTuple):
    """A cause: the bone it belongs to, its depth from 1, whether nothing hangs on it."""

    node: Node
    bone: str
    depth: int

    @property
    def end(self) -> bool:
        """Nothing hangs on it: it is to be checked on the floor."""
        return not self.node.children


@dataclass(frozen=True, eq=False)
class Case:
    """A fishbone.

    Parameters
    ----------
    effect, share : str
        What is explained; its share as it was written, "" without one.
    bones : tuple of Node
    source : Source
    """

    effect: str
    share: str
    bones: tuple[Node, ...]
    source: Source

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Every cause below a bone, in the order of the file."""
        return tuple(
            Cause(node, bone.text, depth) for bone in self.bones for depth, node in bone.walk() if depth
        )

    @cached_property
    def ends(self) -> tuple[Cause, ...]:
        """Causes on which nothing hangs."""
        return tuple(one for one in self.causes if one.end)

    @cached_property
    def confirmed(self) -> tuple[Cause, ...]:
        """Causes with a mark."""
        return tuple(one for one in self.causes if one.node.marked)

    @property
    def depth(self) -> int:
        """How often it was asked why: the deepest cause."""
        return max((one.depth for one in self.causes), default=0)


def case_of(data: Any, options: Mapping[str, Any]) -> Case:
    """Return the fishbone of a text, a TOML file or a dict.

    Raises
    ------
    DataError
        Text that cannot be read as an outline; ``no-causes``.
    """
    found = outline(data, options, KEYS)
    root = found.root
    if not any(bone.children for bone in root.children):
        raise DataError(
            "no-causes",
            Msg(
                "{file} holds no cause: an effect, below it categories, below these causes.",
                file=found.source.name,
            ),
            hints=[Verbatim("scratches\n  machine\n    no liner in the box *")],
            file=found.source.name,
        )
    share = _SHARE.fullmatch(root.text)
    effect, part = (share[1].strip(), share[2]) if share else (root.text, "")
    return Case(effect, part, root.children, found.source)

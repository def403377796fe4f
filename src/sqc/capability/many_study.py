"""``sqc.cpk(data, specs=...)``: which of many characteristics are capable?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sqc.capability.many import STATES, Many, many
from sqc.capability.many_parts import Parts, parts_of
from sqc.capability.many_tables import characteristics, frame, left_out, ranking
from sqc.capability.numbers import index_text
from sqc.capability.specification import Specification, specification, typed
from sqc.capability.specs import read_specs
from sqc.charts.verdict import CHANCE
from sqc.charts.words import read_note
from sqc.i18n.message import Listing, Msg, Verbatim, Words, plural
from sqc.notes import DataError, Finding, Level, OptionError, flag
from sqc.report.model import Fact
from sqc.report.numbers import fixed, p_value
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.capability.study import Capability
    from sqc.report.marks import Page

Study = Callable[..., "Capability"]


class Studies(Mapping[str, "Capability"]):
    """The study of each characteristic, made when it is asked for."""

    def __init__(self, parts: Parts, given: object, study: Study) -> None:
        self.parts, self.given, self.study = parts, given, study
        self._made: dict[str, Capability] = {}

    def __getitem__(self, name: str) -> Capability:
        if name not in self._made:
            self._made[name] = self.study(self.parts.prepared[name], self.parts.specs[name], self.given)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts.prepared)

    def __len__(self) -> int:
        return len(self.parts.prepared)


@dataclass(frozen=True, eq=False, repr=False)
class Capabilities(Result):
    """Many capability studies that show themselves: one table, worst first.

    Parameters
    ----------
    parts : Parts
        Samples and specifications, and what is not studied.
    found : Many
        The numbers, one value per characteristic.
    studies : mapping of str to Capability
        The study of each characteristic, made when it is asked for.
    """

    parts: Parts
    found: Many
    studies: Mapping[str, Capability]

    def report(self) -> Report:
        """Return the table of all characteristics and how many are capable."""
        found, parts = self.found, self.parts
        second = left_out(parts.refused)
        digits = {name: one.sample.about.decimals + 2 for name, one in parts.prepared.items()}
        tables = (ranking(found), *([] if second is None else [second]), characteristics(found, digits))
        findings = (self._verdict(), *self._more())
        return Report(
            "cpk",
            "many",
            findings,
            plural(
                "Capability of {n} characteristic, worst first: by the lower bound of Ppk, or of Cpk in"
                " stable subgroups",
                "Capability of {n} characteristics, worst first: by the lower bound of Ppk, or of Cpk in"
                " stable subgroups",
                len(found.names),
            ),
            self._facts(),
            tables,
            tuple(self._notes()),
            lambda: frame(found),
            self._page,
            source=parts.source,
            next=self._next(),
            provenance={"by": parts.by or None, "sha256": parts.source.sha256},
        )

    def _page(self) -> Page:
        from sqc.capability.many_page import page

        footer = [text for _, text in read_note(self.parts.source)]
        return page(self.found, self.stored_report.findings[0], tuple(footer))

    def files(
        self,
        path: str,
        lang: str | None = None,
        *,
        size: str = "page",
        title: str | None = None,
        dpi: int | None = None,
        digits: int | None = None,
    ) -> list[tuple[str, str | bytes]]:
        """Return the files that `save` writes; into a folder the overview and a sheet for each study."""
        from sqc.report.files import check_not_linked, is_folder, safe_names
        from sqc.report.written import Form, picture_of

        if not is_folder(path):
            return super().files(path, lang, size=size, title=title, dpi=dpi, digits=digits)
        from sqc.output import make_folder

        make_folder(path)
        # without limits of a chart there is no sheet
        held = [
            name
            for name, state in zip(self.found.names, self.found.stable, strict=True)
            if state != "undefined"
        ]
        places = [os.path.join(path, name + ".png") for name in safe_names(["overview", *held])]
        check_not_linked(places)
        form = Form(lang, size, title, dpi, digits)
        sheets: list[Result] = [self, *(self.studies[name] for name in held)]
        return [(place, picture_of(sheet, "png", form)) for place, sheet in zip(places, sheets, strict=True)]

    def count(self, state: str) -> int:
        """Return how many characteristics have a state; those that are not studied cannot be judged."""
        n = self.found.state.count(state)
        return n + len(self.parts.refused) if state == STATES[3] else n

    def _verdict(self) -> Finding:
        found, refused = self.found, self.parts.refused
        shown, missed, unproven, unjudged = (self.count(state) for state in STATES)
        level: Level = "act" if missed or unjudged else "watch" if unproven else "ok"
        worst = int(found.order[0])
        goals = {one.goal for one in found.specs}
        values = {
            "n": len(found.names) + len(refused),
            "capable": shown,
            "not_capable": missed,
            "open": unproven,
            "not_judged": unjudged,
            "worst": found.names[worst],
        }
        goal = f"{min(goals):g}" if len(goals) == 1 else Msg("their goals")
        text = plural(
            "{shown} of {n} characteristic is shown capable of {goal}, {missed} not capable, {unproven} not"
            " proven, {unjudged} cannot be judged; begin with {worst}: {index} {v} ({a} to {b}).",
            "{shown} of {n} characteristics are shown capable of {goal}, {missed} not capable, {unproven} not"
            " proven, {unjudged} cannot be judged; begin with {worst}: {index} {v} ({a} to {b}).",
            len(found.names) + len(refused),
            shown=shown,
            goal=goal,
            missed=missed,
            unproven=unproven,
            unjudged=unjudged,
            worst=found.names[worst],
            index=found.headline[worst].capitalize(),
            v=index_text(float(found.value[worst]), found.specs[worst].goal),
            a=fixed(float(found.low[worst]), 2),
            b=fixed(float(found.high[worst]), 2),
        )
        return Finding("characteristics", level, text, values)

    def _more(self) -> Iterator[Finding]:
        unstable = [self.found.names[i] for i in self.found.order if self.found.stable[i] == "unstable"]
        if unstable:
            text = plural(
                "{n} characteristic is not stable: {names}; find the cause first.",
                "{n} characteristics are not stable: {names}; find the causes first.",
                len(unstable),
                names=Listing(unstable),
            )
            yield Finding("not-stable", "act", text, {"names": unstable})
        if self.found.chance <= CHANCE:
            text = Msg(
                "More charts signal than chance gives if the characteristics are independent (p {p}): look at"
                " those that signal.",
                p=p_value(self.found.chance),
            )
            yield Finding("signals-together", "watch", text, {"p": self.found.chance})
        refused = list(self.parts.refused)
        if refused:
            text = plural(
                "{n} characteristic is not studied: {names}.",
                "{n} characteristics are not studied: {names}.",
                len(refused),
                names=Listing(refused),
            )
            yield Finding("not-studied", "act", text, {"names": refused})
        unasked = list(self.parts.unasked)
        if unasked:
            text = plural(
                "{n} characteristic of the data has no specification: {names}.",
                "{n} characteristics of the data have no specification: {names}.",
                len(unasked),
                names=Listing(unasked),
            )
            yield Finding("no-specification-for", "watch", text, {"names": unasked})

    def _notes(self) -> Iterator[tuple[Words, Words]]:
        found = self.found
        if not np.isnan(found.expected):
            text = plural(
                "{k} of {n} chart signals; chance alone gives about {e}. Not stable is what stays so when the"
                " number of charts is allowed for (Benjamini-Hochberg, 1 %).",
                "{k} of {n} charts signal; chance alone gives about {e}. Not stable is what stays so when the"
                " number of charts is allowed for (Benjamini-Hochberg, 1 %).",
                len(found.names),
                k=int(np.count_nonzero(found.signals)),
                e=f"{found.expected:.1f}",
            )
            yield Msg("Chance"), text
        yield from read_note(self.parts.source)

    def _facts(self) -> dict[str, Fact]:
        worst = int(self.found.order[0])
        goals = {one.goal for one in self.found.specs}
        facts = {
            "n_characteristics": Fact(len(self.found.names), Msg("characteristics")),
            "n_capable": Fact(self.count(STATES[0]), Msg("shown capable")),
            "n_not_capable": Fact(self.count(STATES[1]), Msg("shown not capable")),
            "n_open": Fact(self.count(STATES[2]), Msg("not proven")),
            "n_not_judged": Fact(self.count(STATES[3]), Msg("cannot be judged")),
            "n_unstable": Fact(self.found.stable.count("unstable"), Msg("not stable")),
            "worst": Fact(self.found.names[worst], Msg("worst characteristic")),
        }
        if len(goals) == 1:
            facts["goal"] = Fact(goals.pop(), Msg("goal"))
        return facts

    def _next(self) -> tuple[Words, ...]:
        source, worst = self.parts.source.name, int(self.found.order[0])
        name, spec = self.found.names[worst], self.found.specs[worst]
        if self.parts.by or " " in source + name or not source.endswith((".csv", ".xlsx", ".txt", ".tsv")):
            return ()
        limits = "".join(
            f" --{side} {typed(value)}"
            for side, value in (("lsl", spec.lsl), ("usl", spec.usl))
            if value == value
        )
        return (Verbatim(f"sqc cpk {source} --value {name}{limits}"),)


def cpk_many(data: Any, specs: Any, options: Mapping[str, Any], study: Study) -> Capabilities:
    """Return the studies of all characteristics that a specification file names.

    Parameters
    ----------
    data : as `sqc.cpk` takes it
    specs : str, path, frame or None
        A row for each characteristic; None: `lsl`, `usl` hold for every value of `by`.
    options : mapping
        Those of `sqc.cpk`.
    study : callable
        Makes the study of one characteristic.

    Raises
    ------
    DataError
        ``none-studied``: no characteristic can be studied; what `read_specs` raises.
    OptionError
        ``option-clash``.
    """
    options = dict(options)
    limits = {name: options.pop(name) for name in ("lsl", "usl", "target", "goal", "confidence", "bound")}
    if options.pop("dist", None) not in (None, "normal"):
        raise OptionError(
            "option-clash", Msg("--dist is of one characteristic: choose it by --value and its limits.")
        )
    asked: Mapping[str, Any] | Specification
    if specs is None:
        asked = specification(**limits)
    else:
        for name in ("lsl", "usl", "target", "bound"):
            if limits[name] is not None:
                raise OptionError(
                    "option-clash",
                    Msg(
                        "--specs holds the limits of each characteristic; leave {option} out.",
                        option=flag(name),
                    ),
                )
        wanted = specification(0.0, None, None, limits["goal"], limits["confidence"], None)
        asked = read_specs(specs, wanted.goal, wanted.confidence)
    parts = parts_of(data, options, asked)
    if not parts.prepared:
        long = Msg("long data: --by names the column of characteristics, --value that of the values")
        raise DataError(
            "none-studied",
            Msg("{file}: no characteristic can be studied.", file=parts.source.name),
            details=[
                Msg("{name}: {why}", name=name, why=why) for name, why in list(parts.refused.items())[:5]
            ],
            hints=[long] if parts.absent and not parts.by else [],
            file=parts.source.name,
        )
    return Capabilities(parts, many(parts.prepared, parts.specs), Studies(parts, data, study))

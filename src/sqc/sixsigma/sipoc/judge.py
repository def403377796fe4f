"""What a SIPOC says: is it complete, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.data.wording import option
from sqc.i18n.message import Listing, Msg, plural
from sqc.notes import Finding
from sqc.sixsigma.sipoc.steps import Sipoc

MOST_STEPS = 7


def findings(sipoc: Sipoc) -> list[Finding]:
    """Return the findings, the verdict first."""
    gaps = [*_steps(sipoc), *_outputs(sipoc), *_inputs(sipoc)]
    return [_verdict(sipoc, gaps), *gaps, *_many(sipoc), *sipoc.findings]


def n_gaps(sipoc: Sipoc) -> int:
    """Return how many places are empty: steps without input or output, pairs of which one is missing."""
    pairs = [pair for _, pair in (*sipoc.inputs(), *sipoc.outputs())]
    steps = sum((not step.ins) + (not step.outs) for step in sipoc.steps)
    return steps + sum(not (a and b) for a, b in pairs)


def _verdict(sipoc: Sipoc, gaps: Sequence[Finding]) -> Finding:
    n = len(sipoc.steps)
    values = {"n_steps": n, "n_gaps": n_gaps(sipoc)}
    if not gaps:
        text = plural(
            "Complete: {n} step, with input and output; every input has a supplier, every output a customer.",
            "Complete: {n} steps, each with input and output; every input has a supplier, every output a"
            " customer.",
            n,
        )
        return Finding("complete", "ok", text, values)
    text = plural(
        "{n} gap in {m} process steps: fill it with those who do the work.",
        "{n} gaps in {m} process steps: fill them with those who do the work.",
        n_gaps(sipoc),
        m=n,
    )
    return Finding("gaps", "watch", text, values)


def _gap(key: str, text: Msg, names: Sequence[str]) -> Finding:
    return Finding(key, "watch", text, {"names": list(names)})


def _steps(sipoc: Sipoc) -> list[Finding]:
    found = []
    names = [step.name for step in sipoc.steps if not step.outs]
    if names:
        text = plural(
            "{n} step has no output ({names}): name what it hands on, or join it to its neighbour.",
            "{n} steps have no output ({names}): name what they hand on, or join them to their neighbours.",
            len(names), names=Listing(names),
        )  # fmt: skip
        found.append(_gap("step-without-output", text, names))
    names = [step.name for step in sipoc.steps if not step.ins]
    if names:
        text = plural(
            "{n} step has no input ({names}).", "{n} steps have no input ({names}).",
            len(names), names=Listing(names),
        )  # fmt: skip
        found.append(_gap("step-without-input", text, names))
    return found


def _outputs(sipoc: Sipoc) -> list[Finding]:
    found = []
    names = [output for _, (output, customer) in sipoc.outputs() if output and not customer]
    if names:
        text = plural(
            "{n} output has no customer ({names}): who needs it? For merged cells: {option}.",
            "{n} outputs have no customer ({names}): who needs them? For merged cells: {option}.",
            len(names), names=Listing(names), option=_fill(sipoc, "customer"),
        )  # fmt: skip
        found.append(_gap("output-without-customer", text, names))
    names = [customer for _, (output, customer) in sipoc.outputs() if customer and not output]
    if names:
        text = plural(
            "{n} customer gets no output ({names}).", "{n} customers get no output ({names}).",
            len(names), names=Listing(names),
        )  # fmt: skip
        found.append(_gap("customer-without-output", text, names))
    return found


def _inputs(sipoc: Sipoc) -> list[Finding]:
    found = []
    names = [given for _, (supplier, given) in sipoc.inputs() if given and not supplier]
    if names:
        text = plural(
            "{n} input has no supplier ({names}). For merged cells: {option}.",
            "{n} inputs have no supplier ({names}). For merged cells: {option}.",
            len(names), names=Listing(names), option=_fill(sipoc, "supplier"),
        )  # fmt: skip
        found.append(_gap("input-without-supplier", text, names))
    names = [supplier for _, (supplier, given) in sipoc.inputs() if supplier and not given]
    if names:
        text = plural(
            "{n} supplier gives no input ({names}).", "{n} suppliers give no input ({names}).",
            len(names), names=Listing(names),
        )  # fmt: skip
        found.append(_gap("supplier-without-input", text, names))
    return found


def _fill(sipoc: Sipoc, part: str) -> Msg:
    return option("fill", sipoc.heads.get(part, part))


def _many(sipoc: Sipoc) -> list[Finding]:
    n = len(sipoc.steps)
    if n <= MOST_STEPS:
        return []
    text = Msg("{n} steps are a flow chart: a SIPOC shows the process from above, in 4 to 7 steps.", n=n)
    return [Finding("many-steps", "watch", text, {"n_steps": n})]

"""What a cause-and-effect matrix says: which inputs to start with, and whether the weights decide that."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Listing, Msg, plural
from sqc.notes import Finding
from sqc.report.numbers import percent
from sqc.sixsigma.xy.matrix import Matrix

SHOWN = 5


def findings(matrix: Matrix) -> list[Finding]:
    """Return the findings, the verdict first."""
    found = [*_empty(matrix), *matrix.findings]
    return [_verdict(matrix), *sorted(found, key=lambda one: one.level != "watch")]


def share_of_lead(matrix: Matrix) -> float:
    """Return the share of the inputs to start with in all points; 0 where there are none."""
    whole = float(matrix.totals.sum())
    return float(matrix.totals[matrix.lead].sum()) / whole if whole else 0.0


def _verdict(matrix: Matrix) -> Finding:
    n, lead = len(matrix.inputs), matrix.lead
    names = Listing([matrix.inputs[i] for i in lead])
    share = percent(share_of_lead(matrix), 0)
    moves = len(matrix.moved.ranks)
    values: dict[str, object] = {
        "lead": [matrix.inputs[i] for i in lead], "share": share_of_lead(matrix), "n_inputs": n,
        "n_moves": moves, "n_broken": len(matrix.broken),
    }  # fmt: skip
    if len(lead) == n:
        text = Msg(
            "The totals set no input apart: {n} inputs share rank {k} or better; score them anew.",
            n=n, k=matrix.wanted,
        )  # fmt: skip
        return Finding("no-leader", "watch", text, values)
    if not len(matrix.broken):
        text = plural(
            "{names} leads {all} inputs with {share} of all points, also when any one weight moves by 1:"
            " start there.",
            "{names} lead {all} inputs with {share} of all points, also when any one weight moves by 1:"
            " start with them.",
            len(lead), names=names, share=share, all=n,
        )  # fmt: skip
        return Finding("top-stable", "ok", text, values)
    return Finding("top-open", "watch", _open(matrix), values)


def _open(matrix: Matrix) -> Msg:
    """Return by which move of one weight the inputs to start with change."""
    move = int(matrix.broken[0])
    ranks, lead = matrix.moved.ranks[move], matrix.lead
    place = move % len(matrix.outputs)
    others = np.setdiff1d(np.arange(len(matrix.inputs)), lead)
    gone = int(lead[np.argmax(ranks[lead])])
    come = int(others[np.argmin(ranks[others])])
    return Msg(
        "{names} lead {n} inputs with {share} of all points, but {k} of {m} moves of one weight by 1 change"
        " that: with {output} at {weight}, {come} passes {gone}; settle the weights first.",
        names=Listing([matrix.inputs[i] for i in lead]), n=len(matrix.inputs),
        share=percent(share_of_lead(matrix), 0), k=len(matrix.broken), m=len(matrix.moved.ranks),
        output=matrix.outputs[place], weight=f"{matrix.moved.weights[move, place]:g}",
        come=matrix.inputs[come], gone=matrix.inputs[gone],
    )  # fmt: skip


def _empty(matrix: Matrix) -> list[Finding]:
    """Return the inputs and outputs without a score."""
    found = []
    outputs = [matrix.outputs[i] for i in np.flatnonzero(~matrix.scores.any(axis=0))]
    if outputs:
        text = plural(
            "No input has a score on {names}: an input is missing, or the output is of another process.",
            "No input has a score on {names}: an input is missing, or they are of another process.",
            len(outputs),
            names=Listing(outputs),
        )
        found.append(Finding("output-without", "watch", text, {"outputs": outputs}))
    inputs = [matrix.inputs[i] for i in np.flatnonzero(~matrix.scores.any(axis=1))]
    if inputs:
        text = plural(
            "{names} has no score on any output: score it or leave it out.",
            "{names} have no score on any output: score them or leave them out.",
            len(inputs),
            names=Listing(inputs),
        )
        found.append(Finding("input-without", "watch", text, {"inputs": inputs}))
    return found

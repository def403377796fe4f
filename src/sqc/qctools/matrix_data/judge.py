"""What the components say: how many stand out of noise, what carries them, what makes them unsteady."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Listing, Msg, plural
from sqc.notes import Finding
from sqc.qctools.matrix_data.case import Case
from sqc.report.numbers import percent

ROWS_PER_COLUMN = 5
VARIANCES = 100.0  # so many times the variance: one column decides alone
SAME = 1e-10


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    return [_verdict(case), *_few(case), *_tied(case), *_units(case), *case.findings]


def _verdict(case: Case) -> Finding:
    n, p = case.n_out, len(case.names)
    share = float(case.found.shares[:n].sum())
    values = {"n_out": n, "n_columns": p, "share_out": share, "eigenvalues": case.found.eigenvalues.tolist()}
    if not n:
        text = Msg(
            "No component stands out of noise: these {n} columns go their own ways; look at each one.", n=p
        )
        return Finding("no-component", "watch", text, values)
    text = plural(
        "{n} of {all} components stands out of noise with {share} of the spread; it is carried by {names}.",
        "{n} of {all} components stand out of noise with {share} of the spread; the first is carried by"
        " {names}.",
        n,
        all=p, share=percent(share, 1), names=Listing(case.heavy(0)),
    )  # fmt: skip
    return Finding("components", "ok", text, values)


def _few(case: Case) -> list[Finding]:
    n, p = case.values.shape
    if n >= ROWS_PER_COLUMN * p:
        return []
    text = Msg(
        "{n} rows for {p} columns are few: others may give other weights; {wanted} would be steadier.",
        n=n, p=p, wanted=ROWS_PER_COLUMN * p,
    )  # fmt: skip
    return [Finding("few-rows", "watch", text, {"n": n, "n_columns": p})]


def _tied(case: Case) -> list[Finding]:
    values = case.found.eigenvalues
    n, p = case.values.shape
    if n <= p or values[-1] > SAME * values[0]:
        return []
    weights = np.abs(case.found.weights[:, -1])
    names = [case.names[i] for i in np.flatnonzero(weights > 1e-6)]
    text = Msg(
        "{names} hang together exactly: one of them follows from the others; leave it out.",
        names=Listing(names),
    )
    return [Finding("columns-tied", "watch", text, {"columns": names})]


def _units(case: Case) -> list[Finding]:
    if not case.covariance:
        return []
    spread = case.values.var(axis=0, ddof=1)
    most, least = int(spread.argmax()), int(spread.argmin())
    ratio = float(spread[most] / spread[least])
    if ratio < VARIANCES:
        return []
    text = Msg(
        "{a} has {ratio} times the variance of {b}, it decides alone; without --covariance all count.",
        a=case.names[most], ratio=f"{ratio:,.0f}", b=case.names[least],
    )  # fmt: skip
    return [Finding("units-differ", "watch", text, {"column": case.names[most], "ratio": ratio})]

"""The picture: eigenvalues against noise, and rows with columns on the first two components."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Msg, Words, plural
from sqc.notes import Finding
from sqc.qctools.matrix_data.case import Case
from sqc.report.marks import Arrow, Axis, Key, Line, Mark, Note, Page, Plot, Points, Rule
from sqc.report.numbers import percent

NAMED = 25  # so many rows have their names written
TALL = 24.0
REACH = 0.9  # of the furthest row: the longest arrow


def page(case: Case, first: Finding) -> Page:
    """Return the sheet."""
    footer: list[Words] = [
        plural("{n} row", "{n} rows", len(case.values)),
        Msg("noise: every column shuffled by itself"),
        Msg("arrows: weights of the columns, enlarged"),
    ]
    name = Msg("{n} columns", n=len(case.names))
    return Page(
        Join([name, Msg("Matrix data analysis")], " · "),
        ((_scree(case), _biplot(case)),),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=case.source.name)),
    )


def _scree(case: Case) -> Plot:
    """Return the eigenvalues in falling order with those of noise."""
    p = len(case.names)
    x = np.arange(1.0, p + 1)
    out = case.n_out
    marks: list[Mark] = [
        Line(x, case.noise, "ref"),
        Line(x, case.found.eigenvalues, "fit"),
        Points(x[:out], case.found.eigenvalues[:out], "cum"),
        Points(x[out:], case.found.eigenvalues[out:], "mean"),
        Key((("cum", Msg("stands out")), ("ref", Msg("noise, 95 %"))), "upper right"),
    ]
    return Plot(
        "scree",
        tuple(marks),
        Axis(Msg("component"), whole=True, shared=False),
        Axis(Msg("eigenvalue"), from_zero=True),
        Msg("How many stand out"),
        tall=TALL,
    )


def _biplot(case: Case) -> Plot:
    """Return rows as points and columns as arrows on the first two components."""
    found = case.found
    x, y = found.scores[:, 0], found.scores[:, 1]
    reach = float(np.hypot(x, y).max()) or 1.0
    weights = found.weights[:, :2]
    longest = float(np.hypot(weights[:, 0], weights[:, 1]).max()) or 1.0
    tips = weights * (REACH * reach / longest)
    half = 1.12 * max(float(np.abs(np.column_stack([x, y])).max()), float(np.abs(tips).max()))
    marks: list[Mark] = [
        Rule(0.0, "x", role="hair"),
        Rule(0.0, "y", role="hair"),
        Points(x, y, "data" if len(x) <= 200 else "cloud"),
    ]
    for name, (a, b) in zip(case.names, tips.tolist(), strict=True):
        shaft = Line(np.array([0.0, a]), np.array([0.0, b]), "fit")  # notes keep off lines, not off arrows
        marks += [shaft, Arrow(0.9 * a, 0.9 * b, a, b, "fit"), Note(a, b, name, "note")]
    if case.labels and len(x) <= NAMED:
        marks += [
            Note(float(a), float(b), name) for a, b, name in zip(x, y, case.labels, strict=True) if name
        ]
    shares = [percent(float(share), 1) for share in found.shares[:2]]
    return Plot(
        "components",
        tuple(marks),
        Axis(Msg("component {n} ({share})", n=1, share=shares[0]), limits=(-half, half), shared=False),
        Axis(Msg("component {n} ({share})", n=2, share=shares[1]), limits=(-half, half)),
        Msg("Rows and columns"),
        tall=TALL,
        equal=True,
        grid="none",
    )

"""What ``sqc sipoc --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known
from sqc.i18n.message import Msg

SIPOC = Known(
    "sipoc",
    {
        "n_steps": Entry(Msg("process steps: rows that name one; rows without a name go on with it")),
        "n_inputs": Entry(Msg("cells that name an input")),
        "n_outputs": Entry(Msg("cells that name an output")),
        "n_suppliers": Entry(Msg("different suppliers")),
        "n_customers": Entry(Msg("different customers")),
        "n_gaps": Entry(
            Msg("steps without input or output, and rows in which one of two partners is missing")
        ),
    },
    {
        "complete": Msg("no place is empty"),
        "gaps": Msg("a place is empty"),
        "step-without-output": Msg("no row of the step names an output or a customer"),
        "step-without-input": Msg("no row of the step names an input or a supplier"),
        "output-without-customer": Msg("an output stands in a row without a customer"),
        "customer-without-output": Msg("a customer stands in a row without an output"),
        "input-without-supplier": Msg("an input stands in a row without a supplier"),
        "supplier-without-input": Msg("a supplier stands in a row without an input"),
        "many-steps": Msg("more than 7 steps"),
        "column-twice": Msg("the head of a second column names a part that is taken"),
    },
    ("n_steps", "n_gaps"),
)

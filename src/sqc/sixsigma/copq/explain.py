"""What ``sqc copq --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact
from sqc.sixsigma.copq.case import Case

_FEIGENBAUM = Verbatim("A. V. Feigenbaum (1956), Harvard Business Review 34 (6), 93-101.")
_MANN = Verbatim("H. B. Mann (1945), Econometrica 13, 245-259.")
_SEN = Verbatim("P. K. Sen (1968), Journal of the American Statistical Association 63, 1379-1389.")

COPQ = Known(
    "copq",
    {
        "prevention": Entry(Msg("what is spent so that no defect arises"), source=_FEIGENBAUM),
        "appraisal": Entry(Msg("what is spent to find defects: inspection, tests"), source=_FEIGENBAUM),
        "internal": Entry(Msg("what defects cost before delivery: scrap, rework"), source=_FEIGENBAUM),
        "external": Entry(
            Msg("what defects cost after delivery: complaints, warranty, recalls"), source=_FEIGENBAUM
        ),
        "failure": Entry(
            Msg("costs of poor quality; some count appraisal too, here it does not"),
            Verbatim("I + E"),
            Msg("I: internal failure, E: external failure"),
            _FEIGENBAUM,
        ),
        "total": Entry(
            Msg("all costs of quality"),
            Verbatim("P + A + I + E"),
            Msg("P: prevention, A: appraisal"),
            _FEIGENBAUM,
        ),
        "failure_share": Entry(Msg("share of the failure costs"), Verbatim("(I + E) / (P + A + I + E)")),
        "failure_of_sales": Entry(Msg("failure costs in the sales"), Verbatim("(I + E) / sales")),
        "total_of_sales": Entry(Msg("costs of quality in the sales"), Verbatim("(P + A + I + E) / sales")),
        "account": Entry(Msg("the account with the largest failure costs; the rest never is")),
        "account_share": Entry(Msg("its share of the failure costs")),
        "n_months": Entry(Msg("months from the first to the last, those without a row with them")),
        "p_trend": Entry(
            Msg(
                "chance of a trend at least so strong among months in random order; a season may look like"
                " one"
            ),
            source=_MANN,
        ),
        "slope": Entry(Msg("median of the changes a month over all pairs of months"), source=_SEN),
    },
    {
        "failure-costs": Msg("failure costs were booked; watch where they rise"),
        "no-failure-costs": Msg("no failure costs were booked"),
        "no-costs": Msg("all amounts are 0"),
        "trend-up": Msg("p_trend is at most 5 % and the failure costs rise"),
        "trend-down": Msg("p_trend is at most 5 % and the failure costs fall"),
        "trend-open": Msg("p_trend is above 5 %"),
        "few-months": Msg("fewer than six months"),
        "category-empty": Msg("a category has no amount"),
        "months-empty": Msg("a month between the first and the last has no amount"),
        "parts": Msg("departments are told apart"),
        "rows-without": Msg("a row holds no category, no amount or no month"),
    },
    ("failure", "total", "failure_share", "failure_of_sales"),
)


def of_case(case: Case, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the costs at hand explain."""
    i, e = case.totals["internal"], case.totals["external"]
    every = " + ".join(figures(one) for one in case.totals.values())
    lines = {
        "failure": (_line("failure", "I + E", f"{figures(i)} + {figures(e)}", case.failure),),
        "total": (_line("total", "P + A + I + E", every, case.total),),
    }
    if case.total > 0:
        put = f"{figures(case.failure)} / {figures(case.total)}"
        lines["failure_share"] = (
            _line("share", "(I + E) / (P + A + I + E)", put, case.failure / case.total),
        )
    if "failure_of_sales" in facts:
        sales = figures(case.all_sales)
        for key, letters, amount in (
            ("failure_of_sales", "(I + E) / sales", case.failure),
            ("total_of_sales", "(P + A + I + E) / sales", case.total),
        ):
            value = amount / case.all_sales
            lines[key] = (_line("share", letters, f"{figures(amount)} / {sales}", value),)
    return explainer(COPQ, facts, said, lines)


def _line(name: str, letters: str, put: str, value: float) -> Formula:
    return Formula(Verbatim(name), (Verbatim(letters), Verbatim(put), Verbatim(figures(value))), value)

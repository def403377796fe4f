"""What ``sqc scatter --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.qctools.scatter.case import Case
from sqc.qctools.scatter.checks import HIGHEST
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact

_FISHER = Verbatim("R. A. Fisher (1921), Metron 1, 3-32.")
_BONETT = Verbatim("D. G. Bonett, T. A. Wright (2000), Psychometrika 65, 23-28.")
_DRAPER = Verbatim("N. R. Draper, H. Smith (1998), Applied Regression Analysis, 3rd ed.")
_COOK = Verbatim("R. D. Cook, S. Weisberg (1982), Residuals and Influence in Regression.")
_FIELLER = Verbatim("E. C. Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185.")
_SIMPSON = Verbatim("E. H. Simpson (1951), Journal of the Royal Statistical Society B 13, 238-241.")

SCATTER = Known(
    "scatter",
    {
        "n": Entry(Msg("pairs used")),
        "r": Entry(
            Msg("correlation: 1 on a rising line, -1 on a falling one; interval by Fisher's z"),
            Verbatim("tanh(atanh r +/- z / sqrt(n - 3))"),
            Msg("z: normal quantile; r = Sxy / sqrt(Sxx Syy)"), _FISHER,
        ),
        "r_p": Entry(Msg("chance of r at least so far from 0 where x and y are independent"),
                     Verbatim("t = r sqrt((n - 2) / (1 - r^2))"), source=_FISHER),
        "rho": Entry(
            Msg("correlation of the ranks: 1 where y never falls as x rises, whatever the curve"),
            Verbatim("tanh(atanh r +/- z sqrt((1 + r^2 / 2) / (n - 3)))"),
            Msg("r: correlation of the ranks, z: normal quantile"), _BONETT,
        ),
        "rho_p": Entry(Msg("the same of the ranks"), Verbatim("t = r sqrt((n - 2) / (1 - r^2))")),
        "slope": Entry(Msg("change of y for one unit of x"), Verbatim("Sxy / Sxx"),
                       Msg("S: sums of products about the means"), _DRAPER),
        "slope_se": Entry(Msg("standard error of the slope"), Verbatim("s / sqrt(Sxx)"),
                          Msg("s: residual standard deviation"), _DRAPER),
        "intercept": Entry(Msg("y of the line at x = 0, often far outside of the data"),
                           Verbatim("mean y - slope mean x"), source=_DRAPER),
        "intercept_se": Entry(Msg("standard error of the intercept"),
                              Verbatim("s sqrt(1/n + mean x^2 / Sxx)"),
                              Msg("s: residual standard deviation"), _DRAPER),
        "r2": Entry(Msg("share of the variance of y that the fit explains; of a line r^2"),
                    Verbatim("1 - sum (y - fit)^2 / Syy"), source=_DRAPER),
        "residual_sd": Entry(Msg("standard deviation about the fit"),
                             Verbatim("sqrt(sum (y - fit)^2 / (n - k))"),
                             Msg("k: coefficients, 2 of a line"), _DRAPER),
        **{
            f"b{k}": Entry(Msg("coefficient of x to the power {k} in the curve", k=k),
                           Verbatim("(X'X)^-1 X'y"), Msg("X: the powers of x"), _DRAPER)
            for k in range(HIGHEST + 1)
        },
        **{
            f"b{k}_se": Entry(Msg("standard error of the coefficient of x to the power {k}", k=k),
                              Verbatim("s sqrt((X'X)^-1)"), Msg("s: residual standard deviation"), _DRAPER)
            for k in range(HIGHEST + 1)
        },
        "curve_p": Entry(Msg("chance of a last term so far from 0 where the curve needs none"),
                         Verbatim("t = b / SE"), source=_DRAPER),
        "turn": Entry(Msg("x at which a curve of degree 2 is highest or lowest"), Verbatim("-b1 / (2 b2)"),
                      Msg("interval: the ratios that are not rejected"), _FIELLER),
        "r_without": Entry(Msg("r without the one point that changes it most"), source=_COOK),
        "bend_p": Entry(Msg("chance that a straight line seems so bent"), source=_DRAPER),
        "r_within": Entry(Msg("r of x and y less the means of their stratum"), source=_SIMPSON),
        "slopes_p": Entry(Msg("chance that slopes differ so much when all strata have one (F test)"),
                          source=_DRAPER),
    },
    {
        "correlated": Msg("p of r is 5 % or less"),
        "not-proven": Msg("p of r is above 5 %"),
        "curve": Msg("the last term of the curve has p of 5 % or less"),
        "curve-not-proven": Msg("the last term of the curve has p above 5 %"),
        "turns": Msg("the last term of the curve has p of 5 % or less, and its turn lies inside the data with"
                     " its interval"),
        "reversed": Msg("r within the strata has the other sign, with p of 5 % or less"),
        "mixed-strata": Msg("r of all lies outside of the interval of r within the strata"),
        "strata-alike": Msg("r of all lies inside the interval of r within the strata"),
        "slopes-differ": Msg("the F test of equal slopes gives p of 5 % or less"),
        "one-point": Msg("r without one point lies outside of the interval of r with it"),
        "no-one-point": Msg("r stays inside its interval whichever point is left out"),
        "curved": Msg("the t test of a quadratic term gives p of 1 % or less"),
        "straight": Msg("the t test of a quadratic term gives p above 1 %"),
        "few-points": Msg("fewer than 30 pairs"),
        "narrow": Msg("x runs over fewer than 5 steps of its resolution"),
        "common-drift": Msg(
            "x and y both correlate with the order of the rows (p of 1 % or less), and their changes from row"
            " to row do not correlate (p above 5 %)"
        ),
        "dependent": Msg("the autocorrelation of the residuals is beyond 2.58/sqrt(n)"),
        "lag-too-long": Msg("a stratum has no pair at the lag that is asked for"),
        "rows-without": Msg("a row lacks one of the two numbers"),
    },
    ("r", "rho", "slope", "intercept", "residual_sd"),
)  # fmt: skip


def of_case(case: Case, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the diagram at hand explains."""
    line = case.whole.line
    assert line is not None
    sxy = line.slope * line.sxx
    put = f"{figures(sxy)} / {figures(line.sxx)}"
    terms = (Verbatim("Sxy / Sxx"), Verbatim(put), Verbatim(figures(line.slope)))
    return explainer(SCATTER, facts, said, {"slope": (Formula("slope", terms, line.slope),)})

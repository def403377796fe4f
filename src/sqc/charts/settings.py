"""The options of one chart, checked against each other."""

from __future__ import annotations

from typing import NamedTuple

from sqc.charts.catalog import KINDS
from sqc.charts.kind import ChartKind, Estimation
from sqc.charts.option_check import check_types, unknown_kind
from sqc.charts.options import OPTIONS
from sqc.data.scale import WIDEST
from sqc.i18n.message import Listing, Msg, Verbatim
from sqc.notes import OptionError, flag, out_of_range

# text on the command line; in Python also numbers, paths, tables
FREE = ("value", "inspected", "n", "exclude", "box_cox", "limits", "save_limits", "notes")


class Settings(NamedTuple):
    """What the user asked for; names are those of the option table."""

    value: tuple[str, ...] = ()
    subgroup: str | None = None
    size: int | None = None
    time: str | None = None
    window: str | None = None
    inspected: str | None = None
    nonconforming: str | None = None
    stage: str | None = None
    order: str | None = None
    mean: str | None = None
    range: str | None = None
    sd: str | None = None
    n: str | None = None
    kind: str | None = None
    sigma: str | None = None
    constants: str = "exact"
    k: float | None = None
    alpha: float | None = None
    exclude: str | None = None
    given_center: float | None = None
    given_sigma: float | None = None
    limits: str | None = None
    save_limits: str | None = None
    approved_by: str | None = None
    approved_on: str | None = None
    rules: str | None = None
    price: bool = False
    unit: str | None = None
    by: str | None = None
    where: tuple[str, ...] = ()
    notes: object = None
    box_cox: str | None = None
    points: str | None = None

    @property
    def estimation(self) -> Estimation:
        """The part that estimating and drawing limits needs."""
        return Estimation(
            self.sigma,
            self.constants == "tabulated",
            3.0 if self.k is None else self.k,
            self.alpha,
            self.given_center,
            self.given_sigma,
        )


def check(settings: Settings) -> None:
    """Raise where options exclude each other or lie outside their range."""
    check_types(OPTIONS, settings._asdict(), FREE)
    _clash(settings)
    if settings.k is not None and not 0 < settings.k < WIDEST:
        allowed = Msg("a number above 0 and below {most}", most=f"{WIDEST:g}")
        raise out_of_range("k", f"{settings.k:g}", allowed)
    if settings.given_sigma is not None and not 0 < settings.given_sigma < float("inf"):
        raise out_of_range("given_sigma", f"{settings.given_sigma:g}", Msg("a number above 0"))
    if settings.size is not None and settings.size < 2:
        raise out_of_range("size", str(settings.size), Msg("a whole number from 2"))
    if settings.given_center is not None and not abs(settings.given_center) < float("inf"):
        raise out_of_range("given_center", f"{settings.given_center:g}", Msg("a finite number"))
    if settings.alpha is not None and not 0 < settings.alpha < 1:
        raise out_of_range("alpha", f"{settings.alpha:g}", Msg("a probability between 0 and 1"))
    if settings.constants not in ("exact", "tabulated"):
        raise out_of_range("constants", settings.constants, Listing(["exact", "tabulated"], open_end=True))
    if settings.points not in (None, "all", "signals"):
        raise out_of_range("points", settings.points, Listing(["all", "signals"], open_end=True))
    if settings.kind is not None and settings.kind not in KINDS:
        raise unknown_kind(settings.kind, list(KINDS))
    if settings.approved_on is not None:
        _check_date(settings.approved_on)


def _clash(settings: Settings) -> None:
    if settings.k is not None and settings.alpha is not None:
        raise OptionError(
            "option-clash", Msg("--k and --alpha both set the width of the limits: use one of them.")
        )
    if settings.limits is not None:
        if settings.constants != "exact":
            raise _estimates("constants")
        for name in ("sigma", "given_center", "given_sigma", "save_limits", "exclude", "k", "alpha"):
            if getattr(settings, name) is not None:
                raise _estimates(name)
    if settings.box_cox is not None:
        for name in ("limits", "save_limits"):
            if getattr(settings, name) is not None:
                raise OptionError(
                    "option-clash",
                    Msg("{option} holds limits of values as they are, --box-cox transforms them.",
                        option=flag(name)),
                )  # fmt: skip
    for name in ("approved_by", "approved_on"):
        if getattr(settings, name) is not None and settings.save_limits is None:
            raise OptionError(
                "option-clash",
                Msg("{option} is written into the file of --save-limits, and none is named.",
                    option=flag(name)),
                hints=[Verbatim("--save-limits FILE")],
            )  # fmt: skip
    chosen = [name for name in ("subgroup", "size", "window") if getattr(settings, name) is not None]
    if len(chosen) > 1:
        raise OptionError(
            "option-clash",
            Msg(
                "{options} each make subgroups: use one of them.",
                options=Listing(["--" + name for name in chosen]),
            ),
        )


def _estimates(name: str) -> OptionError:
    return OptionError(
        "option-clash",
        Msg(
            "--limits judges by a file, {option} estimates: use one of them.",
            option=flag(name),
        ),
    )


def _check_date(text: str) -> None:
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        raise out_of_range("approved_on", text, Msg("a date such as 2026-11-20")) from None


def check_sigma(settings: Settings, kind: ChartKind) -> None:
    """Raise if what is asked or given of center and sigma does not belong to the kind."""
    if not kind.limited:
        _check_no_limits(settings, kind)
        return
    if "sigma" not in kind.parameters:
        _check_counts(settings, kind)
    if "center" not in kind.parameters and settings.given_center is not None:
        raise OptionError(
            "center-kind",
            Msg("--given-center does not go with {kind}: sigma alone sets its lines.", kind=kind.name),
        )
    if settings.sigma is None or settings.sigma in kind.sigma_methods:
        return
    allowed = ", ".join(kind.sigma_methods)
    if not allowed:
        raise OptionError(
            "sigma-kind",
            Msg("a {kind} chart has no sigma to choose: its counts set it.", kind=kind.name),
        )
    raise OptionError(
        "sigma-kind",
        Msg("--sigma {got} does not go with {kind}.", got=settings.sigma, kind=kind.name),
        hints=[Verbatim(f"--sigma {allowed.replace(', ', '|')}")],
    )


def _check_no_limits(settings: Settings, kind: ChartKind) -> None:
    """A chart of the order alone has nothing that a width could be given to."""
    for name in ("sigma", "given_sigma", "k", "alpha"):
        if getattr(settings, name) is not None:
            raise OptionError(
                "no-limits",
                Msg(
                    "{option} does not go with {kind}: that chart has no limits.",
                    option=flag(name),
                    kind=kind.name,
                ),
            )


def _check_counts(settings: Settings, kind: ChartKind) -> None:
    """Counts set their own sigma, and their center is a share or a rate."""
    if settings.given_sigma is not None:
        raise OptionError(
            "sigma-kind", Msg("a {kind} chart has no sigma to give: its counts set it.", kind=kind.name)
        )
    center = settings.given_center
    if center is None:
        return
    if kind.center == "share" and not 0 < center < 1:
        raise out_of_range("given_center", f"{center:g}", Msg("a share between 0 and 1"))
    if not center > 0:
        raise out_of_range("given_center", f"{center:g}", Msg("a number above 0"))

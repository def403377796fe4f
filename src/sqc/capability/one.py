"""The one sample that a study is of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqc.capability.options import BETWEEN, COUNTED_KINDS, MEASURED_KINDS
from sqc.charts.prepare import Prepared, prepare
from sqc.i18n.message import Listing, Msg
from sqc.notes import OptionError, SqcError, out_of_range


def one_sample(data: Any, options: Mapping[str, Any], several: Msg | None = None) -> Prepared:
    """Return the one sample that the options of a chart name; a stage column parts nothing.

    Parameters
    ----------
    data : as `sqc.chart` takes it
    options : mapping
    several : Msg, optional
        What is said where they name several.

    Raises
    ------
    OptionError
        ``one-characteristic``.
    """
    parts = prepare(data, {**options, "stage": "none"})
    if "" not in parts:
        raise OptionError(
            "one-characteristic",
            several
            or Msg("a study is of one characteristic; these columns are several: name one with --value."),
        )
    prepared = parts[""]
    if isinstance(prepared, SqcError):
        raise prepared
    return prepared


def asked_between(options: dict[str, Any], several: bool) -> bool:
    """Take between-within out of the options; `sigma` is then the estimator of sigma within alone.

    Raises
    ------
    OptionError
        ``option-clash`` where several characteristics are asked for.
    """
    sigma = options.get("sigma")
    if sigma not in BETWEEN:
        return False
    if several:
        raise OptionError(
            "option-clash",
            Msg(
                "--sigma {sigma} is of one characteristic: choose it by --value and its limits.", sigma=sigma
            ),
        )
    options["sigma"] = BETWEEN[sigma]
    return True


def asked_counts(inspected: object, kind: str | None) -> bool:
    """Return whether counts are asked for.

    Raises
    ------
    OptionError
        ``option-range`` where no such chart judges a study.
    """
    if kind not in (None, *MEASURED_KINDS, *COUNTED_KINDS):
        raise out_of_range("kind", str(kind), Listing((*MEASURED_KINDS, *COUNTED_KINDS), open_end=True))
    return inspected is not None or kind in COUNTED_KINDS

"""The limits file: what phase I learned, as TOML that a person can read, sign and write by hand."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from sqc.data.checksum import checksum
from sqc.data.limits_check import Reader
from sqc.data.scale import WIDEST
from sqc.data.toml_file import file_bytes, parsed, toml_text
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError

PARAMETERS = ("center", "lower", "upper", "sigma", "size")


@dataclass(frozen=True)
class LimitsFile:
    """Limits and where they are from.

    Parameters
    ----------
    kind : str
        Chart kind, ``xbar-r``.
    parameters : mapping of str to float
        What the chart kind learned: center, sigma, ...; in a file typed by hand center, lower, upper.
    n : float, "varies" or None
        Values in a subgroup or units in a lot.
    method, constants : str
        How sigma was estimated (``rbar``) and with which constants (``exact``, ``tabulated``).
    k, alpha : float or None
        Width of the limits, in sigma or as total probability outside.
    characteristic, unit, rules : str
    decimals : int or None
        Decimals of the values they were estimated from.
    source_name, source_sha256 : str or None
        The data of phase I.
    points, values : int or None
        Points and values they were estimated from.
    version : str
        Version of sqc that wrote the file.
    approved_by, approved_on : str or None
        Who approved the limits and when (ISO date).
    sha256 : str or None
        Checksum of the limits file itself, once it was loaded.

    Examples
    --------
    >>> LimitsFile("i-mr", {"center": 10.0, "lower": 9.5, "upper": 10.5}).sigma is None
    True
    """

    kind: str
    parameters: Mapping[str, float]
    n: float | str | None = None
    method: str = ""
    constants: str = "exact"
    k: float | None = None
    alpha: float | None = None
    characteristic: str = ""
    unit: str = ""
    decimals: int | None = None
    rules: str = ""
    source_name: str | None = None
    source_sha256: str | None = None
    points: int | None = None
    values: int | None = None
    version: str = ""
    approved_by: str | None = None
    approved_on: str | None = None
    sha256: str | None = field(default=None, compare=False)

    @property
    def sigma(self) -> float | None:
        """Sigma within; None in a file that holds only center and limits."""
        return self.parameters.get("sigma")


def save_limits(path: str | os.PathLike[str], limits: LimitsFile) -> None:
    """Write a limits file.

    Raises
    ------
    SqcError
        ``output-not-writable``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_limits(Path(folder, "a.toml"), LimitsFile("c", {"center": 4.5}))
    ...     load_limits(Path(folder, "a.toml")).parameters
    {'center': 4.5}
    """
    import tomli_w

    import sqc
    from sqc.output import write_atomically

    tables: dict[str, dict[str, object]] = {
        "limits": {
            "kind": limits.kind,
            "characteristic": limits.characteristic,
            "unit": limits.unit,
            "decimals": limits.decimals,
            "n": _whole(limits.n),
            "method": limits.method,
            "constants": limits.constants,
            "k": limits.k,
            "alpha": limits.alpha,
            "rules": limits.rules,
        },
        "parameters": {name: float(value) for name, value in limits.parameters.items()},
        "source": {
            "name": limits.source_name,
            "sha256": limits.source_sha256,
            "subgroups": limits.points,
            "values": limits.values,
            "sqc": limits.version or sqc.__version__,
        },
        "approval": {"approved_by": limits.approved_by, "approved_on": _as_date(limits.approved_on)},
    }
    held = {
        name: {key: value for key, value in table.items() if value is not None and value != ""}
        for name, table in tables.items()
    }
    write_atomically(path, tomli_w.dumps({name: table for name, table in held.items() if table}))


def _whole(n: float | str | None) -> object:
    return int(n) if isinstance(n, float) and n.is_integer() else n


def _as_date(text: str | None) -> object:
    """Return a TOML date where the text is one."""
    try:
        return text if text is None else date.fromisoformat(text)
    except ValueError:
        return text


def load_limits(
    path: str | os.PathLike[str],
    kinds: Collection[str] | None = None,
    needed: Callable[[str], Collection[str]] | None = None,
) -> LimitsFile:
    """Read a limits file and check it; nothing in it is ever run.

    Parameters
    ----------
    path : str or path
    kinds : collection of str, optional
        The chart kinds there are; any is taken when it is left out.
    needed : callable, optional
        From a kind to the parameters that its file must hold unless its limits were typed by hand; without
        it only the center is.

    Raises
    ------
    DataError
        ``file-not-found``, ``limits-file-broken`` with line and column, ``unknown-kind``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> lines = ("[limits]", 'kind = "i-mr"', "center = 10", "lower = 9.5", "upper = 10.5")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.toml").write_text(chr(10).join(lines))
    ...     load_limits(Path(folder, "a.toml")).parameters["upper"]
    10.5
    """
    name = os.fsdecode(os.fspath(path))
    data = file_bytes(name)
    text = toml_text(data, partial(_not_text, name))
    document = parsed(text, partial(_not_toml, name))
    reader = Reader(name, text, document)
    kind = reader.kind(kinds)
    parameters = reader.parameters(("center",) if needed is None else needed(kind), PARAMETERS)
    return LimitsFile(
        kind=kind,
        parameters=parameters,
        n=reader.size(),
        method=reader.text("limits", "method"),
        constants=reader.one_of("limits", "constants", ("exact", "tabulated")),
        k=reader.number("limits", "k", above=0.0, below=WIDEST),
        alpha=reader.number("limits", "alpha", above=0.0, below=1.0),
        characteristic=reader.text("limits", "characteristic"),
        unit=reader.text("limits", "unit"),
        decimals=reader.whole("limits", "decimals"),
        rules=reader.text("limits", "rules"),
        source_name=reader.text("source", "name") or None,
        source_sha256=reader.text("source", "sha256") or None,
        points=reader.whole("source", "subgroups"),
        values=reader.whole("source", "values"),
        version=reader.text("source", "sqc"),
        approved_by=reader.text("approval", "approved_by") or None,
        approved_on=reader.day("approval", "approved_on"),
        sha256=checksum(data),
    )


def _not_text(name: str, line: int) -> DataError:
    message = Msg(
        "{file}, line {line}: a limits file is text in UTF-8; this is not.",
        file=name,
        line=str(line),
    )
    return DataError("limits-file-broken", message, file=name, line=line)


def _not_toml(name: str, line: int, column: int, typed: str) -> DataError:
    """Return the error of a line that TOML does not allow, with what to write instead where that is clear."""
    entry = re.match(r"\s*[\w.\"-]+\s*=\s*([^#]*)", typed)
    value = entry[1].strip() if entry else ""
    place = {"file": name, "line": str(line), "column": str(column)}
    message = Msg("{file}, line {line}, column {column}: this is not a line of a limits file.", **place)
    if entry is not None and value:
        column = entry.start(1) + 1
        place["column"] = str(column)
        if re.fullmatch(r"[+-]?\d+,\d+", value):
            right = value.replace(",", ".")
            message = Msg(
                '{file}, line {line}, column {column}: "{cell}" is not a number; write {right}.',
                **place,
                cell=cut(value),
                right=right,
            )
        elif not value.startswith(('"', "'", "[", "{")):
            message = Msg(
                '{file}, line {line}, column {column}: "{cell}" is not a number; text stands in quotes.',
                **place,
                cell=cut(value),
            )
    return DataError(
        "limits-file-broken",
        message,
        details=[cut(typed, 78)] if typed.strip() else [],
        file=name,
        line=line,
        column=str(column),
        cell=value or None,
    )

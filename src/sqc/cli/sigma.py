"""``sqc sigma``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING
from sqc.sixsigma.sigma.options import CONVERTED, SIGMA_OPTIONS

command = tool(
    "sigma",
    Msg("sqc sigma [FILE]: DPMO, yields and sigma level, with and without shift."),
    (
        ("sqc sigma --defects 47 --units 1200 --opportunities 8", Msg("from counts")),
        ("sqc sigma steps.csv", Msg("steps in a row: RTY, which step costs most")),
        ("sqc sigma steps.csv --goal 4", Msg("against a sigma level")),
        ("sqc sigma --dpmo 6210", Msg("converts")),
        ("sqc sigma --z 6 --shift 0", Msg("the level without shift")),
        ("sqc sigma steps.csv -o yield.png", Msg("a picture")),
    ),
    SIGMA_OPTIONS,
    (
        (Msg("What was counted"), COLUMNS),
        (Msg("How it is judged"), JUDGED),
        (Msg("A number to convert"), CONVERTED),
        (Msg("Reading the file"), READING),
    ),
    explained="sqc.sixsigma.sigma.explain:SIGMA",
    tail=Msg("Sigma levels are printed with the shift and without; --shift 0 leaves it out."),
    needs_file=False,
)

"""Why a published value may differ from the right one: a word for the table, a sentence for the files."""

from __future__ import annotations

from sqc.i18n.message import Msg

# in the order in which the printed selection prefers them
REASONS: dict[str, tuple[Msg, Msg]] = {
    "print-cut": (Msg("print cut"), Msg("the print cuts digits off instead of rounding")),
    "rounded-d2": (Msg("rounded d2"), Msg("the publication used d2 of three decimals")),
    "misprint": (Msg("misprint"), Msg("the printed value is not the rounded exact one")),
    "rounded-factor": (Msg("rounded factor"), Msg("the publication used factors of three decimals")),
    "rounded-input": (Msg("rounded input"), Msg("the published input is itself rounded")),
    "plain-center": (
        Msg("plain center"),
        Msg("the program centers on the plain mean of S, not on c4 times the sigma that was asked for"),
    ),
    "one-center": (
        Msg("one center line"),
        Msg("the program draws one center line for subgroups of all sizes"),
    ),
    "qtukey": (Msg("quantile of R"), Msg("the program's quantile of the range has about six digits")),
    "zero-limit": (Msg("0 is no limit"), Msg("0 stands where no lower limit exists")),
    "last-digit": (Msg("last digit"), Msg("the print is off by one in its last digit")),
    "coarse-chain": (
        Msg("coarse chain"),
        Msg("the publication approximates by a Markov chain of few states"),
    ),
    "few-nodes": (
        Msg("few nodes"),
        Msg("the program solves its integral equation at too few nodes for all printed digits"),
    ),
    "early-stop": (
        Msg("search stopped"),
        Msg("the program's search for the greatest likelihood stops before it is reached"),
    ),
    "screened-ranges": (
        Msg("ranges left out"),
        Msg("the program leaves out large moving ranges before it draws the limits"),
    ),
    "df-of-n": (
        Msg("n - 1 df"),
        Msg("the program takes n - 1 degrees of freedom whatever estimator of sigma within was used"),
    ),
    "one-sided": (
        Msg("one-sided ends"),
        Msg("the program prints two one-sided bounds where an interval is asked for"),
    ),
    "df-of-cpm": (
        Msg("df of Cpm"),
        Msg("the program leaves out a square in the degrees of freedom of the spread about the target"),
    ),
    "target-in-middle": (
        Msg("off-center target"),
        Msg("the program takes the whole width although the target is nearer to one limit"),
    ),
    "approximate-limit": (
        Msg("approximate limit"),
        Msg("the program approximates the tolerance limit by the noncentral t distribution"),
    ),
    "broken-ties": (
        Msg("broken ties"),
        Msg("the program ranks distances that are equal in decimals as if they differed, by rounding"),
    ),
}

"""The doors from a table to a validated sample, in one place. The road of a chart opens only its own."""

from __future__ import annotations

from sqc.data.counts import counts
from sqc.data.estimable import require_estimable
from sqc.data.individuals import individuals
from sqc.data.roles import Roles
from sqc.data.subgroups import subgroups

__all__ = ["Roles", "counts", "individuals", "require_estimable", "subgroups"]

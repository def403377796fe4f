"""Ask pip-audit for known weaknesses of the locked versions; say so where its list cannot be reached.

Run by ``make audit``: exit 1 where a weakness is known, 0 where none is or nobody can be asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def audit(lock: str) -> int:
    """Return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "answer.json")
        command = ["pip_audit", "-r", lock, "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
        subprocess.run(
            [sys.executable, "-m", *command, "-f", "json", "-o", str(answer)], capture_output=True, text=True
        )
        text = answer.read_text(encoding="utf-8") if answer.exists() else ""
    packages = json.loads(text)["dependencies"] if text else []
    asked = [one for one in packages if "skip_reason" not in one]
    if not asked:
        print("note: the list of weaknesses cannot be reached; nothing was audited.")
        return 0
    known = [(one["name"], one["version"], bug["id"]) for one in asked for bug in one["vulns"]]
    for name, version, bug in known:
        print(f"{name} {version}: {bug}")
    print(f"{len(asked)} of {len(packages)} packages audited, {len(known)} known weaknesses")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(audit(sys.argv[1]))

"""Look the pinned dependencies up among known vulnerabilities: `python -m tests.audit`.

Fails when one is known to be vulnerable. Where no database can be reached it says so and does not
fail, for then nothing is known either way.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FILES = ("requirements.txt", "tests/requirements.txt")
SECONDS = 300
KNOWN_TO_BE_VULNERABLE = "urllib3==1.24.1\n"
NOT_MADE = "The audit of dependencies was NOT made: no database of vulnerabilities can be reached."


def main() -> int:
    """Audit each file of pins; 1 when something is found, else 0."""
    known = {file: _asked(file, "--require-hashes") for file in FILES} if database_answers() else {}
    if not known or not all(known.values()):
        print(NOT_MADE)
        return 0
    found = [(file, line) for file, listed in known.items() for line in troubles(listed)]
    for file, line in found:
        print(f"{file}: {line}")
    if not found:
        print("No pinned dependency is known to be vulnerable.")
    return int(bool(found))


def database_answers() -> bool:
    """Whether a package that is well known to be vulnerable is reported.

    An index that only hands out packages can be asked too, and knows of nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requirements.txt"
        path.write_text(KNOWN_TO_BE_VULNERABLE, "utf-8")
        return any(one.get("vulns") for one in _asked(str(path), "--no-deps"))


def troubles(listed: list[dict]) -> list[str]:
    """What is known of packages, and which of them nothing could be asked of."""
    return [
        f"{one['name']} could not be looked up: {one['skip_reason']}"
        if "skip_reason" in one
        else f"{one['name']} {one['version']}: {known['id']}, mended in {known['fix_versions']}"
        for one in listed
        for known in one.get("vulns", [{}])
    ]


def _asked(file: str, *options: str) -> list[dict]:
    command = [sys.executable, "-m", "pip_audit", "--requirement", file, "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "20", *options]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        return json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []


if __name__ == "__main__":
    sys.exit(main())

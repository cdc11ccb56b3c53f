"""What `make audit` says of what pip-audit found, and that nothing is taken for a pass that was not looked up."""

import json
import subprocess
import sys
from typing import TypeAlias

import pytest
from conftest import ROOT

Package: TypeAlias = dict[str, object]

CLEAN: Package = {"name": "flask", "version": "3.1.3", "vulns": []}
VULNERABLE: Package = {
    "name": "jinja2",
    "version": "3.1.5",
    "vulns": [
        {"id": "PYSEC-2026-1", "fix_versions": ["3.1.6", "4.0"], "aliases": [], "description": ""},
        {"id": "PYSEC-2026-2", "fix_versions": [], "aliases": [], "description": ""},
    ],
}
UNKNOWN: Package = {
    "name": "pytz",
    "skip_reason": "Dependency not found on PyPI and could not be audited: pytz (2026.6)",
}
UNREACHED = "NOT AUDITED: no package could be looked up; probably the network is closed (.venv/audit.log)\n"
FOUND = "jinja2 3.1.5 has PYSEC-2026-1; take 3.1.6 or 4.0\njinja2 3.1.5 has PYSEC-2026-2; no release mends it yet\n"


def report(*packages: Package) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("text", "code", "closed", "said"),
    [
        pytest.param(report(CLEAN, CLEAN), 0, 0, "audited 2 packages: none has a known vulnerability\n", id="clean"),
        pytest.param(report(CLEAN, VULNERABLE), 1, 1, FOUND, id="vulnerable"),
        pytest.param(report(CLEAN, UNKNOWN), 1, 1, f"{UNKNOWN['skip_reason']}\n", id="one that could not be looked up"),
        pytest.param(report(UNKNOWN, UNKNOWN), 1, 0, UNREACHED, id="none that could be looked up"),
        pytest.param(report(), 1, 0, UNREACHED, id="no package"),
        pytest.param("", 1, 0, UNREACHED, id="no answer"),
    ],
)
def test_only_what_was_looked_up_passes(text: str, code: int, closed: int, said: str) -> None:
    """`closed` is the exit code where the network may be closed."""
    for arguments, wanted in ([], code), (["--network-may-be-closed"], closed):
        command = [sys.executable, str(ROOT / "deploy" / "audit.py"), *arguments]
        result = subprocess.run(command, input=text, capture_output=True, text=True, check=False)

        assert (result.returncode, result.stdout, result.stderr) == (wanted, said, "")

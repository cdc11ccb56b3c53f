"""docs/faults.md says of each fault that is tried here what was lost by it, and of no other."""

import re
import subprocess
import sys

from conftest import ROOT


def test_table_has_a_row_for_every_fault_that_is_tried() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "tests/faults"]
    collected = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tried = re.findall(r"^tests/faults/(?!test_table)\w+\.py::(.*)$", collected, re.MULTILINE)
    table = (ROOT / "docs" / "faults.md").read_text()
    rows = re.findall(r"^\| (.+?) \| .+ \| `(test_\w+)` \|$", table, re.MULTILINE)

    assert sorted(test if test in tried else f"{test}[{fault}]" for fault, test in rows) == sorted(tried)

"""What is no text is refused, whatever its file is called, with what to give instead."""

import re

import pytest

from feeds.authoring.imports.formats import Reading, read_file

WORKBOOK = "this is a workbook or another packed file; save the sheet as CSV (UTF-8) and give that file"
PDF = "this is a PDF; copy its text into a file, such as page.txt, and give that file"


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv", "plan.ics", "plan"])
@pytest.mark.parametrize(("data", "message"), [(b"PK\x03\x04\x14\0", WORKBOOK), (b"%PDF-1.7\n", PDF)])
def test_workbook_and_pdf_are_refused(name: str, data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_file(name, data, Reading(zone="UTC"))

"""The Nu HTML Checker, the validator of W3C and WHATWG, run by Java: it judges pages, and CSS and SVG beside them."""

import json
import shutil
import subprocess
from pathlib import Path

_FOLDER = Path(__file__).parent / "vnu"
_JAR = _FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# With Java's own stack it gives up on some pages, depending on what Java has compiled by then.
# A page of names and times has too few words to guess its language by.
_COMMAND = ["java", "-Xss4m", "-jar", str(_JAR), "--no-langdetect", "--also-check-css", "--also-check-svg"]


def missing() -> str | None:
    """Say what has to be installed."""
    if shutil.which("java") is None:
        return "java is not installed"
    if not _JAR.is_file():
        return f"vnu-jar is not installed: npm install --no-package-lock --ignore-scripts --prefix {_FOLDER}"
    return None


def complaints(folder: Path) -> list[str]:
    """List all that is said of the files of a folder, as `name: message, at: text`, sorted.

    By their suffix they are `.html`, `.css` or `.svg`. Its warnings and remarks are listed as its errors are. It tells
    lines from 0 in pages and from 1 in CSS, so what is there is quoted instead. Raises ValueError if it gives up.
    """
    command = [*_COMMAND, "--verbose", "--format", "json", "--stdout", str(folder)]
    result = subprocess.run(command, capture_output=True, timeout=120, check=False, text=True)
    read = {Path(line).name for line in result.stderr.splitlines()}
    files = {file.name for file in folder.iterdir()}
    # Of what it did not read, it says nothing.
    if read != files or not result.stdout:
        raise ValueError(f"not read: {sorted(files - read)}; {result.stderr}")
    return sorted(
        f"{Path(message['url']).name}: {message['message']}, at: {' '.join(message.get('extract', '').split())}"
        for message in json.loads(result.stdout)["messages"]
    )

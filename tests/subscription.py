"""A subscriber with a real calendar client, vdirsyncer."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

# vdirsyncer replaces the UIDs of a subscription by hashes of the content, so the hook keeps ours beside them.
# Hashing our UID with the rest also keeps two events apart that differ in nothing else.
_KEPT = "X-PUBLISHED-UID"
_HOOK = f"""#!/bin/sh
exec sed 's/^UID:/{_KEPT}:/'
"""

_CONFIG = """\
[general]
status_path = {status}

[pair subscription]
a = "server"
b = "folder"
collections = null

[storage server]
type = "http"
url = {url}
filter_hook = {hook}

[storage folder]
type = "filesystem"
path = {events}
fileext = ".ics"
"""


def subscribe(url: str, folder: Path) -> None:
    """Bring the folder in line with the feed at the URL, as a calendar client does at every refresh."""
    hook, config = folder / "hook", folder / "config"
    status, held = folder / "status", folder / "events"
    # The client asks before it makes a folder for events.
    held.mkdir(parents=True, exist_ok=True)
    hook.write_text(_HOOK)
    hook.chmod(0o755)
    paths = {"status": status, "url": url, "hook": hook, "events": held}
    config.write_text(_CONFIG.format(**{name: json.dumps(str(value)) for name, value in paths.items()}))
    for command in ("discover", "sync"):
        _vdirsyncer("-c", str(config), command)


def events(folder: Path) -> dict[str, str]:
    """Return what the client holds: for each published UID the text of its calendar with that one event."""
    texts: dict[str, str] = {}
    for path in (folder / "events").iterdir():
        text = _published(path.read_bytes().decode())
        (uid,) = re.findall(r"\r\nUID:(.*)\r\n", text.replace("\r\n ", ""))
        if uid in texts:
            raise ValueError(f"the client holds {uid} twice")
        texts[uid] = text
    return texts


def _published(text: str) -> str:
    """Put the published UID back in the place of the client's own."""
    return re.sub(r"\r\nUID:[^\r]*", "", text).replace(f"\r\n{_KEPT}:", "\r\nUID:")


def _vdirsyncer(*arguments: str) -> None:
    command = [str(Path(sys.executable).with_name("vdirsyncer")), *arguments]
    # A proxy of the machine has no business between two programs on it.
    environment = {**os.environ, "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}
    # Without an input the client fails where it would ask a person.
    result = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}:\n{result.stdout}")

"""Take the pictures of the README: `make pictures`.

They are of the real course in the middle of its term, from a server of their own whose clock stands still. Pages take
their letters from the reader's computer; these are of one that has Inter and P052, a Palatino (Debian's `fonts-inter`
and `fonts-urw-base35`).
"""

import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from feeds.settings import Settings
from feeds.web.app import create_app

DOCS = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Chromium's own sandbox does not work for root; and letters at parts of a dot come out another way each time.
ARGUMENTS = ["--no-sandbox", "--disable-font-subpixel-positioning", "--font-render-hinting=none"]
NOW = datetime(2025, 10, 15, 14, tzinfo=UTC)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1"

# What the computer calls its letters, for fontconfig; where some are missing, others take their place.
LETTERS = "".join(
    f'<match><test name="family"><string>{asked}</string></test>'
    f'<edit name="family" mode="prepend" binding="strong"><string>{given}</string></edit></match>'
    for asked, given in (("sans-serif", "Inter"), ("serif", "P052"), ("monospace", "DejaVu Sans Mono"))
)

# From the top of one part of a page to the bottom of another with some room, in pixels that make whole dots.
EDGES = """([start, end]) => [
  document.querySelector(start).getBoundingClientRect().top + scrollY - 16,
  document.querySelector(end).getBoundingClientRect().bottom + scrollY + 16,
].map((edge) => 2 * Math.max(0, Math.floor(edge / 2)))"""


def take(browser: Browser, address: str, name: str, *, width: int, start: str, end: str, **how: Any) -> None:
    """Write a picture of a page from one of its parts to the end of another, in light and in dark."""
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            device_scale_factor=1.5,
            locale="en-US",
            reduced_motion="reduce",
            timezone_id="America/New_York",
            **how,
        )
        page = context.new_page()
        page.goto(address)
        top, bottom = page.evaluate(EDGES, [start, end])
        page.screenshot(
            path=DOCS / f"{name}-{scheme}.png",
            full_page=True,
            clip={"x": 0, "y": top, "width": width, "height": bottom - top},
        )
        context.close()


def main() -> None:
    """Serve the real data on loopback and take all pictures."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    settings = Settings(data_dir=DOCS.parent / "data", public_url="https://calendar.example.edu")
    server = make_server("127.0.0.1", 0, create_app(settings, now=lambda: NOW), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    course = f"http://127.0.0.1:{server.server_port}/6.7960-fa25"
    with NamedTemporaryFile("w", suffix=".conf") as letters, sync_playwright() as playwright:
        letters.write(f"<fontconfig><include>/etc/fonts/fonts.conf</include>{LETTERS}</fontconfig>")
        letters.flush()
        environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": letters.name}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, env=environment)
        take(browser, f"{course}/", "course-page", width=1120, start="body", end=".cards")
        take(browser, f"{course}/all?view=week", "week", width=1040, start="#calendar", end=".week")
        take(browser, f"{course}/", "phone", width=390, start="body", end="[data-app=apple]", user_agent=IPHONE)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()

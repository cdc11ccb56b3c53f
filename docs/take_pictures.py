"""Take the pictures of the README: `make pictures`, beside a server on the real data."""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 900, "height": 760}, device_scale_factor=1.5)
    page.goto("http://127.0.0.1:8000/6.7960-fa25/")
    page.screenshot(path=Path(__file__).parent / "course-page.png")
    browser.close()

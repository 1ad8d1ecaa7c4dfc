#!/usr/bin/env python3
"""Take the pictures of README: starts the sample site on a folder of its own and opens it in headless Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
PATIENCE_S = 120
PICTURES = {
    "plan": "/ke-hoach/bac-giang-2021-2025/",
    "budget": "/ke-hoach/bac-giang-2021-2025/ban-1/du-toan/",
}


def wait() -> None:
    """Wait until the site answers."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(ADDRESS, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    sys.exit("the site did not start")


def sign_in(page: Page) -> None:
    """Sign in as the programme officer of the sample."""
    sys.path.insert(0, str(ROOT / "src"))
    from nscl.accounts.sample import SAMPLE_PASSWORD  # noqa: PLC0415

    page.goto(ADDRESS)
    page.fill("input[name=login]", "canbo")
    page.fill("input[name=password]", SAMPLE_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(ADDRESS + "/")


def main() -> None:
    """Take every picture, wide."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("Chromium is missing (apt-get install chromium)")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.sample")
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "NSCL_VAR_DIR": var, "NSCL_PLAN_TEXTS": str(ROOT.parent / "shared" / "plans")}
        nscl = str(Path(sys.executable).parent / "nscl")
        with subprocess.Popen([nscl, "up", "--port", str(PORT)], env=environment) as server, sync_playwright() as p:
            wait()
            browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1360, "height": 900}, locale="vi-VN")
            sign_in(page)
            for name, path in PICTURES.items():
                page.goto(ADDRESS + path, wait_until="networkidle")
                page.screenshot(path=IMAGES / f"{name}.png")
            browser.close()
            server.terminate()


if __name__ == "__main__":
    main()

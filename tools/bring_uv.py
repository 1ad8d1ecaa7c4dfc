#!/usr/bin/env python3
"""Bring uv, the installer, into `.tools/` with nothing but Python's standard library.

A fresh Debian has Python without pip and without venv. So this asks the package index for the wheel of the one version
below, checks its SHA-256 as the index states it, and takes the program out of it. Where pip is at hand it is used
instead, because it knows the machine's own index, proxy and certificates.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import shutil
import stat
import subprocess
import sys
import urllib.request
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

UV_VERSION = "0.13.8"
OLDEST_PYTHON = (3, 11)
TOOLS = Path(__file__).resolve().parent.parent / ".tools"
UV = TOOLS / "uv"
INDEX = os.environ.get("PIP_INDEX_URL") or os.environ.get("UV_DEFAULT_INDEX") or "https://pypi.org/simple"
TIMEOUT_S = 120
# Machine as Python names it → the tags of the wheels that run on it.
WHEELS = {
    ("linux", "x86_64"): "manylinux_2_17_x86_64",
    ("linux", "aarch64"): "manylinux_2_17_aarch64",
    ("darwin", "arm64"): "macosx_11_0_arm64",
    ("darwin", "x86_64"): "macosx_10_12_x86_64",
}


def fail(problem: str, remedy: str) -> None:
    """Say in one line what is wrong and what to do, and stop."""
    sys.exit(f"✗ {problem} Cách sửa: {remedy}")


def ready() -> bool:
    """True where the right version stands there already."""
    if not UV.exists():
        return False
    told = subprocess.run([UV, "--version"], capture_output=True, text=True, check=False).stdout
    return UV_VERSION in told.split()


def with_pip() -> bool:
    """Install by pip where it is at hand. Returns whether that worked."""
    target = TOOLS / "pip"
    command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
    run = subprocess.run(
        [*command, "--target", str(target), f"uv=={UV_VERSION}"], capture_output=True, text=True, check=False
    )
    program = target / "bin" / "uv"
    if run.returncode or not program.exists():
        return False
    shutil.move(program, UV)
    shutil.rmtree(target)
    return True


class Links(HTMLParser):
    """Collects the addresses of the files on a page of the simple index (PEP 503)."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of a link."""
        self.addresses += [value for name, value in attrs if tag == "a" and name == "href" and value]


def fetch(address: str) -> bytes:
    """What stands at an address of the package index."""
    request = urllib.request.Request(address, headers={"Accept": "text/html, */*"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
        return bytes(answer.read())


def from_index() -> None:
    """Take the program out of its wheel, checked against the SHA-256 that the index gives after the `#`."""
    tag = WHEELS.get((sys.platform, platform.machine()))
    if tag is None:
        fail(f"Chưa có uv cho máy {sys.platform} {platform.machine()}.", "cài pip rồi chạy lại make")
    page = f"{INDEX.rstrip('/')}/uv/"
    links = Links()
    links.feed(fetch(page).decode())
    wanted = [a for a in links.addresses if f"/uv-{UV_VERSION}-" in a and f"{tag}" in a and ".whl#sha256=" in a]
    if not wanted:
        raise LookupError(f"không có tệp cho {tag}")
    address, _, digest = urljoin(page, wanted[0]).partition("#sha256=")
    content = fetch(address)
    if hashlib.sha256(content).hexdigest() != digest:
        fail("Tệp uv tải về không đúng mã kiểm tra.", "chạy lại make; nếu vẫn vậy, kiểm tra đường mạng")
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        member = next(name for name in wheel.namelist() if name.endswith("/scripts/uv"))
        UV.write_bytes(wheel.read(member))


def main() -> None:
    """Bring uv unless it is there."""
    if sys.version_info < OLDEST_PYTHON:
        fail(
            f"NSCL cần Python {'.'.join(map(str, OLDEST_PYTHON))} trở lên, máy này có {platform.python_version()}.",
            "cài gói python3.11 rồi chạy lại: make PYTHON=python3.11 up",
        )
    if ready():
        return
    try:
        TOOLS.mkdir(exist_ok=True)
        print(f"→ Lấy uv {UV_VERSION} …", flush=True)
        if not with_pip():
            from_index()
        UV.chmod(UV.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    except PermissionError as refused:
        fail(f"Không ghi được vào thư mục {TOOLS.parent} ({refused.strerror}).", "chép NSCL vào thư mục ghi được")
    except (OSError, LookupError) as failed:
        fail(f"Không lấy được uv {UV_VERSION} ({failed}).", "kiểm tra mạng hoặc đặt PIP_INDEX_URL, rồi chạy lại")


if __name__ == "__main__":
    main()

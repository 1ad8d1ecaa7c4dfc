#!/usr/bin/env python3
"""Bring uv, the installer, into `.tools/` with nothing but Python's standard library.

A fresh Debian has Python without pip and without venv. So this asks the package index for the wheel of the one version
below, checks its SHA-256 as the index states it, and takes the program out of it. Where pip is at hand it is used
instead, because it knows the machine's own index, proxy and certificates.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import shutil
import stat
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

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
    told = subprocess.run(  # noqa: S603  (our own file)
        [UV, "--version"], capture_output=True, text=True, check=False
    ).stdout
    return UV_VERSION in told.split()


def with_pip() -> bool:
    """Install by pip where it is at hand. Returns whether that worked."""
    target = TOOLS / "pip"
    command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
    run = subprocess.run(  # noqa: S603
        [*command, "--target", str(target), f"uv=={UV_VERSION}"], capture_output=True, text=True, check=False
    )
    program = target / "bin" / "uv"
    if run.returncode or not program.exists():
        return False
    shutil.move(program, UV)
    shutil.rmtree(target)
    return True


def wheel_file() -> dict[str, object]:
    """The index's entry for the wheel of this machine."""
    tag = WHEELS.get((sys.platform, platform.machine()))
    if tag is None:
        fail(f"Chưa có uv cho máy {sys.platform} {platform.machine()}.", "cài pip rồi chạy lại make")
    request = urllib.request.Request(  # noqa: S310  (the address is the package index)
        f"{INDEX.rstrip('/')}/uv/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
        files = json.load(answer)["files"]
    for file in files:
        name = str(file["filename"])
        if name.startswith(f"uv-{UV_VERSION}-") and tag in name:
            return dict(file)
    raise LookupError(f"uv {UV_VERSION} ({tag})")


def from_index() -> None:
    """Take the program out of its wheel."""
    file = wheel_file()
    with urllib.request.urlopen(str(file["url"]), timeout=TIMEOUT_S) as answer:  # noqa: S310
        content = answer.read()
    hashes = file["hashes"]
    if not isinstance(hashes, dict) or hashlib.sha256(content).hexdigest() != hashes["sha256"]:
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

#!/usr/bin/env python3
"""Run a command against a PostgreSQL server of its own, on loopback, thrown away afterwards.

    with_postgres.py COMMAND [ARGUMENT …]

The command finds the server in NSCL_DATABASE_URL. Where the machine has no PostgreSQL, it says so and skips; in CI
(CI=true) that is a failure, because CI must test both databases.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

SERVER_USER = "postgres"  # Debian's package makes it; the server refuses to run as root
# Nothing here outlives the run, so nothing waits for the disk. Without autovacuum: it looks at tables while a test's
# world lies in a transaction that never commits, notes that they hold no rows, and from then on the planner joins a
# dozen tables by nested loops, at up to a minute a page.
OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: Debian's newest, else one on the path; None where none has all three."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    needed = ("initdb", "pg_ctl", "createdb")
    return next((folder for folder in [*debian, *on_path] if all((folder / n).exists() for n in needed)), None)


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server_user(folder: Path) -> list[str]:
    """What to put before a command so that it does not run as root, who may not start the server."""
    if os.geteuid():
        return []
    shutil.chown(folder, SERVER_USER, pwd.getpwnam(SERVER_USER).pw_gid)
    return ["runuser", "-u", SERVER_USER, "--"]


def run_with_server(bin_folder: Path, command: list[str]) -> int:
    """Start a server, run the command, stop the server. Returns the command's exit status."""
    with tempfile.TemporaryDirectory(prefix="nscl-pg-") as name:
        folder = Path(name)
        before = as_server_user(folder)
        data, port = folder / "data", free_port()
        control = [*before, str(bin_folder / "pg_ctl"), "-D", str(data), "-w"]
        initialise = [str(bin_folder / "initdb"), "-U", "nscl", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run([*before, *initialise, "-D", str(data)], check=True, stdout=subprocess.DEVNULL, cwd=name)
        start = ["-l", str(folder / "log"), "-o", f"-p {port} -k {folder} {OPTIONS}", "start"]
        subprocess.run([*control, *start], check=True, stdout=subprocess.DEVNULL, cwd=name)
        try:
            create = [str(bin_folder / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "nscl", "nscl"]
            subprocess.run(create, check=True, cwd=name)
            address = f"postgres://nscl@127.0.0.1:{port}/nscl"
            return subprocess.run(command, check=False, env={**os.environ, "NSCL_DATABASE_URL": address}).returncode
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd=name)


def main() -> int:
    """Run the command of the command line."""
    bin_folder = programs()
    if bin_folder is None:
        print("PostgreSQL chưa được cài trên máy này (apt-get install postgresql): bỏ qua phần kiểm thử PostgreSQL.")
        return 1 if os.environ.get("CI") else 0
    return run_with_server(bin_folder, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

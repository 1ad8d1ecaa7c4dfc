"""A site as `nscl up` makes it, made once a run of tests; whoever needs one takes a copy."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NSCL = Path(sys.executable).parent / "nscl"
PATIENCE_S = 300
# The folder in which the Makefile has the site made before pytest runs.
KEPT_IN = "NSCL_PREPARED_SITE"


@dataclass(frozen=True)
class PreparedSite:
    """A folder that `nscl up` prepared, with the database where that is SQLite, and what it said on the way."""

    var: Path
    said: str

    def copy_to(self, var: Path) -> None:
        """Copy the site into a folder of its own, which another test may change."""
        shutil.copytree(self.var, var, dirs_exist_ok=True)


def environment_of(var: Path) -> dict[str, str]:
    """What a process of the sample site on SQLite is told; the documents' texts are stored where ../shared has them."""
    return {
        **os.environ,
        "NSCL_VAR_DIR": str(var),
        "NSCL_DATABASE_URL": f"sqlite:///{var / 'nscl.sqlite3'}",
        "NSCL_PLAN_TEXTS": str(ROOT.parent / "shared" / "plans"),
        "DJANGO_SETTINGS_MODULE": "nscl.config.settings.sample",
    }


def prepare_once(
    tmp_path_factory: pytest.TempPathFactory, environment: Mapping[str, str] | None = None
) -> PreparedSite:
    """The site of this run: the first who asks makes it, whatever worker; the others wait for it.

    environment: added to the process's, such as another database. Where `NSCL_PREPARED_SITE` names a folder, the site
    on SQLite is there, or being made (`python -m tests.factories.sites`).
    """
    own = tmp_path_factory.getbasetemp()
    common = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    if environment is None and KEPT_IN in os.environ:
        common = Path(os.environ[KEPT_IN])
    return prepare_in(common, environment or {})


def prepare_in(common: Path, environment: Mapping[str, str]) -> PreparedSite:
    """The site in a folder, made where it is not there yet; who comes meanwhile waits."""
    var, said = common / "prepared-site", common / "prepared-site.txt"
    with (common / "prepared-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            result = subprocess.run(
                [str(NSCL), "up", "--prepare-only"],
                env={**environment_of(var), **environment},
                cwd=common,
                capture_output=True,
                text=True,
                check=False,
                timeout=PATIENCE_S,
            )
            assert result.returncode == 0, result.stderr
            said.write_text(result.stdout)
    return PreparedSite(var, said.read_text())


if __name__ == "__main__":
    # The Makefile's: made beside what keeps one core busy, so that no test waits for it.
    prepare_in(Path(os.environ[KEPT_IN]), {})

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nscl.institutions.operations import load_reference
from nscl.institutions.reference import Reference, read_reference
from nscl.records.operations import SYSTEM

FOLDER = Path(__file__).parents[2] / "data" / "reference"
AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def reference() -> Reference:
    return read_reference(FOLDER)


@pytest.fixture
def loaded(db: None, reference: Reference) -> Reference:  # noqa: ARG001  # asked for its effect
    load_reference(reference=reference, by=SYSTEM, at=AT)
    return reference

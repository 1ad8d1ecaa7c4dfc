from __future__ import annotations

import pytest

from nscl.institutions.reference import Reference
from tests.factories.reference import reference_data


@pytest.fixture(scope="session")
def reference() -> Reference:
    return reference_data()


@pytest.fixture
def loaded(db: None, reference: Reference) -> Reference:  # noqa: ARG001  # asked for its effect
    """What the database holds."""
    return reference

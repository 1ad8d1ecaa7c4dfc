"""The counts of training."""

from __future__ import annotations

from nscl.accounts.enums import Permission
from tests.architecture.access_matrix import Address, with_permission

SEE = with_permission(Permission.VIEW_TRAINING)

ADDRESSES = (
    Address("training-counts", who=SEE),
    # Where nothing is trained nothing is drawn; the table alone is there, empty.
    Address("training-counts-chart", who=SEE, kwargs=lambda _world: {"form": "csv"}),
)

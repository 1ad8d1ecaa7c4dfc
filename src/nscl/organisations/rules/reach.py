"""What one person may do with the registry: asked of whoever stands above this package and knows the roles."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class RegistryAct(StrEnum):
    """What somebody would do with the registry of organisations."""

    VIEW = "view"
    KEEP = "keep"
    MERGE = "merge"


class RegistryViewer(Protocol):
    """The person who asks, as far as the registry needs to know them (`nscl.accounts.rules.Viewer` is one)."""

    @property
    def own_organisations(self) -> frozenset[int]:
        """The organisations that the person acts for: these they see whatever else they may."""

    def registry_units(self, act: RegistryAct) -> frozenset[int] | None:
        """The provinces in which the person may do it; None: in all of them."""

    def require_registry(self, act: RegistryAct, unit_id: int) -> None:
        """Raise what the packages above raise where somebody may not do something in that province."""


def may(viewer: RegistryViewer | None, act: RegistryAct, unit_id: int) -> bool:
    """Whether a person may do it in a province. None: the system, which may."""
    if viewer is None:
        return True
    units = viewer.registry_units(act)
    return units is None or unit_id in units


def require(viewer: RegistryViewer | None, act: RegistryAct, unit_id: int) -> None:
    """Raise what `RegistryViewer.require_registry` raises unless the person may. None: the system, which may."""
    if viewer is not None:
        viewer.require_registry(act, unit_id)

"""Acts on organisations that reach into several packages: kinship, and doubles that become one.

Support's once-only rule holds across branches, predecessors and successors, and everything that hangs on a double goes
along: all of it in one transaction with the registry's own act, whose audit event is the one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Protocol

from django.db import transaction

from nscl.accounts.operations import move_organisation as move_roles
from nscl.accounts.rules import Viewer
from nscl.organisations.enums import SuccessionKind
from nscl.organisations.operations import registry
from nscl.organisations.operations.registry import United
from nscl.records.operations import Actor
from nscl.support.operations.kinship import move_organisation as move_support
from nscl.support.operations.kinship import unite_lineages
from nscl.training.operations.organisations import move_organisation as move_training
from nscl.work.operations.organisations import move_organisation as move_work


class _Mover(Protocol):
    def __call__(self, *, keep: int, absorb: int, by: Actor, at: datetime) -> None:
        """Give what hangs on one organisation to another."""


MOVERS: Final[tuple[_Mover, ...]] = (move_roles, move_work, move_training, move_support)


@transaction.atomic
def merge_organisations(*, keep: int, absorb: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Make two rows one organisation, with all that hangs on either. `viewer` None: the system.

    Raises what `registry.merge_organisations` raises, NotAllowed among it.
    """
    united = registry.merge_organisations(keep=keep, absorb=absorb, reason=reason, viewer=viewer, by=by, at=at)
    _unite(united, by, at)
    for move in MOVERS:
        move(keep=keep, absorb=absorb, by=by, at=at)


@transaction.atomic
def record_branch(*, branch: int, parent: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Note that an organisation is a branch of another: from now they share one history of support.

    Raises what `registry.record_branch` raises, NotAllowed among it.
    """
    _unite(registry.record_branch(branch=branch, parent=parent, viewer=viewer, by=by, at=at), by, at)


@transaction.atomic
def record_succession(
    *,
    predecessor: int,
    successor: int,
    kind: SuccessionKind,
    on: date,
    basis: str,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> None:
    """Note that an organisation passed into another: from now they share one history of support.

    Raises what `registry.record_succession` raises, NotAllowed among it.
    """
    united = registry.record_succession(
        predecessor=predecessor, successor=successor, kind=kind, on=on, basis=basis, viewer=viewer, by=by, at=at
    )
    _unite(united, by, at)


def _unite(united: United | None, by: Actor, at: datetime) -> None:
    if united is not None:
        unite_lineages(keep=united.keep, absorb=united.absorb, by=by, at=at)

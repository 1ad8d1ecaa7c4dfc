"""Two rows of one organisation become one; two that look like one are remembered as two.

What hangs on the absorbed row in the packages above is moved by `nscl.progress.operations.organisations`, in the same
transaction. A merge that was made by mistake can be told apart by its trail: the audit event says what the absorbed row
had (each field, seats and figures that gave way), `OrganisationMerge` which row it was and its tax code.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.institutions.rules import reachable
from nscl.organisations.models import DistinctOrganisations, Organisation, OrganisationMerge
from nscl.organisations.operations.registry.errors import OrganisationMerged, OrganisationMergeRefused
from nscl.organisations.operations.registry.hanging import move_what_hangs
from nscl.organisations.operations.registry.kinship import United, succession_edges, unite_lineages
from nscl.organisations.operations.registry.rows import LABELS, locked, reference, shown
from nscl.organisations.operations.registry.sizing import refresh_size
from nscl.organisations.operations.registry.wording import as_stored
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer
from nscl.records.operations import Actor, Change, record_event

_TAKEN_OVER: Final = (
    "tax_code",
    "commune_id",
    "address",
    "industry",
    "industry_edition",
    "founded_on",
    "representative",
    "phone",
    "email",
)
_TOGETHER: Final = {"address": "commune_id", "industry_edition": "industry"}  # taken over only with the other
_ENTERPRISE_DIGITS, _HOUSEHOLD_DIGITS = 10, 12


@transaction.atomic
def merge_organisations(
    *, keep: int, absorb: int, reason: str, viewer: RegistryViewer | None, by: Actor, at: datetime
) -> United | None:
    """Make the row `absorb` the same organisation as `keep`, which takes over what it did not know itself.

    The absorbed row stays, bare of its tax code, and points to the one kept. Returns which lineages became one, None
    where they were one already. Raises OrganisationMissing, OrganisationMerged, OrganisationMergeRefused: one and the
    same row, no reason, two tax codes, which prove two organisations, or one that is the other's branch or successor.
    """
    kept, absorbed = _both(viewer, keep, absorb)
    _refuse(kept, absorbed, reason)
    merge = OrganisationMerge.objects.create(
        kept=kept,
        absorbed=absorbed,
        at=at,
        by_id=by.number,
        reason=reason.strip(),
        absorbed_tax_code=absorbed.tax_code or "",
    )
    with as_stored():
        changes = [Change(_("Gộp"), absorbed.name, kept.name), *_what_it_had(absorbed)]
    united = unite_lineages(kept, absorbed, without=absorbed.pk)
    _hand_over(kept, absorbed)
    with as_stored():
        changes += move_what_hangs(kept, absorbed, on=localdate(at))
    refresh_size(kept, localdate(at))
    kept.version += 1
    kept.save()
    record_event(
        action="organisation.merged",
        by=by,
        at=at,
        subject=reference(kept),
        context=reference(absorbed),
        changes=changes,
        comment=merge.reason,
    )
    return united


@transaction.atomic
def set_apart(*, one: int, other: int, viewer: RegistryViewer | None, by: Actor, at: datetime) -> None:
    """Remember that two rows are two organisations: they are not proposed for merging again. Raises as merging does."""
    first, second = sorted(_both(viewer, one, other), key=lambda row: row.pk)
    _row, is_new = DistinctOrganisations.objects.get_or_create(
        first=first, second=second, defaults={"at": at, "by_id": by.number}
    )
    if is_new:
        with as_stored():
            changes = [Change(_("Hai tổ chức khác nhau"), first.name, second.name)]
        record_event(
            action="organisation.set_apart",
            by=by,
            at=at,
            subject=reference(first),
            context=reference(second),
            changes=changes,
        )


def _both(viewer: RegistryViewer | None, one: int, other: int) -> tuple[Organisation, Organisation]:
    """Both rows, locked in the order of their numbers: two who merge the same pair wait for each other once."""
    if one == other:
        raise OrganisationMergeRefused(_("Hãy chọn hai tổ chức khác nhau."))
    try:
        found = {number: locked(viewer, number, RegistryAct.MERGE) for number in sorted((one, other))}
    except OrganisationMerged as gone:
        message = _("Một trong hai tổ chức đã được gộp. Hãy mở lại danh sách.")
        raise OrganisationMergeRefused(message) from gone
    return found[one], found[other]


def _refuse(kept: Organisation, absorbed: Organisation, reason: str) -> None:
    if not reason.strip():
        raise OrganisationMergeRefused(_("Gộp hai tổ chức phải ghi lý do."))
    if kept.tax_code and absorbed.tax_code:
        lengths = {len(kept.tax_code), len(absorbed.tax_code)}
        if kept.tax_code[:_ENTERPRISE_DIGITS] == absorbed.tax_code[:_ENTERPRISE_DIGITS]:
            message = _(
                "Một mã là của đơn vị phụ thuộc: đây là chi nhánh, không phải trùng. Hãy ghi quan hệ chi nhánh."
            )
            raise OrganisationMergeRefused(message)
        # A household that had a code of 10 digits has its head's personal number since 1 July 2025.
        if lengths != {_ENTERPRISE_DIGITS, _HOUSEHOLD_DIGITS}:
            message = _(
                "Hai mã số thuế khác nhau là của hai tổ chức khác nhau. Nếu một mã ghi sai, hãy sửa mã đó trước."
            )
            raise OrganisationMergeRefused(message)
    if kept.parent_id == absorbed.pk or absorbed.parent_id == kept.pk:
        message = _("Một tổ chức đang ghi là chi nhánh của tổ chức kia. Hãy kết thúc quan hệ đó trước khi gộp.")
        raise OrganisationMergeRefused(message)
    edges = succession_edges()
    if absorbed.pk in reachable(kept.pk, edges) or kept.pk in reachable(absorbed.pk, edges):
        message = _("Một tổ chức được ghi là kế thừa tổ chức kia nên không phải là một.")
        raise OrganisationMergeRefused(message)


def _what_it_had(absorbed: Organisation) -> list[Change]:
    """Every field of the absorbed row, for whoever must tell the two apart again."""
    label = _("Dòng gộp: %(field)s")
    return [
        Change(label % {"field": LABELS[name]}, shown(name, value), "")
        for name in LABELS
        if (value := getattr(absorbed, name)) not in {None, ""}
    ]


def _hand_over(kept: Organisation, absorbed: Organisation) -> None:
    """The columns that the kept row did not know become its own; the absorbed row is saved, bare of its tax code."""
    taken = _taken_over(kept, absorbed)
    absorbed.tax_code, absorbed.parent, absorbed.merged_into = None, None, kept
    absorbed.version += 1
    absorbed.save()  # first: the tax code is unique
    for name, value in taken.items():
        setattr(kept, name, value)


def _taken_over(kept: Organisation, absorbed: Organisation) -> dict[str, object]:
    empty = {name for name in _TAKEN_OVER if getattr(kept, name) in {None, ""}}
    return {
        name: getattr(absorbed, name)
        for name in _TAKEN_OVER
        if name in empty and _TOGETHER.get(name, name) in empty and getattr(absorbed, name) not in {None, ""}
    }

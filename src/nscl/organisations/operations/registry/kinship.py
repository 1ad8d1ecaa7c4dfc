"""Branches and successions: organisations that share one history of support.

What the packages above keep by lineage goes along by `nscl.progress.operations.organisations`, which calls these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.institutions.rules import reachable
from nscl.organisations.enums import SuccessionKind
from nscl.organisations.models import Organisation, OrganisationSuccession
from nscl.organisations.operations.registry.entries import one_line, too_long
from nscl.organisations.operations.registry.errors import FieldProblem, InvalidEntry, KinRefused
from nscl.organisations.operations.registry.rows import day_in_words, locked, reference
from nscl.organisations.operations.registry.states import set_gone
from nscl.organisations.operations.registry.wording import as_stored
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer
from nscl.records.operations import Actor, Change, record_event

_BASIS_LENGTH = 250


@dataclass(frozen=True, slots=True)
class United:
    """Two lineages became one: `keep` heads it now, `absorb` headed the other."""

    keep: int
    absorb: int


@transaction.atomic
def record_branch(*, branch: int, parent: int, viewer: RegistryViewer | None, by: Actor, at: datetime) -> United | None:
    """Note that an organisation is a branch or dependent unit of another; they share one history of support from now.

    Returns which lineages became one, None where they were one already. Raises OrganisationMissing, OrganisationMerged,
    KinRefused: of itself, in a circle, or a branch of somebody else's already.
    """
    rows = _both(viewer, branch, parent)
    row, of = rows[branch], rows[parent]
    if row.parent_id == of.pk:
        return None
    if row.parent_id is not None:
        known = Organisation.objects.get(pk=row.parent_id)
        raise KinRefused(
            _("Tổ chức này đang là chi nhánh của %(name)s. Hãy kết thúc quan hệ đó trước.") % {"name": known.name}
        )
    if branch in _ancestors(parent):
        raise KinRefused(_("%(name)s lại là đơn vị thuộc tổ chức này nên không thể là cấp trên.") % {"name": of.name})
    row.parent = of
    row.version += 1
    row.save(update_fields=["parent", "version"])
    united = unite_lineages(row, of)
    with as_stored():
        change = Change(_("Đơn vị chủ quản"), "", of.name)
    record_event(action="organisation.branch_recorded", by=by, at=at, subject=reference(row), changes=[change])
    return united


@transaction.atomic
def end_branch(*, branch: int, reason: str, viewer: RegistryViewer | None, by: Actor, at: datetime) -> None:
    """Note that an organisation is nobody's branch (any more). The history of support that they shared stays shared.

    Raises OrganisationMissing, OrganisationMerged, KinRefused where it is none, InvalidEntry without a reason.
    """
    row = locked(viewer, branch, RegistryAct.MERGE)
    if row.parent is None:
        raise KinRefused(_("Tổ chức này không phải chi nhánh của tổ chức nào. Hãy tải lại trang."))
    if not reason.strip():
        raise InvalidEntry([FieldProblem("reason", _("Hãy ghi lý do."))])
    with as_stored():
        change = Change(_("Đơn vị chủ quản"), row.parent.name, "")
    row.parent = None
    row.version += 1
    row.save(update_fields=["parent", "version"])
    record_event(
        action="organisation.branch_ended",
        by=by,
        at=at,
        subject=reference(row),
        changes=[change],
        comment=reason.strip(),
    )


@transaction.atomic
def record_succession(
    *,
    predecessor: int,
    successor: int,
    kind: SuccessionKind,
    on: date,
    basis: str,
    viewer: RegistryViewer | None,
    by: Actor,
    at: datetime,
) -> United | None:
    """Note that one organisation passed into another on a day; they share one history of support from now.

    The predecessor is gone from that day, unless another was only separated from it (Law on Enterprises
    59/2020/QH14, articles 198 to 205). Returns as `record_branch`. Raises OrganisationMissing, OrganisationMerged,
    InvalidEntry, KinRefused for itself, twice, or a circle.
    """
    rows = _both(viewer, predecessor, successor)
    before, after = rows[predecessor], rows[successor]
    problems = _problems(before, on, basis, localdate(at))
    if problems:
        raise InvalidEntry(problems)
    refuse_circle(before, after)
    step = OrganisationSuccession.objects.create(
        predecessor=before,
        successor=after,
        kind=kind,
        on=on,
        basis=one_line(basis),
        stated_at=at,
        stated_by_id=by.number,
    )
    changes = _in_words(step)
    if kind is not SuccessionKind.SEPARATED:
        changes += set_gone(before, on)
    before.version += 1
    before.save(update_fields=["state", "state_on", "version"])
    united = unite_lineages(before, after)
    record_event(
        action="organisation.succession_recorded",
        by=by,
        at=at,
        subject=reference(before),
        context=reference(after),
        changes=changes,
    )
    return united


def unite_lineages(one: Organisation, other: Organisation, *, without: int | None = None) -> United | None:
    """Let two lineages be one, headed by the older (lower) of their heads. The two given rows are kept in step.

    without: a row that is about to be a double of another, and so heads nothing any more.
    """
    heads = {one.lineage_head, other.lineage_head}
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=heads).order_by("pk").values_list("pk"))
    if len(heads) == 1 and without not in heads:
        return None
    able = heads - {without}
    if not able:
        able = {*Organisation.objects.filter(lineage=without).order_by("pk").values_list("pk", flat=True)[:1]}
    keep = min(able)
    absorb = next(iter(heads - {keep}))
    Organisation.objects.filter(pk=keep).update(lineage=None)
    Organisation.objects.filter(Q(lineage=absorb) | Q(pk=absorb)).exclude(pk=keep).update(lineage=keep)
    for row in (one, other):
        row.lineage_id = None if row.pk == keep else keep
    return United(keep, absorb)


def _in_words(step: OrganisationSuccession) -> list[Change]:
    with as_stored():
        return [
            Change(_("Kế thừa"), step.predecessor.name, step.successor.name),
            Change(_("Hình thức"), "", str(SuccessionKind(step.kind).label)),
            Change(_("Từ ngày"), "", day_in_words(step.on)),
        ]


def refuse_circle(before: Organisation, after: Organisation) -> None:
    """Raise KinRefused where one cannot have passed into the other: noted already, or the other way round."""
    edges = succession_edges()
    if (before.pk, after.pk) in edges:
        raise KinRefused(_("Quan hệ kế thừa này đã được ghi. Hãy tải lại trang."))
    if before.pk in reachable(after.pk, edges):
        names = {"before": before.name, "after": after.name}
        raise KinRefused(_("%(before)s lại kế thừa %(after)s theo quan hệ đã ghi, nên không thể ngược lại.") % names)


def succession_edges() -> list[tuple[int, int]]:
    """(predecessor, successor) of all successions."""
    return list(OrganisationSuccession.objects.order_by("pk").values_list("predecessor_id", "successor_id"))


def _ancestors(number: int) -> set[int]:
    """The organisation and all those whose branch it is, through others too."""
    found: set[int] = set()
    current: int | None = number
    while current is not None and current not in found:
        found.add(current)
        current = Organisation.objects.filter(pk=current).values_list("parent_id", flat=True).first()
    return found


def _both(viewer: RegistryViewer | None, one: int, other: int) -> dict[int, Organisation]:
    """Both rows, locked in the order of their numbers: two who relate the same pair wait for each other once."""
    if one == other:
        raise KinRefused(_("Hãy chọn hai tổ chức khác nhau."))
    return {number: locked(viewer, number, RegistryAct.MERGE) for number in sorted((one, other))}


def _problems(before: Organisation, on: date, basis: str, today: date) -> list[FieldProblem]:
    problems = too_long("basis", basis, _BASIS_LENGTH)
    if not basis.strip():
        problems.append(FieldProblem("basis", _("Hãy ghi căn cứ: số, ngày quyết định hoặc giấy đăng ký.")))
    if on > today:
        problems.append(FieldProblem("on", _("Ngày này không được sau hôm nay.")))
    if before.founded_on is not None and on < before.founded_on:
        message = _("Ngày này không được trước ngày thành lập, %(day)s.") % {"day": day_in_words(before.founded_on)}
        problems.append(FieldProblem("on", message))
    return problems

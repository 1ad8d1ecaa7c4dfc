"""A case begins: by the organisation, by an officer on its behalf, or by a link."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.institutions.queries import agency_by_key, territory_ids
from nscl.organisations.enums import OrganisationState
from nscl.organisations.models import Organisation, OrganisationSuccession
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.records.operations import Actor
from nscl.support.models import SupportCase
from nscl.support.operations.errors import Refused
from nscl.support.operations.opening import OpenedCase, Saved, record, refuse
from nscl.support.queries.rulebook import policy_of, rule_of, vocabulary
from nscl.work.operations import errors as work
from nscl.work.operations.provinces import province_on
from nscl.work.rules.problems import Problem, Reason

_TOKEN_BYTES = 32  # 256 bits, 43 letters
# The department that runs the programme, by its key in data/reference/agencies.yaml.
PROGRAMME_DEPARTMENT = "so-khcn"


@transaction.atomic
def start_case(
    *,
    organisation: int,
    content: str = "",
    policy: str = "",
    item: str = "",
    plan: int | None = None,
    agency: int | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Saved:
    """Begin a draft of an organisation; what is not chosen yet is "".

    plan: under whose programme, the one of the province and year where None is named; agency: who handles it, the
    department of science where None. viewer None: the system acts, or an applicant for whom the caller answers. Raises
    NotAllowed, Refused (no such organisation, one that is gone or was merged, no plan, an unknown rule).
    """
    row = _organisation(organisation)
    _require(viewer, row)
    on = localdate(at)
    refuse([*_rule_problems(content, policy, item)])
    unit_id = unit_on(row.unit_id, on)
    case = SupportCase.objects.create(
        public_id=secrets.token_urlsafe(_TOKEN_BYTES),
        unit_id=unit_id,
        plan_id=plan if plan is not None else _plan(row.unit_id, unit_id, on),
        agency_id=agency if agency is not None else department_on(unit_id, on),
        organisation=row,
        content=content or _content_of(policy, item),
        policy=policy or item.partition("#")[0],
        item=item,
        created_at=at,
        created_by_id=by.number,
        is_sample=is_sample or row.is_sample,
    )
    opened = OpenedCase(case, row.lineage_head, is_applicant=False)
    record(opened, "started", by=by, at=at)
    return opened.saved()


def unit_on(unit_id: int, on: date) -> int:
    """The province in force on a day that holds the land of a unit. Raises Refused where none is known."""
    try:
        return province_on(unit_id, on)
    except work.Refused as error:
        raise Refused(error.problems) from error


def department_on(unit_id: int, on: date) -> int | None:
    """The body that runs the programme in a province on a day, where the data know one."""
    found = agency_by_key(PROGRAMME_DEPARTMENT, unit_id, on)
    return None if found is None else found.id


def require_alive(row: Organisation) -> None:
    """Raise Refused where an organisation cannot be supported (any more): gone, or a double of another row."""
    if row.merged_into_id is not None:
        message = _("Tổ chức này đã được gộp vào một tổ chức khác trong sổ đăng ký")
        raise Refused([_problem(message, _("lập hồ sơ cho tổ chức được giữ lại"), row.merged_into_id)])
    if row.state == OrganisationState.GONE:
        since = f"{row.state_on:%d/%m/%Y}" if row.state_on else ""
        words = {"name": row.name, "day": since}
        message = _("%(name)s đã chấm dứt hoạt động từ ngày %(day)s nên không được hỗ trợ") % words
        heirs = OrganisationSuccession.objects.filter(predecessor=row).select_related("successor").order_by("on", "pk")
        heir = heirs.first()
        if heir is None:
            raise Refused(
                [_problem(message, _("kiểm tra mã số thuế, hoặc sửa trạng thái trong sổ đăng ký nếu ghi sai"))]
            )
        remedy = _("lập hồ sơ cho đơn vị kế thừa: %(name)s") % {"name": heir.successor.name}
        raise Refused([_problem(message, remedy, heir.successor_id)])


def _problem(message: str, remedy: str, number: int | None = None) -> Problem:
    return Problem("organisation", Reason.UNFIT, message, remedy, number)


def _organisation(number: int) -> Organisation:
    row = Organisation.objects.filter(pk=number).first()
    if row is None:
        message = _("Không có tổ chức này trong sổ đăng ký")
        raise Refused([Problem("organisation", Reason.UNKNOWN, message, _("tìm lại theo mã số thuế hoặc tên"))])
    require_alive(row)
    return row


def _require(viewer: Viewer | None, row: Organisation) -> None:
    if viewer is None or row.pk in viewer.own_organisations:
        return
    if not viewer.may(Permission.HANDLE_SUPPORT, row.unit_id):
        raise NotAllowed(Permission.HANDLE_SUPPORT)


def _plan(unit_id: int, unit_now: int, on: date) -> int:
    """The plan under whose programme a case of the day is: of the organisation's own province before that of others."""
    in_force = PlanEdition.objects.filter(state=EditionState.ISSUED)
    plans = Plan.objects.filter(
        pk__in=in_force.values("plan"),
        unit__in=list(territory_ids(unit_now)),
        period_start__lte=on.year,
        period_end__gte=on.year,
    )
    found = sorted(plans.order_by("pk"), key=lambda one: (one.unit_id != unit_id, -one.period_start, one.pk))
    if not found:
        message = _("Tỉnh chưa có kế hoạch nâng cao năng suất, chất lượng nào đang thực hiện năm %(year)s") % {
            "year": on.year
        }
        raise Refused([Problem("plan", Reason.UNKNOWN, message, _("nạp và ban hành kế hoạch của tỉnh trước"))])
    return found[0].pk


def _rule_problems(content: str, policy: str, item: str) -> list[Problem]:
    remedy = _("chọn lại trong danh mục")
    if content and content not in vocabulary().contents:
        return [Problem("content", Reason.UNKNOWN, _("Không có nội dung hỗ trợ này"), remedy)]
    if policy and policy_of(policy) is None:
        return [Problem("policy", Reason.UNKNOWN, _("Không có quy định này"), remedy)]
    if item and rule_of(policy or item.partition("#")[0], item) is None:
        return [Problem("item", Reason.UNKNOWN, _("Không có mục này trong quy định"), remedy)]
    return []


def _content_of(policy: str, item: str) -> str:
    rule = rule_of(policy or item.partition("#")[0], item) if item else None
    return rule.item.content if rule is not None else ""

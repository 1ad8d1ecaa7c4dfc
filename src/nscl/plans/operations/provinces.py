"""Whose plan a pack is: the province of its day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.documents.pack.schema import PlanHeader
from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.operations.errors import LoadRefused
from nscl.text.dates import PartialDate
from nscl.text.folding import fold


def day_of(issued_on: PartialDate | None, period_start: int) -> date:
    """The day as of which a plan names places and bodies.

    The first day that its date of issue can mean ("2021-08": 1 August 2021); where it bears no date, the first day of
    its period.
    """
    return issued_on.earliest if issued_on is not None else date(period_start, 1, 1)


def province_of(plan: PlanHeader) -> int:
    """The number of the province that bore the pack's code and name when the plan was issued. One query.

    A date known only in part is compared by every day that it can mean, so that a plan of "2025" finds Bắc Ninh under
    24 as well as Bắc Giang; the name then decides. Raises LoadRefused.
    """
    first = day_of(plan.issued_on, plan.period.start)
    last = plan.issued_on.latest if plan.issued_on is not None else first
    bearers = AdministrativeUnit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=first),
        level=UnitLevel.PROVINCE,
        code=plan.province.code,
        valid_from__lte=last,
    ).order_by("valid_from")
    found = list(bearers.values_list("pk", "name", "folded"))
    named = [number for number, _name, folded in found if folded == fold(plan.province.name)]
    if named:
        return named[-1]
    asked = {"code": plan.province.code, "name": plan.province.name, "on": f"{first:%d/%m/%Y}"}
    if not found:
        raise LoadRefused(
            [
                _(
                    "Mã tỉnh %(code)s không có vào ngày %(on)s. Cách sửa: xem lại plan.province.code, ngày ban hành, "
                    "và danh mục đơn vị hành chính đã được nạp chưa."
                )
                % asked
            ]
        )
    names = ", ".join(name for _number, name, _folded in found)
    raise LoadRefused(
        [
            _("Vào ngày %(on)s mã tỉnh %(code)s là %(names)s, gói ghi %(name)s. Cách sửa: xem lại plan.province.")
            % {**asked, "names": names}
        ]
    )

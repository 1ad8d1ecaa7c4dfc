"""What already stands under a pack's name, and the pack as it can be compared with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.pack.difference import PackDifference, compare_packs
from nscl.documents.pack.schema import BudgetLine, GrandTotal, PlanPack, Province
from nscl.finance.queries.pack import pack_of
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.plans.operations.errors import LoadRefused
from nscl.plans.operations.provinces import province_of
from nscl.text.folding import fold


@dataclass(frozen=True, slots=True)
class Standing:
    """The edition that loading a pack would meet, and its content; both None for a new plan.

    pack: the pack as it would be stored: with the province's name as the register writes it, without empty cells.
    """

    unit_id: int
    pack: PlanPack
    edition: PlanEdition | None = None
    stored: PlanPack | None = None

    @property
    def differs(self) -> bool:
        """Whether there is an edition with other content."""
        return self.stored is not None and self.stored != self.pack

    def difference(self) -> PackDifference:
        """What the pack would change; nothing for a new plan."""
        return compare_packs(self.stored or self.pack, self.pack)


def standing_of(pack: PlanPack, viewer: Viewer | None) -> Standing:
    """What stands under the pack's name. Raises LoadRefused for another province or period, NotAllowed."""
    plan = Plan.objects.select_related("unit").filter(slug=pack.plan.slug).first()
    unit_id = plan.unit_id if plan is not None else province_of(pack.plan)
    if viewer is not None:
        viewer.require(Permission.EDIT_PLANS, unit_id)
    if plan is None:
        unit = AdministrativeUnit.objects.get(pk=unit_id)
        return Standing(unit_id, as_stored(pack, unit.name))
    _refuse_other_province(pack, plan)
    editions = PlanEdition.objects.select_related("plan__unit").filter(plan=plan).order_by("-ordinal")
    pack = as_stored(pack, plan.unit.name)
    found = [Standing(unit_id, *_comparable(pack, edition)) for edition in editions.exclude(state="superseded")]
    # The pack of the edition in force is no news, whatever the draft beside it says.
    same = next((standing for standing in found if not standing.differs), found[0])
    _refuse_other_period(pack, plan, same)
    return same


def as_stored(pack: PlanPack, province: str) -> PlanPack:
    """The pack as it comes out of the database again."""
    named = pack.plan.model_copy(update={"province": Province(name=province, code=pack.plan.province.code)})
    pack = pack.model_copy(update={"plan": named})
    if pack.budget is None:
        return pack
    lines = tuple(map(_without_empty_years, pack.budget.lines))
    total = _without_empty_years(pack.budget.grand_total)
    budget = pack.budget.model_copy(update={"lines": lines, "grand_total": total})
    return pack.model_copy(update={"budget": budget})


def _comparable(pack: PlanPack, edition: PlanEdition) -> tuple[PlanPack, PlanEdition, PlanPack]:
    """The pack, with the edition's source where the pack names none; the edition; its content."""
    stored = pack_of(edition.pk)
    if pack.source is None and stored.source is not None:
        pack = pack.model_copy(update={"source": stored.source})
    return pack, edition, stored


def _without_empty_years(record: BudgetLine | GrandTotal) -> BudgetLine | GrandTotal:
    if all(record.by_year.values()):
        return record
    return record.model_copy(update={"by_year": {year: cells for year, cells in record.by_year.items() if cells}})


def _refuse_other_province(pack: PlanPack, plan: Plan) -> None:
    asked, unit = pack.plan.province, plan.unit
    if (asked.code, fold(asked.name)) == (unit.code, unit.folded):
        return
    message = _(
        "Mã kế hoạch %(slug)s đã dùng cho kế hoạch của %(unit)s (mã %(code)s). Cách sửa: đặt plan.slug khác, hoặc sửa "
        "plan.province."
    )
    raise LoadRefused([message % {"slug": plan.slug, "unit": unit.name, "code": unit.code}])


def _refuse_other_period(pack: PlanPack, plan: Plan, standing: Standing) -> None:
    """The period is the plan's: it can change only while the plan is a first draft."""
    edition, period = standing.edition, pack.plan.period
    first_draft = edition is not None and edition.ordinal == 1 and edition.state == EditionState.DRAFT
    if first_draft or (period.start, period.end) == (plan.period_start, plan.period_end):
        return
    message = _(
        "Kế hoạch %(slug)s có giai đoạn %(start)s–%(end)s, gói ghi khác. Cách sửa: sửa plan.period, hoặc đặt plan.slug "
        "khác cho kế hoạch của giai đoạn khác."
    )
    raise LoadRefused([message % {"slug": plan.slug, "start": plan.period_start, "end": plan.period_end}])

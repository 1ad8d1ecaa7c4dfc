"""Whether a run may be published: computed by its choices, from figures that are still the newest, nothing asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from nscl.productivity.enums import Answer, PriceBasis, RunState, Variable
from nscl.productivity.models import ProductivityRun, SeriesQuestion, SeriesVintage
from nscl.productivity.rules.run_words import Headline
from nscl.productivity.rules.series_words import series_name
from nscl.work.operations.errors import moment


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something about the figures of a run's land that nobody answered yet."""

    number: int
    series: int
    series_name: str
    vintage: int
    year: int
    says: str


def newest_changes(lands: Mapping[int, Collection[int]]) -> Mapping[int, datetime]:
    """By province: when a figure of its land last came, went, was answered or linked.

    lands: province → itself and all that merged into it (`territories`). One query for any number of provinces. One
    without figures is left out.
    """
    moments = ("entered_at", "withdrawn_at", "questions__answered_at", "series__links_from_earlier__linked_at")
    rows = SeriesVintage.objects.filter(series__unit__in=frozenset().union(*lands.values()))
    of_unit: dict[int, list[datetime]] = defaultdict(list)
    newest = {f"newest_{place}": Max(name) for place, name in enumerate(moments)}
    for unit, *found in rows.order_by().values("series__unit").annotate(**newest).values_list("series__unit", *newest):
        of_unit[unit] += [one for one in found if one is not None]
    changed = {unit: [at for one in land for at in of_unit[one]] for unit, land in lands.items()}
    return {unit: max(found) for unit, found in changed.items() if found}


def changed_since(row: ProductivityRun, newest: datetime | None) -> str:
    """That figures of the territory changed after the run was computed; "" where they did not."""
    if row.computed_at is None or newest is None or newest <= row.computed_at:
        return ""
    return _("Số liệu đã thay đổi lúc %(time)s, sau lần tính này: đã có bản số liệu mới, hãy tính lại.") % {
        "time": moment(newest)
    }


def open_questions_about(land: Collection[int]) -> tuple[OpenQuestion, ...]:
    """What is asked about vintages that count, of a province and what merged into it. One query."""
    rows = SeriesQuestion.objects.filter(
        answer=Answer.OPEN, vintage__series__unit__in=list(land), vintage__withdrawn_at__isnull=True
    )
    found = rows.select_related("vintage__series").order_by("vintage__series", "year", "pk")
    return tuple(_question(row) for row in found)


def _question(row: SeriesQuestion) -> OpenQuestion:
    one = row.vintage.series
    name = series_name(Variable(one.variable), one.part_name, PriceBasis(one.price_basis), one.base_year)
    return OpenQuestion(row.pk, one.pk, name, row.vintage_id, row.year, row.says)


def why_not_publishable(
    row: ProductivityRun, head: Headline, stale: str, asked: Collection[OpenQuestion], inputs: Collection[int]
) -> tuple[str, ...]:
    """Every reason why a draft cannot be published yet, in sentences; nothing where it can.

    stale: as `changed_since` says; inputs: numbers of the vintages that went in. Makes no queries.
    """
    if row.state != RunState.DRAFT:
        return ()
    if row.computed_at is None:
        return (_("Chưa tính. Hãy tính rồi xem kết quả trước khi công bố."),)
    reasons = [stale] if stale else []
    open_now = sum(one.vintage in inputs for one in asked)
    if open_now:
        reasons.append(
            _("Còn %(count)s câu hỏi về số liệu chưa trả lời. Hãy trả lời rồi tính lại.") % {"count": open_now}
        )
    if head.tfp is None:
        reasons.append(_("Phương pháp chính không cho kết quả: %(why)s") % {"why": head.refused})
    return tuple(reasons)

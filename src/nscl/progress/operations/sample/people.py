"""What people did on a sample: their work is not taken away without a word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.db.models import Count, Q

from nscl.accounts.models import User
from nscl.productivity.operations.sample import sample_subjects as productivity_subjects
from nscl.progress.enums import ProgressKind
from nscl.progress.models import StatedValue
from nscl.records.models import AuditEvent
from nscl.support.operations.sample import sample_subjects as support_subjects
from nscl.training.operations.sample import sample_subjects
from nscl.work.enums import WorkKind
from nscl.work.models import Activity, AnnualPlan, Commendation, Difficulty
from nscl.work.operations.errors import WorkError

# How many people the refusal names.
_NAMED: Final = 5


class PeoplesWork(WorkError):
    """People changed a sample or added to it; `acts`: who, how often."""

    def __init__(self, acts: Collection[tuple[str, int]]) -> None:
        self.acts = tuple(acts)
        named = ", ".join(f"{name} ({number} lần)" for name, number in self.acts[:_NAMED])
        more = f" và {len(self.acts) - _NAMED} người khác" if len(self.acts) > _NAMED else ""
        super().__init__(
            f"Chưa gỡ: có người đã sửa hoặc ghi thêm vào số liệu mẫu: {named}{more}. Phần ghi thêm đó cũng là số liệu "
            "mẫu và sẽ mất theo. Cách sửa: chép lại những gì cần giữ, rồi chạy nscl sample --remove --with-edits."
        )


def refuse_peoples_work(more: Mapping[str, Any] | None = None) -> None:
    """Raise PeoplesWork where somebody with an account of their own acted on a sample.

    more: samples of packages above this one: their numbers by what the audit trail calls them.
    """
    held = more or {}
    on_samples = _on_samples("subject", held) | _on_samples("context", held)
    acts = AuditEvent.objects.filter(on_samples, actor_id__isnull=False)
    players = User.objects.filter(is_sample=True).values("pk")
    people = acts.exclude(actor_id__in=players).values("actor_name").annotate(number=Count("pk"))
    found = list(people.order_by("-number", "actor_name").values_list("actor_name", "number"))
    if found:
        raise PeoplesWork(found)


def _on_samples(place: str, more: Mapping[str, Any]) -> Q:
    """Events whose subject, or what it belongs to, is a sample of today."""
    samples: dict[str, Any] = {
        WorkKind.ANNUAL_PLAN: AnnualPlan.objects.filter(is_sample=True).values("pk"),
        WorkKind.ACTIVITY: Activity.objects.filter(is_sample=True).values("pk"),
        WorkKind.DIFFICULTY: Difficulty.objects.filter(is_sample=True).values("pk"),
        WorkKind.COMMENDATION: Commendation.objects.filter(is_sample=True).values("pk"),
        ProgressKind.STATED_VALUE: StatedValue.objects.filter(is_sample=True).values("pk"),
        **sample_subjects(),
        **support_subjects(),
        **productivity_subjects(),
        **more,
    }
    found = Q(pk__in=[])
    for kind, numbers in samples.items():
        found |= Q(**{f"{place}_kind": kind, f"{place}_id__in": numbers})
    return found

"""What a case takes once: the content for its lineage, its invoices and its certificate. Taken at submission."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.rulebook.policies import Policy
from nscl.rulebook.policies.eligibility import earlier_support
from nscl.rulebook.policies.policy import ONCE_NAMES, Once
from nscl.rulebook.policies.standards import subject_key
from nscl.support.models import SupportCase, SupportSlot, UsedPaper
from nscl.support.operations.errors import AlreadySupported, PaperUsed
from nscl.support.operations.opening import OpenedCase
from nscl.support.queries.access import case_label
from nscl.support.queries.assessing import build_case, paper_keys, used_by_others, values_of
from nscl.support.queries.rulebook import Rule, vocabulary
from nscl.support.rules.scopes import slot_scope
from nscl.work.rules.problems import Problem, Reason

_KEY_LENGTH = 100


def refuse_had(opened: OpenedCase, rule: Rule, on: datetime) -> None:
    """Raise AlreadySupported where the lineage has the content already, or on the way before this case."""
    row, day = opened.row, localdate(on)
    if rule.item.once is Once.MANY:
        return
    case = build_case(row, day)
    earlier = earlier_support(rule.item, case, case.history or (), day)
    if earlier is not None:
        words = ONCE_NAMES.get(rule.item.once, "") if rule.item.once else ""
        raise AlreadySupported(
            _content(rule.policy, row), label=earlier.case, on=earlier.on, cite=rule.item.cite, rule=words
        )


def take(opened: OpenedCase, rule: Rule, at: datetime) -> None:
    """Take the content for the case. Raises AlreadySupported where it is taken: the database has the last word."""
    row = opened.row
    scope = slot_scope(
        rule.item.once,
        subject_key=subject_key(row.subject)[:_KEY_LENGTH],
        year=localdate(row.submitted_at or at).year,
        public_id=row.public_id,
    )
    values = {"lineage_id": opened.lineage, "content": row.content, "scope": scope, "holds": True}
    try:
        with transaction.atomic():
            SupportSlot.objects.update_or_create(case=row, defaults=values)
    except IntegrityError as error:
        raise _taken(opened, rule, scope) from error


def claim_papers(opened: OpenedCase, *, names_others: bool) -> None:
    """Have the invoices and the certificate serve this case, and no more those that were taken out of it.

    Raises PaperUsed with every paper that serves another case; named_others: which one.
    """
    row = opened.row
    keys = paper_keys(values_of(row))
    refuse_used(keys, row.pk, names_others=names_others)
    UsedPaper.objects.filter(case=row).delete()
    rows = [UsedPaper(case=row, kind=kind, key=key) for kind, key in keys]
    try:
        with transaction.atomic():
            UsedPaper.objects.bulk_create(rows)
    except IntegrityError:  # somebody else claimed one at the same moment
        refuse_used(keys, row.pk, names_others=names_others)
        raise


def refuse_used(keys: dict[tuple[str, str], str], case: int, *, names_others: bool) -> None:
    """Raise PaperUsed with every paper that serves another case, each under the field where it is written."""
    used = used_by_others(keys, case, names_others=names_others)
    if used:
        raise PaperUsed(_used(keys[paper], label) for paper, label in used.items())


def _used(at: str, label: str) -> Problem:
    what = _("Giấy chứng nhận") if at.startswith("certificate") else _("Hóa đơn")
    message = _("%(what)s này đã dùng cho hồ sơ %(label)s") % {"what": what, "label": label}
    return Problem(at, Reason.TWICE, message, _("xem lại số, hoặc bỏ giấy tờ này khỏi hồ sơ"))


def release(row: SupportCase) -> None:
    """Let go of what the case took: it ended without support."""
    SupportSlot.objects.filter(case=row, holds=True).update(holds=False)
    UsedPaper.objects.filter(case=row, holds=True).update(holds=False)


def require_slot(row: SupportCase) -> None:
    """Raise AlreadySupported where the case does not hold its content (any more): nothing can be approved or paid."""
    if not SupportSlot.objects.filter(case=row, holds=True).exists():
        other = _other(row)
        label = case_label(other.year, other.number) if other else ""
        raise AlreadySupported(vocabulary().contents.get(row.content, row.content), label=label)


def _other(row: SupportCase) -> SupportCase | None:
    mine = SupportSlot.objects.filter(case=row).first()
    if mine is None:
        return None
    rows = SupportSlot.objects.filter(lineage=mine.lineage_id, content=mine.content, holds=True).select_related("case")
    other = rows.exclude(case=row).order_by("pk").first()
    return other.case if other else None


def _taken(opened: OpenedCase, rule: Rule, scope: str) -> AlreadySupported:
    """Who has it."""
    rows = SupportSlot.objects.filter(lineage=opened.lineage, content=opened.row.content, holds=True)
    rows = rows.exclude(case=opened.row).select_related("case").order_by("pk")
    # Either side for life shuts out every part.
    other = next((one for one in rows if not scope or one.scope in {"", scope}), None)
    content = _content(rule.policy, opened.row)
    if other is None:
        return AlreadySupported(content, cite=rule.item.cite)
    submitted = other.case.submitted_at
    return AlreadySupported(
        content,
        label=case_label(other.case.year, other.case.number),
        on=localdate(submitted) if submitted else None,
        cite=rule.item.cite,
    )


def _content(policy: Policy, row: SupportCase) -> str:
    return policy.vocabulary.contents.get(row.content, row.content)

"""What loading a pack would do, told before it is done."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.checks import Finding
from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.schema import PlanPack
from nscl.finance.operations.intake import LoadPreview, PreviewState
from nscl.plans.rules import plan_label
from nscl.text.formats import format_number
from nscl.web.plan_editing.difference import counts_of, in_one_sentence, parts_of
from nscl.web.plan_editing.problems import findings_table, severities_in_words
from nscl.web.plan_editing.reading import findings_of
from nscl.web.plan_editing.uploads import Upload
from nscl.web.plan_editing.views.pages import SECTION
from nscl.web.plans.addresses import EditionAddress
from nscl.web.ui.parts import Act, Crumb, Notice, Page, Stat, Stats, Tone
from nscl.web.ui.tables import TableQuery

LOAD, REPLACE, AMEND, DROP = "nap", "nap-de", "dieu-chinh", "bo"


def preview_context(
    viewer: Viewer,
    upload: Upload,
    pack: PlanPack,
    found: LoadPreview,
    *,
    refused: tuple[str, ...],
    query: TableQuery,
) -> dict[str, Any]:
    """The context of `plan_editing/preview.html`."""
    findings = findings_of(pack)
    here = reverse("plan-load-preview", kwargs={"token": upload.token})
    difference = found.difference
    return {
        "page": Page(
            plan_label(pack.plan.province.name, pack.plan.period.start, pack.plan.period.end),
            _answer(upload),
            [Crumb(_("Kế hoạch"), reverse("plan-list")), Crumb(_("Nạp kế hoạch"), reverse("plan-load"))],
            SECTION,
        ),
        "notice": _notice(found, pack, viewer, has_text=upload.text is not None),
        "refused": refused,
        "acts": _acts(found, here, viewer),
        "stats": _stats(pack, findings),
        "counts": None if difference is None or difference.is_empty else counts_of(difference),
        "parts": [] if difference is None else parts_of(difference, before=_("Đang có"), after=_("Gói này")),
        "findings": findings_table(findings).present(query),
        "drop": Act(_("Không nạp"), here, "x", "quiet", post=True, values=[("viec", DROP)]),
    }


def _answer(upload: Upload) -> str:
    words = _("Xem trước khi nạp tệp %(name)s. Chưa có gì được lưu.") % {"name": upload.name}
    text = _("Kèm toàn văn.") if upload.text is not None else _("Không kèm toàn văn; thêm được sau khi nạp.")
    return f"{words} {text}"


def _notice(found: LoadPreview, pack: PlanPack, viewer: Viewer, *, has_text: bool) -> Notice:
    match found.state:
        case PreviewState.NEW:
            return Notice(
                _("Kế hoạch mới."),
                _("Nạp xong là bản nháp: sửa được từng mục, chưa có hiệu lực."),
                Tone.INFO,
            )
        case PreviewState.SAME:
            door = EditionAddress(pack.plan.slug, found.ordinal or 1).overview
            acts = [Act(_("Xem bản đang có"), door)]
            if has_text:
                kwargs = {"slug": pack.plan.slug, "ordinal": found.ordinal or 1}
                acts.append(Act(_("Lưu toàn văn cho bản này"), reverse("edition-text", kwargs=kwargs), "file-text"))
            return Notice(
                _("Gói này giống hệt bản thứ %(ordinal)s đang có.") % {"ordinal": found.ordinal},
                _("Nạp lại không đổi gì."),
                Tone.GOOD,
                acts,
            )
        case PreviewState.DRAFT_DIFFERS:
            return Notice(_("Kế hoạch này đã có bản nháp với nội dung khác."), _difference_words(found), Tone.WARN)
        case PreviewState.ISSUED_DIFFERS:
            return Notice(
                _("Kế hoạch này đã ban hành nên không ghi đè được."),
                f"{_difference_words(found)} {_who_amends(viewer)}",
                Tone.WARN,
            )
        case _:
            return Notice(_("Gói này không nạp được."), " ".join(found.problems), Tone.BAD)


def _difference_words(found: LoadPreview) -> str:
    return in_one_sentence(found.difference) if found.difference is not None else ""


def _who_amends(viewer: Viewer) -> str:
    if viewer.may(Permission.ISSUE_PLANS):
        return _("Có thể nạp thành bản điều chỉnh: một bản nháp mới nối với bản đang có hiệu lực.")
    return _(
        "Chỉ lãnh đạo được mở bản điều chỉnh; hãy đề nghị lãnh đạo mở bản điều chỉnh của kế hoạch này rồi nạp lại gói."
    )


def _acts(found: LoadPreview, here: str, viewer: Viewer) -> list[Act]:
    """What the person may do now; nothing where the pack is refused or changes nothing."""
    match found.state:
        case PreviewState.NEW:
            return [Act(_("Nạp thành bản nháp"), here, "file-up", "primary", post=True, values=[("viec", LOAD)])]
        case PreviewState.DRAFT_DIFFERS:
            label = _("Thay nội dung bản nháp")
            return [Act(label, here, "file-up", "primary", post=True, values=[("viec", REPLACE)])]
        case PreviewState.ISSUED_DIFFERS if viewer.may(Permission.ISSUE_PLANS):
            label = _("Nạp thành bản điều chỉnh")
            return [Act(label, here, "file-pen", "primary", post=True, values=[("viec", AMEND)])]
        case _:
            return []


def _stats(pack: PlanPack, findings: tuple[Finding, ...]) -> Stats:
    counts = {severity: sum(one.severity is severity for one in findings) for severity in FindingSeverity}
    lines = len(pack.budget.lines) if pack.budget else 0
    errors = counts[FindingSeverity.ERROR]
    return Stats(
        [
            Stat(_("Mục tiêu"), format_number(len(pack.targets)), icon="target"),
            Stat(_("Nhiệm vụ"), format_number(len(pack.tasks)), icon="list-checks"),
            Stat(_("Dòng dự toán"), format_number(lines), icon="wallet"),
            Stat(
                _("Phát hiện"),
                format_number(len(findings)),
                severities_in_words(counts) or _("không có"),
                "#bang-phat-hien",
                "search-check",
                tone=Tone.BAD if errors else None,
            ),
        ]
    )

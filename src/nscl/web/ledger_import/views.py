"""Taking in vouchers: a template to fill, a file, what it would do, and only then the doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.finance.enums import VoucherKind
from nscl.finance.operations.ledger import LedgerError
from nscl.finance.operations.ledger.importing import (
    LedgerRehearsal,
    import_ledger,
    ledger_template,
    rehearse_import,
)
from nscl.finance.queries.ledger import MoneyPlan
from nscl.finance.queries.ledger.export import ledger_file
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.text.formats import format_million, format_number
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.file_import.choosing import FileForm, choose_file, forget, kept, kept_or_404, template_file
from nscl.web.file_import.rehearsing import (
    ACT,
    DROP,
    SOUND_ONLY,
    TAKE,
    Shown,
    Taking,
    presented,
    show_rehearsal,
    unread_notices,
)
from nscl.web.ledger.places import ledger_href, money_page, no_ledger, plan_or_404
from nscl.web.ledger.views.vouchers import voucher_crumb
from nscl.web.ledger.words import KIND_NAMES
from nscl.web.ledger_import.tables import preview_tables
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Act, Notice, Stat, Stats, Tone
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables.export import XLSX_TYPE

# About 25,000 rows, which a page answers in a second or two; larger files are the command's (`nscl import-ledger`).
MAX_PAGE_BYTES: Final = 1_000_000
_REFUSALS: Final = (ImportFileRefused, LedgerError)


@requires(Permission.VIEW_MONEY, Permission.RECORD_MONEY)
@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """The Excel file to fill."""
    plan = _with(request, slug)
    if plan.estimate_id is None:
        raise Http404
    data = ledger_template(plan=plan.number, viewer=viewer(request))
    return template_file(data, f"so-kinh-phi-{plan.slug}.xlsx")


@requires(Permission.VIEW_MONEY)
@require_safe
def whole(request: HttpRequest, slug: str) -> HttpResponse:
    """Every entry of the ledger, in the columns of the template."""
    plan = plan_or_404(request, slug)
    title = sample_title(_("Sổ kinh phí, %(plan)s") % {"plan": plan.label}, is_sample=plan.is_sample)
    disposition = f"attachment; filename=\"so-kinh-phi-{plan.slug}.xlsx\"; filename*=UTF-8''{quote(title)}.xlsx"
    data = ledger_file(viewer(request), plan.number)
    return HttpResponse(data, content_type=XLSX_TYPE, headers={"Content-Disposition": disposition})


@requires(Permission.VIEW_MONEY, Permission.RECORD_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """A file to choose; POST keeps it aside and goes to what taking it in would do."""
    plan = _with(request, slug)
    if plan.estimate_id is None:
        page = money_page(plan, _("Nhập chứng từ từ Excel"), below=[voucher_crumb(plan)])
        return show(request, "ledger/page.html", {"page": page, "empty": no_ledger(plan)})
    act = Act(_("Tải tệp mẫu"), reverse("ledger-import-template", kwargs={"slug": plan.slug}), "download")
    answer = _("Điền tệp mẫu rồi chọn tệp; hệ thống cho xem từng chứng từ sẽ ra sao, rồi mới ghi khi bạn xác nhận.")
    page = money_page(plan, _("Nhập chứng từ từ Excel"), answer, below=[voucher_crumb(plan)], acts=[act])
    form = FileForm(request, label=_("Tệp chứng từ"), limit=MAX_PAGE_BYTES, help_text=_help())

    def take(data: bytes, name: str) -> str:
        rehearse_import(plan=plan.number, data=data, viewer=viewer(request), at=timezone.now())
        token = kept(request, data, name)
        return reverse("ledger-import-rehearsal", kwargs={"slug": plan.slug, "token": token})

    return choose_file(request, form, page=page, back=ledger_href(plan, "voucher-list"), take=take, refusals=_REFUSALS)


def _help() -> str:
    return _(
        "Tệp Excel .xlsx theo mẫu, nhiều nhất 1 MB (khoảng 25.000 dòng). Tệp lớn hơn: chia ra, hoặc nhờ người quản "
        "trị chạy nscl import-ledger."
    )


@requires(Permission.VIEW_MONEY, Permission.RECORD_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Voucher by voucher what will happen; POST does it: all, or those that can be booked."""
    plan = _with(request, slug)
    upload = kept_or_404(request, token)
    if request.method != "POST":
        return _page(request, plan, upload, ())
    if request.POST.get(ACT) == DROP:
        forget(request, token)
        messages.info(request, _("Không nhập gì."))
        return go_to(request, ledger_href(plan, "voucher-list"))
    return _take_in(request, plan, upload)


def _take_in(request: HttpRequest, plan: MoneyPlan, upload: uploads.Upload) -> HttpResponse:
    """Book what the file says, or show why not."""
    try:
        done = import_ledger(
            plan=plan.number,
            file_name=upload.name,
            data=upload.pack,
            sound_only=request.POST.get(ACT) == SOUND_ONLY,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except (*_REFUSALS, NotAllowed) as error:
        return _page(request, plan, upload, (str(error),))
    forget(request, upload.token)
    count = len(done.new)
    said = ngettext("Đã ghi %(n)s chứng từ.", "Đã ghi %(n)s chứng từ.", count) % {"n": format_number(count)}
    if done.refused:
        left = _("%(n)s chứng từ sai không ghi; sửa trong Excel rồi nhập lại, chứng từ đã ghi sẽ được bỏ qua.")
        said = f"{said} {left % {'n': format_number(done.refused)}}"
    messages.success(request, said)
    return go_to(request, ledger_href(plan, "voucher-list"))


def _page(request: HttpRequest, plan: MoneyPlan, upload: uploads.Upload, refused: Sequence[str]) -> HttpResponse:
    title = _("Xem trước: %(file)s") % {"file": upload.name}
    try:
        found = rehearse_import(plan=plan.number, data=upload.pack, viewer=viewer(request), at=timezone.now())
    except _REFUSALS as error:
        page = money_page(plan, title, below=[voucher_crumb(plan)])
        return show_rehearsal(request, page, None, refused=refused or (str(error),))
    shown = Shown(
        stats=_stats(found),
        notices=[*unread_notices(found.hidden, found.unknown), *_warnings(found)],
        views=presented(request, preview_tables(plan.slug, found)),
        takings=_takings(found),
    )
    page = money_page(plan, title, _answer(found), below=[voucher_crumb(plan)])
    return show_rehearsal(request, page, shown, refused=refused)


def _takings(found: LedgerRehearsal) -> list[Taking]:
    if not found.new:
        return []
    if found.refused:
        return [Taking(SOUND_ONLY, _("Chỉ ghi các chứng từ đúng"), is_primary=False)]
    return [Taking(TAKE, _("Ghi các chứng từ này"))]


def _answer(found: LedgerRehearsal) -> str:
    new, refused = format_number(len(found.new)), format_number(found.refused)
    if found.refused and found.new:
        words = _("%(refused)s chứng từ phải sửa, %(new)s chứng từ ghi được. Mỗi chứng từ ghi đủ dòng hoặc không ghi.")
        return words % {"refused": refused, "new": new}
    if found.refused:
        return _("%(n)s chứng từ phải sửa nên chưa ghi gì. Sửa trong Excel rồi chọn lại tệp.") % {"n": refused}
    if not found.new:
        return _("Tệp không có chứng từ nào mới.")
    return _("%(n)s chứng từ sẽ được ghi; chưa ghi gì cho đến khi bạn xác nhận.") % {"n": new}


def _stats(found: LedgerRehearsal) -> Stats:
    million = _("triệu đồng")
    kinds = (VoucherKind.ALLOCATION, VoucherKind.COMMITMENT, VoucherKind.DISBURSEMENT)
    return Stats(
        [
            Stat(_("Chứng từ sẽ ghi"), format_number(len(found.new)), icon="plus"),
            Stat(_("Đã có, bỏ qua"), format_number(len(found.known)), icon="copy"),
            Stat(_("Phải sửa"), format_number(found.refused), icon="octagon-alert"),
            *(
                Stat(KIND_NAMES[kind], format_million(found.vnd_of(kind)), icon="coins", unit=million)
                for kind in kinds
                if any(one.kind is kind for one in found.new)
            ),
        ]
    )


def _warnings(found: LedgerRehearsal) -> list[Notice]:
    warned = sum(bool(one.warnings) for one in found.new)
    if not warned:
        return []
    words = _("%(n)s chứng từ có điều cần xem lại, ghi bên số chứng từ.") % {"n": format_number(warned)}
    return [Notice(words, tone=Tone.WARN)]


def _with(request: HttpRequest, slug: str) -> MoneyPlan:
    plan = plan_or_404(request, slug)
    if not plan.may_record:
        raise Http404
    return plan

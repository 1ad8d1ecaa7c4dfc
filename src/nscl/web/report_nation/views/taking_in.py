"""A package is taken in: the file is chosen, what was verified is shown, and a person confirms."""

from __future__ import annotations

import io
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.reporting.operations.package_errors import PackageRefused
from nscl.reporting.operations.packages import TakenIn, Verified, look_at_package, take_in_package
from nscl.text.formats import format_number
from nscl.web.access import actor, requires, viewer
from nscl.web.file_import.choosing import FileForm, choose_file, forget, kept, kept_or_404
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.plans.words import capital
from nscl.web.report_nation.forms import ACCEPT_SAMPLE, SampleForm
from nscl.web.report_nation.places import KEYS, PACKAGES, TAKE_IN, nation_page, package_href, packages_crumbs
from nscl.web.report_nation.words import edition_words, key_words
from nscl.web.support.words import moment_words
from nscl.web.ui.parts import Act, Fact, Facts, Notice, Tone
from nscl.web.ui.samples import sample_notices

METHODS: Final = ["GET", "HEAD", "POST"]
# What the buttons of the page that asks post.
ACT: Final = "viec"
DROP: Final = "bo"
_MEGABYTE: Final = 1024 * 1024
# A province's year is less than a megabyte, one with a million rows behind its figures about 100; a page keeps the
# whole file in memory.
MOST_BYTES: Final = 128 * _MEGABYTE
# What the page shows of a file that does not hold.
NOTHING_VERIFIED: Final = {"can": False, "notices": (), "facts": None, "form": "", "received": ""}


@requires(Permission.TAKE_IN_PACKAGES)
@require_http_methods(METHODS)
def choose(request: HttpRequest) -> HttpResponse:
    """A file to choose; POST verifies it and, where it is sound, keeps it aside and shows what it holds."""
    page = nation_page(
        _("Nhận gói số liệu của tỉnh"),
        _("Gói được kiểm tra chữ ký, từng tệp và khuôn dạng trước; chỉ ghi khi bạn xác nhận."),
        way=packages_crumbs(),
        acts=[Act(_("Khóa tin cậy"), reverse(KEYS), "key-round")],
    )
    form = FileForm(
        request,
        label=_("Gói số liệu"),
        limit=MOST_BYTES,
        help_text=_(
            "Tệp .nscl.zip mà hệ thống của tỉnh xuất ra, nguyên vẹn; nhiều nhất %(n)s MB. "
            "Gói lớn hơn: quản trị máy chủ chạy lệnh nscl report take-in."
        )
        % {"n": format_number(MOST_BYTES // _MEGABYTE)},
        accept=".zip",
    )

    def take(data: bytes, name: str) -> str:
        _looked(request, data)
        return reverse("package-take-in-look", kwargs={"token": kept(request, data, name)})

    return choose_file(request, form, page=page, back=reverse(PACKAGES), take=take, refusals=(PackageRefused,))


@requires(Permission.TAKE_IN_PACKAGES)
@require_http_methods(METHODS)
def look(request: HttpRequest, token: str) -> HttpResponse:
    """What was verified and what the package holds; POST takes it in, all or nothing."""
    upload = kept_or_404(request, token)
    if request.method != "POST":
        return _page(request, upload)
    if request.POST.get(ACT) == DROP:
        forget(request, token)
        messages.info(request, _("Không nhận gói."))
        return go_to(request, reverse(PACKAGES))
    try:
        done = take_in_package(
            file=io.BytesIO(upload.pack),
            file_name=upload.name,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
            accept_sample=ACCEPT_SAMPLE in request.POST,
        )
    except PackageRefused as refused:
        return _page(request, upload, (refused.problem, refused.remedy))
    forget(request, token)
    _say(request, done)
    return go_to(request, package_href(done.number))


def _looked(request: HttpRequest, data: bytes) -> Verified:
    return look_at_package(file=io.BytesIO(data), viewer=viewer(request), at=timezone.now())


def _say(request: HttpRequest, done: TakenIn) -> None:
    """What was written, or that it was all there."""
    if not done.is_new:
        words = _("Gói này đã nhận lúc %(at)s; không ghi thêm gì.")
        messages.info(request, words % {"at": moment_words(done.taken_at)})
        return
    measures = ngettext("%(n)s chỉ tiêu", "%(n)s chỉ tiêu", done.measures) % {"n": format_number(done.measures)}
    words = _("Đã nhận gói của %(province)s, năm %(year)s: %(measures)s, %(supports)s lần hỗ trợ.")
    messages.success(
        request,
        words
        % {
            "province": done.province,
            "year": done.year,
            "measures": measures,
            "supports": format_number(done.supports),
        },
    )


def _page(request: HttpRequest, upload: uploads.Upload, refused: Sequence[str] = ()) -> HttpResponse:
    title = _("Xem trước: %(file)s") % {"file": upload.name}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    context: dict[str, Any] = {"refused": refused, "drop": DROP, "again": reverse(TAKE_IN), **NOTHING_VERIFIED}
    try:
        found = _looked(request, upload.pack)
    except PackageRefused as error:
        told = refused or (error.problem, error.remedy)
        context |= {"page": nation_page(title, way=packages_crumbs()), "refused": told}
        return show(request, "report_nation/take_in.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    context |= {
        "page": nation_page(title, _verified_words(found), way=packages_crumbs()),
        "facts": _facts(found),
        "notices": [*sample_notices(is_sample=found.is_sample), *_notices(found)],
        "form": SampleForm() if found.asks_sample else "",
        "can": found.received is None,
        "received": "" if found.received is None else package_href(found.received),
    }
    return show(request, "report_nation/take_in.html", context, status)


def _verified_words(found: Verified) -> str:
    """That everything was verified, and by which key."""
    return _("Gói nguyên vẹn: chữ ký đúng với khóa “%(key)s” (%(id)s) mà hệ thống này tin cậy cho %(province)s.") % {
        "key": found.key_name,
        "id": key_words(found.key_id),
        "province": found.province,
    }


def _facts(found: Verified) -> Facts:
    return Facts(
        [
            Fact(_("Tỉnh, năm"), f"{capital(found.province)}, {found.year}"),
            Fact(_("Kế hoạch"), found.plan_label),
            Fact(_("Bản báo cáo"), capital(edition_words(None if found.is_live else found.edition))),
            Fact(_("Lập"), moment_words(found.made_at)),
            Fact(_("Hệ thống lập gói"), f"{found.deployment} ({found.software})"),
            Fact(_("Chỉ tiêu"), format_number(found.measures)),
            Fact(_("Lần hỗ trợ tổ chức"), format_number(found.supports)),
            Fact(_("Dòng số liệu"), format_number(found.rows)),
        ]
    )


def _notices(found: Verified) -> list[Notice]:
    """That it is here already, or takes the place of another."""
    if found.received is not None:
        text = _("Nhận lại không thay đổi gì.")
        return [Notice(_("Gói này đã nhận"), text)]
    if found.supersedes is not None:
        text = _("Gói đang dùng của tỉnh và năm này được giữ lại, nhưng các bảng toàn quốc lấy số của gói mới.")
        act = Act(_("Xem gói đang dùng"), package_href(found.supersedes), "package")
        return [Notice(_("Gói này thay gói đang dùng"), text, Tone.INFO, [act])]
    return []

"""Keys by which packages are verified: the list, adding one after its identifier was compared, revoking one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import units_on
from nscl.records.signing import NoPublicKey, key_id, parse_public_key
from nscl.reporting.operations.keys import add_key, revoke_key
from nscl.reporting.operations.package_errors import KeyRefused
from nscl.reporting.queries.packages import KeyRow, list_keys
from nscl.text.formats import format_number
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.plans.words import capital
from nscl.web.report_nation.forms import FILE, NAME, PEM, UNIT, KeyForm
from nscl.web.report_nation.package_tables import keys_table
from nscl.web.report_nation.places import KEYS, keys_crumbs, nation_crumbs, nation_page, sibling_tabs
from nscl.web.report_nation.words import key_words, provinces_words
from nscl.web.support.forms.deciding import reason_form
from nscl.web.support.words import moment_words
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Act, Confirmation, Fact, Facts, Weight
from nscl.web.ui.tables import TableQuery
from nscl.web.work.forms.editor import Editor

METHODS: Final = ["GET", "HEAD", "POST"]
# Sent back by the page that shows the identifier: the person has compared it.
COMPARED: Final = "ma-khoa"


@requires(Permission.TAKE_IN_PACKAGES)
@require_safe
def key_list(request: HttpRequest) -> HttpResponse:
    """Every key, those revoked too."""
    rows = list_keys(viewer(request))
    acts = [Act(_("Thêm khóa"), reverse("package-key-add"), "plus", Weight.PRIMARY)]
    context = {
        "page": nation_page(_("Khóa tin cậy"), _answer(rows), way=nation_crumbs(), acts=acts),
        "tabs": sibling_tabs(KEYS),
        "notices": [],
        "view": keys_table(rows).present(TableQuery.of(request)),
    }
    return render(request, "report_nation/country.html", context)


def _answer(rows: tuple[KeyRow, ...]) -> str:
    trusted = [row for row in rows if not row.is_revoked]
    if not trusted:
        return _("Chưa tin cậy khóa nào, nên chưa nhận được gói của tỉnh nào.")
    keys = ngettext("%(n)s khóa", "%(n)s khóa", len(trusted)) % {"n": format_number(len(trusted))}
    provinces = provinces_words(len({row.unit_id for row in trusted}))
    return _("Đang tin cậy %(keys)s của %(provinces)s.") % {"keys": keys, "provinces": provinces}


@requires(Permission.TAKE_IN_PACKAGES)
@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """A key pasted or as a file; its identifier is shown to be compared by telephone, then it is trusted."""
    provinces = [(str(one.id), capital(one.label)) for one in units_on(timezone.localdate(), UnitLevel.PROVINCE)]
    if request.method != "POST":
        return _form(request, KeyForm(provinces))
    form = KeyForm(provinces, request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form)
    values = form.cleaned_data
    try:
        found = key_id(parse_public_key(values[PEM].strip().encode()))
        if request.POST.get(COMPARED) != found:
            return _compare(request, values, found, dict(provinces)[str(values[UNIT])])
        add_key(
            pem=values[PEM],
            name=values[NAME],
            unit_id=values[UNIT],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except (NoPublicKey, KeyRefused) as error:
        form.add_error(FILE if values.get(FILE) else PEM, str(error))
        return _form(request, form)
    messages.success(
        request, _("Đã tin cậy khóa %(key)s của %(name)s.") % {"key": key_words(found), "name": values[NAME]}
    )
    return go_to(request, reverse(KEYS))


def _form(request: HttpRequest, form: KeyForm) -> HttpResponse:
    page = nation_page(
        _("Thêm khóa tin cậy"),
        _("Gói của tỉnh chỉ được nhận khi ký bằng khóa đã tin cậy. Bước sau hiện mã khóa để đối chiếu qua điện thoại."),
        way=keys_crumbs(),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "report_nation/key_form.html", {"page": page, "form": form, "back": reverse(KEYS)}, status)


def _compare(request: HttpRequest, values: dict[str, Any], found: str, province: str) -> HttpResponse:
    """The identifier, large enough to be read aloud; what was sent goes along."""
    page = nation_page(
        _("Đối chiếu mã khóa"),
        _("Gọi cơ quan giữ khóa theo số đã biết từ trước, không theo số ghi trong thư gửi khóa."),
        way=keys_crumbs(),
    )
    context = {
        "page": page,
        "key": key_words(found),
        "facts": Facts([Fact(_("Khóa của"), values[NAME]), Fact(_("Tỉnh"), province)]),
        "hidden": [(UNIT, values[UNIT]), (NAME, values[NAME]), (PEM, values[PEM]), (COMPARED, found)],
        "back": reverse("package-key-add"),
    }
    return show(request, "report_nation/key_compare.html", context)


@requires(Permission.TAKE_IN_PACKAGES)
@require_http_methods(METHODS)
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Why a key is not trusted any more; what it signed and was taken in stays."""
    row = next((one for one in list_keys(viewer(request)) if one.number == number), None)
    if row is None:
        raise Http404
    page = ActPage(
        page=nation_page(_("Thu hồi khóa"), row.name, way=keys_crumbs()),
        question=Confirmation(
            _("Thu hồi khóa %(key)s?") % {"key": key_words(row.key_id)},
            [
                _("Gói ký bằng khóa này không nhận được nữa, kể cả gói lập trước hôm nay."),
                _("Gói đã nhận được giữ nguyên và vẫn dùng."),
                _("Không hoàn tác được; tỉnh phải tạo khóa mới."),
            ],
            _("Thu hồi"),
            reverse(KEYS),
            danger=True,
            icon="ban",
        ),
        editor=reason_form(_("Lý do thu hồi"), _("Ví dụ: tỉnh báo mất máy chủ giữ khóa.")),
        facts=Facts(
            [
                Fact(_("Tỉnh"), capital(row.province)),
                Fact(_("Thêm"), moment_words(row.added_at)),
                Fact(_("Gói đã nhận"), format_number(row.packages)),
            ]
        ),
        refused=(_("Khóa này đã thu hồi: %(why)s.") % {"why": row.revoked_why.rstrip(".")},) if row.is_revoked else (),
    )

    def act(sent: Sent) -> None:
        revoke_key(
            number=number,
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã thu hồi khóa."), expected=(KeyRefused,), told=_tell)


def _tell(editor: Editor, error: Exception) -> None:
    editor.refuse_whole(str(error))

"""Whether a certificate holds, for everybody: by its address, or by the text of its QR code."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.records.signing import KeyUnusable, find_public_key
from nscl.text.dates import format_date
from nscl.training.enums import CertificateState
from nscl.training.queries.certificates.lists import CertificateMissing
from nscl.training.queries.certificates.public import PublicCertificate, find_by_statement, find_public_certificate
from nscl.training.signing import MAX_CODE, Code, CodeUnreadable, Verdict, read_code, verify
from nscl.web.access import public, require_safe
from nscl.web.certificates.places import key_file
from nscl.web.certificates.words import STATE_CHIPS
from nscl.web.ui.parts import Fact, Facts, Notice, Tone
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.throttle import Limit, client_address, is_spent, refuse, spend
from nscl.web.ui.unlisted import unlisted

# Addresses that lead nowhere, and codes that are pasted, from one place. The addresses cannot be guessed (128 bits).
WRONG: Final = Limit("certificate", 30, timedelta(minutes=10))
PASTED: Final = Limit("certificate-code", 30, timedelta(minutes=10))
CODE: Final = "ma"


@public
@unlisted
@require_safe
def public_certificate(request: HttpRequest, token: str) -> HttpResponse:
    """What is printed, and what it is worth today; nothing else."""
    if is_spent(WRONG, client_address(request)):
        return refuse(request, WRONG)
    try:
        found = find_public_certificate(token, on=timezone.localdate())
    except CertificateMissing:
        spend(WRONG, client_address(request))
        return render(request, "certificates/unknown.html", status=HTTPStatus.NOT_FOUND)
    return render(request, "certificates/public.html", _shown(found))


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_check(request: HttpRequest) -> HttpResponse:
    """A field for the text of a QR code; POST says what its signature proves, and what became of the certificate."""
    if request.method != "POST":
        return render(request, "certificates/check.html", {"most": MAX_CODE, "given": ""})
    if not spend(PASTED, client_address(request)):
        return refuse(request, PASTED)
    given = request.POST.get(CODE, "")
    context: dict[str, Any] = {"most": MAX_CODE, "given": given[:MAX_CODE]}
    try:
        context |= _checked(read_code(given))
    except CodeUnreadable:
        context["problem"] = _unreadable()
    except KeyUnusable:
        context["problem"] = Notice(
            _("Máy chủ chưa kiểm được chữ ký lúc này"),
            _("Hãy mở địa chỉ in dưới mã QR, hoặc báo người quản trị."),
            Tone.WARN,
        )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if "problem" in context else HTTPStatus.OK
    return render(request, "certificates/check.html", context, status=status)


def _unreadable() -> Notice:
    return Notice(
        _("Không đọc được mã"),
        _(
            "Đây không phải nội dung mã QR của giấy chứng nhận, hoặc bị chép thiếu. Quét lại mã rồi dán toàn bộ, "
            "kể cả phần sau dấu #."
        ),
        Tone.BAD,
    )


def _checked(code: Code) -> dict[str, Any]:
    """What the page says of a code that could be read."""
    on = timezone.localdate()
    key = find_public_key(key_file())
    verdict = Verdict.OTHER_KEY if key is None else verify(code, key, on=on)
    if verdict is Verdict.OTHER_KEY:
        words = _(
            "Mã được ký bằng khóa %(key)s, không phải khóa của hệ thống này. Hãy kiểm ở trang của nơi cấp, hoặc xin "
            "nơi cấp khóa công khai rồi chạy nscl verify-certificate."
        )
        return {"problem": Notice(_("Mã của hệ thống khác"), words % {"key": code.statement.key_id[:16]}, Tone.WARN)}
    if verdict is Verdict.ALTERED:
        words = _("Nội dung mã đã bị sửa, hoặc chép sai một ký tự. Không dùng mã này làm bằng chứng.")
        return {"problem": Notice(_("Chữ ký không đúng"), words, Tone.BAD)}
    found = find_by_statement(code.statement.serial, code.text, on=on)
    if found is None:
        words = _("Chữ ký đúng nhưng sổ không còn chứng nhận này. Hãy hỏi đơn vị cấp: %(issuer)s.")
        return {"problem": Notice(_("Không có trong sổ"), words % {"issuer": code.statement.issuer}, Tone.WARN)}
    return {"is_signed": True, **_shown(found)}


def _shown(found: PublicCertificate) -> dict[str, Any]:
    facts = [
        Fact(_("Người được cấp"), found.holder),
        Fact(_("Khóa học"), found.course),
        Fact(_("Số"), found.serial),
        Fact(_("Ngày cấp"), format_date(found.issued_on)),
        Fact(_("Giá trị đến hết ngày"), format_date(found.valid_to) if found.valid_to else _("không thời hạn")),
        Fact(_("Đơn vị cấp"), found.issuer),
    ]
    return {
        "chip": STATE_CHIPS[found.state],
        "sentence": _sentence(found),
        "facts": Facts(facts),
        "notices": sample_notices(is_sample=found.is_sample),
    }


def _sentence(found: PublicCertificate) -> str:
    match found.state:
        case CertificateState.VALID:
            return _("Chứng nhận này do đơn vị nêu dưới đây cấp và đang có hiệu lực.")
        case CertificateState.EXPIRED:
            return _("Chứng nhận này đã được cấp nhưng nay hết hiệu lực.")
        case CertificateState.REPLACED:
            if not found.replaced_by:
                return _("Chứng nhận này đã được thay.")
            return _("Chứng nhận này đã được thay bằng chứng nhận số %(serial)s.") % {"serial": found.replaced_by}
        case CertificateState.REVOKED:
            return _("Chứng nhận này đã bị thu hồi, không còn giá trị.")

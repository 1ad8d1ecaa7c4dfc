"""What must be set before a server sends letters: half a configuration loses them silently."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from nscl.config import environment

_VARIABLES = ("NSCL_EMAIL_PORT", "NSCL_EMAIL_USER", "NSCL_EMAIL_PASSWORD", "NSCL_EMAIL_SECURITY", "NSCL_EMAIL_FROM")


def refuse_half_set_mail(allowed_hosts: list[str]) -> None:
    """Raise ImproperlyConfigured, in one line, at the first thing that is missing or does not fit."""
    has_host = bool(environment.text("NSCL_EMAIL_HOST", ""))
    has_server = has_host or bool(environment.text("NSCL_EMAIL_BACKEND", ""))
    if has_host:
        _refuse_half_set_server()
    elif not has_server and (given := [name for name in _VARIABLES if environment.text(name, "")]):
        raise _refusal("NSCL_EMAIL_HOST", f"chưa đặt mà đã đặt {given[0]}", "ghi tên máy chủ thư, hoặc bỏ biến kia")
    if environment.flag("NSCL_EMAIL_REMINDERS", default=False):
        _refuse_silent_reminders(allowed_hosts, has_server=has_server)


def _refuse_half_set_server() -> None:
    user, password = environment.text("NSCL_EMAIL_USER", ""), environment.text("NSCL_EMAIL_PASSWORD", "")
    if bool(user) != bool(password):
        missing = "NSCL_EMAIL_PASSWORD" if user else "NSCL_EMAIL_USER"
        raise _refusal(missing, "chưa đặt", "đặt cả tên và mật khẩu của hộp thư gửi, hoặc bỏ cả hai")
    if password and environment.text("NSCL_EMAIL_SECURITY", "starttls").lower() == "none":
        raise _refusal("NSCL_EMAIL_SECURITY", "none thì mật khẩu đi trên mạng không mã hóa", "ghi starttls hoặc tls")
    sender = environment.text("NSCL_EMAIL_FROM", "")
    if "@" not in sender:
        problem = f"“{sender}” không phải địa chỉ thư" if sender else "chưa đặt"
        raise _refusal("NSCL_EMAIL_FROM", problem, "ví dụ NSCL_EMAIL_FROM='NSCL <nscl@tinh.gov.vn>'")


def _refuse_silent_reminders(allowed_hosts: list[str], *, has_server: bool) -> None:
    if not has_server:
        raise _refusal("NSCL_EMAIL_HOST", "chưa đặt mà đã bật NSCL_EMAIL_REMINDERS", "ghi tên máy chủ thư")
    address = environment.text("NSCL_SITE_URL", "")
    example = f"ví dụ NSCL_SITE_URL=https://{allowed_hosts[0]}"
    if not address:
        raise _refusal("NSCL_SITE_URL", "chưa đặt nên thư nhắc việc không có liên kết mở được", example)
    if not address.startswith("https://"):
        raise _refusal("NSCL_SITE_URL", f"“{address}” không phải https", example)


def _refusal(name: str, problem: str, remedy: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}: {problem}. Cách sửa: {remedy}.")

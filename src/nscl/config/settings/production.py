"""A server. Refuses to start with the sample key, with debugging on, or without the names it serves.

The sample accounts are looked for in the database too: `nscl.accounts.checks` and `nscl.config.wsgi`.
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from nscl.config import environment
from nscl.config.mail import refuse_half_set_mail
from nscl.config.settings.base import *
from nscl.config.settings.base import SAMPLE_PERSON_KEY, SAMPLE_SECRET_KEY

SAMPLE = False
DEBUG = False
if environment.flag("NSCL_DEBUG", default=False):
    raise ImproperlyConfigured(
        "NSCL_DEBUG: không được bật gỡ lỗi khi vận hành thật vì trang lỗi lộ dữ liệu. "
        "Cách sửa: bỏ biến NSCL_DEBUG hoặc đặt NSCL_DEBUG=0."
    )
SECRET_KEY = environment.secret("NSCL_SECRET_KEY", forbidden=SAMPLE_SECRET_KEY)
# A key of its own: SECRET_KEY may be changed at any time, with this one every person would be counted anew.
PERSON_KEY = environment.secret("NSCL_PERSON_KEY", forbidden=SAMPLE_PERSON_KEY)
ALLOWED_HOSTS = environment.words("NSCL_ALLOWED_HOSTS", [])
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "NSCL_ALLOWED_HOSTS: chưa nêu tên miền được phục vụ. Cách sửa: ví dụ NSCL_ALLOWED_HOSTS=nscl.bacninh.gov.vn."
    )
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

if environment.text("NSCL_OIDC_SERVER_URL", ""):
    # The identity is taken from the provider's own answer over TLS; over plain http anybody between could be anybody.
    if not environment.text("NSCL_OIDC_SERVER_URL", "").startswith("https://"):
        raise ImproperlyConfigured(
            "NSCL_OIDC_SERVER_URL: không phải https nên danh tính có thể bị giả. Cách sửa: dùng địa chỉ https://…"
        )
    for _name in ("NSCL_OIDC_CLIENT_ID", "NSCL_OIDC_CLIENT_SECRET"):
        if not environment.text(_name, ""):
            raise ImproperlyConfigured(f"{_name}: chưa đặt. Cách sửa: ghi giá trị mà nhà cung cấp danh tính đã cấp.")

refuse_half_set_mail(ALLOWED_HOSTS)

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = environment.flag("NSCL_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True

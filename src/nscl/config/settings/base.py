"""What every set of settings shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from nscl.config import environment

ROOT = Path(__file__).resolve().parents[4]
DATA_DIR = environment.folder("NSCL_DATA_DIR", ROOT / "data")
VAR_DIR = environment.folder("NSCL_VAR_DIR", ROOT / "var")
# Fonts and scripts built at set-up from PyPI packages; never committed.
ASSETS_DIR = VAR_DIR / "assets"

# Published, so that a laptop starts without any setting; `production` refuses it.
SAMPLE_SECRET_KEY = "sample-key-of-the-public-repository-never-use-it-in-production"
# The same, for the key by which people are known again (`nscl.organisations`): NSCL_PERSON_KEY.
SAMPLE_PERSON_KEY = "sample-person-key-of-the-public-repository-never-use-in-production"
# What certificates are signed with; made at the first certificate where there is none. Kept apart from the database.
CERTIFICATE_KEY_FILE = environment.folder("NSCL_CERTIFICATE_KEY_FILE", VAR_DIR / "keys" / "certificates.pem")

# What a province in a file is signed with, made when the first is written; and how this deployment calls itself in it.
PACKAGE_KEY_FILE = environment.folder("NSCL_PACKAGE_KEY_FILE", VAR_DIR / "keys" / "packages.pem")
DEPLOYMENT_NAME = environment.text("NSCL_DEPLOYMENT_NAME", "NSCL")

INSTALLED_APPS = [
    "nscl.web",  # first: its templates and its Vietnamese go before those of Django and allauth
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "lucide",
    "nscl.records",
    "nscl.institutions",
    "nscl.organisations",
    "nscl.accounts",
    "nscl.plans",
    "nscl.finance",
    "nscl.work",
    "nscl.training",
    "nscl.support",
    "nscl.productivity",
    "nscl.progress",
    "nscl.reporting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nscl.web.ui.middleware.LanguageByChoiceMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "nscl.config.urls"
WSGI_APPLICATION = "nscl.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "nscl.web.ui.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "nscl.web.ui.forms.FormRenderer"

DATABASES = {"default": environment.database("NSCL_DATABASE_URL", f"sqlite:///{VAR_DIR / 'nscl.sqlite3'}")}

# Counts of tries (`nscl.web.ui.throttle`) and drawn charts; each worker has its own. Django keeps 300 entries: somebody
# with a few hundred addresses would push the counts of all others out.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}}

# --- Language: Vietnamese first; English when the person chooses it.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
# Django's own Vietnamese formats leave grouping out and read 05/11/2026 as 11 May (stack.md §1).
FORMAT_MODULE_PATH = ["nscl.web.formats"]
USE_THOUSAND_SEPARATOR = False  # it would also print ids as 12.345, in addresses too

# --- Static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [ASSETS_DIR]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Who may come in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "nscl.web.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "nscl.web.accounts.adapter.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator makes the accounts; there is no open sign-up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "nscl.accounts.queries.display_name"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "NSCL"
MFA_ADAPTER = "nscl.web.accounts.adapter.MFAAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if environment.text("NSCL_OIDC_SERVER_URL", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": environment.text("NSCL_OIDC_NAME", "Đăng nhập một lần của tỉnh"),
                "client_id": environment.text("NSCL_OIDC_CLIENT_ID", ""),
                "secret": environment.text("NSCL_OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": environment.text("NSCL_OIDC_SERVER_URL", "")},
            }
        ],
    }

# Five wrong passwords for one name from one address close that pair for a quarter of an hour.
AXES_FAILURE_LIMIT = environment.whole_number("NSCL_SIGN_IN_ATTEMPTS", 5, least=3, most=20)
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "nscl.web.accounts.tries.name_tried"
AXES_LOCKOUT_CALLABLE = "nscl.web.accounts.views.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; then the person signs in again
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "nscl.web.ui.errors.csrf_failed"

# --- What a page may load: only what this server sends, no inline style or script without a nonce.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The button that leads to the single sign-on is a form, and browsers hold its redirect to this list too.
        "form-action": [SELF, *environment.origin("NSCL_OIDC_SERVER_URL")],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# --- Letters to people: to the screen until a mail server is named.
EMAIL_HOST = environment.text("NSCL_EMAIL_HOST", "")
EMAIL_BACKEND = environment.text(
    "NSCL_EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
)
_EMAIL_SECURITY = environment.choice("NSCL_EMAIL_SECURITY", "starttls", among=("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = _EMAIL_SECURITY == "starttls", _EMAIL_SECURITY == "tls"
EMAIL_PORT = environment.whole_number(
    "NSCL_EMAIL_PORT", {"starttls": 587, "tls": 465, "none": 25}[_EMAIL_SECURITY], least=1, most=65535
)
EMAIL_HOST_USER = environment.text("NSCL_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("NSCL_EMAIL_PASSWORD", "")
EMAIL_TIMEOUT = 30  # seconds; a run of reminders must not hang on one letter
DEFAULT_FROM_EMAIL = environment.text("NSCL_EMAIL_FROM", "NSCL <nscl@localhost>")
# Letters that remind of dates (`nscl remind`): nobody gets any until somebody decides so.
MAIL_REMINDERS = environment.flag("NSCL_EMAIL_REMINDERS", default=False)
# Where the links of letters lead; pages know their address from the request.
SITE_URL = environment.web_address("NSCL_SITE_URL", "http://127.0.0.1:8000")

# A plan pack or a document's text of more than this is refused before it is read (documents.pack).
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("NSCL_LOG_LEVEL", "WARNING").upper()},
}

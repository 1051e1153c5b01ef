"""Django's settings, derived from the installation's own (`anso.config`). Nothing is configured here alone."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from anso.config import config
from anso.portal.accounts.providers import origins, provider_settings
from anso.portal.mail import mail_settings
from anso.portal.secret import installation_secret

CONFIG = config()
HOME = CONFIG.home
UPLOADS = HOME / "uploads"
UPLOADS.mkdir(parents=True, exist_ok=True)
PACKAGE = Path(__file__).resolve().parent.parent
PORTAL = PACKAGE / "portal"

SECRET_KEY = installation_secret(HOME, "django")
DEBUG = False
PRODUCTION = CONFIG.production
SITE = urlsplit(CONFIG.site_url)
ALLOWED_HOSTS = [
    SITE.hostname or "localhost",
    *(host.strip() for host in CONFIG.allowed_hosts.split(",") if host.strip()),
    *(() if CONFIG.production else ("localhost", "127.0.0.1", "[::1]")),
]
CSRF_TRUSTED_ORIGINS = [f"{SITE.scheme}://{SITE.netloc}"]

INSTALLED_APPS = [
    "anso.alliance.people",
    "anso.alliance.network",
    "anso.alliance.governance",
    "anso.alliance.calls",
    "anso.alliance.projects",
    "anso.alliance.teams",
    "anso.alliance.events",
    "anso.alliance.sample",
    "anso.portal.index",
    "anso.portal.jobs",
    "anso.portal.accounts",
    "anso.portal.apps.PortalConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "anso.portal.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "anso.portal.middleware.observe.ObserveMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "anso.portal.middleware.headers.HeadersMiddleware",
    "anso.portal.middleware.refuse.RefuseMiddleware",
    "anso.portal.middleware.compress.CompressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "anso.portal.accounts.middleware.DemandMfaMiddleware",
    "anso.portal.accounts.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "anso.portal.middleware.errors.ErrorsMiddleware",
]

ROOT_URLCONF = "anso.portal.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PORTAL / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "anso.portal.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "anso.portal.templatetags.anso",
            ],
        },
    }
]


def _database(address: str) -> dict[str, object]:
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "records.sqlite3",
            "OPTIONS": {
                # Readers never wait for the writer, and a writer takes its turn instead of failing.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(CONFIG.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}},
    # Counts that must hold over all server processes: sign-in attempts and API calls.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "anso_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "anso.portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "anso.portal.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Without a mail server nobody but the operator could read the link, on the console.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if CONFIG.mail else "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "ANSO: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE.scheme
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Hits / time / of whom. Five wrong passwords for an account, from wherever they come, and it rests for five
# minutes; an office behind one address may be wrong more often.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "signup": "10/10m/ip",
    "reset_password": "10/10m/ip,3/10m/key",
    "reset_password_from_key": "10/10m/ip",
    "reauthenticate": "5/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/10m/user",
    "confirm_email": "1/3m/key",
}
SOCIALACCOUNT_ADAPTER = "anso.portal.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = provider_settings(CONFIG.oidc, CONFIG.orcid)
SIGN_IN_ORIGINS = origins(CONFIG.oidc, CONFIG.orcid)
MFA_ADAPTER = "anso.portal.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "ANSO"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONFIG.production

globals().update(mail_settings(CONFIG.mail))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIG.mail_from

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Chinese")), ("ru", _("Russian")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [PORTAL / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "anso.portal.assets.finder.GeneratedFinder",
]
# Until `anso.portal.assets.prepare` has gathered them, files are served from where they lie.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / ".gathered").exists()
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOADS},
    },
    "staticfiles": {"BACKEND": "anso.portal.assets.storage.AssetStorage"},
}

SESSION_COOKIE_NAME = "anso_session"
CSRF_COOKIE_NAME = "anso_csrf"
LANGUAGE_COOKIE_NAME = "anso_language"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "anso.portal.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = CONFIG.production
if CONFIG.production:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # every upload is streamed to disk
FILE_UPLOAD_HANDLERS = [
    "anso.portal.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = UPLOADS  # beside where jobs keep them, so that a file is moved, not copied

LOGGING_CONFIG = None  # structlog is set up by `anso.portal.logs`, when the portal app is ready
SILENCED_SYSTEM_CHECKS: list[str] = []

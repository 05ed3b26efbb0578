"""The settings of a public server. A missing setting without a safe default is an error."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403
from cms.settings.base import STORAGES
from cms.settings.environment import boolean, env, number, origin, required
from cms.settings.logging import CONSOLE, LOGGING

DEBUG = False
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",") if host.strip()]
API_ORIGIN = WAGTAILADMIN_BASE_URL = origin("API_ORIGIN", None)
FRONTEND_ORIGIN = origin("FRONTEND_ORIGIN", None)
CSRF_TRUSTED_ORIGINS = [API_ORIGIN]

SECURE_SSL_REDIRECT = True
# The API refuses plain HTTP. A redirect would hide that a client sends without encryption.
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^health/"]
# Browsers remember this for so long, and nobody can take it back. So an operator turns it on.
SECURE_HSTS_SECONDS = number("HSTS_SECONDS", default=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = boolean("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = boolean("HSTS_PRELOAD", default=False)
if SECURE_HSTS_PRELOAD and not (
    SECURE_HSTS_INCLUDE_SUBDOMAINS and SECURE_HSTS_SECONDS >= 31_536_000  # https://hstspreload.org
):
    raise ImproperlyConfigured(
        "HSTS_PRELOAD needs HSTS_INCLUDE_SUBDOMAINS=true and HSTS_SECONDS=31536000 or more."
    )
# Django warns of each that is off.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
if boolean("TRUST_X_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_IS_CHOSEN = bool(env.str("EMAIL_URL", default=""))
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="plenary@localhost")

LOGGING = {**LOGGING, "handlers": {"console": {**CONSOLE, "formatter": "json"}}}

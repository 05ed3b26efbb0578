"""The settings of a public server. A missing setting without a safe default is an error."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import STORAGES
from cms.settings.environment import boolean, env, origin, required
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
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
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

"""The settings of one machine without other services. `make run` uses them."""

from urllib.parse import urlsplit

from cms.settings.base import *  # noqa: F403
from cms.settings.base import API_ORIGIN
from cms.settings.base import MIDDLEWARE as BASE_MIDDLEWARE
from cms.settings.environment import boolean, env

DEBUG = boolean("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="for development only: never use it on a public server")
_host = urlsplit(API_ORIGIN).hostname or ""
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=["localhost", "127.0.0.1", "[::1]", f"[{_host}]" if ":" in _host else _host],
)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MIDDLEWARE = ["api.http.server_timing.ServerTimingMiddleware", *BASE_MIDDLEWARE]
# The views tell what an answer costs, in the log and in a header.
API_DIRECT_READS = boolean("API_DIRECT_READS", default=False)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

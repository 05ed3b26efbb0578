"""The settings of the tests, on SQLite or on the database and cache in the environment."""

import os
import tempfile

from cms.settings.base import *  # noqa: F403
from cms.settings.base import CACHES, DATABASES
from cms.settings.logging import LOGGING

DEBUG = False
SECRET_KEY = "for tests only: it signs nothing that lasts"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", "api.test"]
API_ORIGIN = WAGTAILADMIN_BASE_URL = "https://api.test"
FRONTEND_ORIGIN = "https://www.test"
PREVIEW_FRONTENDS = {"Site": f"{FRONTEND_ORIGIN}/preview/"}
MEDIA_ROOT = tempfile.mkdtemp(prefix="plenary-test-media-")
EXPORT_ROOT = tempfile.mkdtemp(prefix="plenary-test-exports-")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
API_RATE_LIMIT = None
NEWSLETTER_RATE_LIMIT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "ERROR"}}

CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "")

# Tests need no durable data, so the database does not wait for the disk.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
# Browsers of the suite come from one address.
SIGN_INS_OF_CLIENT = (1000, 60)

"""The same views, with Django's own cache of the whole site in front of them."""

from contenders.settings import *  # noqa: F403
from contenders.settings import MIDDLEWARE as OURS

MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *OURS,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CACHE_MIDDLEWARE_SECONDS = 600

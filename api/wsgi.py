"""The WSGI application, for any server that speaks it."""

import contextlib
import ctypes
import gc

from django.core.wsgi import get_wsgi_application

from cms.settings.environment import choose_settings

choose_settings(default="production")

django = get_wsgi_application()

# Django reads its settings first, because the imports below need them.
from django.core.cache import caches  # noqa: E402
from django.urls import reverse  # noqa: E402

from api.fast_path.known_answers import in_front_of  # noqa: E402
from api.http.content_type import without_charset  # noqa: E402

# The first reader would wait for all views and addresses, and for the client of Redis.
reverse("wagtailadmin_home")
caches["default"]
application = in_front_of(without_charset(django))
M_ARENA_MAX = -8  # of malloc.h in glibc
with contextlib.suppress(AttributeError):  # another C library
    glibc = ctypes.CDLL(None)
    # glibc would keep a heap for each thread, with the holes that uploads leave in it: 450
    # megabytes after ten large pictures, and 340 with two heaps.
    glibc.mallopt(M_ARENA_MAX, 2)
    glibc.malloc_trim(0)  # what the loading has left: 9 megabytes
gc.freeze()  # what is loaded by now stays, so the garbage collector need not look at it again

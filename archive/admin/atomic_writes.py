"""Makes each action of an editor one transaction, and runs one at a time."""

from collections.abc import Callable

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse

from archive.admin.progress import progress_message
from archive.publisher.tasks import waiting

# Any number that nothing else in this database locks.
WRITING = 1725


class AtomicWrites:
    """Runs each POST in the admin in one transaction, after the one before it.

    Wagtail saves a form, its revision and its publication in several transactions. A crash between
    them would leave a change that the log never hears of. An autosave could read a page before it
    is published, write it afterwards, and so undo the publication. SQLite has one writer at a time;
    on PostgreSQL a lock does the same. A message tells the editor how much is left for later.
    A view with `writes_by_itself` keeps its own transactions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        if _writes_by_itself(request):
            return self.get_response(request)
        request.POST.keys()  # read a slow upload first, so that nobody waits for it
        before = waiting()
        with transaction.atomic():
            wait_for_others()
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if waiting() > before:
            messages.info(request, progress_message())
        return response


def _writes_by_itself(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "writes_by_itself", False)
    except Resolver404:
        return False


def wait_for_others() -> None:
    """Return when no other transaction of the admin writes; the lock ends with this one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING])

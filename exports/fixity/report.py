"""The report in the admin: the last check, what it found, and the ones before it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from exports.fixity.check import ask_for, is_under_way
from exports.models import FixityRun

SHOWN = 20  # runs
MOST_FINDINGS = 200


def files_report(request: HttpRequest) -> HttpResponse:
    """The page; a POST is the button that has all files checked."""
    if not request.user.has_perm("archive.view_entry"):
        raise PermissionDenied
    may_check = request.user.has_perm("exports.check_files")
    if request.method == "POST":
        if not may_check:
            raise PermissionDenied
        return begin(request)
    runs = list(FixityRun.objects.annotate(found=Count("findings")).order_by("-pk")[:SHOWN])
    last = next((run for run in runs if run.finished_at), None)
    shown = next((run for run in runs if run.finished_at or run.found), None)
    context = {
        "runs": runs,
        "last": last,
        "shown": shown,
        "findings": list(shown.findings.all()[:MOST_FINDINGS]) if shown else [],
        "may_check": may_check,
        "is_under_way": is_under_way(),
    }
    return TemplateResponse(request, "exports/files_report.html", context)


def begin(request: HttpRequest) -> HttpResponse:
    if is_under_way():
        messages.warning(request, "A check is under way already.")
    else:
        ask_for(request.user.get_username())
        messages.success(request, "All files will be checked. Come back in a while.")
    return redirect("archive_files")

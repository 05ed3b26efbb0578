"""The report in the admin: the last check, its findings, and earlier checks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from exports.fixity.check import ask_for, is_under_way
from exports.models import FixityRun

MAX_RUNS = 20
MAX_FINDINGS = 200


def files_report(request: HttpRequest) -> HttpResponse:
    """The page. A POST comes from the button that starts a check."""
    if not request.user.has_perm("archive.view_entry"):
        raise PermissionDenied
    may_check = request.user.has_perm("exports.check_files")
    if request.method == "POST":
        if not may_check:
            raise PermissionDenied
        return begin(request)
    runs = list(
        FixityRun.objects.annotate(finding_count=Count("findings")).order_by("-pk")[:MAX_RUNS]
    )
    last = next((run for run in runs if run.finished_at), None)
    reported = next((run for run in runs if run.finished_at or run.finding_count), None)
    context = {
        "runs": runs,
        "last": last,
        "reported": reported,
        "findings": list(reported.findings.all()[:MAX_FINDINGS]) if reported else [],
        "may_check": may_check,
        "is_under_way": is_under_way(),
    }
    return TemplateResponse(request, "exports/files_report.html", context)


def begin(request: HttpRequest) -> HttpResponse:
    if is_under_way():
        messages.warning(request, "A check is already running.")
    else:
        ask_for(request.user.get_username())
        messages.success(request, "Plenary checks all files. Reload this page to see the result.")
    return redirect("exports_files_report")

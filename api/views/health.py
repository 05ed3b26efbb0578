"""Liveness and readiness."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from api.http.errors import problem_response
from api.views.base import ReadView
from archive.clock_check import disagreement


class LiveView(ReadView):
    """200 while the process runs. It checks nothing else."""

    reads_one_state = False

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


class ReadyView(ReadView):
    """200 if the database answers, has all migrations and has the same time; else 503."""

    reads_one_state = False

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
            wrong = disagreement()
        except DatabaseError:
            return unavailable(request, "The database does not answer.")
        if waiting:
            return unavailable(request, f"{len(waiting)} migrations wait to be applied.")
        if wrong:
            return unavailable(request, wrong)
        return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def unavailable(request: HttpRequest, detail: str) -> HttpResponse:
    return problem_response(request, 503, "unavailable", detail, headers={"Retry-After": "5"})

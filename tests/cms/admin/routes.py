"""Every address of the admin, with an example of each, and the recorded table of permissions."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Site, Task, Workflow

from cms.models import Release
from exports.models import Export
from home.models import Subscription
from importer.extract.proposal import empty_values
from importer.formats.saved_file import SavedFile
from importer.kept.store import keep_file
from importer.models import ImportedPage
from tests import factories
from webhooks.models import Endpoint

TABLE = Path(__file__).parents[2] / "admin_routes.tsv"
HEADER = """\
# Every route of the admin: the status of GET and of an empty POST, for each role.
# A route without a row fails the tests. After a change that is meant, write the table again with
# RECORD_ADMIN_ROUTES=1 python -m pytest tests/cms/admin/test_routes.py
# and read the difference before committing it.
"""
# A member has an account and nothing else; a guest may enter the admin; a stranger writes at one
# series, and none of the examples belongs to it. The editors of the series of the examples edit its
# editions, and none of the records: no page shows them, and somebody else made them.
ROLES = (
    "anonymous",
    "member",
    "guest",
    "stranger",
    "series_editor",
    "editor",
    "moderator",
    "superuser",
)
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
SNIPPETS = ("quote", "partner", "person", "theme", "venue", "reference")


def routes() -> list[str]:
    return sorted({route for route in _walk(get_resolver().url_patterns) if _is_admin(route)})


def _walk(patterns, prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _walk(pattern.url_patterns, route)


def _is_admin(route: str) -> bool:
    return route.startswith("admin/")


def read_table() -> dict[str, dict[str, str]]:
    """`{"admin/pages/": {"editor": "200/405", …}}`."""
    rows = [line.split("\t") for line in TABLE.read_text().splitlines() if line[:1] != "#"]
    names = rows[0][1:]
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows[1:]}


def write_table(table: dict[str, dict[str, str]]) -> None:
    lines = ["\t".join(["route", *ROLES])]
    lines += ["\t".join([route, *(table[route][role] for role in ROLES)]) for route in table]
    TABLE.write_text(HEADER + "\n".join(lines) + "\n")


class World:
    """One record of everything that an address can name, each of them under moderation."""

    def __init__(self, person) -> None:
        self.series = factories.make_series()
        self.event = self._submitted(factories.make_event(series=self.series), person)
        self.snippets = {
            kind: self._submitted(getattr(factories, f"make_{kind}")(), person) for kind in SNIPPETS
        }
        image = self._submitted(factories.make_image(), person)
        document = self._submitted(factories.make_document(), person)
        self.snippets |= {"customimage": image, "customdocument": document}
        self.states = {
            record: self._state_of(record) for record in (self.event, *self.snippets.values())
        }
        release = Release.objects.create(name="A release")
        release.items.create(kind="event", object_id=self.event.pk)
        redirect = Redirect.objects.create(old_path="/old", redirect_page=self.series)
        page = SavedFile("page.txt", b"A page with a few words.")
        self.kept = keep_file(page, page.read(page.data))
        self.examples: dict[str, object] = {
            "sha256": self.kept.sha256,
            "page_id": self.event.pk,
            "page_pk": factories.home().pk,
            "parent_page_id": self.series.pk,
            "page_to_move_id": self.event.pk,
            "destination_id": factories.home().pk,
            "image_id": image.pk,
            "document_id": document.pk,
            "doc_id": document.pk,
            "redirect_id": redirect.pk,
            "collection_id": Collection.objects.get(depth=1).pk,
            "workflow_pk": Workflow.objects.get().pk,
            "task_id": Task.objects.get().pk,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "action": "delete",
            "action_name": "approve",
            "filter_spec": "original",
            "content_type_app_name": "cms",
            "content_type_model_name": "eventpage",
            "app_label": "cms",
            "app_name": "cms",
            "uidb64": "MQ",
            "token": "a-b",
            "sequence": 1,
            "uid": uuid.uuid4(),
            "plural": "events",
            "form": "csv",
            "kind": "event",
            "object_id": self.event.pk,
        }
        self.keys = {
            "admin/documents/": document.pk,
            "admin/images/": image.pk,
            "admin/collections/": Collection.objects.get(depth=1).add_child(name="More").pk,
            "admin/workflows/tasks/": Task.objects.get().pk,
            "admin/workflows/": Workflow.objects.get().pk,
            "admin/locales/": Locale.objects.get_or_create(language_code="fr")[0].pk,
            "admin/sites/": Site.objects.get().pk,
            "admin/users/": person.pk,
            "admin/groups/": Group.objects.first().pk,
            "admin/newsletter/": Subscription.objects.create(email="a@example.org").pk,
            "admin/people/": self.snippets["person"].pk,
            "admin/series/": self.series.pk,
            "admin/editions/": self.event.pk,
            "admin/readings/": self._reading().pk,
            "admin/webhooks/": Endpoint.objects.create(name="A", url="https://a.example/").pk,
            "admin/exports/": Export.objects.create().pk,
            "admin/release/": release.pk,
            "admin/releases/": release.pk,
        }

    def _reading(self) -> ImportedPage:
        proposal = {**empty_values(), "spans": []}
        return ImportedPage.objects.create(
            name="page.txt", proposal=proposal, series=self.series, sha256=self.kept.sha256
        )

    @staticmethod
    def _submitted(record, person):
        record.save_revision(user=person)
        record.get_workflow().start(record, person)
        return record

    def address(self, route: str) -> str:
        """An address that `route` matches, of records that exist."""
        record = self._record(route)
        examples = self.examples | self.states[record] | {"pk": self._key(route, record)}
        if route.startswith("admin/bulk/"):
            examples |= {"app_label": "wagtailcore", "model_name": "page"}
        path = PARAMETER.sub(lambda match: str(examples.get(match[1] or match[2], 1)), route)
        return "/" + re.sub(r"[\\^$]|\.\*", "", path) + self._query(route)

    @staticmethod
    def _state_of(record) -> dict[str, object]:
        task_state = record.current_workflow_task_state
        return {
            "revision_id": record.latest_revision_id,
            "task_state_id": task_state.pk,
            "workflow_state_id": task_state.workflow_state_id,
            "model_name": ContentType.objects.get_for_model(record).model,
        }

    def _record(self, route: str):
        kind = next((kind for kind in self.snippets if f"/cms/{kind}/" in route), None)
        if route.startswith("admin/translation/submit/snippet/"):
            kind = "quote"
        return self.snippets[kind] if kind else self.event

    def _key(self, route: str, record) -> object:
        starts = [start for start in self.keys if route.startswith(start)]
        return self.keys[starts[0]] if starts else record.pk

    def _query(self, route: str) -> str:
        return f"?id={self.event.pk}" if route.startswith("admin/bulk/") else ""

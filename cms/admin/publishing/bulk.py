"""What an editor does to many records or files of a list at once. Pages have Wagtail's own."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import classproperty
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page

from cms.admin.links import edit_url
from cms.belonging.who import limit_of
from cms.models.file import ArchivedFile
from cms.publishing.kinds import publishable_models
from cms.publishing.rights import has_right
from cms.publishing.together import Draft, NotPublished, publish_together


class RecordsBulkAction(BulkAction):
    """An action for every kind of record and file. It is done to all of the choice or to none."""

    template_name = "cms/publishing/bulk.html"
    question = ""

    def __init__(self, request: HttpRequest, model: Any) -> None:
        super().__init__(request, model)
        self.problems: dict[tuple[str, int], str] = {}

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805  the class, which Wagtail asks
        return [model for model in publishable_models() if not issubclass(model, Page)]

    @classproperty
    def aria_label(cls) -> str:  # noqa: N805  the class, which Wagtail asks
        return f"{cls.display_name}: the selected records"

    def check_perm(self, record: Any) -> bool:
        return has_right(self.request.user, record)

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        """All records of the list, as it was filtered and searched."""
        if issubclass(self.model, ArchivedFile):
            files = self.model._default_manager.all()
            if parent_id is not None:
                files = files.filter(collection=parent_id)
            if query := self.request.GET.get("q"):
                files = files.search(query)
            return [file.pk for file in files]
        index = self.model.snippet_viewset.index_view
        view = index.view_class(**index.view_initkwargs)
        view.setup(self.request)
        if view.filters and not view.filters.is_valid():
            return []
        return [record.pk for record in view.get_queryset()]

    def object_context(self, record: Any) -> dict[str, Any]:
        problem = self.problems.get((record.kind, record.pk), "")
        return {"item": record, "url": edit_url(type(record), record.pk), "problem": problem}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        icon = self.model.snippet_viewset.icon
        limit = limit_of(self.request.user)
        return super().get_context_data(**kwargs, action=self, header_icon=icon, limit=limit)

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except NotPublished as refusal:
            self.problems = {draft[:2]: text for draft, text in refusal.problems.items()}
            messages.error(self.request, "Nothing was done. The reasons stand at the records.")
            return self.form_invalid(form)

    def success_message(self, count: int, done: str) -> str:
        options = self.model._meta
        name = options.verbose_name if count == 1 else options.verbose_name_plural
        return f"{count} {name} {'has' if count == 1 else 'have'} been {done}."


class PublishRecords(RecordsBulkAction):
    display_name = "Publish"
    action_type = "publish"
    action_priority = 10
    question = "Plenary publishes the newest draft of each, all at one moment, or none of them."

    @classmethod
    def execute_action(
        cls, records: Iterable[Any], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        return publish_together([Draft.of(record) for record in records], user), 0

    def get_success_message(self, count: int, _below: int) -> str:
        return self.success_message(count, "published")


class UnpublishRecords(RecordsBulkAction):
    display_name = "Unpublish"
    action_type = "unpublish"
    action_priority = 20
    classes = {"serious"}
    question = "Readers no longer see them, and no page shows them. Their drafts stay."

    @classmethod
    def execute_action(
        cls, records: Iterable[Any], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        public = [record for record in records if record.live]
        for record in public:
            record.unpublish(user=user)
        return len(public), 0

    def get_success_message(self, count: int, _below: int) -> str:
        return self.success_message(count, "unpublished")

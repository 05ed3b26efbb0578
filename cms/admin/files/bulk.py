"""Several files move to another collection, which says who sees them."""

from typing import Any

from wagtail.documents.views.bulk_actions import (
    AddToCollectionBulkAction as DocumentsBulkAction,
)
from wagtail.images.views.bulk_actions import AddToCollectionBulkAction as ImagesBulkAction

from cms.publishing.rights import has_right


class ToCollection:
    """Wagtail moves them behind the back of the models, and so of what is public."""

    def check_perm(self, file: Any) -> bool:
        may_change = super().check_perm(file)  # type: ignore[misc]
        user = self.request.user  # type: ignore[attr-defined]
        return may_change and (not file.live or has_right(user, file))

    @classmethod
    def execute_action(
        cls, files: list[Any], collection: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        if collection is None:
            return 0, 0
        for file in files:
            file.collection = collection
            file.save(update_fields=["collection"])
        return len(files), 0


class ImagesToCollection(ToCollection, ImagesBulkAction):
    pass


class DocumentsToCollection(ToCollection, DocumentsBulkAction):
    pass

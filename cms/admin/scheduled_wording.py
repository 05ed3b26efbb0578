"""What is scheduled is never called published. Wagtail calls it so in two places."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import get_text_list
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from .publish_warnings import count_scheduled


class PublishOrScheduleBulkAction(PublishBulkAction):
    """Its message counts apart what only goes live later. An alias goes public with its source."""

    def check_perm(self, page: Page) -> bool:
        return page.alias_of_id is None and super().check_perm(page)

    @classmethod
    def execute_action(
        cls, objects: list[Page], include_descendants: bool = False, user: Any = None, **more: Any
    ) -> tuple[int, int]:
        count, _of_children = super().execute_action(objects, user=user)
        if not include_descendants:
            return count, 0
        drafts = [draft for page in objects for draft in _drafts_below(page, user)]
        return count, super().execute_action(drafts, user=user)[0]

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        scheduled = count_scheduled()
        if not scheduled:
            return super().get_success_message(num_parent_objects, num_child_objects)
        counts = {
            "published": num_parent_objects + num_child_objects - scheduled,
            "scheduled for publishing": scheduled,
        }
        texts = [_pages(count, done) for done, count in counts.items() if count]
        return get_text_list(texts, "and")


def _drafts_below(page: Page, user: Any) -> list[Page]:
    drafts = page.get_descendants().not_live().filter(alias_of=None).specific()
    return [draft for draft in drafts if draft.permissions_for_user(user).can_publish()]


def _pages(count: int, done: str) -> str:
    return f"1 page has been {done}" if count == 1 else f"{count} pages have been {done}"


def name_approval(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The button of the last approval says whether it publishes or schedules."""
    record = context.get("page") or context.get("instance")
    go_live_at = getattr(record, "go_live_at", None)
    if go_live_at is None or go_live_at <= timezone.now():
        return
    for item in menu_items:
        if item.name == "approve":
            item.label = item.label.replace(" and Publish", " and Schedule")

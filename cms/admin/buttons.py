"""The buttons of a record's form."""

from typing import Any

from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets import Button


class ListingButtonsMixin:
    """An edit view whose menu also has the buttons that other apps add to the list."""

    @cached_property
    def header_more_buttons(self: Any) -> list[Any]:
        buttons = list(super().header_more_buttons)  # type: ignore[misc]
        for hook in hooks.get_hooks("register_snippet_listing_buttons"):
            for button in hook(self.object, self.request.user, self.request.path):
                is_item = isinstance(button, MenuItem)
                buttons.append(Button.from_menu_item(button) if is_item else button)
        return buttons

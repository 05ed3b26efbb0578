"""The admin's menu of what brings records in and takes the archive out."""

from wagtail.admin.menu import Menu, SubmenuMenuItem

# Each part registers its item with the hook `register_archive_menu_item`; an empty menu is hidden.
archive_menu = Menu(
    register_hook_name="register_archive_menu_item",
    construct_hook_name="construct_archive_menu",
)


def archive_menu_item() -> SubmenuMenuItem:
    return SubmenuMenuItem(
        "In and out", archive_menu, name="in-and-out", icon_name="download", order=350
    )

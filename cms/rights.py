"""What Editors and Moderators may do with a kind of record. The migration of a kind gives it.

Functions take the `apps` of a migration.
"""

from typing import Any

WRITE = ("add", "change", "view")
DECIDE = ("delete", "publish", "lock", "unlock")
WORKFLOW = "Moderators approval"
GROUPS = {"Editors": WRITE, "Moderators": (*WRITE, *DECIDE)}


def give_rights(apps: Any, kind: str) -> None:
    """Editors write records of `kind`, and Moderators also publish them, in one workflow.

    The editors of one series do what they do with partners.
    """
    for name, actions in GROUPS.items():
        permissions = [permission(apps, "cms", kind, action) for action in actions]
        group(apps, name).permissions.add(*permissions)
    for action in (*WRITE, *DECIDE):
        of_series = apps.get_model("auth.Group").objects.filter(
            page_permissions__page__content_type__model="seriespage",
            permissions=permission(apps, "cms", "partner", action),
        )
        for receiver in of_series.distinct():
            receiver.permissions.add(permission(apps, "cms", kind, action))
    workflow = apps.get_model("wagtailcore.Workflow").objects.get(name=WORKFLOW)
    apps.get_model("wagtailcore.WorkflowContentType").objects.get_or_create(
        content_type=content_type(apps, "cms", kind), defaults={"workflow": workflow}
    )


def take_rights(apps: Any, kind: str) -> None:
    record = content_type(apps, "cms", kind)
    apps.get_model("wagtailcore.WorkflowContentType").objects.filter(content_type=record).delete()
    permissions = apps.get_model("auth.Permission").objects.filter(content_type=record)
    for name in GROUPS:
        group(apps, name).permissions.remove(*permissions)


def group(apps: Any, name: str) -> Any:
    return apps.get_model("auth.Group").objects.get_or_create(name=name)[0]


def content_type(apps: Any, app_label: str, model: str) -> Any:
    content_types = apps.get_model("contenttypes.ContentType").objects
    return content_types.get_or_create(app_label=app_label, model=model)[0]


def permission(
    apps: Any, app_label: str, model: str, action: str, codename: str | None = None
) -> Any:
    codename = codename or f"{action}_{model}"
    return named_permission(apps, app_label, model, codename, f"Can {action} {model}")


def named_permission(apps: Any, app_label: str, model: str, codename: str, name: str) -> Any:
    return apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type(apps, app_label, model),
        codename=codename,
        defaults={"name": name},
    )[0]

"""The demo users. Their password is public, so they are made only on a developer's machine."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cms.network import is_development_machine

PASSWORD = "plenary-demo"  # noqa: S105  public on purpose
MEMBERS = {"demo-editor": "Editors", "demo-moderator": "Moderators"}
ADMIN = "demo-admin"


def make_users() -> None:
    """Make the missing demo users."""
    if not is_development_machine():
        raise RuntimeError("the password of the demo users is public")
    users = get_user_model()._default_manager
    for name, group in MEMBERS.items():
        if not users.filter(username=name).exists():
            user = users.create_user(name, password=PASSWORD)
            user.groups.add(Group.objects.get(name=group))
    if not users.filter(username=ADMIN).exists():
        users.create_superuser(ADMIN, password=PASSWORD)

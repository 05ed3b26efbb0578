"""The demo users. Their password is public, so they are made only on a developer's machine."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
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
    missing = {*MEMBERS, ADMIN} - set(users.values_list("username", flat=True))
    password = make_password(PASSWORD) if missing else ""  # slow on purpose: once for all
    for name in sorted(missing):
        is_admin = name == ADMIN
        user = users.create(
            username=name, password=password, is_staff=is_admin, is_superuser=is_admin
        )
        if not is_admin:
            user.groups.add(Group.objects.get(name=MEMBERS[name]))

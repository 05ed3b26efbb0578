"""What `make run` does before it serves."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from api.management.commands import serve
from archive.publisher.after_commit import catch_up
from tests.factories import make_event, make_image, make_theme

ORIGINS = {"API_ORIGIN": "http://localhost:8000", "FRONTEND_ORIGIN": "http://localhost:8001"}


@pytest.fixture
def prepared(settings, monkeypatch):
    """The commands that the preparation calls, on a machine of development."""
    settings.DEBUG = True
    for name, value in ORIGINS.items():
        setattr(settings, name, value)
    called: list[str] = []
    monkeypatch.setattr(serve, "call_command", lambda name, **_options: called.append(name))

    def prepare() -> list[str]:
        command = serve.Command()
        command.is_empty = serve.boolean("EMPTY", default=False)
        called.clear()
        command._prepare()
        return called

    return prepare


@pytest.mark.django_db
def test_a_new_database_gets_the_demo_archive_unless_the_developer_says_not(prepared, monkeypatch):
    assert prepared() == ["migrate", "demo", "archive_sweep"]
    monkeypatch.setenv("EMPTY", "1")
    assert prepared() == ["migrate", "archive_sweep"]


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["DEBUG", *ORIGINS])
def test_a_database_that_may_be_public_gets_no_demo_archive(prepared, settings, setting):
    setattr(settings, setting, False if setting == "DEBUG" else "https://cms.example.org")
    assert prepared() == ["migrate", "archive_sweep"]


@pytest.mark.django_db
def test_a_database_that_had_content_once_gets_no_demo_archive(prepared):
    theme = make_theme()
    catch_up()
    theme.delete()
    catch_up()
    assert prepared() == ["migrate", "archive_sweep"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda: make_theme(live=False),
        lambda: make_event(live=False),
        make_image,
        lambda: get_user_model()._default_manager.create_user("chief"),
    ],
    ids=["draft", "draft of a page", "picture", "user"],
)
def test_a_database_that_somebody_wrote_to_gets_no_demo_archive(prepared, write):
    write()
    assert prepared() == ["migrate", "archive_sweep"]


def test_the_settings_of_a_public_server_are_refused(settings):
    settings.SECURE_SSL_REDIRECT = True
    with pytest.raises(CommandError, match="answers only over HTTPS") as refused:
        call_command("serve")
    assert refused.value.returncode == 2


@pytest.mark.django_db
def test_a_login_is_told_only_where_it_works(settings):
    users = get_user_model()._default_manager
    settings.DEBUG, settings.HOST = True, "127.0.0.1"
    for name, value in ORIGINS.items():
        setattr(settings, name, value)
    assert "Nobody can log in yet" in serve.Command._login()
    users.create_user("demo-admin")
    assert serve.Command._login().startswith("  Demo login: demo-editor, ")
    assert "network" not in serve.Command._login()
    settings.HOST = "0.0.0.0"
    assert "your network can reach this server" in serve.Command._login()
    settings.DEBUG = False
    assert serve.Command._login() == ""

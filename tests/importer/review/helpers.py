"""Helpers for tests of the review: pages of an invented series, and the answers of an editor."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from importer.models import ImportedPage
from tests.cms.admin.conftest import guest

ANNOUNCEMENT = """Oceans in common (LH2107)

7–9 May 2021

This Lakeside House conference asks how neighbours share a sea. It is an invitation only meeting.
It is held in partnership with the Coral Institute.

“The sea does not end where a chart of it ends, and nor does what we owe it.” These words from
Director Anna Berg (Forum on Seas 2019) are where it begins.

The 4th conference in the annual oceans series will look at fishing rights.

Sign up to our newsletter"""

REPORT = """Oceans in common (LH2107)

8–9 May 2021

Lakeside House held the 4th conference in the annual oceans series with the Chatham House Rule. It
was held in partnership with the Coral Institute and the Harbour Foundation.

The meeting agreed that ports are part of the sea, too."""


def writer(page: Page):
    """A user who may add pages below `page`, and every record that a page names."""
    person = guest("wim")
    group = Group.objects.create(name="Writers")
    kinds = [f"add_{kind}" for kind in ("partner", "person", "quote", "reference")]
    group.permissions.set(Permission.objects.filter(codename__in=kinds))
    add = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=add)
    person.groups.add(group)
    return person


def upload(client: Client, text: str | bytes, series=None, name: str = "page.txt") -> ImportedPage:
    """The page that `client` uploads."""
    data = text.encode() if isinstance(text, str) else text
    sent: dict[str, Any] = {"pages": [SimpleUploadedFile(name, data)]}
    answer = client.post("/admin/readings/add/", sent | ({"series": series.pk} if series else {}))
    assert answer.status_code == 302, answer.content.decode()
    return ImportedPage.objects.latest("pk")


def url(imported: ImportedPage) -> str:
    return f"/admin/readings/{imported.pk}/"


def answers(client: Client, imported: ImportedPage, **about: Any) -> dict[str, Any]:
    """The data that the form of the review sends without changes."""
    response = client.get(url(imported), about)
    review = response.context["review"]
    forms = [form for decision in review.decisions for form in decision.forms.values() if form]
    forms += [decision.choice for decision in review.decisions] + list(review.sources.values())
    fields = [field for form in forms for field in form]
    sent = {field.html_name: field.value() for field in fields}
    versions = {f"version-{page.pk}": page.version for page in response.context["about"].pages}
    applied = {"applied": response.context["about"].signature}
    everything = sent | versions | applied | about
    return {name: value for name, value in everything.items() if value is not None}


def decide(sent: dict[str, Any], review: Any) -> dict[str, Any]:
    """The same data, with the first version chosen for every open value."""
    for decision in review.decisions:
        sent.setdefault(f"{decision.key}-choice", decision.versions[0].token)
        if not sent[f"{decision.key}-choice"]:
            sent[f"{decision.key}-choice"] = decision.versions[0].token
    return sent


def make(
    client: Client, imported: ImportedPage, changes: dict[str, Any] | None = None, **about: Any
):
    """The response to a review that keeps everything except `changes`."""
    review = client.get(url(imported), about).context["review"]
    sent = decide(answers(client, imported, **about), review) | (changes or {})
    return client.post(url(imported), sent)


def errors(response) -> list[str]:
    """All error messages on the screen."""
    review = response.context["review"]
    forms = [form for decision in review.decisions for form in decision.forms.values() if form]
    forms += [decision.choice for decision in review.decisions]
    messages = [error for form in forms for errors in form.errors.values() for error in errors]
    return [*response.context["problems"], *messages]

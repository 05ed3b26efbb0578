"""What the tests of the review share: pages of an invented series, and an editor's answers."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from importer.models import Reading
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
    """Somebody who may add pages below `page`, and every record that a page names."""
    person = guest("wim")
    group = Group.objects.create(name="Writers")
    kinds = [f"add_{kind}" for kind in ("partner", "person", "quote", "reference")]
    group.permissions.set(Permission.objects.filter(codename__in=kinds))
    add = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=add)
    person.groups.add(group)
    return person


def upload(client: Client, text: str | bytes, series=None, name: str = "page.txt") -> Reading:
    """The reading of a page that `client` sends in."""
    data = text.encode() if isinstance(text, str) else text
    sent: dict[str, Any] = {"pages": [SimpleUploadedFile(name, data)]}
    answer = client.post("/admin/readings/add/", sent | ({"series": series.pk} if series else {}))
    assert answer.status_code == 302, answer.content.decode()
    return Reading.objects.latest("pk")


def url(reading: Reading) -> str:
    return f"/admin/readings/{reading.pk}/"


def answers(client: Client, reading: Reading, **about: Any) -> dict[str, Any]:
    """What the form of the review sends when nothing in it is touched."""
    response = client.get(url(reading), about)
    review = response.context["review"]
    forms = [form for each in review.decisions for form in each.forms.values() if form]
    forms += [each.choice for each in review.decisions] + list(review.sources.values())
    shown = [field for form in forms for field in form]
    sent = {field.html_name: field.value() for field in shown}
    versions = {f"version-{each.pk}": each.version for each in response.context["about"].readings}
    return {name: value for name, value in (sent | versions | about).items() if value is not None}


def decide(sent: dict[str, Any], review: Any) -> dict[str, Any]:
    """The same, with whatever was left open kept or made anew."""
    for each in review.decisions:
        sent.setdefault(f"{each.key}-choice", each.versions[0].token)
        if not sent[f"{each.key}-choice"]:
            sent[f"{each.key}-choice"] = each.versions[0].token
    return sent


def make(client: Client, reading: Reading, changes: dict[str, Any] | None = None, **about: Any):
    """The answer to a review with everything kept, but for `changes`."""
    review = client.get(url(reading), about).context["review"]
    sent = decide(answers(client, reading, **about), review) | (changes or {})
    return client.post(url(reading), sent)


def errors(response) -> list[str]:
    """Every sentence of refusal that the screen shows."""
    review = response.context["review"]
    forms = [form for each in review.decisions for form in each.forms.values() if form]
    forms += [each.choice for each in review.decisions]
    told = [sentence for form in forms for found in form.errors.values() for sentence in found]
    return [*response.context["problems"], *told]

"""Reports: what is missing, where, and to whom it is shown."""

import csv
import io
import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission

from cms.admin.checks import CHECKS, REPORT_OF, REPORTS
from cms.models import EventPage, EventQuote, PartnerSource, Quote
from tests import factories
from tests.cms.admin.conftest import signed_in, user

pytestmark = pytest.mark.django_db


def address(name: str) -> str:
    return reverse(f"cms_report_{name}")


def read(client, name: str, **query: str) -> str:
    response = client.get(address(name), query)
    assert response.status_code == 200
    return response.content.decode()


def exported(client, name: str, **query: str) -> list[dict[str, str]]:
    response = client.get(address(name), {"export": "csv", **query})
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_report_can_be_read_and_exported_by_an_editor(editor, report):
    factories.make_event()
    factories.make_quote()

    assert report.title in read(editor, report.name)
    assert editor.get(address(report.name), {"export": "xlsx"}).status_code == 200
    assert editor.get(reverse(f"cms_report_{report.name}_results")).status_code == 200
    assert address(report.name) in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_missing_sources_lists_every_kind_with_a_link_to_its_form(editor):
    event = factories.make_event(title="An event without")
    partner = factories.make_partner(name="A partner without")
    sourced = factories.make_partner(name="A partner with")
    PartnerSource.objects.create(record=sourced, title="A letter")

    page = read(editor, "missing-sources")

    assert reverse("wagtailadmin_pages:edit", args=[event.pk]) in page
    assert reverse(partner.snippet_viewset.get_url_name("edit"), args=[partner.pk]) in page
    assert "A partner with<" not in page
    assert "2 records" in page


def test_a_report_is_filtered_by_kind_by_name_and_by_what_is_missing(editor):
    factories.make_image(title="Group picture", alt_text="")
    factories.make_image(title="Licensed", licence="CC BY 4.0", alt_text="")
    factories.make_document(title="Group report")

    def names(**query: str) -> set[str]:
        return {row["Name"] for row in exported(editor, "files-without-rights", **query)}

    assert names() == {"Group picture", "Group report", "Licensed"}
    assert names(lacking="Licence") == {"Group picture", "Group report"}
    assert names(kind="Image") == {"Group picture", "Licensed"}
    assert names(query="group") == {"Group picture", "Group report"}
    assert names(kind="Document", lacking="Alternative text") == set()
    assert "is not one of the available choices" in read(
        editor, "files-without-rights", kind="Unicorn"
    )


def test_unused_is_what_nothing_in_the_archive_names(editor):
    event = factories.make_event()
    used = factories.make_quote(text="Used words")
    factories.make_quote(text="Unused words")
    EventQuote.objects.create(event=event, quote=used)
    factories.make_theme(label="Unused theme")

    rows = exported(editor, "unused-records")

    assert {row["Name"] for row in rows} == {"Unused words", "Unused theme"}


@pytest.mark.same_on_all_databases
def test_whoever_speaks_in_a_quote_is_used_also_when_a_command_wrote_it():
    """Commands never read the addresses of the admin, with which Wagtail begins its index."""
    asks = (
        "import django; django.setup();"
        "from wagtail.models import ReferenceIndex;"
        "from cms.models import Partner, Quote;"
        "assert {Partner, Quote} <= ReferenceIndex.indexed_models"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    subprocess.run([sys.executable, "-c", asks], env=environment, check=True)


def test_all_that_is_not_public_is_listed_under_its_kind_and_once(editor):
    records = {"Event": factories.make_event(), "Series": factories.make_series(slug="s")}
    records["Home page"] = factories.home()
    for kind in ("quote", "partner", "person", "theme", "venue", "reference"):
        records[kind.capitalize()] = getattr(factories, f"make_{kind}")()
    for record in records.values():
        factories.publish(record)

    assert exported(editor, "not-published") == []

    for record in records.values():
        record.save_revision()
    changed = exported(editor, "not-published")
    assert {(row["Kind"], row["What is missing"]) for row in changed} == {
        (kind, "Publishing of the changes") for kind in records
    }
    assert len(changed) == len(records)

    for record in records.values():
        record.refresh_from_db()
        record.unpublish()
    factories.make_event(title="Begun", slug="begun", live=False).save_revision()
    hidden = exported(editor, "not-published")
    assert {(row["Kind"], row["What is missing"]) for row in hidden} == {
        (kind, "Publishing") for kind in records
    }
    assert len(hidden) == len(records) + 1


def test_a_spreadsheet_calculates_nothing_and_leads_to_the_form(editor):
    partner = factories.make_partner(name="=1+1")

    (row,) = exported(editor, "partners-without-country")

    assert row["Name"] == "'=1+1"
    assert row["Edit at"].endswith(
        reverse(partner.snippet_viewset.get_url_name("edit"), args=[partner.pk])
    )


def test_quotes_that_were_checked_are_not_listed(editor):
    factories.make_quote(text="Compared", verification="checked")
    assert "Every quote is checked." in read(editor, "unchecked-quotes")
    factories.make_quote(text="Not compared")
    assert "Every quote is checked." not in read(editor, "unchecked-quotes", query="x")

    assert [row["Name"] for row in exported(editor, "unchecked-quotes")] == ["Not compared"]


def test_a_report_lists_only_what_one_may_edit():
    inside = Collection.get_first_root_node().add_child(name="Inside")
    outside = Collection.get_first_root_node().add_child(name="Outside")
    factories.make_image(title="My picture", collection=inside)
    factories.make_image(title="Hidden picture", collection=outside)
    factories.make_partner(name="Hidden partner")
    helper = user("helper")
    helper.user_permissions.add(Permission.objects.get(codename="access_admin"))
    group = helper.groups.create(name="Helpers")
    group.permissions.add(Permission.objects.get(codename="edit_shared_records"))
    GroupCollectionPermission.objects.create(
        group=group,
        collection=inside,
        permission=Permission.objects.get(codename="change_image"),
    )
    client = signed_in(helper)

    assert [row["Name"] for row in exported(client, "files-without-rights")] == ["My picture"]
    assert exported(client, "partners-without-country") == []
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert address("files-without-rights") in home
    assert address("partners-without-country") not in home


@pytest.mark.same_on_all_databases
@pytest.mark.parametrize("name", ["missing-sources", "unused-records", "not-published"])
def test_a_report_costs_the_same_for_3_and_for_12_records(
    editor, django_assert_num_queries, django_assert_max_num_queries, name
):
    def add(count: int) -> None:
        for _ in range(count):
            factories.make_quote(live=False)
            factories.make_event(slug=f"e{EventPage.objects.count()}").save_revision()

    add(3)
    read(editor, name)
    with django_assert_max_num_queries(30) as few:
        read(editor, name)
    add(9)
    assert Quote.objects.count() == 12

    with django_assert_num_queries(len(few)):
        read(editor, name)


def test_the_dashboard_leads_to_the_report_that_lists_all(editor):
    factories.make_quote()

    page = editor.get(reverse("wagtailadmin_home")).content.decode()

    assert f'<a href="{address("unchecked-quotes")}">Quotes not checked yet</a>' in page
    assert {check.label for check in CHECKS} <= REPORT_OF.keys()

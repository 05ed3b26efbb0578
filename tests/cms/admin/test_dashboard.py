import re

import pytest
from django.urls import reverse

from cms.admin.links import edit_url
from cms.models import Partner, Quote
from tests import factories
from tests.cms.admin.conftest import guest, signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
HOME = reverse("wagtailadmin_home")


def dashboard(client) -> str:
    return client.get(HOME).content.decode()


def test_an_editor_is_told_what_is_incomplete_with_a_link_to_it(editor):
    event = factories.make_event(title="Without a source")
    factories.make_quote(text="Not checked")
    factories.make_partner(name="Nowhere")
    factories.make_image(title="Silent", alt_text="")
    factories.publish(changed := factories.make_event(title="Changed", slug="changed"))
    changed.title = "Changed since"
    changed.save_revision()

    page = dashboard(editor)

    assert reverse("wagtailadmin_pages:edit", args=[event.pk]) in page
    for text in (
        "Events without a source",
        "Quotes not checked yet",
        "Partners without a country",
        "Pictures without alternative text",
        "Events changed since they were published",
        "Not checked",
        "Nowhere",
        "Silent",
    ):
        assert text in page


def test_what_is_complete_is_not_named(editor):
    factories.make_partner(name="At home", country="FI")
    factories.make_image(title="A frame", alt_text="", is_decorative=True)
    factories.make_quote(text="Checked words", verification="checked")

    page = dashboard(editor)

    assert "What is incomplete" not in page


def test_what_is_not_public_is_named(editor):
    factories.make_partner(name="Still a draft", country="FI", live=False)
    factories.make_event(title="An edition in the making", live=False)

    page = dashboard(editor)

    assert "Partners not public" in page
    assert "Events not public" in page


def test_a_record_without_a_name_has_a_link_that_can_be_clicked(editor):
    quote = factories.make_quote(text="", live=False)
    quote.save_revision(clean=False)

    page = dashboard(editor)

    link = f'<a href="{edit_url(Quote, quote.pk)}">(without a name)</a>'
    assert page.count(link) == 3  # it is new, it is not checked, and it is not public


def test_an_editor_sees_what_was_saved_last_of_all_kinds_each_once(editor):
    partner = factories.make_partner(name="Newest partner", country="FI")
    for record in (factories.make_event(title="An older event"), partner, partner):
        factories.publish(record)

    page = dashboard(editor)

    assert "What is new" in page
    assert page.count(f"{partner.snippet_viewset.url_prefix}/edit/{partner.pk}/") == 1
    assert page.index("Newest partner") < page.index("An older event")


def test_nobody_is_shown_what_they_may_not_change():
    factories.make_partner(name="Hidden partner").save_revision()
    factories.make_event(title="Hidden event").save_revision()
    visitor = user("guest")
    visitor.user_permissions.add(_permission_to_enter())

    page = dashboard(signed_in(visitor))

    assert "Hidden" not in page


def _permission_to_enter():
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename="access_admin")


def test_the_dashboard_costs_the_same_however_much_is_incomplete(
    editor, django_assert_max_num_queries, django_assert_num_queries
):
    def add(count: int) -> None:
        for _ in range(count):
            factories.make_partner(live=False).save_revision()
            factories.make_event(slug=f"e{Partner.objects.count()}").save_revision()

    add(7)
    dashboard(editor)
    with django_assert_max_num_queries(80) as few:
        dashboard(editor)
    add(10)

    with django_assert_num_queries(len(few)):
        dashboard(editor)


def test_no_link_leaves_for_elsewhere(superuser):
    page = dashboard(superuser)

    assert "wagtail.org" not in page
    assert "Plenary" in page


def first_steps(client) -> list[tuple[str, str]]:
    """`(the label of each step, its link)` of the panel; a step that waits has no link."""
    panel = dashboard(client).partition('<ol class="first-steps">')[2].partition("</ol>")[0]
    items = re.findall(r"<li.*?</li>", panel, re.DOTALL)
    links = [re.search(r'<a href="([^"]+)">([^<]+)</a>', item) for item in items]
    return [(link[2], link[1]) if link else ("", "") for link in links]


def test_an_empty_archive_leads_from_a_series_to_a_public_edition(moderator):
    [series, *waiting] = first_steps(moderator)
    assert series[0] == "Describe the series"
    assert moderator.get(series[1]).status_code == 200
    assert waiting == [("", ""), ("", "")]

    made = factories.make_series(title="A series", live=False)
    [done, edition, waiting] = first_steps(moderator)
    assert (done, edition[0], waiting) == (("", ""), "Enter its first edition", ("", ""))
    assert moderator.get(edition[1]).status_code == 200
    # Without a size of its own, an icon in a sentence is as wide as the panel.
    assert '<svg class="icon icon-check plenary-icon"' in dashboard(moderator)

    event = factories.make_event(series=made, live=False)
    assert first_steps(moderator)[2] == ("Publish the edition", edit_url(type(event), event.pk))

    factories.publish(event)
    assert first_steps(moderator) == []


def test_an_empty_archive_offers_to_begin_with_a_page_or_a_table(moderator):
    page = dashboard(moderator)
    for name in ("importer_page_add", "tables_index"):
        assert f'<a href="{reverse(name)}">a ' in page
    assert reverse("importer_page_add") not in dashboard(signed_in(guest()))


def test_first_steps_are_for_who_may_take_them(editor):
    visitor = signed_in(guest())
    assert first_steps(visitor) == []
    assert '"/admin/events/"' not in dashboard(visitor)  # the menu offers no list that refuses
    assert '"/admin/events/"' in dashboard(editor)


def test_the_search_of_the_dashboard_finds_records_of_all_kinds(editor):
    assert f'action="{reverse("cms_find")}"' in dashboard(editor)

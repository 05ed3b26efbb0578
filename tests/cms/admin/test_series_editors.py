"""What the editors of one series do in the admin, and where they are told that they may not."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from cms.admin.links import edit_url
from cms.admin.merging import merge_url
from cms.admin.publishing.together import together_url
from cms.models import Partner, Person, Quote, Release, Trashed
from cms.publishing.releases import add_to_release
from tables.importing.rights import Rights
from tables.kinds import TABLES
from tests import factories as make
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import event_form, loaded, snippet_form
from tests.cms.belonging.helpers import again, series_editor, show
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
REFUSED = "is not yours to change"


def messages_of(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def view(record, name: str, *more) -> str:
    return reverse(type(record).snippet_viewset.get_url_name(name), args=[record.pk, *more])


def every_view(record) -> Iterator[str]:
    """The addresses of all views of one record, those that Wagtail adds later too."""
    viewset = type(record).snippet_viewset
    values = {"pk": record.pk, "action_name": "approve", "revision_id": record.latest_revision_id}
    for pattern in viewset.get_urlpatterns():
        names = pattern.pattern.converters
        if "pk" in names:
            kwargs = {name: values.get(name, 1) for name in names}
            yield reverse(viewset.get_url_name(pattern.name), kwargs=kwargs)


def bulk(action: str, *records) -> str:
    options = records[0]._meta
    names = [options.app_label, options.model_name, action]
    query = "&".join(f"id={record.pk}" for record in records)
    return f"{reverse('wagtail_bulk_action', args=names)}?{query}"


@shared
def world():
    """The editor of a series, who publishes, and a person of her series, of another, of both."""
    own = make.make_series(title="Own series", slug="own")
    other = make.make_series(title="Other series", slug="other")
    ada = series_editor(own)
    people = {name: make.publish(make.make_person(name=name)) for name in ("Own", "Other", "Both")}
    events = {
        "own": make.make_event(series=own, title="Own edition", slug="own-1"),
        "other": make.make_event(series=other, title="Other edition", slug="other-1"),
    }
    for event, name in (("own", "Own"), ("other", "Other"), ("own", "Both"), ("other", "Both")):
        show(make.make_event(series=events[event].series, slug=f"{event}-{name}".lower()),
             people[name])  # fmt: skip
    for record in [*people.values(), *events.values()]:
        record.save_revision()
    return ada, people, events


def test_an_administrator_makes_the_group_in_one_action(superuser, moderator):
    series = make.make_series(title="Oceans")
    ann = user("ann")
    url = reverse("cms_series_editors", args=[series.pk])
    assert moderator.get(url).status_code == 302
    assert url not in moderator.get(reverse("cms_series", args=[series.pk])).content.decode()
    assert url in superuser.get(reverse("cms_series", args=[series.pk])).content.decode()
    assert "There is none yet" in superuser.get(url).content.decode()

    response = superuser.post(url, {"name": "Editors of Oceans", "members": [ann.pk]})

    assert "edits “Oceans” and what belongs to it alone" in messages_of(response)
    page = superuser.get(url).content.decode()
    assert "They submit drafts to a moderator." in page
    assert "ann" in page
    group = Group.objects.get(name="Editors of Oceans")
    assert set(again(ann).groups.all()) == {group}
    assert not group.permissions.filter(codename="edit_shared_records").exists()
    again_ = superuser.post(url, {"name": "Editors of Oceans"})
    assert "There is a group of this name already" in again_.content.decode()
    form = superuser.get(reverse("wagtailusers_groups:edit", args=[group.pk])).content.decode()
    assert "Can edit records that several series share" in form


def test_an_own_edition_opens_and_another_one_is_refused_in_words(world):
    ada, _people, events = world
    client = signed_in(ada)
    assert client.get(edit_url(Page, events["own"].pk)).status_code == 200

    for response in (
        client.get(edit_url(Page, events["other"].pk)),
        client.post(edit_url(Page, events["other"].pk), event_form(title="Mine")),
    ):
        assert response.status_code == 302
        assert "This page is not yours to change." in messages_of(response)
        # The other series has no group.
        assert "Editors, Editors of Other series and" not in messages_of(response)
        assert "Editors and Moderators may change it." in messages_of(response)
    events["other"].refresh_from_db()
    assert events["other"].title == "Other edition"


@pytest.mark.parametrize("name", ["Other", "Both"])
def test_every_form_and_action_refuses_the_record_of_another_series(world, name):
    ada, people, _events = world
    client, person = signed_in(ada), people[name]
    before = Person.objects.filter(pk=person.pk).values().get()
    state = person.revisions.count()
    form = snippet_form("affiliations", "names", name="Mine", **loaded(person))
    sent = [
        (view(person, "edit"), form | {"action-publish": "1"}),
        (view(person, "unpublish"), {}),
        (view(person, "delete"), {}),
        (view(person, "lock"), {}),
        (view(person, "revisions_revert", person.latest_revision_id), form),
        (bulk("publish", person), {}),
        (bulk("unpublish", person), {}),
        (bulk("delete", person), {}),
        (bulk("edit_fields", person), {"honorific": "Dr"}),
        (together_url(person), {"record": f"person-{person.pk}-{person.latest_revision_id}"}),
        (merge_url(person), {"with": people["Own"].pk}),
        (merge_url(people["Own"]), {"with": person.pk}),
        (reverse("simple_translation:submit_snippet_translation",
                 args=["cms", "person", person.pk]), {"locales": "1"}),
    ]  # fmt: skip

    for url, data in sent:
        assert client.post(url, data).status_code in (200, 302), url
    for url in every_view(person):
        assert client.post(url, form).status_code in (200, 302, 404, 405), url

    assert Person.objects.filter(pk=person.pk).values().get() == before
    assert person.revisions.count() == state
    assert Person.objects.count() == len(people)


def test_the_refusal_leads_to_where_the_record_is_used(world):
    ada, people, _events = world
    client = signed_in(ada)
    response = client.get(view(people["Both"], "edit"))
    assert response.headers["Location"] == view(people["Both"], "usage")
    assert REFUSED in messages_of(response)
    assert "Editors and Moderators may change it." in messages_of(response)
    assert client.get(response.headers["Location"]).status_code == 200
    assert client.get(view(people["Both"], "history")).status_code == 200
    page = client.get(bulk("edit_fields", people["Own"], people["Both"])).content.decode()
    assert "You may change a record only if no other series shows it." in page


def test_the_record_of_the_own_series_is_edited_published_and_merged(world):
    ada, people, _events = world
    client, person = signed_in(ada), people["Own"]
    assert client.get(view(person, "edit")).status_code == 200
    form = snippet_form("affiliations", "names", name="Ours", **loaded(person))
    client.post(view(person, "edit"), form | {"action-publish": "1"})
    person.refresh_from_db()
    assert (person.name, person.live) == ("Ours", True)
    client.post(bulk("unpublish", person))
    person.refresh_from_db()
    assert not person.live
    made = make.make_person(name="Ourz", live=False)
    log(made, "wagtail.create", user=ada)
    response = client.post(merge_url(person), {"with": made.pk})
    assert "is merged into “Ours”" in messages_of(response)
    assert not Person.objects.filter(pk=made.pk).exists()
    client.post(reverse("cms_restore", args=[Trashed.objects.get().pk]))
    assert Person.objects.filter(pk=made.pk).exists()


def test_only_own_deletions_come_back_from_the_trash(world, moderator):
    ada, _people, _events = world
    unused = make.make_person(name="Of a moderator")
    moderator.post(view(unused, "delete"))
    client = signed_in(ada)
    assert "Of a moderator" not in client.get(reverse("cms_trash")).content.decode()
    client.post(reverse("cms_restore", args=[Trashed.objects.get().pk]))
    client.post(reverse("cms_empty", args=[Trashed.objects.get().pk]))
    assert Trashed.objects.exists()
    assert not Person.objects.filter(pk=unused.pk).exists()


def test_a_release_with_records_of_others_is_neither_published_nor_taken_apart(world):
    ada, people, _events = world
    release = Release.objects.create(name="Both")
    add_to_release(release, [people["Own"], people["Other"]], user=None)
    item = release.items.get(object_id=people["Other"].pk)
    client, url = signed_in(ada), reverse("cms_release", args=[release.pk])
    drafts = [str(row["draft"]) for row in client.get(url).context["rows"]]

    client.post(url, {"action": "publish", "draft": drafts})
    response = client.post(url, {"action": "remove", "item": item.pk})

    assert "Editors and Moderators may take this record out." in messages_of(response)
    release.refresh_from_db()
    assert release.published_at is None
    assert release.items.count() == 2
    Release.objects.update(go_live_at="2099-01-01T00:00Z")
    response = client.post(url, {"action": "unschedule"})
    assert "Moderators may cancel the schedule." in messages_of(response)
    client.post(bulk("add_to_release", people["Both"]), {"release": release.pk})
    assert release.items.count() == 2
    Release.objects.update(go_live_at=None)
    release.items.filter(pk=item.pk).delete()
    client.post(
        url, {"action": "publish", "draft": [d for d in drafts if str(people["Own"].pk) in d]}
    )
    release.refresh_from_db()
    assert release.published_at is not None


def test_a_table_changes_own_records_alone(world):
    ada, people, events = world
    tables = {table.plural: table for table in TABLES}
    rights = Rights(tables["people"], ada, publish=True)
    assert rights.refuse_change(people["Own"]) == ""
    refusal = rights.refuse_change(people["Both"])
    assert "You may change a record only if no other series shows it." in refusal
    of_events = Rights(tables["events"], ada)
    assert of_events.refuse_change(events["own"]) == ""
    assert of_events.refuse_change(events["other"]) == "You may not change this record."
    assert of_events.refuse_create(events["other"].series)
    assert not of_events.refuse_create(events["own"].series)


def test_choosers_and_forms_make_records_that_their_maker_edits(world):
    ada, _people, _events = world
    client = signed_in(ada)
    url = Quote.snippet_viewset.chooser_viewset.get_url_name("create")
    response = client.post(reverse(url), {"quote-chooser-text": "Words", "text": "Words"})
    assert response.status_code == 200
    client.post(reverse("cms_make_people"), {"kind": "person", "lines": "New person"})
    client.post(
        reverse("wagtailsnippets_cms_partner:add"), snippet_form("names", name="New partner")
    )
    for model, name in ((Person, "New person"), (Partner, "New partner")):
        record = model.objects.get(name=name)
        assert client.get(edit_url(model, record.pk)).status_code == 200


def test_the_right_to_shared_records_opens_them(world):
    ada, people, events = world
    ada.user_permissions.add(Permission.objects.get(codename="edit_shared_records"))
    client = signed_in(again(ada))
    for person in people.values():
        assert client.get(view(person, "edit")).status_code == 200
    assert client.get(edit_url(Page, events["other"].pk)).status_code == 302


def test_an_edition_is_translated_with_its_records_and_no_others(world):
    ada, people, events = world
    french = Locale.objects.get_or_create(language_code="fr")[0]
    make.home().copy_for_translation(french)
    client = signed_in(ada)
    for name, count in (("Other", 0), ("Both", 0), ("Own", 1)):
        url = "simple_translation:submit_snippet_translation"
        args = ["cms", "person", people[name].pk]
        client.post(reverse(url, args=args), {"locales": [french.pk]})
        assert people[name].get_translations().count() == count, name
    for name, count in (("other", 0), ("own", 1)):
        events[name].series.copy_for_translation(french)
        url = reverse("simple_translation:submit_page_translation", args=[events[name].pk])
        client.post(url, {"locales": [french.pk]})
        assert events[name].get_translations().count() == count, name


def test_its_rights_cost_lists_no_more_queries_for_more_rows(world, moderator):
    ada, _people, events = world
    client = signed_in(ada)
    pages = [
        lambda: reverse("wagtailsnippets_cms_person:list"),
        lambda: bulk("edit_fields", *Person.objects.all()),
        lambda: f"{reverse('cms_find')}?q=person",
        lambda: reverse("wagtailimages:index"),
    ]

    def count(somebody, page) -> int:
        somebody.get(page())  # cuts the sizes of new pictures
        with CaptureQueriesContext(connection) as queries:
            assert somebody.get(page()).status_code == 200
        return len(queries)

    def extra() -> list[int]:
        """How many more queries each page has than for a moderator."""
        return [count(client, page) - count(moderator, page) for page in pages]

    def add_some() -> None:
        for event in events.values():
            person = make.make_person(portrait=make.make_image())
            person.save_revision()
            show(make.make_event(series=event.series), person)

    add_some()
    few = extra()
    for _ in range(4):
        add_some()
    assert all(more <= before for before, more in zip(few, extra(), strict=True))

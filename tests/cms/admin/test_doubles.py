"""A record that looks like one that is there is made only when somebody says that it is another."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import Person
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def post(client, name: str, **more):
    lists = {"affiliations": inline_formset([]), "sources": inline_formset([])}
    form = nested_form_data({"name": name, "slug": "", **lists, **more})
    return client.post(reverse("wagtailsnippets_cms_person:add"), form)


def test_the_form_names_the_record_and_takes_another_one_with_a_tick(editor):
    person = make.make_person(name="António Guterres")
    page = post(editor, "Guterres Antonio").content.decode()
    edit = reverse("wagtailsnippets_cms_person:edit", args=[person.pk])
    assert f'<a href="{edit}" target="_blank">António Guterres</a>' in page
    assert 'name="new_anyway"' in page
    assert Person.objects.count() == 1
    assert post(editor, "Guterres Antonio", new_anyway="1").status_code == 302
    assert post(editor, "Somebody Else").status_code == 302
    assert Person.objects.count() == 3


def test_so_does_the_chooser(editor):
    make.make_person(name="António Guterres")
    url = reverse(f"{Person.snippet_viewset.chooser_viewset.name}:create")
    answer = editor.post(url, {"name": "Antonio Gutteres"})
    assert "looks like a record that is there" in str(answer.json())
    assert editor.post(url, {"name": "Antonio Gutteres", "new_anyway": "1"}).status_code == 200
    assert Person.objects.count() == 2


def test_the_report_lists_the_pair_with_its_comparison(moderator, editor):
    one, other = make.make_person(name="Jane Doe"), make.make_person(name="Doe, Jane")
    page = moderator.get(reverse("cms_report_doubles"), {"kind": "person"}).content.decode()
    assert f"{reverse('cms_merge', args=['person', one.pk])}?with={other.pk}" in page
    assert editor.get(reverse("cms_report_doubles")).status_code == 302


def test_so_does_the_look_up_while_somebody_types(editor):
    make.make_person(name="António <b>Guterres")
    url = reverse("cms_doubles")
    html = editor.get(url, {"kind": "person", "name": "guterres antonio b"}).json()["html"]
    assert "António &lt;b&gt;Guterres" in html
    assert editor.get(url, {"kind": "person", "name": "Jane Doe"}).json() == {"html": ""}
    assert editor.get(url, {"kind": "event", "name": "Jane Doe"}).json() == {"html": ""}

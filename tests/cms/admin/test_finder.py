"""The search of the sidebar finds everything that the admin shows to its user, and no more."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.cms.admin.conftest import guest, signed_in, stranger

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def results(client, query: str, **more) -> str:
    response = client.get(reverse("cms_find"), {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode().partition('<ol class="plenary-finder">')[2]


def test_the_sidebar_leads_to_it(moderator):
    assert f'"{reverse("cms_find")}"' in moderator.get("/admin/").content.decode()


def test_one_list_has_records_pages_and_files_with_kind_state_and_picture(moderator):
    picture = make.make_image(title="Genève by night")
    make.make_partner(name="Canton de Genève", logo=picture)
    make.make_event(title="Talks in Geneve", live=False)
    listed = results(moderator, "geneve")
    for text in ("Canton de Genève", "Talks in Geneve", "Genève by night", "Partner", "Not public"):
        assert text in listed, text
    assert listed.count("<img") == 2
    assert "Talks" not in results(moderator, "geneve", kind="partner")
    assert "Canton" in results(moderator, "Genvee")


def test_nobody_is_told_of_what_they_may_not_see():
    make.make_partner(name="Canton de Genève")
    make.make_event(title="Talks in Geneve")
    make.make_image(title="Geneve by night")
    for person in (guest(), stranger()):
        assert "gen" not in results(signed_in(person), "geneve").lower().partition("</ol>")[0]


def test_its_queries_do_not_grow_with_the_results(moderator, django_assert_max_num_queries):
    for number in range(25):
        make.make_partner(name=f"Canton {number}", logo=make.make_image(title=f"Canton {number}"))
    moderator.get(reverse("cms_find"), {"q": "canton"})
    with django_assert_max_num_queries(30):
        assert results(moderator, "canton").count("<li>") == 30


def test_every_list_and_chooser_forgives_a_slip_and_an_accent(moderator):
    make.make_person(name="António Guterres")
    make.make_image(title="Genève")
    make.make_event(title="Conférence annuelle")
    for url, query, name in [
        ("/admin/snippets/cms/person/results/", "gutteres antonio", "António Guterres"),
        (reverse("wagtailimages:index_results"), "Genvee", "Genève"),
        (reverse("wagtailadmin_pages:search_results"), "confrence", "Conférence annuelle"),
        ("/admin/choose-page/search/", "confrence", "Conférence annuelle"),
        (reverse("wagtailimages_chooser:choose_results"), "geneva", ""),
        (reverse("wagtailimages_chooser:choose_results"), "genve", "Genève"),
    ]:
        response = moderator.get(url, {"q": query})
        assert response.status_code == 200
        assert name in response.content.decode(), url

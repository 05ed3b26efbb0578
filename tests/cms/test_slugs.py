"""Keys are in the letters from a to z, and every file system can store files with their names."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse

from api.formats.bibtex import _key
from archive.keys import Keys
from archive.publisher.after_commit import catch_up
from cms.folder import portable_name
from cms.models import EventPage, Identifier
from cms.text.slugs import slug_of
from exports.copy.paths import name_of
from tests import factories as make
from tests.cms.admin.forms import errors_in, series_form


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Łukasz Ørsted", "lukasz-orsted"),
        ("Ольга Романова", "olga-romanova"),
        ("李明", "liming"),
        ("Νίκος Παπαδόπουλος", "nikos-papadopoylos"),
        ("Đặng Thị Hường", "dang-thi-huong"),
        ("Straße & Œuvre", "strasse-oeuvre"),
        ("…", ""),
        ("Review 2015/2016", "review-2015-2016"),
        ("A/RES/217(III)", "a-res-217iii"),
        ("½ year", "1-2-year"),
        ("Peace:Security", "peace-security"),
    ],
)
def test_a_slug_is_in_the_letters_from_a_to_z(name, slug):
    assert slug_of(name) == slug


@pytest.mark.django_db
def test_every_kind_of_record_has_a_transliterated_key():
    series = make.make_series(title="Мир и вода", slug="")
    event = EventPage(title="李明", series=series)
    series.add_child(instance=event)
    typed = EventPage(title="Peace", slug="和平", series=series)
    series.add_child(instance=typed)
    person = make.make_person(name="Łukasz Ørsted", slug="")
    document = make.make_document(title="Протокол", slug="")

    slugs = [record.slug for record in (series, event, typed, person, document)]
    assert slugs == ["mir-i-voda", "liming", "heping", "lukasz-orsted", "protokol"]


@pytest.mark.django_db
def test_two_names_with_one_transliteration_have_two_keys():
    series = make.make_series()
    events = [EventPage(title=title, series=series) for title in ("李明", "黎明", "con", "…")]
    for event in events:
        series.add_child(instance=event)
    assert [event.slug for event in events] == ["liming", "liming-2", "con-2", "event"]


@pytest.mark.django_db
def test_no_page_has_the_address_of_something_else_on_the_site():
    titles = ("People", "Search", "Fr", "History")
    series = [make.make_series(title=title) for title in titles]
    editions = [make.make_event(series=series[0], title=title) for title in ("History", "People")]
    assert [page.slug for page in series] == ["people-2", "search-2", "fr-2", "history"]
    assert [page.slug for page in editions] == ["history-2", "people"]

    for parts in ({"slug": "themes"}, {"slug": "de"}):
        with pytest.raises(ValidationError, match="Choose another address"):
            make.make_series(**parts)
    type(series[0]).objects.filter(pk=series[0].pk).update(slug="venues")
    before = type(series[0]).objects.get(pk=series[0].pk)
    before.title = "One of before"
    before.save()


@pytest.mark.django_db
def test_the_form_says_that_the_site_has_another_page_there(admin_client):
    url = reverse("wagtailadmin_pages:add", args=["cms", "seriespage", make.home().pk])
    response = admin_client.post(url, series_form(slug="people"))
    assert errors_in(response) == {
        "slug": ["The site has another page at “people”. Choose another address."]
    }


@pytest.mark.django_db
def test_keys_differ_by_more_than_upper_and_lower_case():
    first = make.make_event(code="WP1725", slug="a")
    other = make.make_event(slug="wp1725")
    device = make.make_person(name="Nul", slug="nul")
    catch_up()

    keys = Keys()
    assert [keys.of(record) for record in (first, other, device)] == [
        "WP1725",
        "wp1725-2",
        "nul-2",
    ]
    assert Identifier.objects.filter(uid=other.uid).count() == 1


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("report.pdf", "report.pdf"),
        ("会" * 85 + ".pdf", "会" * 38 + ".pdf"),
        ("con.pdf", "file-con.pdf"),
        ("AUX", "file-AUX"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("NUL.tar.gz", "file-NUL.tar.gz"),
        ("notes. ", "notes"),
        ("a" * 300, "a" * 120),
    ],
)
def test_a_file_is_stored_under_a_name_that_every_system_takes(name, stored):
    assert portable_name(name) == stored


@pytest.mark.django_db
def test_a_file_with_a_long_name_in_another_script_is_stored():
    document = make.make_document(name="会" * 85 + ".txt")

    assert document.file.read() == b"Words"
    assert len(document.filename.encode()) <= 120
    assert document.filename.endswith(".txt")


@pytest.mark.django_db
def test_two_files_have_names_that_differ_by_more_than_their_case():
    names = [
        make.make_document(name=name).file.name
        for name in ("Report of 2016.txt", "report of 2016.TXT")
    ]
    assert len({name.casefold() for name in names}) == 2
    assert all(default_storage.exists(name) for name in names)


@pytest.mark.parametrize("key", ["con", "NUL", "com1", "index", "aux.x"])
def test_no_page_of_the_copy_has_the_name_of_a_device(key):
    assert name_of(key) != key


def test_two_keys_have_two_names_in_bibtex():
    names = {_key(key) for key in ("a.b", "a-b", "a b", "会", "議")}
    assert len(names) == 5
    assert "a-b" in names

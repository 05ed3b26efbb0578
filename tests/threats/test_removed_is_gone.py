"""Who was removed everywhere is named by no public byte: not by the log, not by an export."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from archive.models import Entry, FormerPath, PublicRecord
from archive.removal import remove_person
from cms.models import Appearance, Person
from tests import factories as make
from tests.archive.helpers import settle, verify
from tests.exports.helpers import export, files_of
from tests.shared import shared
from tests.threats.test_leaks import _bytes, addresses, harvest

pytestmark = pytest.mark.django_db

WORDS = (b"zdzisl", b"kowalcz", "Zdzisł".encode(), b"Zdzis\\u0142", b"ZDZISL", b"Kowalcz")


@shared
def removed() -> Person:
    """A person who was shown everywhere, under three keys, until somebody removed them."""
    person = make.make_person(name="Zdzisława Kowalczyk", slug="kowalczyk-z")
    event = make.make_event(code="AB1", summary="A meeting")
    Appearance.objects.create(event=event, person=person, may_be_named=True)
    make.publish(event)
    quote = make.make_quote(text="Words", slug="words", speaker=person)
    make.publish(quote)
    settle()
    for slug in ("zdzislawa-kowalczyk", "kowalczyk"):
        person.slug = slug
        make.publish(person)
        settle()
    Redirect.add_redirect("/zdzislawa", "/people/kowalczyk/")
    Redirect.add_redirect("/from/kowalczyk", "/somewhere/")
    Redirect.add_redirect("/elsewhere", "/somewhere/")
    assert WORDS[1] in Client(headers={"host": "api.test"}).get("/api/v1/changes/").content
    remove_person(person, reason="A request")
    settle()
    return person


def assert_no_name(name: str, content: bytes) -> None:
    assert [word for word in WORDS if word in content] == [], name


@pytest.mark.slow
@pytest.mark.same_on_all_databases  # test_leaks asks for the same
def test_no_answer_names_them(removed, reader):
    asked = [*addresses(), *harvest()]
    asked += [f"/api/v1/search/suggest/?q={word}" for word in ("kow", "zdz", "Kowalczyk")]
    for url in asked:
        response = reader.get(url)
        assert response.status_code < 500, url
        if not any(word.decode() in url for word in WORDS):
            assert_no_name(url, _bytes(response))


def test_their_former_addresses_lead_nowhere_and_look_as_if_never_given(removed, reader):
    for key in ("kowalczyk", "zdzislawa-kowalczyk", "kowalczyk-z", "KOWALCZYK"):
        assert reader.get(f"/api/v1/people/{key}/").status_code == 404
        answer = reader.get(f"/api/v1/resolve/?path=/people/{key}/").json()
        assert (answer["status"], answer["tombstone"]) == (404, None)
    assert reader.get("/api/v1/resolve/?path=/zdzislawa").json()["status"] == 404
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/elsewhere"]
    assert not FormerPath.objects.filter(path__contains="kowalcz").exists()


def test_the_tombstone_has_a_key_that_says_nothing(removed, reader):
    record = PublicRecord.objects.get(uid=removed.uid)
    assert record.key == f"removed-{removed.uid.hex[:16]}"
    assert reader.get(f"/api/v1/people/{record.key}/").status_code == 410
    [change] = reader.get("/api/v1/changes/?kind=person").json()["results"]
    assert (change["id"], change["key"]) == (str(removed.uid), record.key)
    assert set(Entry.objects.filter(uid=removed.uid).values_list("key", flat=True)) == {record.key}
    assert verify()[0] == 0


def test_nobody_else_gets_their_keys(removed):
    other = make.make_person(name="Jan Kowalczyk", slug="Kowalczyk")
    settle()
    assert PublicRecord.objects.get(uid=other.uid).key == "Kowalczyk-2"


@pytest.mark.parametrize(
    "options", [("--format=mirror",), ("--format=bag",), ("--format=ndjson",), ("--whole",)]
)
def test_no_export_names_them(options, removed, tmp_path):
    for path, content in files_of(export(tmp_path / "export", *options)).items():
        assert_no_name(path, path.encode() + b" " + content)


def test_the_reason_does_not_name_them_again():
    person = make.make_person(name="Zdzisława Kowalczyk")
    with pytest.raises(Exception, match="Say it without the name"):
        remove_person(person, reason="zdzisława kowalczyk asked for it")
    assert Person.objects.exists()

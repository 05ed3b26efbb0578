"""Media in a bucket, on a server that speaks S3: nothing but the place of the files is another."""

import urllib.error
import urllib.request
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.ledger import store as ledger
from cms.models import CustomImage
from cms.models.file import sha256_of
from cms.storage import PrivateBucket
from exports.site.bucket import Bucket
from exports.site.mark import MARK
from exports.site.update import update
from tests.api.helpers import assert_problem, read
from tests.archive.helpers import verify
from tests.archive.publisher.test_signals import picture
from tests.exports.restore.conftest import elsewhere, migrated  # noqa: F401  fixtures
from tests.factories import make_document, make_image, make_partner, publish
from tests.faults.load import until
from tests.s3 import s3_store

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.same_on_all_databases]


@pytest.fixture(scope="module")
def store():
    with s3_store() as store:
        yield store


@pytest.fixture(autouse=True)
def bucket(store, settings):
    """The name of the empty bucket that all media of this test are in."""
    name = store.make_bucket()
    settings.S3 = {key: value for key, value in store.options("").items() if value}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "cms.storage.PrivateBucket", "OPTIONS": store.options(name)},
    }
    return name


def path_of(url: str) -> str:
    assert url.startswith("https://api.test/"), url
    return url.removeprefix("https://api.test")


def add(client: Client, title: str):
    """Upload a picture with the form of the admin."""
    form = {"title": title, "image_kind": "picture", "alt_text": "Teal", "file": picture("teal")}
    client.raise_request_exception = False
    return client.post(reverse("wagtailimages:add"), form, headers={"host": "api.test"})


def make_private(record) -> None:
    inside = Collection.get_first_root_node().add_child(name="Inside")
    CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")
    record.collection = inside
    record.save()
    catch_up()


def test_a_picture_that_is_uploaded_in_the_admin_is_served_in_every_size(reader, admin_client):
    assert add(admin_client, title="Hall").status_code == 302
    image = publish(CustomImage.objects.get(title="Hall"))
    catch_up()
    assert default_storage.exists(image.file.name)
    document = read(reader, "/api/v1/images/hall/")
    addresses = [
        source["srcset"].split()[0]
        for profile in document["profiles"].values()
        for source in profile["sources"]
    ]
    assert len(addresses) > 5
    for address in addresses:
        served = reader.get(path_of(address))
        assert served.status_code == 200
        assert len(served.getvalue()) > 50
        assert "immutable" in served.headers["Cache-Control"]


def test_a_document_is_served_and_its_file_name_is_never_given_twice(reader):
    first = make_document(title="Words", content=b"first", name="report.txt")
    second = make_document(title="More", content=b"second", name="report.txt")
    catch_up()
    assert first.file.name != second.file.name
    url = path_of(read(reader, "/api/v1/documents/words/")["file"]["url"])
    assert reader.get(url).getvalue() == b"first"


def test_nothing_of_the_bucket_is_read_past_the_server(store, bucket, reader):
    image, document = make_image(size=(1000, 600)), make_document()
    catch_up()
    for name in (image.file.name, image.renditions.first().file.name, document.file.name):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{store.url}/{bucket}/{name}")
        assert refused.value.code == 403
    assert not [
        entry for entry in Entry.objects.all() if store.url.encode() in (entry.content or b"")
    ]
    assert_problem(reader.get(f"/media/{image.file.name}"), 404, "not_found")


def test_the_ledger_is_in_the_bucket_in_its_order():
    for number in range(3):
        ledger.append("redacted", sequence=number, digest="")
    assert [line["sequence"] for line in ledger.lines()] == [0, 1, 2]


def test_what_becomes_private_is_gone_at_once(reader, admin_user):
    image, document = make_image(size=(1000, 600)), make_document(title="Words")
    catch_up()
    size = f"/media/{image.renditions.first().file.name}"
    file = path_of(read(reader, "/api/v1/documents/words/")["file"]["url"])
    assert reader.get(size).status_code == reader.get(file).status_code == 200
    make_private(image)
    make_private(document)
    assert_problem(reader.get(size), 404, "not_found")
    assert_problem(reader.get(file), 404, "not_found")
    editor = Client(headers={"host": "api.test"})
    editor.force_login(admin_user)
    assert editor.get(size).status_code == 200


def test_a_size_whose_file_is_gone_is_a_404(reader):
    rendition = make_image(size=(1000, 600)).get_rendition("max-100x100")
    default_storage.delete(rendition.file.name)
    assert_problem(reader.get(f"/media/{rendition.file.name}"), 404, "not_found")


def test_files_are_checked_and_put_back_from_a_copy(tmp_path):
    document = make_document(content=b"Words that stay", name="report.txt")
    make_image()
    assert verify("--files") == (0, "")
    with default_storage.open(document.file.name, "wb") as file:
        file.write(b"Words that went")
    code, out = verify("--files")
    assert (code, out.startswith(f"changed: {document.file.name}")) == (1, True)
    default_storage.delete(document.file.name)
    assert verify("--files")[1].startswith(f"missing: {document.file.name}")
    (tmp_path / "copy.txt").write_bytes(b"Words that stay")
    verify("--files", "--repair-from", str(tmp_path))
    assert verify("--files") == (0, "")


def test_an_archive_leaves_one_bucket_and_comes_into_another(
    store,
    tmp_path,
    elsewhere,  # noqa: F811
    monkeypatch,
):
    image = make_image(title="Hall", size=(1000, 600))
    make_document(title="Words", content=b"Words that stay", name="report.txt")
    catch_up()
    bag, other = tmp_path / "bag", store.make_bucket()
    call_command("archive_export", str(bag), "--whole", stdout=StringIO())
    for name, value in store.environment(other).items():
        monkeypatch.setenv(name, value)
    site = elsewhere()
    site.bring_in(bag)
    checked = site.manage(["archive_verify", "--files"])
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr
    copy = PrivateBucket(**store.options(other))
    with copy.open(image.file.name) as file:
        assert sha256_of(file) == image.sha256
    assert not (site.folder / "media").exists()


def test_while_the_store_is_down_readers_and_editors_are_told(store, reader, admin_client):
    image = make_image(title="Hall", size=(1000, 600))
    catch_up()
    before = read(reader, "/api/v1/images/hall/")
    size = f"/media/{image.renditions.first().file.name}"
    store.stop()
    try:
        assert_problem(reader.get(size), 503, "unavailable")
        assert read(reader, "/api/v1/images/hall/") == before
        answer = add(admin_client, title="Wall")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "Nothing of what you sent was saved" in answer.content.decode()
        assert not CustomImage.objects.filter(title="Wall").exists()
    finally:
        store.start()
    until(lambda: reader.get(size).status_code == 200)


def test_the_static_site_in_a_bucket_follows_the_log_as_a_folder_does(store):
    image = make_image(title="Hall")
    partner = make_partner(name="A ministry", logo=image)
    catch_up()
    address = f"s3://{store.make_bucket()}/site"
    call_command("site_export", address)
    with pytest.raises(CommandError, match="exists already"):
        call_command("site_export", address)
    site = Bucket.at(address)
    assert site.open("partners/a-ministry/index.html")
    page = site.client.head_object(Bucket=site.name, Key="site/partners/a-ministry/index.html")
    assert page["ContentType"] == "text/html; charset=utf-8"

    partner.slug = "foreign-office"
    publish(partner)
    image.delete()
    catch_up()
    update(site)
    assert site.open("partners/a-ministry/index.html") is None
    call_command("site_export", address, "--verify")

    site.client.put_object(Bucket=site.name, Key="site/robots.txt", Body=b"Other words")
    with pytest.raises(CommandError, match="1 file not as the log says"):
        call_command("site_export", address, "--verify")
    site.remove(MARK)  # as the message says
    update(site)
    call_command("site_export", address, "--verify")


def test_a_bucket_with_other_things_is_left_alone(store):
    address = f"s3://{store.make_bucket()}"
    other = Bucket.at(address)
    other.client.put_object(Bucket=other.name, Key="letter.txt", Body=b"Dear")
    for way in ((), ("--follow",), ("--verify",)):
        with pytest.raises(CommandError, match="holds no site"):
            call_command("site_export", address, *way)
    with pytest.raises(CommandError, match="names no bucket"):
        call_command("site_export", "s3://")
    with pytest.raises(CommandError, match="no bucket nothing-here"):
        call_command("site_export", "s3://nothing-here")

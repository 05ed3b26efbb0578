"""Pictures and documents are published like records."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from api.rendering.drafts import document_of_draft
from archive.models import Entry
from archive.publisher.after_commit import catch_up
from archive.redaction import redact
from cms.admin.links import edit_url
from cms.models import CustomDocument, CustomImage, EventDocument, Trashed
from cms.schedule.run import do_what_is_due
from cms.trash.keep import empty
from tests.api.helpers import read
from tests.archive.publisher.test_signals import picture
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import event_form
from tests.factories import make_document, make_event, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

WAITING = "Readers see the former file until this one is published."


@pytest.fixture
def editor():
    return signed_in(user("ed", "Editors"))


@pytest.fixture
def moderator():
    return signed_in(user("mo", "Moderators"))


def upload(client, title="Hall", colour="teal"):
    form = {"title": title, "image_kind": "picture", "alt_text": "Seen", "file": picture(colour)}
    return client.post(reverse("wagtailimages:add"), form)


def upload_document(client, title="Words", content=b"first words", name="words.txt"):
    form = {
        "title": title,
        "document_kind": "report",
        "file": SimpleUploadedFile(name, content, "text/plain"),
    }
    return client.post(reverse("wagtaildocs:add"), form)


def edit(client, record, action: str = "", **fields):
    """Send the form of a file as it is, but for `fields`."""
    kind = {"image_kind": "picture"} if record.kind == "image" else {"document_kind": "report"}
    form = {"title": record.title, "alt_text": getattr(record, "alt_text", ""), **kind, **fields}
    if action:
        form[f"action-{action}"] = "1"
    response = client.post(edit_url(type(record), record.pk), form)
    assert response.status_code == 302, response.context["form"].errors
    record.refresh_from_db()
    return response


def form_page(client, record) -> str:
    return client.get(edit_url(type(record), record.pk)).content.decode()


def path_of(url: str) -> str:
    return url.removeprefix("https://api.test")


def src(document) -> str:
    return path_of(document["profiles"]["card"]["src"])


def status_of(reader, url: str) -> int:
    catch_up()
    return reader.get(url).status_code


@pytest.mark.parametrize("person", ["editor", "moderator"])
def test_an_upload_is_a_draft(person, request, reader):
    client = request.getfixturevalue(person)
    assert upload(client).status_code == 302
    assert upload_document(client).status_code == 302
    image, document = CustomImage.objects.get(), CustomDocument.objects.get()
    for url in (
        "/api/v1/images/hall/",
        "/api/v1/documents/words/",
        reverse("wagtaildocs_serve", args=[document.pk, document.filename]),
        f"/media/{image.get_rendition('fill-400x225|format-webp').file.name}",
    ):
        assert status_of(reader, url) == 404, url
        assert url.startswith("/api/") or client.get(url).status_code == 200


def test_who_may_not_publish_has_no_way_to_make_a_file_public(editor, reader):
    upload(editor)
    image = CustomImage.objects.get()
    edit(editor, image, action="publish", title="Mine")
    assert not image.live
    editor.post(reverse("wagtailimages:edit_multiple", args=[image.pk]), {
        f"image-{image.pk}-title": "Mine", f"image-{image.pk}-image_kind": "picture",
    }, headers={"x-requested-with": "XMLHttpRequest"})  # fmt: skip
    event = make_event(title="The 4th", live=False, image=image)
    event.save_revision()
    editor.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), {"action-publish": "1"})
    image.refresh_from_db()
    assert not image.live
    assert status_of(reader, f"/api/v1/images/{image.slug}/") == 404


def test_a_moderator_publishes_and_withdraws_a_file(moderator, reader):
    upload(moderator)
    image = CustomImage.objects.get()
    edit(moderator, image, action="publish")
    catch_up()
    address = src(read(reader, "/api/v1/images/hall/"))
    assert reader.get(address).status_code == 200
    url = reverse(CustomImage.snippet_viewset.get_url_name("unpublish"), args=[image.pk])
    assert moderator.post(url).status_code == 302
    assert status_of(reader, "/api/v1/images/hall/") == 410
    assert reader.get(address).status_code == 404


def test_a_file_waits_for_approval(editor, moderator, reader):
    upload(editor)
    image = CustomImage.objects.get()
    edit(editor, image, action="submit")
    task = image.current_workflow_task_state
    assert task is not None
    assert status_of(reader, "/api/v1/images/hall/") == 404
    url = reverse(
        CustomImage.snippet_viewset.get_url_name("workflow_action"),
        args=[image.pk, "approve", task.pk],
    )
    moderator.post(url, {"comment": "Yes"})
    assert status_of(reader, "/api/v1/images/hall/") == 200


def test_a_new_file_of_a_public_picture_waits_and_the_old_one_stays(editor, moderator, reader):
    image = make_image(title="Hall", size=(800, 450))
    catch_up()
    before = read(reader, "/api/v1/images/hall/")
    earlier = timezone.now().replace(microsecond=0) - timedelta(
        minutes=1
    )  # the log has whole seconds
    Entry.objects.update(recorded_at=earlier)
    bytes_before = reader.get(src(before)).getvalue()
    edit(editor, image, file=picture("red"), alt_text="Red now")
    catch_up()
    assert read(reader, "/api/v1/images/hall/") == before
    assert reader.get(src(before)).getvalue() == bytes_before
    draft = image.get_latest_revision_as_object()
    assert draft.sha256 != image.sha256
    drafted = draft.get_rendition("fill-400x225|format-webp")
    assert reader.get(drafted.url).status_code == 404
    assert editor.get(drafted.url).status_code == 200
    assert WAITING in form_page(moderator, image)
    edit(moderator, image, action="publish", alt_text="Red now")
    catch_up()
    assert WAITING not in form_page(moderator, image)
    after = read(reader, "/api/v1/images/hall/")
    assert after["sha256"] == draft.sha256
    assert src(after) != src(before)
    assert read(reader, f"/api/v1/images/hall/?as_of={earlier:%Y-%m-%dT%H:%M:%SZ}") == before
    assert reader.get(src(before)).getvalue() == bytes_before


def test_a_new_file_of_a_public_document_waits_and_the_old_one_stays(editor, moderator, reader):
    document = make_document(title="Words", content=b"first words", name="words.txt")
    catch_up()
    before = path_of(read(reader, "/api/v1/documents/words/")["file"]["url"])
    new = SimpleUploadedFile("words.txt", b"second words", "text/plain")
    edit(editor, document, file=new)
    assert status_of(reader, before) == 200
    assert reader.get(before).getvalue() == b"first words"
    draft = document.get_latest_revision_as_object()
    hidden = reverse("wagtaildocs_serve", args=[document.pk, draft.filename])
    assert reader.get(hidden).status_code == 404
    assert editor.get(hidden).getvalue() == b"second words"
    assert WAITING in form_page(moderator, document)
    edit(moderator, document, action="publish")
    catch_up()
    assert WAITING not in form_page(moderator, document)
    after = path_of(read(reader, "/api/v1/documents/words/")["file"]["url"])
    assert reader.get(after).getvalue() == b"second words"
    assert reader.get(before).getvalue() == b"first words"


def test_a_new_file_whose_name_begins_like_the_public_one_waits_too(editor, reader):
    name = f"{uuid4().hex}.txt"  # which no other file has, or it would get another one
    document = make_document(title="Words", content=b"first", name=f"{name}.txt")
    catch_up()
    edit(editor, document, file=SimpleUploadedFile(name, b"second", "text/plain"))
    hidden = reverse("wagtaildocs_serve", args=[document.pk, name])
    assert editor.get(hidden).getvalue() == b"second"
    assert reader.get(hidden).status_code == 404


def test_the_file_of_a_redacted_version_is_gone(moderator, reader, admin_user):
    document = make_document(title="Words", content=b"first words", name="words.txt")
    catch_up()
    before = path_of(read(reader, "/api/v1/documents/words/")["file"]["url"])
    edit(moderator, document, action="publish", file=SimpleUploadedFile("words.txt", b"second"))
    catch_up()
    assert reader.get(before).status_code == 200
    first = Entry.objects.filter(uid=document.uid).order_by("sequence").first()
    redact(first, reason="A name in it", user=admin_user)
    assert reader.get(before).status_code == 404


def test_a_scheduled_file_is_public_at_its_time_and_until_it_expires(moderator, reader):
    upload(moderator)
    image = CustomImage.objects.get()
    soon, later = (timezone.now() + timedelta(days=days) for days in (1, 2))
    written = {"go_live_at": f"{soon:%Y-%m-%d %H:%M}", "expire_at": f"{later:%Y-%m-%d %H:%M}"}
    edit(moderator, image, action="publish", **written)
    assert status_of(reader, "/api/v1/images/hall/") == 404
    past = timezone.now() - timedelta(minutes=1)
    revision = image.scheduled_revision
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    do_what_is_due()
    assert status_of(reader, "/api/v1/images/hall/") == 200
    CustomImage.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    do_what_is_due()
    assert status_of(reader, "/api/v1/images/hall/") == 410


def drafted_event(**fields):
    event = make_event(title="The 4th", slug="the-4th", live=False, **fields)
    event.event_documents = [EventDocument(document=CustomDocument.objects.get())]
    event.save_revision()
    return event


def test_new_files_go_public_with_the_record_that_shows_them(editor, moderator, reader, admin_user):
    upload(editor)
    upload_document(editor)
    event = drafted_event(image=CustomImage.objects.get())
    event.latest_revision.publish(user=admin_user)
    catch_up()
    document = read(reader, "/api/v1/events/the-4th/")
    assert document["image"]["key"] == "hall"
    assert [file["key"] for file in document["documents"]] == ["words"]
    assert status_of(reader, "/api/v1/images/hall/") == 200


@pytest.mark.parametrize("live", [False, True])
def test_new_files_go_public_with_the_form_of_the_page_that_shows_them(moderator, reader, live):
    upload(moderator)
    event = make_event(title="The 4th", slug="the-4th", code="E4", live=live)
    form = event_form(
        title=event.title, slug=event.slug, code="E4", image=CustomImage.objects.get().pk
    )
    address = edit_url(type(event), event.pk)
    answer = moderator.post(address, {**form, "action-publish": "1"})
    assert answer.status_code == 302
    catch_up()
    assert read(reader, "/api/v1/events/E4/")["image"]["key"] == "hall"
    assert status_of(reader, "/api/v1/images/hall/") == 200


@pytest.mark.parametrize("state", ["withdrawn", "scheduled", "private"])
def test_a_file_that_somebody_holds_back_stays_back(state, moderator, reader, admin_user):
    upload(moderator)
    upload_document(moderator)
    image = CustomImage.objects.get()
    if state == "private":
        inside = Collection.get_first_root_node().add_child(name="Inside")
        CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")
        CustomImage.objects.update(collection=inside)
    elif state == "withdrawn":
        edit(moderator, image, action="publish")
        image.unpublish()
    else:
        edit(moderator, image, action="publish", go_live_at="2099-01-01 10:00")
    image.refresh_from_db()
    drafted_event(image=image).latest_revision.publish(user=admin_user)
    catch_up()
    assert read(reader, "/api/v1/events/the-4th/")["image"] is None
    assert status_of(reader, "/api/v1/images/hall/") in (404, 410)


def test_only_who_may_publish_moves_a_public_file_to_another_collection(editor, moderator, reader):
    image = make_image(title="Hall")
    root = Collection.get_first_root_node()
    inside = root.add_child(name="Inside")
    CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")
    catch_up()
    url = reverse("wagtail_bulk_action", args=["cms", "customimage", "add_to_collection"])
    for client, status in ((editor, 200), (moderator, 404)):
        client.post(f"{url}?id={image.pk}", {"collection": inside.pk})
        assert status_of(reader, "/api/v1/images/hall/") == (200 if status == 200 else 410)


def test_a_public_file_is_deleted_only_by_who_may_publish(editor, reader):
    image = make_image(title="Hall")
    catch_up()
    editor.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert status_of(reader, "/api/v1/images/hall/") == 200


def test_the_form_of_a_file_opens_from_wagtails_address(editor):
    image, document = make_image(title="Hall"), make_document(title="Words")
    for url, file in (
        (reverse("wagtailimages:edit", args=[image.pk]), image),
        (reverse("wagtaildocs:edit", args=[document.pk]), document),
    ):
        response = editor.get(url, follow=True)
        assert response.redirect_chain[-1][0] == edit_url(type(file), file.pk)
        assert response.status_code == 200
        html = response.content.decode()
        assert "Save draft" in html
        assert "Submit for approval" in html


def test_deleting_a_file_deletes_the_files_of_all_its_versions(
    moderator, django_capture_on_commit_callbacks
):
    document = make_document(title="Words", content=b"first words", name="words.txt")
    storage = document.file.storage
    edit(moderator, document, file=SimpleUploadedFile("words.txt", b"second words"))
    names = {revision.as_object().file.name for revision in document.revisions.all()}
    assert len(names) == 2
    assert all(map(storage.exists, names))
    with django_capture_on_commit_callbacks(execute=True):
        moderator.post(reverse("wagtaildocs:delete", args=[document.pk]))
        assert not CustomDocument.objects.exists()
        assert all(map(storage.exists, names))  # it can be restored
        empty(Trashed.objects.all())
    assert not any(map(storage.exists, names))


def test_a_preview_shows_new_files_for_as_long_as_it_lasts(editor, moderator, reader, monkeypatch):
    upload(editor)
    upload_document(editor)
    event = drafted_event(image=CustomImage.objects.get())
    draft = event.get_latest_revision_as_object()
    document = document_of_draft(draft)
    address = src(document["image"])
    assert [file["title"] for file in document["documents"]] == ["Words"]
    assert reader.get(address).status_code == 200
    assert reader.get(address).headers["Cache-Control"] == "private, no-store"
    path, signature = address.split("?draft=")
    for wrong in (path, f"{address}x", f"{path}?draft=", f"{path}?draft=a:b:c", address[:-4]):
        assert reader.get(wrong).status_code == 404, wrong
    other = document_of_draft(make_hidden_image())["profiles"]["card"]["src"]
    assert reader.get(f"{path_of(other).split('?')[0]}?draft={signature}").status_code == 404
    monkeypatch.setattr("api.rendering.signed_media.LIFETIME", -1)
    assert reader.get(address).status_code == 404


def make_hidden_image() -> CustomImage:
    return make_image(title="Another", live=False)


def test_a_preview_leaves_out_what_somebody_holds_back(moderator):
    upload(moderator)
    upload_document(moderator)
    image = CustomImage.objects.get()
    edit(moderator, image, action="publish")
    image.unpublish()
    image.refresh_from_db()
    event = drafted_event(image=image)
    assert document_of_draft(event.get_latest_revision_as_object())["image"] is None


def test_a_preview_of_what_is_public_has_the_public_addresses(reader):
    event = make_event(title="The 4th", image=make_image(title="Hall"))
    assert "draft=" not in src(document_of_draft(event)["image"])


def test_the_form_of_a_document_leads_to_the_file_of_its_draft(editor):
    document = make_document(title="Words", content=b"first words", name="words.txt")
    edit(editor, document, file=SimpleUploadedFile("words.txt", b"second words", "text/plain"))
    draft = document.get_latest_revision_as_object()
    form = editor.get(edit_url(CustomDocument, document.pk)).content.decode()
    assert f'href="{draft.url}"' in form
    assert 'data-controller="w-autosize"' in form  # as every text area of the admin
    assert editor.get(draft.url).getvalue() == b"second words"

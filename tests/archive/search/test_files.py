"""The text of a PDF is searched with its document, and the result names the page."""

from urllib.parse import urlencode

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from archive.fixity.verify import repair
from archive.models import FileText, PageText, SearchText
from archive.publisher.after_commit import catch_up
from archive.removal import remove_person
from archive.search import files
from archive.search.index import index_all
from cms.documents import page_texts
from cms.models import CustomDocument
from tests import factories as make
from tests.api.helpers import read
from tests.archive.helpers import settle
from tests.frontend.reading import site_here
from tests.importer.formats.writers import paged_pdf

pytestmark = pytest.mark.django_db

REPORT = paged_pdf(
    "Annecy report", "", "The fisheries of lakes", "Otters and the inter-\nnational law"
)


def report(content: bytes = REPORT, **fields) -> CustomDocument:
    return make.make_document(title="A meeting", name="report.pdf", content=content, **fields)


def results(reader, words: str) -> list[dict]:
    return read(reader, f"/api/v1/search/?{urlencode({'q': words})}")["results"]


@pytest.mark.parametrize(
    ("words", "page", "text"),
    [
        ("fishery lake", 3, "The <mark>fisheries</mark> of <mark>lakes</mark>"),
        ("meetings otter", 4, "<mark>Otters</mark> and the international law"),
        ('"international law"', 4, "Otters and the <mark>international</mark> <mark>law</mark>"),
        ("annecy law otter", 4, "<mark>Otters</mark> and the international <mark>law</mark>"),
        ("meeting", None, None),
        ("meeting annecy", 1, "<mark>Annecy</mark> report"),
    ],
)
def test_a_result_names_the_page_with_most_of_the_words(reader, words, page, text):
    report()
    settle()
    [result] = results(reader, words)
    assert (result["page"], result["highlights"]["text"]) == (page, text)


def test_the_site_leads_to_the_page(reader):
    document = report()
    settle()
    links = site_here().get("/search/?q=otters").css("ol.found a")
    assert links[-1].text() == "Page 4"
    assert links[-1].attributes["href"].endswith(f"/{document.filename}#page=4")


def test_the_words_of_the_record_come_before_those_of_its_file(reader):
    report(summary="The fisheries of Annecy")
    settle()
    [result] = results(reader, "annecy fisheries")
    assert result["page"] is None
    assert result["highlights"]["text"].startswith("The <mark>fisheries</mark>")


def test_a_new_file_is_searched_when_it_is_published(reader):
    document = report()
    settle()
    document.file = ContentFile(paged_pdf("Beavers"), name="next.pdf")
    document.save_revision()
    settle()
    assert results(reader, "beavers") == []
    document.latest_revision.publish()
    settle()
    assert [result["page"] for result in results(reader, "beavers")] == [1]
    assert results(reader, "otters") == []
    assert list(PageText.objects.values_list("text", flat=True)) == ["Beavers"]


def unpublish(document: CustomDocument) -> None:
    document.unpublish()


def delete(document: CustomDocument) -> None:
    document.delete()


def close_collection(document: CustomDocument) -> None:
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="login"
    )


@pytest.mark.parametrize("hide", [unpublish, delete, close_collection])
def test_the_text_of_what_is_hidden_is_gone(reader, hide):
    shelf = Collection.get_first_root_node().add_child(name="A shelf")
    document = report(collection=shelf)
    settle()
    assert results(reader, "otters")
    hide(document)
    settle()
    assert results(reader, "otters") == []
    assert not FileText.objects.exists()


def test_two_documents_with_the_same_bytes_share_the_text(reader):
    first = report()
    report()
    settle()
    assert len(results(reader, "otters")) == 2
    first.unpublish()
    settle()
    assert len(results(reader, "otters")) == 1


def test_the_text_of_a_draft_is_not_read():
    report(live=False)
    settle()
    assert not FileText.objects.exists()


@pytest.mark.parametrize("content", [b"Words", b"%PDF-1.4 damaged", paged_pdf("")])
def test_a_file_without_text_is_published_and_read_once(reader, content, monkeypatch):
    report(content)
    settle()
    monkeypatch.setattr(files, "read_page_texts", lambda file: pytest.fail("read again"))
    settle()
    assert [result["page"] for result in results(reader, "meeting")] == [None]


def test_what_was_public_before_texts_were_read_is_read_by_a_repair(reader):
    report()
    settle()
    SearchText.objects.update(file=None)
    FileText.objects.all().delete()
    repair([], {})
    assert results(reader, "otters")


def test_a_new_index_has_the_texts(reader):
    report()
    settle()
    index_all()
    assert results(reader, "otters")


def test_a_file_that_is_lost_leaves_the_rest_to_search(reader):
    document = report()
    document.file.storage.delete(document.file.name)
    catch_up()
    assert results(reader, "meeting")


def test_pages_whose_words_no_index_takes_are_left_out(reader, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES_OF_WORDS", 80)
    report()
    settle()
    assert [page.number for page in PageText.objects.order_by("number")] == [1, 3]


@pytest.mark.postgres
def test_as_many_words_as_an_index_takes_are_indexed(reader):
    words = [f"word{number:09}" for number in range(60_000)]
    text = FileText.objects.create(sha256="0" * 64)
    halves = [" ".join(words[start : start + 500]) for start in range(0, len(words), 500)]
    PageText.objects.bulk_create(files._pages(text, halves))
    report()
    catch_up()
    SearchText.objects.update(file=text)
    index_all()
    assert [result["page"] for result in results(reader, words[0])] == [1]


def test_a_removed_person_whom_a_pdf_names_is_reported():
    person = make.make_person(name="Berta Quill")
    report(paged_pdf("Chaired by Berta\nQuill of Annecy"))
    settle()
    removal = remove_person(person, reason="A request")
    assert [record.title for record in removal.still_named] == ["a meeting"]


def test_a_search_asks_one_more_query_for_pages(reader, django_assert_max_num_queries):
    for _ in range(3):
        report()
    settle()
    results(reader, "otters")
    with django_assert_max_num_queries(6):
        results(reader, "otters lakes")


class DamagedPage:
    def extract_text(self) -> str:
        raise RecursionError


class OddPage:
    def extract_text(self) -> str:
        return "a\x00b \ufffe well-\nknown"


@pytest.mark.parametrize(("page", "text"), [(DamagedPage(), ""), (OddPage(), "ab wellknown")])
def test_what_pypdf_reads_of_odd_pages_can_be_kept(page, text):
    assert page_texts.text_of(page) == text


@pytest.mark.parametrize(
    "error",
    [OSError("gone"), EndpointConnectionError(endpoint_url="x"), ClientError({}, "GetObject")],
    ids=lambda error: type(error).__name__,
)
def test_a_file_that_cannot_be_read_is_published_without_its_text(reader, error, monkeypatch):
    def away(self):
        raise error

    report()
    monkeypatch.setattr(CustomDocument, "open_file", away)
    settle()
    assert [result["page"] for result in results(reader, "meeting")] == [None]

"""The documentation as a site: all guides, the whole reference and a search."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from api.documentation.guides import chapters, guide, names
from api.documentation.reference import groups, schemas
from api.documentation.requests import answers, request_of
from api.documentation.searching import search
from api.http.errors import PROBLEM_TITLES

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

HOME = "/api/v1/docs/"
MOST_BYTES = 400_000


class Page(HTMLParser):
    """The links, names and own files of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.files: set[str] = set()
        response = Client().get(address)
        assert response.status_code == 200, address
        self.body = response.content.decode()
        self.policy = response.headers["Content-Security-Policy"]
        self.feed(self.body)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        values = dict(attributes)
        self.anchors |= {values["id"]} if "id" in values else set()
        if tag == "a":
            self.links.add(urljoin(self.address, values["href"]))
        elif values.get("src") or (tag == "link" and "href" in values):
            self.files.add(values.get("src") or values["href"])


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    """Every page that the first one leads to, by its path."""
    pages: dict[str, Page] = {}
    waiting = {HOME}
    while waiting:
        address = waiting.pop()
        pages[address] = Page(address)
        paths = {urlsplit(link).path for link in pages[address].links}
        waiting |= {path for path in paths if path.startswith(HOME)} - pages.keys()
    return pages


def test_the_first_page_leads_to_every_guide_tag_and_schema(site):
    listed = {page.name for chapter in chapters() for page in chapter.guides}
    assert {name for name in names() if "/" not in name} - {"index"} <= listed
    assert {guide(name).url for name in names()} <= site.keys()
    assert {f"{HOME}reference/{tag}/" for tag in groups()} <= site.keys()
    assert schemas().keys() <= site[f"{HOME}schemas/"].anchors


def test_every_link_leads_to_a_page_and_a_heading_that_are_there(site):
    broken = []
    for address, page in site.items():
        for link in page.links:
            parts = urlsplit(link)
            target = site.get(parts.path)
            if target and parts.fragment and parts.fragment not in target.anchors:
                broken.append((address, link))
            if parts.path.endswith(".md"):
                broken.append((address, link))
    assert broken == []


def test_every_page_is_light_and_needs_no_other_server(site):
    for address, page in site.items():
        assert len(page.body.encode()) < MOST_BYTES, address
        assert all(file.startswith(("/", "data:")) for file in page.files), (address, page.files)
        assert "'unsafe-inline'" not in page.policy
    pictures = {file for page in site.values() for file in page.files if "/pictures/" in file}
    assert pictures
    for picture in pictures:
        assert Client().get(picture).status_code == 200, picture


def test_a_problem_leads_to_the_text_about_it(site):
    problem = Client().get("/api/v1/events/?yaer=2012").json()
    parts = urlsplit(problem["type"])
    assert parts.fragment in site[parts.path].anchors
    assert set(PROBLEM_TITLES) <= site[f"{HOME}problems/"].anchors


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("chatham house", "editors"),
        ("Surrogate-Key", "front-end"),
        ("unknown_parameter", "problems"),
        ("get_event", "get_event"),
        ("theme__within", "front-end"),
        ("key__not", "filters-that-look-at-other-records"),
    ],
)
def test_the_search_finds_the_section(query, first):
    assert any(first in hit.url for hit in search(query)[:4]), search(query)[:4]


def test_a_search_without_a_hit_says_so_and_escapes_the_words():
    body = Client().get(HOME, {"q": "<script>zyxw"}).content.decode()
    assert "No section has all of these words" in body
    assert "<script>zyxw" not in body
    assert search("…") == []


def test_a_request_is_shown_with_its_answer_and_can_be_sent():
    body = Client().get(f"{HOME}front-end/").content.decode()
    forms = re.findall(r'<form class="request" action="([^"]+)"', body)
    assert len(forms) > 25
    assert [path for path in forms if path.replace("&amp;", "&") not in answers()["answers"]] == []
    assert "Send this request" in body


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("curl http://localhost:8000/api/v1/", "/api/v1/"),
        (
            'curl -i "http://localhost:8000/api/v1/events/?yaer=2012"  # 400',
            "/api/v1/events/?yaer=2012",
        ),
        ("curl -X POST http://localhost:8000/api/v1/newsletter/", None),
        ('curl -H "Accept: text/markdown" http://localhost:8000/api/v1/', None),
    ],
)
def test_only_a_plain_request_can_be_sent(line, path):
    assert request_of(line) == path


@pytest.mark.parametrize(
    "path",
    [
        "nothing/",
        "../README/",
        "reference/nothing/",
        "pictures/x.py",
        f"pictures/{'x' * 300}.png",
        "pictures/%00.png",
    ],
)
def test_a_page_that_is_not_there_is_a_problem(path):
    assert Client().get(f"{HOME}{path}").status_code == 404
    assert Client().get(f"{HOME}?page=2").status_code == 400

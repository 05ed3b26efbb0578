"""Both clients against the server of production."""

import asyncio
import json
import subprocess
import sys

import httpx2
import pytest
from django.db import transaction
from plenary_client import AsyncPlenary, Copy, Plenary, PlenaryError

from archive.publisher.after_commit import catch_up
from cms.previews import end_previews
from tests.clients.conftest import CLIENTS, run
from tests.cms.admin.conftest import signed_in, user
from tests.factories import make_event, make_series, make_theme
from tests.mirror import digests, public
from tests.previewing import ORIGIN, code_from, draft_url
from tests.serving import production_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.same_on_all_databases]
CODES = ["E1", "E2", "E3", "E4", "E5"]


@pytest.fixture
def events():
    """Five editions of a series, the third with a draft, and a theme that is gone."""
    with transaction.atomic():
        series = make_series(title="The series", slug="the-series")
        made = [
            make_event(
                series=series,
                code=code,
                ordinal=number,
                start=f"20{number + 9}-01-01",
                precision="day",
            )
            for number, code in enumerate(CODES, start=1)
        ]
        theme = make_theme(label="Gone", slug="gone")
    catch_up()
    theme.delete()
    catch_up()
    made[2].title = "The draft"
    made[2].save_revision()
    return made


@pytest.fixture
def moderator(events):
    return user("moderator", "Moderators")


@pytest.fixture
def code(moderator, events) -> str:
    return code_from(signed_in(moderator), draft_url(events[2]))


@pytest.fixture
def origin(code):
    with production_server() as address:
        yield address


def test_the_python_client_reads_pages_remembers_mirrors_and_previews(origin, code, moderator):
    statuses: list[int] = []
    http = httpx2.Client(
        follow_redirects=True,
        event_hooks={"response": [lambda response: statuses.append(response.status_code)]},
    )
    with Plenary(origin, http=http) as api:
        query = {"series": ["the-series"], "ordering": "ordinal", "limit": 2}
        assert [event["code"] for event in api.events.list(query)] == CODES
        assert [event["body"] for event in api.events.whole({"year__gte": 2012})] == [[], [], []]
        assert api.events.get("E3") == api.events.get("E3")
        assert statuses[-2:] == [200, 304]
        [result] = api.search("series", {"kind": ["series"]})["results"]
        assert result["record"]["key"] == "the-series"
        resolved = api.resolve("/the-series/")
        assert resolved["document"] == api.series.get("the-series")
        assert [version["action"] for version in api.events.history("E3")] == ["publish"]
        assert api.site()["type"] == "site"
        with pytest.raises(PlenaryError) as gone:
            api.themes.get("gone")
        assert gone.value.code == "gone"

        copy = Copy()
        api.update(copy)
        assert digests({"records": copy.records}) == public()
        api.update(copy)
        foreign = Copy(next=f"{origin}/api/v1/changes/?since=999999", records={"a": {}})
        api.update(foreign, ["event"])
        assert len(foreign.records) == len(CODES)

        token = api.open_preview(code, ORIGIN)["token"]
        drafts = []
        for draft in api.drafts(token, ORIGIN):
            drafts.append(draft["title"])
            end_previews(None, moderator)
        assert drafts == ["The draft"]
    asyncio.run(read_all_async(origin))
    printed = run(CLIENTS / "python", sys.executable, "example.py", origin)
    assert f"{len(public())} records, all there are." in printed


async def read_all_async(origin: str) -> None:
    async with AsyncPlenary(origin) as api:
        codes = [event["code"] async for event in api.events.list({"ordering": "ordinal"})]
        copy = Copy()
        await api.update(copy)
    assert codes == CODES
    assert len(copy.records) > len(CODES)


@pytest.mark.node
def test_the_typescript_client_reads_pages_remembers_mirrors_and_previews(origin, code, node):
    report = json.loads(node("live.mjs", origin, code, ORIGIN))

    assert (report["codes"], report["bodies"]) == (CODES, [[], [], []])
    assert report["event"]["code"] == "E3"
    assert (report["same"], report["status"], report["gone"]) == (True, 304, "gone")
    assert report["part"] == {"code": "E3", "series": {"slug": "the-series"}}
    assert report["places"] == ["the-series", "the-series", "site"]
    assert report["versions"] == ["publish"]
    assert digests(report) == public()
    assert report["copies"] == [len(public())] * 2
    assert (report["draft"]["title"], report["ended"]) == ("The draft", True)
    printed = node("plenary-client/example.mjs", origin)
    assert f"{len(public())} records, all there are." in printed


@pytest.mark.node
def test_a_build_with_astro_takes_what_has_changed_and_drops_what_is_gone(origin, built, events):
    command = ["node", "astro.mjs", origin]
    with subprocess.Popen(
        command, cwd=built, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as build:
        first = json.loads(build.stdout.readline())
        events[0].title = "Another title"
        events[0].save_revision().publish()
        events[1].unpublish()
        catch_up()
        build.stdin.write("again\n")
        build.stdin.flush()
        second = json.loads(build.stdout.readline())

    assert list(first["titles"]) == first["parsed"] == CODES
    assert sorted(second["titles"]) == ["E1", "E3", "E4", "E5"]
    assert second["titles"]["E1"] == "Another title"
    assert "E1" in second["parsed"]
    assert "E5" not in second["parsed"]


@pytest.mark.node
def test_the_helpers_show_what_is_stated(node):
    assert node("showing.mjs") == ""


@pytest.mark.node
def test_the_typescript_client_has_good_manners(node):
    assert node("manners.mjs") == ""

"""No answer to a generated query holds a hidden word, nor the name of somebody who was removed.

More answers by the environment, for a night: CRAWLED_ANSWERS=50000 CRAWL_SEED=2
"""

import os
import random
from pathlib import Path
from urllib.parse import quote

import orjson
import pytest

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from archive.removal import remove_person
from cms.models import Appearance, EventPage
from tests import factories as make
from tests.threats.conftest import CANARY
from tests.threats.test_leaks import _bytes

pytestmark = pytest.mark.django_db

COUNT = int(os.environ.get("CRAWLED_ANSWERS", "100"))
SEED = int(os.environ.get("CRAWL_SEED", "1"))
PATHS = orjson.loads((Path(__file__).parents[2] / "api" / "openapi.json").read_bytes())["paths"]
LISTS = {
    path: [
        parameter
        for parameter in methods["get"].get("parameters", ())
        if parameter["in"] == "query"
    ]
    for path, methods in PATHS.items()
    if "get" in methods and "stream" not in path and not path.endswith("/changes/")
}
WORDS = (CANARY, "zoraide", "yttrium")
TEXTS = ("*", "1", "2012", "2100-01-01", "true", "en", "a", CANARY[:4], "person", "event", "words")


def values_of(parameter: dict) -> list[str]:
    schema = parameter.get("schema", {})
    schema = {**schema.get("items", {}), **schema}
    return [str(value) for value in (*schema.get("enum", ()), parameter.get("example", ""))]


def all_keys() -> list[str]:
    """The keys and ids of all records, hidden ones too."""
    keys = list(PublicRecord.objects.values_list("key", flat=True))
    for model in (resource.model for resource in registry):
        for name in ("slug", "code", "uid"):
            if any(field.name == name for field in model._meta.get_fields()):
                keys += map(str, model._default_manager.values_list(name, flat=True))
    return sorted({key for key in keys if key})


def own_keys() -> dict[str, list[str]]:
    """The keys of the public records of each kind, by the beginning of their addresses."""
    public = PublicRecord.objects.filter(live=True).order_by("key")
    return {
        f"/api/v1/{resource.plural}/": list(
            public.filter(kind=resource.kind).values_list("key", flat=True)
        )
        for resource in registry
    }


def test_no_answer_to_a_generated_query_holds_a_hidden_word(archive):
    person = make.make_person(name="Zoraide Yttrium")
    event = EventPage.objects.get(code="AB3")
    Appearance.objects.create(event=event, person=person, may_be_named=True)
    make.publish(event)
    catch_up()
    remove_person(person, reason="A request")
    dice, keys, own, paths = random.Random(SEED), all_keys(), own_keys(), sorted(LISTS)
    wrong, good = [], 0
    for _ in range(COUNT):
        path = dice.choice(paths)
        query = []
        for parameter in dice.sample(
            LISTS[path], min(len(LISTS[path]), dice.choice((0, 1, 1, 2, 3)))
        ):
            fitting = dice.choice((values_of(parameter), TEXTS, keys))
            query.append(f"{parameter['name']}={quote(dice.choice(fitting))}")
        key = dice.choice(dice.choice((keys, own.get(path.partition("{key}")[0]) or keys)))
        path = path.replace("{key}", quote(key, safe=""))
        path = path.replace("{suffix}", dice.choice(("csv", "md", "ics", "jsonld", "atom", "bib")))
        path = path.replace("{sequence}", str(dice.randint(1, 60))).replace("{number}", "1")
        address = f"{path}?{'&'.join(query)}"
        response = archive.get(address)
        body = _bytes(response).lower()
        leaked = [word for word in WORDS if word.encode() in body and word not in address.lower()]
        if leaked or response.status_code >= 500:
            wrong.append((address, response.status_code, leaked))
        good += response.status_code == 200
    assert wrong == []
    assert good > COUNT / 10

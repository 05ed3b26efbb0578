"""What a type checker must accept, and must refuse: an unused `ignore` is an error."""

from plenary_client import AsyncPlenary, Plenary
from plenary_client.documents import Event, EventSummary


def use(api: Plenary) -> None:
    event: Event = api.events.get("WP1725")
    ordinal: int = event["ordinal"]  # type: ignore[assignment]
    event["nothing"]  # type: ignore[typeddict-item]
    for summary in api.events.list({"from": "2012", "kind": ["conference"], "year__gte": 2012}):
        same: EventSummary = summary
        same["body"]  # type: ignore[typeddict-item]
    for whole in api.events.whole({"series": ["human-rights"]}):
        whole["body"]
    api.events.list({"colour": "red"})  # type: ignore[arg-type]
    api.events.list({"kind": ["party"]})  # type: ignore[arg-type]
    ordinal.bit_length()
    for result in api.search("peace", {"kind": ["event"]})["results"]:
        if result["record"]["type"] == "person":
            result["record"]["sort_name"]
        if result["record"]["type"] == "quote":
            result["record"]["sort_name"]  # type: ignore[typeddict-item]
    api.resolve("/a/")["outcome"].title()
    for version in api.events.history("WP1725"):
        version["sequence"].bit_length()
    api.site("fr")["title"]
    counted = api.events.page({"group_by": "year", "first": 2, "facets": "theme"})
    for group in counted.get("groups", []):
        group["value"], group["results"][0]["key"].title()
        group["nothing"]  # type: ignore[typeddict-item]


async def use_async(api: AsyncPlenary) -> None:
    text: str = (await api.quotes.get("words"))["text"]
    async for quote in api.quotes.list({"person": ["somebody"]}):
        quote["nothing"]  # type: ignore[typeddict-item]
    text.strip()

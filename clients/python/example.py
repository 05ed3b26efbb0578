"""python example.py http://localhost:8000"""

import asyncio
import sys

from plenary_client import AsyncPlenary, Copy, Plenary

ORIGIN = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"


def show_events() -> None:
    with Plenary(ORIGIN) as api:
        for event in api.events.list({"ordering": "ordinal"}):
            print(event["ordinal"] or "–", event["title"], event["dates"]["stated"] or "")


async def keep_copy() -> None:
    copy = Copy()
    async with AsyncPlenary(ORIGIN) as api:
        await api.update(copy)
    print(f"{len(copy.records)} records, all there are.")


show_events()
asyncio.run(keep_copy())

"""How large a page shows a picture, for the browser that chooses one of its files."""

from typing import Any

# In pixels, by the use of the picture. One in a list of links is small.
ROOM = {"hero": 960, "card": 400, "portrait": 192, "logo": 192}
SMALL, TALLEST = 96, 576
MARGINS = "2rem"  # the least that style.css leaves beside the text, on both sides


def sizes(profile: dict[str, Any], use: str, *, small: bool = False) -> str:
    """`"(max-width: 600px) calc(100vw - 2rem), 600px"`, without the margins of a phone.

    No picture is shown larger than it is.
    """
    room = SMALL if small else ROOM[use]
    width, height = profile.get("width") or room, profile.get("height") or 1
    if height > width:
        room = min(room, max(1, TALLEST * width // height))
    shown_width = min(room, width)
    return f"(max-width: {shown_width}px) calc(100vw - {MARGINS}), {shown_width}px"

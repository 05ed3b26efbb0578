"""How much of a list an answer holds, and how a request asks for the rest."""

from api.query.cursors import MAX_CURSOR_LENGTH
from api.query.params import Choice, Number, Parameter

DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET = 20, 100, 10_000

PAGING: dict[str, Parameter] = {
    "limit": Number("limit", "How many records a page has.", most=MAX_LIMIT),
    "cursor": Parameter(
        "cursor",
        "Where the page begins: taken from `next` or `previous`.",
        longest=MAX_CURSOR_LENGTH,
    ),
    "page": Number(
        "page",
        f"The number of the page, within {MAX_OFFSET} records from the beginning or the end.",
    ),
}


COUNT: dict[str, Parameter] = {
    "count": Choice(
        "count",
        "`none` leaves the count out, which is cheaper on a large archive.",
        choices=("exact", "none"),
    )
}

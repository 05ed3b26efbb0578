"""The columns of venues, in the order of a template."""

from tables.columns import base as c
from tables.columns.table import Table, key, last

TABLE = Table(
    "venue",
    (
        key("town-hall"),
        c.Column("name", "Name.", "Town hall", required=True),
        c.Column("address_lines", "Street address.", "Market square 1", "address"),
        c.Column("locality", "Town.", "Helsinki"),
        c.CountryColumn("country", "Code or name.", "FI"),
        c.DegreesColumn("latitude", "Degrees north.", "60.169857"),
        c.DegreesColumn("longitude", "Degrees east.", "24.938379"),
        c.Column("time_zone", "Such as Europe/Helsinki.", "Europe/Helsinki"),
        *last("venue"),
    ),
)

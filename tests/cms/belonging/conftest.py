"""Two series with their editions."""

from tests import factories as make
from tests.shared import shared


@shared
def editions():
    own = make.make_series(title="Own series", slug="own")
    other = make.make_series(title="Other series", slug="other")
    return (
        make.make_event(series=own, title="Own edition", slug="own-1"),
        make.make_event(series=own, title="Own second", slug="own-2"),
        make.make_event(series=other, title="Other edition", slug="other-1"),
    )

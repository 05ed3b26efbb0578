"""The date in the structured data of a page."""

import re

from importer.extract.page import ParsedPage
from importer.extract.proposal import Extraction

from .patterns import read_date

DATA = re.compile(r"startDate: (\S+)(?:\nendDate: (\S+))?")


def date_in_data(page: ParsedPage) -> list[Extraction]:
    """The only date of the event that the page states for programs."""
    for block in page.of_kind("data"):
        match = DATA.search(page.text, block.start, block.end)
        ends = [end.partition("T")[0] for end in match.groups() if end] if match else []
        value = read_date("/".join(dict.fromkeys(ends)))
        if match and value:
            return [Extraction(value, match.start(), match.end(), confidence=0.8)]
    return []

"""Which line has the most signs of being the title, and which lines are one title."""

import pytest

from importer.extract import read

TEXT = "\n\nSixty planters and jurists spoke for two days about the banks of the river.\n"
SITES = (
    "Women for Rivers\nAbout | Our Work | Media | Donate\n\n{}",
    "Department of Inland Water\nRepublic of Maravia\n\nHome / Newsroom / Media advisories\n\n{}",
    "Governo Regional das Ilhas\nComunicação > Notas de imprensa\n\n{}",
)


def title_of(page: str) -> str | None:
    return read(page).as_json()["title"]


@pytest.mark.parametrize("site", SITES)
def test_a_line_above_the_menu_of_a_text_is_the_site(site):
    name = "Wells and planters: a compact for rivers"
    assert title_of(site.format(f"{name}\n\n12 May 2016{TEXT}")) == name


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "REPORT OF THE\nTWELFTH MEETING OF THE NETWORK\nOF OMBUDS INSTITUTIONS",
            "REPORT OF THE TWELFTH MEETING OF THE NETWORK OF OMBUDS INSTITUTIONS",
        ),
        ("Memory and the\nLaw of Rivers", "Memory and the Law of Rivers"),
        ("ROADS AND RIVERS\nFOR SMALL TOWNS", "ROADS AND RIVERS FOR SMALL TOWNS"),
    ],
)
def test_a_title_that_goes_on_in_the_next_line_is_one_title(lines, title):
    assert title_of(f"{lines}\n\nWindhoek, 14–17 June 2011{TEXT}") == title


@pytest.mark.parametrize("below", ["Liège, Belgium", "Lahore", "Tel: 21"])
def test_a_title_that_ends_with_a_small_word_is_whole(below):
    name = "The Long Shadow: Compensation Twenty Years On"
    assert title_of(f"{name}\n{below}\n\n14 June 2011{TEXT}") == name


@pytest.mark.parametrize(
    "line", ["Read the report", "View the event album", "Register for the event"]
)
def test_a_call_to_action_is_no_title(line):
    name = "Freedom of speech on small islands"
    assert title_of(f"{line}\n\n{name}\n\n14 June 2011{TEXT}") == name


def test_the_heading_that_head_and_mark_name_is_the_title_above_its_motto():
    page = (
        "<title>ShoreLine Forum 2014 – 10 years of ocean diplomacy</title>"
        "<h1>ShoreLine Forum 2014</h1><h2>10 years of ocean diplomacy</h2>"
        "<p>Bergen, 4–6 June 2014</p>"
        "<p>Sixty planters and jurists spoke for two days about the banks of the river.</p>"
    )
    assert title_of(page) == "ShoreLine Forum 2014"

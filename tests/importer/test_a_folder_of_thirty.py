"""An archivist brings in a folder of 30 mixed files, as docs/archivists.md says."""

import io
import re

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, Partner, SeriesPage
from importer.models import ImportedPage, KeptFile
from tests import factories
from tests.cms.admin.conftest import editor  # noqa: F401
from tests.importer.formats import exported, writers
from tests.importer.review.helpers import make, url

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases, pytest.mark.slow]
PAGE = """<html><body><h1>{title}</h1><p>{dates}</p><p>Water Hall, Annecy</p>
<p>This conference is held in partnership with the Coral Institute.</p></body></html>"""


AIMS = "The conference asks who owns a sea."


def title_of(year: int) -> str:
    return f"Oceans in the year {year} (LH{year % 100:02}07)"


def files() -> dict[str, bytes]:
    """28 files about one edition each, from 1991 to 2018, and two tables."""
    made: dict[str, bytes] = {}
    for year in range(1991, 2019):
        title, dates = title_of(year), f"7–9 May {year}"
        number = year - 1991
        if number % 7 < 3:
            page = PAGE.format(title=title, dates=dates)
            made[f"pages/{year}.html"] = page.encode()
        elif number % 7 < 5:
            made[f"programmes/{year}.pdf"] = writers.programme_pdf(title, dates, AIMS)
        elif number % 7 < 6:
            made[f"programmes/{year}.docx"] = writers.docx(title, dates, AIMS)
        else:
            event = exported.ICS.decode().replace("2021", str(year))
            oceans, _, _rivers = event.partition("BEGIN:VEVENT\r\nUID:lh2208")
            oceans = oceans.replace("Oceans in common (LH2107)", title)
            made[f"calendars/{year}.ics"] = f"{oceans}END:VCALENDAR\r\n".encode()
    table, book = io.BytesIO(), Workbook()
    book.save(table)
    return made | {"partners.xlsx": table.getvalue(), "people.csv": b"name\nAnna Berg\n"}


def existing(client, page: ImportedPage) -> dict[str, str]:
    """The answers that take the record that is there already, wherever Plenary offers one."""
    review = client.get(url(page)).context["review"]
    forms = [form for decision in review.decisions for form in decision.forms.values() if form]
    return {
        form.add_prefix(name): str(form.fields[name].choices[0][0])
        for form in forms
        for name in form.fields.keys() & {"use", "speaker_use"}
    }


def test_it_becomes_a_published_series_in_one_sitting(editor, tmp_path, capsys):  # noqa: F811
    series = factories.make_series(title="Oceans", slug="oceans")
    folder = files()
    assert len(folder) == 30
    for name, data in folder.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)

    call_command("import_page", str(tmp_path), "--review", "oceans")
    lines = capsys.readouterr().out.splitlines()
    refused = [line.partition(":")[0] for line in lines if "not read. It is a table" in line]
    assert refused == ["partners.xlsx", "people.csv"]
    pages = list(ImportedPage.objects.order_by("pk"))
    assert len(pages) == len(lines) - 2 == 28
    assert {page.series for page in pages} == {series}

    # Two of each format, from first to last.
    reviewed = pages[:2] + pages[4:6] + pages[-4:]
    for page in reviewed:
        assert make(editor, page, existing(editor, page)).status_code == 302, page.name
    events = EventPage.objects.child_of(series)
    years = sorted(int(re.findall(r"\d{4}", page.name)[0]) for page in reviewed)
    assert sorted(events.values_list("start__year", flat=True)) == years
    assert {event.title for event in events} == {title_of(year)[:-9] for year in years}
    assert {event.sources.get().sha256 for event in events} == {page.sha256 for page in reviewed}
    assert Partner.objects.filter(name="Coral Institute").count() == 1
    assert KeptFile.objects.count() == 28

    factories.publish(SeriesPage.objects.get(pk=series.pk))
    for event in events:
        factories.publish(event)
    catch_up()
    assert PublicRecord.objects.filter(kind="event", live=True).count() == len(reviewed)
    assert ImportedPage.objects.filter(state="review").count() == 28 - len(reviewed)

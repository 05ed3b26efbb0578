"""The screens of an office table: what each column is, and what each name means."""

from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from cms.text.numbers import whole_number
from importer.review.access import series_for_user
from tables.columns.base import text_of
from tables.columns.table import Table
from tables.formats.reader import MOST_ROWS
from tables.importing.execute import encoding_for
from tables.importing.office_plan import MAPPED_FORMS
from tables.kinds import by_plural
from tables.models import TableUpload
from tables.office.grid import SAMPLE_ROWS, OfficeFile, Unusable
from tables.office.layout import Layout, layout_of
from tables.office.mapping import check_mapping, remember
from tables.office.options import NOT_READ, OfficeOptions, options_from
from tables.office.targets import targets_of
from tables.problems import InvalidTable
from tables.relations import Links

from .access import upload_of
from .names import NameForms
from .uploads import check, enqueue, import_request

SHOWN_VALUES = 3
ORDER_CHOICES = [
    ("", "Not known: the words are kept"),
    ("day", "The day first: 3 April 2016"),
    ("month", "The month first: 4 March 2016"),
]
State = TableUpload.State
# An upload whose columns can be said: nothing of it is being written.
OPEN = (State.MAPPING, State.ASKING, State.CHECKED, State.REFUSED)


class MappedColumn(NamedTuple):
    header: str
    values: list[str]
    field: Any


class LayoutForm(forms.Form):
    """Which sheet and which row."""

    sheet = forms.ChoiceField(required=False)
    header_row = forms.IntegerField(label="Row of the header", min_value=1, required=False)

    def __init__(self, data: Any, sheets: list[str]) -> None:
        super().__init__(data, auto_id="layout_%s")
        choice: Any = self.fields["sheet"]
        choice.choices = [(name, name) for name in sheets]
        if len(sheets) < 2:
            del self.fields["sheet"]


class MappingForm(forms.Form):
    """What each column is read as."""

    def __init__(
        self, upload: TableUpload, layout: Layout, options: OfficeOptions, data: Any
    ) -> None:
        super().__init__(data)
        table, self.layout = by_plural()[upload.plural], layout
        choices = [(NOT_READ, "Not read"), *targets_of(table).items()]
        for number, (header, target) in enumerate(layout.mapping.columns.items()):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=header, choices=choices, initial=target, required=False
            )
        if "dates" in table.names:
            self.fields["date_order"] = forms.ChoiceField(
                label="Dates such as 03/04/2016",
                choices=ORDER_CHOICES,
                initial=options.date_order,
                required=False,
            )
        if "series" in table.names:
            self.fields["series"] = forms.ChoiceField(
                label="Series of all rows",
                choices=[("", "As the table says"), *_series(upload.user)],
                initial=options.constants.get("series", ""),
                required=False,
            )

    def columns(self) -> list[MappedColumn]:
        header = self.layout.header
        rows = [row for row in self.layout.sheet.rows if row.number > header.last_row]
        return [
            MappedColumn(name, _values(rows, place), self[f"column-{place}"])
            for place, name in enumerate(header.names)
        ]

    def more(self) -> list[Any]:
        return [self[name] for name in ("date_order", "series") if name in self.fields]

    def mapping(self) -> dict[str, str]:
        return {
            name: self.cleaned_data[f"column-{place}"]
            for place, name in enumerate(self.layout.header.names)
        }


def _series(user: Any) -> list[tuple[str, str]]:
    """The series to which the user may add events, by key."""
    links = Links()
    return [(str(links.key("series", page.pk)), page.draft_title) for page in series_for_user(user)]


def _values(rows: list[Any], place: int) -> list[str]:
    """The first values of a column, to recognise it by."""
    cells = [row.cells[place] for row in rows if place < len(row.cells)]
    usable = [cell for cell in cells if cell is not None and not isinstance(cell, Unusable)]
    return [text_of(cell) for cell in usable[:SHOWN_VALUES]]


def mapping_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what the columns are read as. A POST keeps the choices and checks the table."""
    upload = upload_of(request, uid)
    if upload.state not in OPEN or upload.form not in MAPPED_FORMS or not upload.parts.exists():
        return redirect("tables_upload", uid)
    options = options_from(upload.options) if upload.options else OfficeOptions()
    data = request.POST if request.method == "POST" else request.GET
    if "header_row" in data:
        number = whole_number(data["header_row"]) or 0
        options = replace(options, sheet=data.get("sheet", ""), header_row=number)
    table = by_plural()[upload.plural]
    context: dict[str, Any] = {"upload": upload}
    with import_request(upload, with_files=False) as source:
        try:
            with OfficeFile(source.path, source.form, encoding_for(source)) as file:
                context["layout_form"] = LayoutForm(
                    {"sheet": options.sheet, "header_row": options.header_row or ""}, file.names
                )
                most = min(options.header_row, MOST_ROWS) + SAMPLE_ROWS
                layout = layout_of(file, table, options, most)
            form = MappingForm(upload, layout, options, request.POST or None)
            context |= {"layout": layout, "form": form, "layout_form": _layout_form(layout)}
            if request.method == "POST" and form.is_valid():
                return _start_check(upload, table, layout, form, options)
        except InvalidTable as error:
            context["problems"] = [str(problem) for problem in error.problems]
    return TemplateResponse(request, "tables/mapping.html", context)


def _layout_form(layout: Layout) -> LayoutForm:
    row = layout.header.last_row
    return LayoutForm({"sheet": layout.sheet.name, "header_row": row}, layout.sheets)


def _start_check(
    upload: TableUpload, table: Table, layout: Layout, form: MappingForm, options: OfficeOptions
) -> HttpResponse:
    columns = form.mapping()
    check_mapping(layout.header, table, columns)
    remember(layout.header, table, columns)
    series = form.cleaned_data.get("series")
    _check_again(
        upload,
        replace(
            options,
            sheet=layout.sheet.name,
            header_row=layout.header.last_row,
            columns=columns,
            constants={"series": series} if series else {},
            date_order=form.cleaned_data.get("date_order", ""),
        ),
    )
    return redirect("tables_upload", upload.pk)


@require_POST
def names_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the answers about names, and check the table with them."""
    upload = upload_of(request, uid)
    if upload.state == State.ASKING and upload.options is not None:
        options = options_from(upload.options)
        answers = options.answers | NameForms(upload).answers(request.POST)
        _check_again(upload, replace(options, answers=answers))
    return redirect("tables_upload", uid)


def _check_again(upload: TableUpload, options: OfficeOptions) -> None:
    """Check the upload, once however often the form is sent."""
    waiting = TableUpload.objects.filter(pk=upload.pk, state__in=OPEN)
    if waiting.update(state=State.CHECKING, options=options.stored(), problems=[], questions=[]):
        enqueue(check, upload)


mapping_view.writes_by_itself = True  # type: ignore[attr-defined]
names_view.writes_by_itself = True  # type: ignore[attr-defined]

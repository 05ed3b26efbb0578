"""No number that somebody types is too much for the archive: it is a message at its field."""

from collections.abc import Iterator

import pytest
from django import forms
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset

from cms.admin.links import edit_url
from cms.models import CustomImage, EventPage, Partner, Person, Reference, SeriesPage, Venue
from tests import factories
from tests.cms.admin.forms import create_event, event_form, series_form, snippet_form

pytestmark = pytest.mark.django_db
HUGE = "9" * 23
YEAR = "A year has four digits at most."
# Every field of every form that takes a whole number; a part of a form stands before its field.
FIELDS = {
    EventPage: {"ordinal"},
    SeriesPage: {
        "series_aliases year_from",
        "series_aliases year_to",
        "default_partners year_from",
        "default_partners year_to",
    },
    Partner: {"names year_from", "names year_to"},
    Person: {"affiliations year_from", "affiliations year_to"},
    Reference: {"session_number"},
}
PARTS = {Partner: ("names",), Person: ("affiliations",)}
CASES = [(model, field) for model, fields in FIELDS.items() for field in sorted(fields)]


def address(model) -> str:
    """Of the form for a new record."""
    if not issubclass(model, Page):
        return reverse(model.snippet_viewset.get_url_name("add"))
    parent = factories.make_series() if model is EventPage else factories.home()
    return reverse("wagtailadmin_pages:add", args=["cms", model._meta.model_name, parent.pk])


def sent(model, field: str, number: str) -> dict[str, str]:
    """A form of `model` with `number` in `field`."""
    part, _, name = field.rpartition(" ")
    row = [{name: number}]
    if model is EventPage:
        return event_form(**{field: number})
    if model is SeriesPage:
        return series_form(**{part: inline_formset(row)})
    return snippet_form(*PARTS.get(model, ()), **({part: row} if part else {name: number}))


def errors_for(response, field: str) -> list[str]:
    """The errors at `field`."""
    assert response.status_code == 200, f"the form was taken: {response.status_code}"
    part, _, name = field.rpartition(" ")
    form = response.context["form"]
    return (form.formsets[part].errors[0] if part else form.errors).get(name, [])


def whole_numbers(form) -> Iterator[str]:
    yield from (name for name, field in form.fields.items() if _is_number(name, field))
    for part, formset in form.formsets.items():
        inside = formset.empty_form.fields.items()
        yield from (f"{part} {name}" for name, field in inside if _is_number(name, field))


def _is_number(name: str, field: forms.Field) -> bool:
    # Wagtail's own, of a row among others: it counts the rows itself.
    return isinstance(field, forms.IntegerField) and name != "ORDER"


@pytest.mark.same_on_all_databases
@pytest.mark.parametrize("model", FIELDS)
def test_these_are_all_fields_of_the_forms_that_take_a_number(superuser, model):
    assert set(whole_numbers(superuser.get(address(model)).context["form"])) == FIELDS[model]


@pytest.mark.parametrize("number", [HUGE, "2000000000", "40000", "-1"])
@pytest.mark.parametrize(("model", "field"), CASES)
def test_a_number_that_cannot_be_kept_is_told_at_its_field(superuser, model, field, number):
    response = superuser.post(address(model), sent(model, field, number))

    assert len(errors_for(response, field)) == 1


@pytest.mark.same_on_all_databases
@pytest.mark.parametrize(("model", "field"), CASES)
def test_how_large_a_number_may_be_is_said_in_words(superuser, model, field):
    response = superuser.post(address(model), sent(model, field, "40000"))

    largest = YEAR if "year" in field else "The largest number is 32767."
    assert errors_for(response, field) == [largest]


@pytest.mark.same_on_all_databases
@pytest.mark.parametrize("number", ["٥", "+5", "05", "1_0", " 5 "])
@pytest.mark.parametrize(
    ("model", "field"),
    [(EventPage, "ordinal"), (Reference, "session_number"), (Partner, "names year_from")],
)
def test_a_number_has_one_form(superuser, model, field, number):
    response = superuser.post(address(model), sent(model, field, number))

    [message] = errors_for(response, field)
    assert "without a sign or zeros in front" in message


@pytest.mark.same_on_all_databases
@pytest.mark.parametrize("degrees", ["٦٠", "6_0", "NaN"])
def test_degrees_are_in_plain_digits(superuser, degrees):
    form = snippet_form(name="A hall", latitude=degrees, longitude="-24.9")

    response = superuser.post(address(Venue), form)

    assert response.context["form"].errors["latitude"][0] == "Enter a number."


def test_the_largest_number_is_taken(superuser):
    create_event(superuser, factories.make_series(), ordinal="32767")

    assert EventPage.objects.get().ordinal == 32767


@pytest.mark.parametrize("side", ["x", "y", "width", "height"])
def test_no_place_in_a_picture_is_so_far_out(superuser, side):
    picture = factories.make_image()
    form = {"title": "A picture", "image_kind": "picture", "collection": picture.collection_id}
    field = f"focal_point_{side}"

    response = superuser.post(edit_url(CustomImage, picture.pk), {**form, field: HUGE})

    assert response.context["form"].errors[field]


def test_no_site_has_such_a_port(superuser):
    form = {"hostname": "a.test", "port": HUGE, "root_page": factories.home().pk}

    response = superuser.post(reverse("wagtailsites:add"), form)

    assert response.context["form"].errors["port"]


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/series/{HUGE}/",
        f"/admin/editions/{HUGE}/next/",
        f"/admin/events/?series={HUGE}",
        f"/admin/events/?year={HUGE}&p={HUGE}",
        f"/admin/pages/{HUGE}/edit/",
        f"/admin/images/{HUGE}/",
    ],
)
def test_an_address_with_a_number_of_no_record_is_no_fault_of_the_server(superuser, address):
    assert superuser.get(address).status_code < 500


def test_a_choice_with_a_number_of_no_record_is_no_fault_of_the_server(superuser):
    series = factories.make_series()

    response = create_event(superuser, series, related_events=[{"related": HUGE}])

    assert response.status_code < 500
    assert not EventPage.objects.exists()


@pytest.mark.parametrize("opened", ["²", "٥", "9" * 30])
def test_a_version_with_such_a_number_is_another_one_than_was_opened(moderator, opened):
    series = factories.make_series()
    series.save_revision()
    url = reverse("wagtailadmin_pages:edit", args=[series.pk])

    answer = moderator.post(url, series_form(loaded_revision_id=opened, title="Mine"))

    assert "saved a newer version" in answer.content.decode()

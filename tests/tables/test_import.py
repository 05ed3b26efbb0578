"""The import of a row."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, Partner, Person, Theme
from tests import factories as make
from tests.archive.helpers import document, settle

from .helpers import plan, problems, refusals, run_export, run_import, write

pytestmark = pytest.mark.django_db


def test_a_new_key_makes_a_draft(tmp_path):
    path = write(tmp_path / "t.csv", {"key": "mfa", "name": "A ministry", "country": "Finland"})

    assert run_import("partners", path) == "1 created, 0 updated, 0 skipped"

    partner = Partner.objects.get()
    assert (partner.slug, partner.country.code, partner.live) == ("mfa", "FI", False)
    assert partner.latest_revision.content["name"] == "A ministry"
    assert partner.has_unpublished_changes


def test_with_publish_it_is_public_at_once(tmp_path):
    path = write(tmp_path / "t.csv", {"key": "mfa", "name": "A ministry"})

    run_import("partners", path, "--publish")

    settle()
    assert document("partner", "mfa")["title"] == "A ministry"


@pytest.mark.parametrize(
    ("days", "word"), [(1, "scheduled"), (-1, "published"), (None, "published")]
)
def test_a_draft_that_goes_live_later_is_scheduled_and_not_published(tmp_path, days, word):
    time = None if days is None else timezone.now() + timedelta(days=days)
    partner = make.make_partner(slug="mfa", name="A ministry", live=False, go_live_at=time)
    partner.save_revision()
    row = {"key": "mfa", "name": "A ministry"}

    [step] = plan("partners", row, publish=True).steps
    run_import("partners", write(tmp_path / "t.csv", row), "--publish")

    partner.refresh_from_db()
    assert (step.changed, partner.status_string) == ([word], {"published": "live"}.get(word, word))


def test_with_publish_the_new_pictures_of_its_rows_are_public_too(tmp_path):
    new = make.make_image(title="A logo", live=False)
    hidden = make.make_image(title="Withdrawn", live=False, first_published_at=timezone.now())
    rows = [
        {"key": f"p{image.pk}", "name": image.title, "logo": image.slug} for image in (new, hidden)
    ]
    run_import("partners", write(tmp_path / "p.csv", *rows), "--publish")
    new.refresh_from_db()
    hidden.refresh_from_db()
    assert new.live
    assert not hidden.live


def test_the_second_run_changes_nothing_in_any_order_of_rows(tmp_path):
    rows = [{"key": f"t{number}", "label": f"Theme {number}"} for number in range(5)]
    run_import("themes", write(tmp_path / "t.csv", *rows), "--publish")
    before = Entry.objects.count()

    output = run_import("themes", write(tmp_path / "t.csv", *reversed(rows)), "--publish")

    assert output == "0 created, 0 updated, 5 skipped"
    assert Entry.objects.count() == before


def test_an_absent_column_leaves_and_an_empty_cell_clears(tmp_path):
    make.publish(make.make_partner(slug="mfa", name="A ministry", acronym="MFA", country="FI"))

    run_import("partners", write(tmp_path / "t.csv", {"key": "mfa", "country": ""}), "--publish")

    partner = Partner.objects.get()
    assert (partner.acronym, partner.country.code) == ("MFA", "")


def test_an_update_of_what_is_public_waits_as_a_draft(tmp_path):
    make.publish(make.make_partner(slug="mfa", name="A ministry"))
    catch_up()

    output = run_import("partners", write(tmp_path / "t.csv", {"key": "mfa", "name": "New"}))

    assert output == "0 created, 1 updated, 0 skipped"
    assert document("partner", "mfa")["title"] == "A ministry"
    assert Partner.objects.get().get_latest_revision_as_object().name == "New"


def test_a_dry_run_says_what_becomes_of_each_row_and_writes_nothing(tmp_path):
    make.publish(make.make_theme(slug="peace", label="Peace"))
    make.publish(make.make_theme(slug="law", label="Law"))
    rows = [
        {"key": "peace", "label": "Peace"},
        {"key": "LAW", "label": "Justice"},
        {"key": "new", "label": "New"},
    ]

    output = run_import("themes", write(tmp_path / "t.csv", *rows), "--dry-run")

    assert output.splitlines() == [
        "row 2: skip peace",
        "row 3: update LAW (label)",
        "row 4: create new",
        "1 to create, 1 to update, 1 to skip",
    ]
    assert Theme.objects.count() == 2


def test_rows_may_name_each_other_whatever_their_order(tmp_path):
    make.make_series(slug="rights")
    body = 'See <a linktype="page" id="event:b2">it</a>'
    rows = [
        {"key": "b1", "title": "First", "series": "rights", "related": ["b2"],
         "body": [{"type": "paragraph", "value": f"<p>{body}</p>"}]},
        {"key": "b2", "title": "Second", "series": "rights"},
    ]  # fmt: skip
    path = write(tmp_path / "t.json", *rows)

    run_import("events", path, "--publish")

    first, second = EventPage.objects.get(slug="b1"), EventPage.objects.get(slug="b2")
    assert [row.related_id for row in first.related_events.all()] == [second.pk]
    assert f'id=\\"{second.pk}\\"' in first.latest_revision.content["body"]
    settle()
    assert run_import("events", path) == "0 created, 0 updated, 2 skipped"


def test_a_broader_theme_may_stand_further_down(tmp_path):
    rows = [{"key": "a", "label": "A", "broader": "b"}, {"key": "b", "label": "B", "broader": ""}]

    run_import("themes", write(tmp_path / "t.csv", *rows), "--publish")

    assert Theme.objects.get(slug="a").broader.slug == "b"
    settle()


def test_rows_that_lie_under_each_other_are_invalid_table():
    rows = [{"key": "a", "label": "A", "broader": "b"}, {"key": "b", "label": "B", "broader": "a"}]
    assert "row 1, column broader: It would be its own parent." in problems("themes", *rows)


def test_an_event_lies_in_its_series_or_under_the_home_page(tmp_path):
    series = make.make_series(slug="rights")
    rows = [
        {"key": "a", "title": "A", "series": "rights"},
        {"key": "b", "title": "B", "series": ""},
    ]

    run_import("events", write(tmp_path / "t.csv", *rows))

    a, b = EventPage.objects.get(slug="a"), EventPage.objects.get(slug="b")
    assert (a.get_parent().pk, a.series_id) == (series.pk, series.pk)
    assert (b.get_parent().pk, b.series_id) == (make.home().pk, None)


def test_dates_keep_their_precision(tmp_path):
    rows = [
        {"key": "a", "title": "A", "dates": "13–15 January 2016"},
        {"key": "b", "title": "B", "dates": "2012-01"},
        {"key": "c", "title": "C", "dates": ""},
        {"key": "d", "title": "D", "dates": "c. 1998"},
        {"key": "e", "title": "E", "dates": "14, 16 et 21 juillet 2020"},
        {"key": "f", "title": "F", "dates": "199X", "dates_precision": "decade"},
        {"key": "g", "title": "G", "dates": "since 2016"},
    ]
    run_import(
        "events", write(tmp_path / "t.csv", *({"dates_precision": ""} | row for row in rows))
    )

    assert [event.edtf for event in EventPage.objects.order_by("slug")] == [
        "2016-01-13/2016-01-15",
        "2012-01",
        None,
        "1998~",
        "{2020-07-14,2020-07-16,2020-07-21}",
        "199X",
        "2016/..",
    ]
    out = run_export("events", tmp_path / "out.csv")
    for date in ("circa 1998", "14, 16 and 21 July 2020", "1990s", "since 2016"):
        assert date in out.read_text()
    assert run_import("events", out) == "0 created, 0 updated, 7 skipped"


def test_a_month_that_a_program_made_a_day_of_is_not_believed():
    row = {"key": "a", "title": "A", "dates": "2012-01-01", "dates_precision": "month"}
    messages = problems("events", row)
    assert messages == [
        "row 1, column dates_precision: The dates are known to: day. This column says: month. "
        "Has a program changed the dates?"
    ]


def test_a_person_sorts_by_the_family_name_without_being_told(tmp_path):
    row = {"key": "jd", "name": "Jane Doe", "given_name": "Jane", "family_name": "Doe"}
    path = write(tmp_path / "t.csv", row | {"sort_name": ""})

    run_import("people", path)

    assert Person.objects.get().sort_name == "Doe, Jane"
    assert run_import("people", path) == "0 created, 0 updated, 1 skipped"


def test_a_translation_stands_beside_what_it_translates(tmp_path):
    Locale.objects.create(language_code="fr")
    theme = make.make_theme(slug="peace", label="Peace")
    row = {"key": "paix-fr", "label": "Paix", "locale": "fr", "translation_of": "peace"}
    path = write(tmp_path / "t.csv", row)

    run_import("themes", path)

    french = Theme.objects.get(locale__language_code="fr")
    assert (french.slug, french.translation_key) == ("paix", theme.translation_key)
    assert run_import("themes", path) == "0 created, 0 updated, 1 skipped"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"key": ""}, "row 1, column key: It must not be empty."),
        ({"key": "a"}, "row 1, column title: A new record needs it."),
        ({"key": "a", "title": ""}, "row 1, column title: It must not be empty."),
        ({"key": "a b", "title": "A"}, "row 1, column key: With this address and language the key"),
        ({"key": "a", "title": "A", "series": "rigths"}, "Did you mean “rights”?"),
        ({"key": "a", "title": "A", "dates": "03/04/2016"}, "can have two meanings"),
        ({"key": "a", "title": "A", "ordinal": "x"}, "row 1, column ordinal: “x” is not a whole"),
        (
            {"key": "a", "title": "A", "ordinal": "9" * 23},
            "“99999999999999999999999” is not a whole number up to 999999999",
        ),
        ({"key": "a", "title": "A", "ordinal": 2_000_000_000}, "“2000000000” is not a whole"),
        ({"key": "a", "title": "A", "ordinal": "٥"}, "“٥” is not a whole number up to 999999999"),
        ({"key": "a", "title": "A", "ordinal": "05"}, "in digits from 0 to 9, without a sign"),
        ({"key": "a", "title": "A", "ordinal": "+5"}, "“+5” is not a whole"),
        ({"key": "a", "title": "A", "ordinal": float("inf")}, "“inf” is not a whole"),
        (
            {"key": "a", "title": "A", "series": "rights", "ordinal": "99999999"},
            "row 1, column ordinal: The largest number is 32767.",
        ),
        ({"key": "a", "title": "A", "ordinal": "1"}, "Only an event of a series can have a number"),
        (
            {"key": "a", "title": "A", "access": "vip"},
            "“vip” is not one of: public, invitation-only",
        ),
        ({"key": "a", "title": "A", "partners": "x | y"}, "row 1, column partners: Item 1: role"),
        ({"key": "a", "title": "A", "partners": "x"}, "There is no partner with the key “x”."),
        ({"key": "a", "title": "A", "themes": ["x", "x"]}, "These are there twice: x."),
        ({"key": "a", "title": "A", "same_as": ["nope"]}, "Line 1 is not a web address"),
        ({"key": "a", "title": "A", "calls_to_action": "x | other | y"}, "Item 1: url: Enter a"),
        ({"key": "a", "title": "A", "sources": " | | 2020"}, "Item 1: retrieved: Write one day"),
        ({"key": "a", "title": "A", "locale": "xx"}, "The site has these languages: en"),
        ({"key": "a", "title": "A", "body": "[1]"}, "row 1, column body: Block 1"),
        (
            {"key": "a", "title": "A", "body": [{"type": "quote", "value": 1}]},
            "“1” is a number. Name the quote by its key.",
        ),
        (
            {"key": "a", "title": "A", "body": [{"type": "heading", "value": {"text": ""}}]},
            "row 1, column body: Block 1 (heading): text: This field is required.",
        ),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_its_column(row, message):
    make.make_series(slug="rights")
    assert message in "\n".join(problems("events", row))


@pytest.mark.parametrize(
    ("kind", "row", "message"),
    [
        (
            "quotes",
            {"text": "Words", "language": "english!"},
            "column language: A language is a code",
        ),
        (
            "partners",
            {"name": "A", "names": "B | english"},
            "column names: Item 1: language: A lang",
        ),
    ],
)
def test_a_language_that_is_no_code_is_invalid_table(kind, row, message):
    assert message in "\n".join(problems(kind, {"key": "a", **row}))


def test_two_rows_must_not_have_one_key_number_or_code():
    make.make_series(slug="rights")
    one = {"key": "a", "title": "A", "series": "rights", "ordinal": "3", "code": "a"}
    other = {"key": "b", "title": "B", "series": "rights", "ordinal": "3", "code": "b"}

    assert problems("events", one, one) == ["row 2, column key: Row 1 has the key “a” as well."]
    assert problems("events", one, other) == ["row 2, column ordinal: Row 1 has the same."]


def test_a_number_that_another_edition_has_is_invalid_table(tmp_path):
    series = make.make_series(slug="rights")
    make.make_event(series=series, ordinal=3, title="The third")
    row = {"key": "a", "title": "A", "series": "rights", "ordinal": "3"}

    message = refusals("events", write(tmp_path / "t.csv", row))

    assert "t.csv: row 2, column ordinal: “The third” already has this number" in message
    assert message.endswith("t.csv: 1 error. Nothing is written.")
    assert not EventPage.objects.filter(slug="a").exists()


def test_one_wrong_row_among_many_keeps_all_out(tmp_path):
    rows = [{"key": f"t{number}", "label": f"T{number}"} for number in range(20)]
    rows[7]["label"] = ""

    message = refusals("themes", write(tmp_path / "t.csv", *rows))

    assert "row 9, column label: It must not be empty." in message
    assert Theme.objects.count() == 0


def test_what_an_editor_has_begun_is_not_published_by_a_table(tmp_path):
    partner = make.publish(make.make_partner(slug="mfa", name="A ministry"))
    partner.summary = "Not ready"
    partner.save_revision()

    message = refusals(
        "partners", write(tmp_path / "t.csv", {"key": "mfa", "acronym": "M"}), "--publish"
    )

    assert "It has changes that are not published." in message


def test_a_locked_record_stays_as_it_is():
    make.publish(make.make_partner(slug="mfa", name="A ministry", locked=True))
    assert problems("partners", {"key": "mfa", "name": "New"}) == [
        "row 1, column key: It is locked. Unlock it first."
    ]


def test_an_event_is_not_moved_by_a_table():
    make.make_event(series=make.make_series(slug="rights"), slug="a", title="A")
    make.make_series(slug="other")
    messages = problems("events", {"key": "a", "series": "other"})
    assert messages == [
        "row 1, column series: An event is moved to another series in the admin, under “Move”."
    ]


def test_a_published_code_is_permanent_for_tables_too():
    make.publish(make.make_event(slug="a", title="A", code="AB1"))
    messages = problems("events", {"key": "AB1", "code": "AB2"})
    assert messages == ["row 1, column code: A published code is permanent. It stays AB1."]


def test_a_plan_counts():
    make.make_theme(slug="a", label="A")
    counted = plan("themes", {"key": "a", "label": "A"}, {"key": "b", "label": "B"})
    assert (counted.count("create"), counted.count("update"), counted.count("skip")) == (1, 0, 1)


@pytest.mark.parametrize("degrees", ["٦٠", "6_0", "NaN", "1e400"])
def test_degrees_are_in_plain_digits(degrees):
    row = {"key": "a", "name": "A hall", "latitude": degrees, "longitude": "-24.9"}
    [problem] = problems("venues", row)
    assert problem == (
        f"row 1, column latitude: “{degrees}” is not a number of degrees, such as 60.169857."
    )

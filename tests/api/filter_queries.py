"""What is asked of the lists in `test_filters.py`: values of each filter, for Hypothesis."""

from hypothesis import strategies as st


def some(*values: str):
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


def one(*values: str):
    return st.sampled_from(values).map(lambda value: [value])


YES_NO = one("true", "false")
EVENT = {
    "series": some("first", "second"), "theme": some("rights", "unity"),
    "theme__within": some("rights", "narrow-rights"), "partner": some("ministry", "swiss-office"),
    "partner__within": one("finland"), "partner_role": some("host", "sponsor", "organiser"),
    "partner__not": one("ministry"), "person": some("ana-speaker", "lukasz-orsted"),
    "capacity": some("chair", "speaker"), "session_person": one("lukasz-orsted", "ana-speaker"),
    "venue": some("palais", "hall"), "place_country": some("CH", "NO", "SE"),
    "partner_country": some("FI", "CH"), "country__not": one("CH"),
    "partner_kind": some("ministry", "other"), "place_locality": one("GENÈVA", "oslo"),
    "place_bbox": one("6,46,7,47", "-180,-90,180,90", "10,59,11,60"),
    "month": some("1", "5", "12"), "month__not": one("1"), "month__isnull": YES_NO,
    "translated": some("fr", "de", "en"), "translated__not": one("fr"),
    "translated__isnull": YES_NO,
    "document": some("note", "report"), "key__not": one("A1,B1"),
    "reference": one("a-declaration"), "image": some("hall", "stage", "shown-nowhere"),
    "image__isnull": YES_NO, "kind": some("forum", "panel"),
    "phase": one("held", "cancelled"), "attribution_rule__not": one("chatham-house"),
    "attribution_rule": one("chatham-house", "on-the-record"),
    "phase__isnull": YES_NO, "venue__isnull": YES_NO, "start__isnull": YES_NO,
    "ordinal__isnull": YES_NO,
    "ordinal": one("1", "2"), "ordinal__not": one("1"), "ordinal__gte": one("2"),
    "letter": some("a", "z", "o", "0-9"), "title__contains": one("zur", "ÖPEN", "a op", "100%"),
    "from": one("2012-01-27", "2013-01-31", "2014"), "to": one("2012-01-30", "2013-06-01", "201X"),
    "year": some("2012", "2013", "2014", "2030"), "year__not": one("2013", "2014"),
    "year__gte": one("2013"), "year__lte": one("2013", "2014"), "key": one("A2,A1", "apart"),
    "changed__gte": one("2021-01-01T00:00:00Z"), "changed__lte": one("2021-01-01T00:00:00Z"),
    "has": one("themes", "quotes,themes"), "locale": some("en", "fr", "de", "*"),
    "any": some("theme:rights,series:second", "venue:hall,place_country:CH,letter:a",
                "ordinal__isnull:true,theme__within:rights", "partner_role:host,kind:forum"),
}  # fmt: skip
NEAR = {name: EVENT[name] for name in ("letter", "title__contains", "changed__gte", "locale")}
FAR = {name: EVENT[name] for name in ("series", "theme", "theme__within", "venue", "place_country")}
DATES = {name: EVENT[name] for name in ("from", "to", "year", "year__gte", "year__lte")}
IN_EVENT = FAR | DATES | {"event": some("A1", "A2", "B1")}
QUERIES = {
    "event": EVENT,
    "person": NEAR | IN_EVENT | {
        "orcid": some("0000-0002-1825-009x", "https://orcid.org/0000-0001-2345-6789/"),
        "orcid__not": one("0000-0002-1825-009X"), "wikidata": one("q42", "Q33"),
        "same_as": some("https://orcid.org/0000-0002-1825-009X", "https://no.test/"),
        "capacity": EVENT["capacity"], "partner": one("ministry"),
        "partner_kind": one("ministry", "other"), "partner_country": some("FI", "CH"),
        "partner__within": one("finland"),
        "any": some("event:A1,letter:o", "capacity:chair,partner:ministry"),
    },
    "partner": NEAR | IN_EVENT | {
        "ror": one("01EJ9DK98"), "ror__isnull": YES_NO, "same_as__isnull": YES_NO,
        "same_as": some("https://doi.test/10.1/FI", "https://ror.org/01ej9dk98"),
        "role": EVENT["partner_role"], "parent": one("finland"), "country": some("FI", "CH"),
        "kind": one("ministry"), "acronym": one("fi", "f"), "person": EVENT["person"],
        "any": some("event:B1,parent:finland", "role:host,country:FI"),
    },
    "quote": NEAR | FAR | {"event": one("A2"), "person": one("ana-speaker"),
                           "language": some("fr", "EN"), "language__not": one("fr")},
    "theme": NEAR | {"translated": some("fr", "en"), "translated__not": one("de"),
                     "broader": one("rights"), "broader__within": one("rights"),
                     "series": EVENT["series"], "event": one("A1", "B1"),
                     "partner": EVENT["partner"], "person": EVENT["person"], **DATES,
                     "broader__isnull": YES_NO},
    "document": {"series": EVENT["series"], "event": one("A1", "A2"), "theme": EVENT["theme"],
                 "title__contains": one("no"), "letter": one("n", "r"), "language": one("pt-br"),
                 "language__isnull": YES_NO, "person": EVENT["person"], "from": EVENT["from"]},
    "image": {"event": one("A1", "B1"), "series": EVENT["series"], "theme": EVENT["theme"],
              "from": EVENT["from"], "title__contains": one("a")},
    "series": NEAR | {"person": EVENT["person"], "venue": EVENT["venue"], "year": EVENT["year"],
                      "event": one("A1"), "from": EVENT["from"], "to": EVENT["to"]},
    "venue": {"series": EVENT["series"], "event": one("A1", "B1"), "country": some("CH", "NO"),
              "bbox": one("6.140556,46.226667,6.140556,46.226667", "6.1405561,46,7,47",
                          "179.5,-90,-179.999999,90", "10,-90,-179,0", "-180,-90,180,90"),
              "locality": one("geneva"), "locality__isnull": YES_NO, "theme": EVENT["theme"],
              "person": EVENT["person"], "partner": EVENT["partner"], **DATES},
    "reference": {"series": EVENT["series"], "event": one("A1", "B1"), "theme": EVENT["theme"],
                  "symbol": one("a/res/1", "A/RES"), "issuer": one("united"),
                  "issuer__not": one("united"), "venue": EVENT["venue"]},
}  # fmt: skip

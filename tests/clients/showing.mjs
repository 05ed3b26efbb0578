// The helpers that show what a document states, no more precise than it is.
import { strict as assert } from "node:assert";
import { days, hours, inWords, pathOf, picture } from "plenary-client";

const dates = (start, end = null, others = {}) => ({
  start,
  end,
  precision: "day",
  edtf: null,
  qualifier: null,
  open: null,
  days: [],
  stated: null,
  ...others,
});
assert.equal(inWords(dates(null)), null);
assert.equal(inWords(dates("2012")), "2012");
assert.equal(inWords(dates("2012-01")), "January 2012");
assert.equal(inWords(dates("2012-01"), "de"), "Januar 2012");
assert.equal(inWords(dates("2016-01-13")), "January 13, 2016");
assert.match(inWords(dates("2016-01-13", "2016-01-15"), "en-GB"), /^13.+15 January 2016$/);
assert.equal(inWords(dates("1998", null, { edtf: "1998~", qualifier: "approximate" })), "1998~");
assert.equal(
  inWords(dates("2016", null, { edtf: "2016/..", open: "end", stated: "since 2016" })),
  "since 2016",
);
assert.equal(inWords(dates("1990", "1999", { edtf: "199X", precision: "decade" })), "199X");
assert.equal(
  inWords(dates("2020-07-14", "2020-07-16", { days: ["2020-07-14", "2020-07-16"] }), "en-GB"),
  "14 July 2020 and 16 July 2020",
);
assert.match(inWords(dates("2016", "2018")), /^2016.+2018$/);

const session = (start, end = null) => ({ start, end });
const first = session("2016-01-13T09:00:00+09:00", "2016-01-13T10:30:00+09:00");
const second = session("2016-01-14T09:00:00+09:00");
const third = session(null);
assert.equal(hours(first), "09:00–10:30");
assert.equal(hours(second), "09:00");
assert.equal(hours(third), null);
assert.deepEqual([...days([first, second, third])], [
  ["2016-01-13", [first]],
  ["2016-01-14", [second]],
  [null, [third]],
]);

assert.equal(pathOf({ html_url: "https://www.example.org/human-rights/wp1725/" }), "/human-rights/wp1725/");

const card = { sources: [], src: "/card.jpg", width: 4, height: 3 };
assert.deepEqual(picture({ alt: null, profiles: { card } }, "card"), {
  sources: [],
  img: { src: "/card.jpg", width: 4, height: 3, alt: "" },
});
assert.equal(picture({ alt: "", profiles: {} }, "card"), null);

// What ical.js and citation-js read: {"ics", "bib", "csl", "ris"} as JSON in, what they say out.
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const entry = (component) => {
  const event = new ICAL.Event(component);
  return {
    summary: event.summary,
    description: event.description,
    location: event.location,
    start: event.startDate.toString(),
    end: event.endDate.toString(),
    sequence: event.sequence,
    uid: event.uid,
    related: component.getFirstPropertyValue("related-to"),
  };
};

const calendar = (text) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map(entry);

const cited = (text, type) => new Cite(text, { forceType: type }).data;

const given = JSON.parse(readFileSync(0, "utf8"));
const answers = given.map(({ ics, bib, csl, ris }) => ({
  ics: calendar(ics),
  bib: cited(bib, "@bibtex/text"),
  csl: cited(csl, "@csl/list+object"),
  ris: cited(ris, "@ris/file"),
}));
process.stdout.write(JSON.stringify(answers));

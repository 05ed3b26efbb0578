import type { Schemas } from "./api.js";

/** A date as a document states it. */
type Dates = Schemas["Dates"];
type Session = { start: string | null; end: string | null };

const PARTS: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: "numeric" },
  7: { year: "numeric", month: "long" },
  10: { year: "numeric", month: "long", day: "numeric" },
};

/**
 * A date in words, no more precise than it is known: "January 2012". Null when nothing is stated.
 * What is approximate, uncertain or open, a season or a decade is in the words of the source, or in
 * EDTF.
 */
export function inWords(dates: Dates, language = "en"): string | null {
  const { start, end, precision, days } = dates;
  if (dates.qualifier || dates.open || precision === "season" || precision === "decade") {
    return dates.stated ?? dates.edtf;
  }
  const options = PARTS[(start ?? end ?? "").length];
  if (!options) return null;
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
  if (days.length) {
    const texts = days.map((day) => format.format(new Date(day)));
    return new Intl.ListFormat(language).format(texts);
  }
  const [from, to] = [start, end].map((text) => (text ? new Date(text) : null));
  if (from && to && start?.length === end?.length) return format.formatRange(from, to);
  return format.format(from ?? to ?? undefined);
}

/** The hours of a session on the clock of the place, as they are written in the document. */
export function hours({ start, end }: Session): string | null {
  const times = [start, end].flatMap((moment) => (moment ? [moment.slice(11, 16)] : []));
  return times.join("–") || null;
}

/** The sessions by their day at the place, in the order of the programme. */
export function days<T extends Session>(programme: readonly T[]): Map<string | null, T[]> {
  const byDay = new Map<string | null, T[]>();
  for (const session of programme) {
    const day = session.start?.slice(0, 10) ?? null;
    byDay.set(day, [...(byDay.get(day) ?? []), session]);
  }
  return byDay;
}

/** The path of a record's page, for a router: "/human-rights/wp1725/". */
export function pathOf({ html_url }: { html_url: string }): string {
  return new URL(html_url).pathname;
}

/** What the elements of a `<picture>` need. */
export interface Showing {
  sources: { type: string; srcset: string }[];
  img: { src: string; width: number; height: number; alt: string };
}

/** A picture in a profile, such as "card". Null when it has none of that name. */
export function picture(
  { alt, profiles }: Pick<Schemas["Picture"], "alt" | "profiles">,
  profile: string,
): Showing | null {
  const chosen = profiles[profile];
  if (!chosen) return null;
  const { sources, src, width, height } = chosen;
  return { sources, img: { src, width, height, alt: alt ?? "" } };
}

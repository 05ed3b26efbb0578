const JOINED = ["expand", "fields", "include", "profiles"];

/** A query string. Names of keys are joined with commas, values of a filter are repeated. */
export function asked(query: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const values = [value].flat().map((item) => (item instanceof Date ? item.toISOString() : item));
    for (const item of JOINED.includes(name) ? [values.join()] : values) parameters.append(name, item);
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

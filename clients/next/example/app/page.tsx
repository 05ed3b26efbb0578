import Link from "next/link";
import { list } from "plenary-client";
import { api } from "../archive";

async function editions() {
  "use cache";
  const found = [];
  for await (const event of list(api, "/api/v1/events/", { ordering: "ordinal" })) found.push(event);
  return found;
}

export default async function Page() {
  return (
    <ul>
      {(await editions()).map((event) => (
        <li key={event.id}>
          <Link href={`/events/${event.key}`}>{event.title}</Link>
        </li>
      ))}
    </ul>
  );
}

import Link from "next/link";
import { editions } from "../editions";

export default async function Page() {
  return (
    <ul>
      {(await editions()).map((event) => (
        <li key={event.id}>
          <Link href={`/events/${event.key}/`}>{event.title}</Link>
        </li>
      ))}
    </ul>
  );
}

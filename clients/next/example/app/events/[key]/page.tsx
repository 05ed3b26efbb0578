import { notFound } from "next/navigation";
import { Suspense } from "react";
import { api } from "../../../archive";

async function edition(key: string) {
  "use cache";
  const { data, response } = await api.GET("/api/v1/events/{key}/", { params: { path: { key } } });
  if (!data && response.status < 500 && response.status !== 429) return null;
  if (!data) throw new Error(`The archive answers ${response.status}.`);
  return data;
}

type Props = { params: Promise<{ key: string }> };

async function Edition({ params }: Props) {
  const event = await edition((await params).key);
  if (!event) notFound();
  return (
    <>
      <h1>{event.title}</h1>
      <p>{event.summary}</p>
      <ul>
        {event.partners.map(({ partner }) => (
          <li key={partner.id}>{partner.title}</li>
        ))}
      </ul>
    </>
  );
}

export default function Page(props: Props) {
  return (
    <Suspense>
      <Edition {...props} />
    </Suspense>
  );
}

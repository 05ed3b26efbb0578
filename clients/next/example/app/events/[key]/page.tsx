import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { inWords } from "plenary-client";
import { edition, editions } from "../../../editions";

type Props = { params: Promise<{ key: string }> };

// These pages are built. Another key is asked for when a reader comes, so that its status is true.
export async function generateStaticParams() {
  return (await editions()).map(({ key }) => ({ key }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const event = await edition((await params).key);
  return { title: event?.title, description: event?.summary };
}

export default async function Page({ params }: Props) {
  const event = await edition((await params).key);
  if (!event) notFound();
  return (
    <>
      <h1>{event.title}</h1>
      <p>{inWords(event.dates, event.locale ?? "en")}</p>
      <p>{event.summary}</p>
      <ul>
        {event.partners.map(({ partner }) => (
          <li key={partner.id}>{partner.title}</li>
        ))}
      </ul>
    </>
  );
}

import { revalidateTag } from "next/cache.js";
import type { Kind } from "plenary-client";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

/** The name of each kind in addresses and in `Surrogate-Key`. */
const PLURALS: Record<Kind, string> = {
  series: "series",
  event: "events",
  quote: "quotes",
  partner: "partners",
  person: "people",
  theme: "themes",
  venue: "venues",
  reference: "references",
  document: "documents",
  image: "images",
  site: "site",
};
/** What may show any record. */
const ALWAYS = ["changes", "resolve", "search"];

interface Message {
  type: string;
  data: { id: string; kind: Kind };
}

/**
 * A route handler for the webhooks of an archive. It verifies their signature, and what showed the
 * record that has changed is made anew when it is next asked for: a withdrawn one is not shown again.
 */
export function plenaryWebhooks(secret: string): (request: Request) => Promise<Response> {
  const webhook = new Webhook(secret);
  return async (request) => {
    const body = await request.text();
    let message: Message;
    try {
      message = webhook.verify(body, Object.fromEntries(request.headers)) as Message;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      return new Response(error.message, { status: 401 });
    }
    if (message.type === "ping") return new Response(null, { status: 204 });
    const { id, kind } = message.data;
    for (const tag of [id, PLURALS[kind], ...ALWAYS]) revalidateTag(tag, { expire: 0 });
    return new Response(null, { status: 204 });
  };
}

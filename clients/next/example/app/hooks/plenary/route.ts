import { plenaryWebhooks } from "plenary-next";

export async function POST(request: Request): Promise<Response> {
  return plenaryWebhooks(process.env.PLENARY_WEBHOOK_SECRET ?? "")(request);
}

/** What stands between openapi-fetch and the network. */
export type Fetch = (request: Request) => Promise<Response>;

const ATTEMPTS = 4;
const LONGEST_WAIT = 60;

/** Wait as long as a busy server asks for, up to a minute, and ask again. */
export function retrying(fetch: Fetch): Fetch {
  return async (request) => {
    for (let attempt = 0; ; attempt++) {
      const response = await fetch(request.clone());
      const wait = secondsOf(response, attempt);
      const busy = response.status === 429 || response.status === 503;
      if (!busy || attempt === ATTEMPTS - 1 || wait > LONGEST_WAIT) return response;
      await response.body?.cancel();
      await pause(wait * 1000, request.signal);
    }
  };
}

/** Wait, unless somebody gives up meanwhile. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** Seconds that `Retry-After` names, as a number or a date; without it 1, 2, 4. */
function secondsOf(response: Response, attempt: number): number {
  const stated = response.headers.get("Retry-After") ?? "";
  if (/^\d+$/.test(stated)) return Number(stated);
  const until = Date.parse(stated);
  return Number.isNaN(until) ? 2 ** attempt : Math.max(0, (until - Date.now()) / 1000);
}

interface Answer {
  etag: string;
  type: string;
  body: string;
}

/** What was read, by address; the one that was used longest ago is forgotten. */
export class Answers extends Map<string, Answer> {
  constructor(readonly most = 500) {
    super();
  }

  keep(url: string, answer: Answer): void {
    this.delete(url);
    this.set(url, answer);
    for (const oldest of this.keys()) {
      if (this.size <= this.most) return;
      this.delete(oldest);
    }
  }
}

/** Ask with the ETag of what was read before, and take that when it has not changed. */
export function conditional(fetch: Fetch, answers: Answers): Fetch {
  return async (request) => {
    if (request.method !== "GET" || request.cache === "no-store") return fetch(request);
    const held = answers.get(request.url);
    if (held) request.headers.set("If-None-Match", held.etag);
    const response = await fetch(request);
    const etag = response.headers.get("ETag");
    if (response.status === 304 && held) {
      answers.keep(request.url, held);
      return answered(held);
    }
    if (response.status !== 200 || !etag) return response;
    const type = response.headers.get("Content-Type") ?? "";
    const answer = { etag, type, body: await response.text() };
    answers.keep(request.url, answer);
    return answered(answer);
  };
}

function answered({ etag, type, body }: Answer): Response {
  return new Response(body, { headers: { ETag: etag, "Content-Type": type } });
}

import { cacheTag } from "next/cache.js";
import { plenary, type Api } from "plenary-client";

/** What Next takes for one entry of its cache. */
const MOST_TAGS = 128;
/** The tag that every change of the archive revalidates. */
const ANY = "changes";

/**
 * The API for functions with `"use cache"`: each answer tags them with what it was made of, as its
 * `Surrogate-Key` says. Throws where nothing is cached, as `cacheTag` does.
 */
export function plenaryInUseCache(origin: string): Api {
  return plenary(origin, {
    answers: null,
    fetch: async (request) => {
      // A refusal names nothing, and is no longer true when the record is published.
      cacheTag(...tagsOf(request.url));
      const response = await fetch(request);
      const made = response.headers.get("Surrogate-Key")?.split(" ") ?? [];
      cacheTag(...(made.length < MOST_TAGS - 2 ? made : [ANY]));
      return response;
    },
  });
}

/**
 * The API for an application without Cache Components: each answer is kept in the cache of Next's
 * `fetch`. That wants tags before there is an answer: one of a kind falls with every record of it.
 */
export function plenaryInFetchCache(origin: string): Api {
  return plenary(origin, {
    answers: null,
    fetch: (request) =>
      fetch(request, { cache: "force-cache", next: { tags: tagsOf(request.url) } }),
  });
}

/** The tags that an address tells: its kind, and any change where it shows other kinds whole. */
function tagsOf(address: string): string[] {
  const { pathname, searchParams } = new URL(address);
  const place = /^\/api\/v1\/([a-z]+)/.exec(pathname)?.[1] ?? ANY;
  return searchParams.has("expand") ? [place, ANY] : [place];
}

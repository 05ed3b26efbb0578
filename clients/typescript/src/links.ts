// Where documents hold links: [the name for `expand`, the list of the record].
// Written by `make clients` from openapi.json: do not edit.
export interface Links {
  "/api/v1/series/": {
    "organiser": ["organiser", "/api/v1/partners/"];
    "themes": ["themes", "/api/v1/themes/"];
    "default_partners.partner": ["default_partners", "/api/v1/partners/"];
    "editions.first": ["first", "/api/v1/events/"];
    "editions.latest": ["latest", "/api/v1/events/"];
    "image": ["image", "/api/v1/images/"];
  };
  "/api/v1/events/": {
    "series": ["series", "/api/v1/series/"];
    "previous": ["previous", "/api/v1/events/"];
    "next": ["next", "/api/v1/events/"];
    "venue": ["venue", "/api/v1/venues/"];
    "organiser": ["organiser", "/api/v1/partners/"];
    "partners.partner": ["partners", "/api/v1/partners/"];
    "themes": ["themes", "/api/v1/themes/"];
    "references": ["references", "/api/v1/references/"];
    "quotes": ["quotes", "/api/v1/quotes/"];
    "people.person": ["people", "/api/v1/people/"];
    "documents": ["documents", "/api/v1/documents/"];
    "related": ["related", "/api/v1/events/"];
    "image": ["image", "/api/v1/images/"];
  };
  "/api/v1/quotes/": {
    "speaker": ["speaker", "/api/v1/people/"];
    "speaker_organisation": ["speaker_organisation", "/api/v1/partners/"];
    "occasion.reference": ["reference", "/api/v1/references/"];
    "occasion.event": ["event", "/api/v1/events/"];
  };
  "/api/v1/partners/": {
    "parent": ["parent", "/api/v1/partners/"];
    "logo": ["logo", "/api/v1/images/"];
  };
  "/api/v1/people/": {
    "portrait": ["portrait", "/api/v1/images/"];
    "affiliations.partner": ["affiliations", "/api/v1/partners/"];
  };
  "/api/v1/themes/": {
    "broader": ["broader", "/api/v1/themes/"];
  };
  "/api/v1/venues/": Record<never, never>;
  "/api/v1/references/": Record<never, never>;
  "/api/v1/documents/": Record<never, never>;
  "/api/v1/images/": Record<never, never>;
}

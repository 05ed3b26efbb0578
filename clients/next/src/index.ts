export { plenaryInFetchCache, plenaryInUseCache } from "./reading.js";
export { plenaryWebhooks } from "./webhooks.js";

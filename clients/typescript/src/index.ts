export { plenary, type Api, type Options, type Schemas } from "./api.js";
export { PlenaryError } from "./errors.js";
export { conditional, retrying, Answers, type Fetch } from "./fetching.js";
export { list, whole, type ListPath, type Query } from "./lists.js";
export { update, type Copy, type Kind } from "./mirror.js";
export { drafts, openPreview, type Looking } from "./preview.js";
export type { components, operations, paths } from "./schema.js";

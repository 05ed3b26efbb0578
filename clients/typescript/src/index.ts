export { plenary, type Api, type Asking, type Options, type Schemas } from "./api.js";
export { PlenaryError } from "./errors.js";
export { conditional, retrying, Answers, type Fetch } from "./fetching.js";
export { list, page, whole, type ListPath, type Page, type PageQuery, type Query } from "./lists.js";
export { update, type Copy, type Kind } from "./mirror.js";
export { drafts, openPreview, type Looking } from "./preview.js";
export {
  get,
  history,
  resolve,
  search,
  site,
  type AnyDocument,
  type One,
  type Resolved,
} from "./records.js";
export { days, hours, inWords, pathOf, picture, type Showing } from "./showing.js";
export type { DocumentOf, RecordPath, Shape, Shaped } from "./shape.js";
export type { components, operations, paths } from "./schema.js";

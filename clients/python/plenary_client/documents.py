"""The documents of the API. Written by `make clients` from openapi.json: do not edit."""

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

AccessEnum: TypeAlias = Literal['public', 'invitation-only', 'private']
ActionEnum: TypeAlias = Literal['publish', 'withdraw']
ActionValue = TypedDict("ActionValue", {
    "label": 'str',
    "kind": 'CallToActionKind',
    "url": 'str | None',
})
Affiliation = TypedDict("Affiliation", {
    "partner": 'Link | None',
    "organisation_stated": 'str | None',
    "role": 'str | None',
    "from": 'int | None',
    "to": 'int | None',
})
Alias = TypedDict("Alias", {
    "name": 'str',
    "from": 'int | None',
    "to": 'int | None',
})
Alternate = TypedDict("Alternate", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "title": 'str',
    "locale": 'str',
    "html_url": 'str',
})
Appearance = TypedDict("Appearance", {
    "person": 'Link',
    "capacity": 'CapacityEnum',
    "role_then": 'str | None',
    "affiliation_then": 'str | None',
})
AttributionRuleEnum: TypeAlias = Literal['on-the-record', 'chatham-house', 'off-the-record']
BodyBlock: TypeAlias = 'HeadingBlock | ParagraphBlock | ListBlock | KeyQuestionsBlock | TableBlock | QuoteBlock | ReferenceBlock | ProgrammeBlock | PartnersBlock | ImageBlock | DocumentBlock | EmbedBlock | CallToActionBlock'
CallToAction = TypedDict("CallToAction", {
    "label": 'str',
    "kind": 'CallToActionKind',
    "url": 'str | None',
})
CallToActionBlock = TypedDict("CallToActionBlock", {
    "value": 'ActionValue',
    "id": 'str',
    "type": 'CallToActionBlockTypeEnum',
})
CallToActionBlockTypeEnum: TypeAlias = Literal['call_to_action']
CallToActionKind: TypeAlias = Literal['newsletter', 'registration', 'contact', 'read-more', 'other']
CapacityEnum: TypeAlias = Literal['chair', 'speaker', 'moderator', 'rapporteur', 'participant']
Change = TypedDict("Change", {
    "sequence": 'int',
    "action": 'ActionEnum',
    "kind": 'str',
    "id": 'str',
    "key": 'str',
    "locale": 'str | None',
    "url": 'str',
    "digest": 'str | None',
    "recorded_at": 'str',
    "reason": 'str | None',
    "document": 'dict[str, Any] | None',
})
Changes = TypedDict("Changes", {
    "log": 'str | None',
    "head": 'int',
    "more": 'bool',
    "next": 'str',
    "set": 'Set | None',
    "results": 'list[Change]',
})
ChangesQuery = TypedDict("ChangesQuery", {
    "at": NotRequired['str'],
    "checksum": NotRequired["Literal['true']"],
    "kind": NotRequired["list[Literal['series', 'event', 'quote', 'partner', 'person', 'theme', 'venue', 'reference', 'document', 'image', 'site']]"],
    "limit": NotRequired['int'],
    "log": NotRequired['str'],
    "since": NotRequired['int'],
    "wait": NotRequired['int'],
})
CodeEnum: TypeAlias = Literal['bad_request', 'cursor_gone', 'forbidden', 'gone', 'https_required', 'invalid_parameter', 'method_not_allowed', 'not_acceptable', 'not_found', 'precondition_failed', 'server_error', 'too_large', 'too_many_requests', 'unavailable', 'unknown_parameter', 'unsupported_media_type', 'uri_too_long']
Column = TypedDict("Column", {
    "heading": 'str | None',
    "type": 'ColumnTypeEnum',
})
ColumnTypeEnum: TypeAlias = Literal['text', 'number', 'rich_text']
Dates = TypedDict("Dates", {
    "start": 'str | None',
    "end": 'str | None',
    "precision": 'PrecisionEnum',
    "edtf": 'str | None',
    "stated": 'str | None',
})
DefaultPartner = TypedDict("DefaultPartner", {
    "partner": 'Link',
    "from": 'int | None',
    "to": 'int | None',
})
Diff = TypedDict("Diff", {
    "from": 'int',
    "to": 'int',
    "changes": 'list[Difference]',
})
Difference = TypedDict("Difference", {
    "path": 'str',
    "before": 'Any',
    "after": 'Any',
})
Document = TypedDict("Document", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "credit": 'str | None',
    "licence": 'str | None',
    "same_as": 'list[str]',
    "meta": 'MetaData',
    "kind": 'DocumentKind',
    "summary": 'str | None',
    "language": 'str | None',
    "file": 'File',
})
DocumentBlock = TypedDict("DocumentBlock", {
    "value": 'DocumentValue',
    "id": 'str',
    "type": 'DocumentBlockTypeEnum',
})
DocumentBlockTypeEnum: TypeAlias = Literal['document']
DocumentKind: TypeAlias = Literal['report', 'programme', 'background-note', 'statement', 'transcript', 'other']
DocumentLink = TypedDict("DocumentLink", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "title": 'str',
    "file": 'File',
})
DocumentValue = TypedDict("DocumentValue", {
    "document": 'DocumentLink',
    "caption": 'str | None',
})
DocumentsQuery = TypedDict("DocumentsQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "kind": NotRequired["list[Literal['report', 'programme', 'background-note', 'statement', 'transcript', 'other']]"],
    "kind__not": NotRequired["list[Literal['report', 'programme', 'background-note', 'statement', 'transcript', 'other']]"],
    "limit": NotRequired['int'],
    "ordering": NotRequired['str'],
    "q": NotRequired['str'],
})
DownloadPage = TypedDict("DownloadPage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[DownloadSummary]',
})
DownloadSummary = TypedDict("DownloadSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "licence": 'str | None',
    "meta": 'MetaData',
    "kind": 'DocumentKind',
    "summary": 'str | None',
    "language": 'str | None',
    "file": 'File',
})
Editions = TypedDict("Editions", {
    "count": 'int',
    "url": 'str',
    "first": 'Link | None',
    "latest": 'Link | None',
})
EmbedBlock = TypedDict("EmbedBlock", {
    "value": 'EmbedValue',
    "id": 'str',
    "type": 'EmbedBlockTypeEnum',
})
EmbedBlockTypeEnum: TypeAlias = Literal['embed']
EmbedValue = TypedDict("EmbedValue", {
    "url": 'str',
    "title": 'str',
    "caption": 'str | None',
})
Event = TypedDict("Event", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "sources": 'list[Source]',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
    "code": 'str | None',
    "title_stated": 'str | None',
    "series": 'Link | None',
    "ordinal": 'int | None',
    "ordinal_basis": 'OrdinalBasisEnum',
    "ordinal_stated": 'str | None',
    "previous": 'Link | None',
    "next": 'Link | None',
    "kind": 'EventKind',
    "kind_stated": 'list[str]',
    "access": 'AccessEnum | NullEnum',
    "access_stated": 'str | None',
    "attribution_rule": 'AttributionRuleEnum | NullEnum',
    "attribution_stated": 'str | None',
    "audience_stated": 'str | None',
    "mode": 'ModeEnum | NullEnum',
    "phase": 'PhaseEnum | NullEnum',
    "dates": 'EventDates',
    "venue": 'VenueLink | None',
    "place_stated": 'str | None',
    "organiser": 'Link | None',
    "partners": 'list[Partnership]',
    "summary": 'str | None',
    "body": 'list[BodyBlock]',
    "themes": 'list[Link]',
    "references": 'list[ReferenceLink]',
    "quotes": 'list[QuoteLink]',
    "programme": 'list[ProgrammeItem]',
    "people": 'list[Appearance]',
    "documents": 'list[DocumentLink]',
    "calls_to_action": 'list[CallToAction]',
    "related": 'list[Link]',
    "image": 'Picture | None',
})
EventDates = TypedDict("EventDates", {
    "start": 'str | None',
    "end": 'str | None',
    "precision": 'PrecisionEnum',
    "edtf": 'str | None',
    "stated": 'str | None',
    "time_zone": 'str | None',
})
EventKind: TypeAlias = Literal['conference', 'roundtable', 'dialogue', 'forum', 'panel', 'workshop', 'meeting', 'other']
EventPage = TypedDict("EventPage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[EventSummary]',
})
EventSummary = TypedDict("EventSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "meta": 'PageMetaData',
    "code": 'str | None',
    "series": 'Link | None',
    "ordinal": 'int | None',
    "kind": 'EventKind',
    "access": 'AccessEnum | NullEnum',
    "mode": 'ModeEnum | NullEnum',
    "phase": 'PhaseEnum | NullEnum',
    "dates": 'EventDates',
    "venue": 'VenueLink | None',
    "place_stated": 'str | None',
    "organiser": 'Link | None',
    "partners": 'list[Partnership]',
    "summary": 'str | None',
    "themes": 'list[Link]',
    "image": 'Picture | None',
})
EventsQuery = TypedDict("EventsQuery", {
    "access": NotRequired["list[Literal['public', 'invitation-only', 'private']]"],
    "access__not": NotRequired["list[Literal['public', 'invitation-only', 'private']]"],
    "as_of": NotRequired['str'],
    "code": NotRequired['list[str]'],
    "code__not": NotRequired['list[str]'],
    "count": NotRequired["Literal['exact', 'none']"],
    "country": NotRequired['list[str]'],
    "country__not": NotRequired['list[str]'],
    "from": NotRequired['str'],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "kind": NotRequired["list[Literal['conference', 'roundtable', 'dialogue', 'forum', 'panel', 'workshop', 'meeting', 'other']]"],
    "kind__not": NotRequired["list[Literal['conference', 'roundtable', 'dialogue', 'forum', 'panel', 'workshop', 'meeting', 'other']]"],
    "limit": NotRequired['int'],
    "locale": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "locale__not": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "mode": NotRequired["list[Literal['in-person', 'online', 'hybrid']]"],
    "mode__not": NotRequired["list[Literal['in-person', 'online', 'hybrid']]"],
    "ordering": NotRequired['str'],
    "ordinal": NotRequired['list[int]'],
    "ordinal__gte": NotRequired['int'],
    "ordinal__lte": NotRequired['int'],
    "ordinal__not": NotRequired['list[int]'],
    "partner": NotRequired['list[str]'],
    "partner__not": NotRequired['list[str]'],
    "person": NotRequired['list[str]'],
    "person__not": NotRequired['list[str]'],
    "phase": NotRequired["list[Literal['planned', 'confirmed', 'held', 'postponed', 'cancelled', 'moved']]"],
    "phase__not": NotRequired["list[Literal['planned', 'confirmed', 'held', 'postponed', 'cancelled', 'moved']]"],
    "q": NotRequired['str'],
    "quote": NotRequired['list[str]'],
    "quote__not": NotRequired['list[str]'],
    "reference": NotRequired['list[str]'],
    "reference__not": NotRequired['list[str]'],
    "series": NotRequired['list[str]'],
    "series__not": NotRequired['list[str]'],
    "theme": NotRequired['list[str]'],
    "theme__not": NotRequired['list[str]'],
    "to": NotRequired['str'],
    "year": NotRequired['list[int]'],
    "year__gte": NotRequired['int'],
    "year__lte": NotRequired['int'],
    "year__not": NotRequired['list[int]'],
})
Facet = TypedDict("Facet", {
    "value": 'str',
    "label": 'str',
    "count": 'int',
})
Facets = TypedDict("Facets", {
    "kind": 'list[Facet]',
    "series": 'list[Facet]',
    "year": 'list[Facet]',
    "theme": 'list[Facet]',
    "partner": 'list[Facet]',
    "country": 'list[Facet]',
})
File = TypedDict("File", {
    "url": 'str',
    "filename": 'str',
    "media_type": 'str',
    "size": 'int | None',
    "sha256": 'str | None',
})
FocalPoint = TypedDict("FocalPoint", {
    "x": 'float',
    "y": 'float',
    "width": 'float',
    "height": 'float',
})
HeadingBlock = TypedDict("HeadingBlock", {
    "value": 'HeadingValue',
    "id": 'str',
    "type": 'HeadingBlockTypeEnum',
})
HeadingBlockTypeEnum: TypeAlias = Literal['heading']
HeadingValue = TypedDict("HeadingValue", {
    "text": 'str',
    "level": 'int',
    "anchor": 'str',
})
Health = TypedDict("Health", {
    "status": 'StatusEnum',
})
Highlights = TypedDict("Highlights", {
    "title": 'str | None',
    "text": 'str | None',
})
History = TypedDict("History", {
    "next": 'str | None',
    "results": 'list[Version]',
})
IllustrationValue = TypedDict("IllustrationValue", {
    "image": 'Picture',
    "caption": 'str | None',
})
Image = TypedDict("Image", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "credit": 'str | None',
    "licence": 'str | None',
    "same_as": 'list[str]',
    "meta": 'MetaData',
    "kind": 'ImageKind',
    "alt": 'str | None',
    "decorative": 'bool',
    "width": 'int',
    "height": 'int',
    "sha256": 'str | None',
    "focal_point": 'FocalPoint | None',
    "profiles": 'dict[str, Any]',
})
ImageBlock = TypedDict("ImageBlock", {
    "value": 'IllustrationValue',
    "id": 'str',
    "type": 'ImageBlockTypeEnum',
})
ImageBlockTypeEnum: TypeAlias = Literal['image']
ImageKind: TypeAlias = Literal['picture', 'logo', 'portrait', 'diagram', 'other']
ImagePage = TypedDict("ImagePage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[ImageSummary]',
})
ImageSummary = TypedDict("ImageSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "credit": 'str | None',
    "licence": 'str | None',
    "meta": 'MetaData',
    "kind": 'ImageKind',
    "alt": 'str | None',
    "decorative": 'bool',
    "width": 'int',
    "height": 'int',
    "profiles": 'dict[str, Any]',
})
ImagesQuery = TypedDict("ImagesQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "kind": NotRequired["list[Literal['picture', 'logo', 'portrait', 'diagram', 'other']]"],
    "kind__not": NotRequired["list[Literal['picture', 'logo', 'portrait', 'diagram', 'other']]"],
    "limit": NotRequired['int'],
    "ordering": NotRequired['str'],
    "q": NotRequired['str'],
})
Index = TypedDict("Index", {
    "series": 'str',
    "events": 'str',
    "quotes": 'str',
    "partners": 'str',
    "people": 'str',
    "themes": 'str',
    "venues": 'str',
    "references": 'str',
    "documents": 'str',
    "images": 'str',
    "site": 'str',
    "search": 'str',
    "resolve": 'str',
    "changes": 'str',
    "newsletter": 'str',
    "docs": 'str',
    "openapi": 'str',
})
KeyQuestionsBlock = TypedDict("KeyQuestionsBlock", {
    "value": 'KeyQuestionsValue',
    "id": 'str',
    "type": 'KeyQuestionsBlockTypeEnum',
})
KeyQuestionsBlockTypeEnum: TypeAlias = Literal['key_questions']
KeyQuestionsValue = TypedDict("KeyQuestionsValue", {
    "title": 'str | None',
    "questions": 'list[str]',
})
Link = TypedDict("Link", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "title": 'str',
})
ListBlock = TypedDict("ListBlock", {
    "value": 'ListValue',
    "id": 'str',
    "type": 'ListBlockTypeEnum',
})
ListBlockTypeEnum: TypeAlias = Literal['list']
ListValue = TypedDict("ListValue", {
    "ordered": 'bool',
    "items": 'list[str | list[RichTextNode]]',
})
LocaleEnum: TypeAlias = Literal['en', 'fr', 'de']
Message = TypedDict("Message", {
    "message": 'str',
})
MetaData = TypedDict("MetaData", {
    "published_at": 'str',
    "first_published_at": 'str',
})
ModeEnum: TypeAlias = Literal['in-person', 'online', 'hybrid']
NavigationItem = TypedDict("NavigationItem", {
    "label": 'str',
    "url": 'str',
    "page": 'Link | None',
})
Newsletter = TypedDict("Newsletter", {
    "title": 'str | None',
    "text": 'str | None',
})
NullEnum: TypeAlias = 'None'
Occasion = TypedDict("Occasion", {
    "reference": 'Link | None',
    "event": 'Link | None',
    "stated": 'str | None',
    "dates": 'Dates',
})
OrdinalBasisEnum: TypeAlias = Literal['stated', 'inferred', 'unknown']
OutcomeEnum: TypeAlias = Literal['document', 'redirect', 'gone', 'not_found']
PageMetaData = TypedDict("PageMetaData", {
    "published_at": 'str',
    "first_published_at": 'str',
    "seo_title": 'str | None',
    "search_description": 'str | None',
})
ParagraphBlock = TypedDict("ParagraphBlock", {
    "value": 'str | list[RichTextNode]',
    "id": 'str',
    "type": 'ParagraphBlockTypeEnum',
})
ParagraphBlockTypeEnum: TypeAlias = Literal['paragraph']
Partner = TypedDict("Partner", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "sources": 'list[Source]',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
    "acronym": 'str | None',
    "names": 'list[PartnerName]',
    "kind": 'PartnerKind',
    "country": 'str | None',
    "parent": 'Link | None',
    "summary": 'str | None',
    "website": 'str | None',
    "logo": 'Picture | None',
    "ror": 'str | None',
    "wikidata": 'str | None',
})
PartnerKind: TypeAlias = Literal['ministry', 'un-body', 'igo', 'ngo', 'university', 'foundation', 'company', 'embassy', 'other']
PartnerLink = TypedDict("PartnerLink", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "title": 'str',
    "country": 'str | None',
    "kind": 'PartnerKind',
    "logo": 'Picture | None',
})
PartnerName = TypedDict("PartnerName", {
    "name": 'str',
    "language": 'str | None',
    "from": 'int | None',
    "to": 'int | None',
})
PartnerPage = TypedDict("PartnerPage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[PartnerSummary]',
})
PartnerSummary = TypedDict("PartnerSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "meta": 'PageMetaData',
    "acronym": 'str | None',
    "kind": 'PartnerKind',
    "country": 'str | None',
    "parent": 'Link | None',
    "website": 'str | None',
    "logo": 'Picture | None',
})
PartnersBlock = TypedDict("PartnersBlock", {
    "id": 'str',
    "type": 'PartnersBlockTypeEnum',
})
PartnersBlockTypeEnum: TypeAlias = Literal['partners']
PartnersQuery = TypedDict("PartnersQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "country": NotRequired['list[str]'],
    "country__not": NotRequired['list[str]'],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "kind": NotRequired["list[Literal['ministry', 'un-body', 'igo', 'ngo', 'university', 'foundation', 'company', 'embassy', 'other']]"],
    "kind__not": NotRequired["list[Literal['ministry', 'un-body', 'igo', 'ngo', 'university', 'foundation', 'company', 'embassy', 'other']]"],
    "limit": NotRequired['int'],
    "locale": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "locale__not": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "ordering": NotRequired['str'],
    "q": NotRequired['str'],
})
Partnership = TypedDict("Partnership", {
    "role": 'RoleEnum',
    "role_stated": 'str | None',
    "partner": 'PartnerLink',
})
PeopleQuery = TypedDict("PeopleQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "limit": NotRequired['int'],
    "locale": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "locale__not": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "ordering": NotRequired['str'],
    "q": NotRequired['str'],
})
Person = TypedDict("Person", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "sources": 'list[Source]',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
    "sort_name": 'str',
    "given_name": 'str | None',
    "family_name": 'str | None',
    "honorific": 'str | None',
    "summary": 'str | None',
    "portrait": 'Picture | None',
    "affiliations": 'list[Affiliation]',
    "orcid": 'str | None',
    "wikidata": 'str | None',
})
PersonPage = TypedDict("PersonPage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[PersonSummary]',
})
PersonSummary = TypedDict("PersonSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "meta": 'PageMetaData',
    "sort_name": 'str',
    "honorific": 'str | None',
    "portrait": 'Picture | None',
})
PhaseEnum: TypeAlias = Literal['planned', 'confirmed', 'held', 'postponed', 'cancelled', 'moved']
Picture = TypedDict("Picture", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "title": 'str',
    "alt": 'str | None',
    "decorative": 'bool',
    "width": 'int',
    "height": 'int',
    "credit": 'str | None',
    "licence": 'str | None',
    "focal_point": 'FocalPoint | None',
    "profiles": 'dict[str, Any]',
})
PictureProfile = TypedDict("PictureProfile", {
    "width": 'int',
    "height": 'int',
    "src": 'str',
    "sources": 'list[PictureSource]',
})
PictureSource = TypedDict("PictureSource", {
    "type": 'str',
    "srcset": 'str',
})
Place = TypedDict("Place", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "title": 'str',
})
PlaceOrDocument: TypeAlias = 'Place | Series | Event | Quote | Partner | Person | Theme | Venue | Reference | Document | Image | Site'
PrecisionEnum: TypeAlias = Literal['day', 'month', 'year', 'none']
PreviewCode = TypedDict("PreviewCode", {
    "code": 'str',
})
PreviewToken = TypedDict("PreviewToken", {
    "token": 'str',
    "expires_at": 'str',
    "userbar": 'str',
})
Problem = TypedDict("Problem", {
    "type": 'str',
    "title": 'str',
    "status": 'int',
    "detail": 'str',
    "code": 'CodeEnum',
    "request_id": 'str | None',
    "errors": NotRequired['list[ProblemError]'],
    "tombstone": NotRequired['Tombstone'],
    "restart": NotRequired['str'],
})
ProblemError = TypedDict("ProblemError", {
    "parameter": 'str',
    "value": NotRequired['str'],
    "detail": NotRequired['str'],
    "nearest": NotRequired['str | None'],
    "allowed": NotRequired['list[str]'],
})
ProgrammeBlock = TypedDict("ProgrammeBlock", {
    "id": 'str',
    "type": 'ProgrammeBlockTypeEnum',
})
ProgrammeBlockTypeEnum: TypeAlias = Literal['programme']
ProgrammeItem = TypedDict("ProgrammeItem", {
    "id": 'str',
    "title": 'str',
    "kind": 'ProgrammeItemKind',
    "start": 'str | None',
    "end": 'str | None',
    "summary": 'str | None',
    "questions": 'list[str]',
    "people": 'list[Link]',
    "documents": 'list[DocumentLink]',
})
ProgrammeItemKind: TypeAlias = Literal['session', 'plenary', 'panel', 'working-group', 'keynote', 'break', 'social', 'other']
Quote = TypedDict("Quote", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "sources": 'list[Source]',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
    "text": 'str',
    "language": 'str',
    "speaker": 'Link | None',
    "speaker_organisation": 'Link | None',
    "attribution_stated": 'str | None',
    "role_then": 'str | None',
    "occasion": 'Occasion',
    "verification": 'VerificationEnum',
})
QuoteBlock = TypedDict("QuoteBlock", {
    "value": 'QuoteLink',
    "id": 'str',
    "type": 'QuoteBlockTypeEnum',
})
QuoteBlockTypeEnum: TypeAlias = Literal['quote']
QuoteLink = TypedDict("QuoteLink", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "title": 'str',
    "text": 'str',
    "language": 'str',
    "speaker": 'Link | None',
    "speaker_organisation": 'Link | None',
    "attribution_stated": 'str | None',
    "role_then": 'str | None',
    "occasion_stated": 'str | None',
    "verification": 'VerificationEnum',
})
QuotePage = TypedDict("QuotePage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[QuoteSummary]',
})
QuoteSummary = TypedDict("QuoteSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "meta": 'PageMetaData',
    "text": 'str',
    "language": 'str',
    "speaker": 'Link | None',
    "speaker_organisation": 'Link | None',
    "attribution_stated": 'str | None',
    "role_then": 'str | None',
    "occasion": 'Occasion',
    "verification": 'VerificationEnum',
})
QuotesQuery = TypedDict("QuotesQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "event": NotRequired['list[str]'],
    "event__not": NotRequired['list[str]'],
    "from": NotRequired['str'],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "limit": NotRequired['int'],
    "locale": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "locale__not": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "ordering": NotRequired['str'],
    "partner": NotRequired['list[str]'],
    "partner__not": NotRequired['list[str]'],
    "person": NotRequired['list[str]'],
    "person__not": NotRequired['list[str]'],
    "q": NotRequired['str'],
    "reference": NotRequired['list[str]'],
    "reference__not": NotRequired['list[str]'],
    "to": NotRequired['str'],
    "verification": NotRequired["list[Literal['unchecked', 'checked', 'disputed', 'misattributed']]"],
    "verification__not": NotRequired["list[Literal['unchecked', 'checked', 'disputed', 'misattributed']]"],
    "year": NotRequired['list[int]'],
    "year__gte": NotRequired['int'],
    "year__lte": NotRequired['int'],
    "year__not": NotRequired['list[int]'],
})
ReasonEnum: TypeAlias = Literal['deleted', 'expired', 'withdrawn']
Reference = TypedDict("Reference", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "sources": 'list[Source]',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
    "kind": 'ReferenceKind',
    "issuer": 'str | None',
    "symbol": 'str | None',
    "body_name": 'str | None',
    "session_number": 'int | None',
    "facts_stated": 'str | None',
    "dates": 'Dates',
    "website": 'str | None',
})
ReferenceBlock = TypedDict("ReferenceBlock", {
    "value": 'ReferenceLink',
    "id": 'str',
    "type": 'ReferenceBlockTypeEnum',
})
ReferenceBlockTypeEnum: TypeAlias = Literal['reference']
ReferenceKind: TypeAlias = Literal['declaration', 'treaty', 'resolution', 'appeal', 'session', 'report', 'law', 'other']
ReferenceLink = TypedDict("ReferenceLink", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "title": 'str',
    "kind": 'ReferenceKind',
    "issuer": 'str | None',
    "symbol": 'str | None',
    "body_name": 'str | None',
    "session_number": 'int | None',
    "facts_stated": 'str | None',
    "dates": 'Dates',
    "website": 'str | None',
})
ReferencePage = TypedDict("ReferencePage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[ReferenceSummary]',
})
ReferenceSummary = TypedDict("ReferenceSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "meta": 'PageMetaData',
    "kind": 'ReferenceKind',
    "issuer": 'str | None',
    "symbol": 'str | None',
    "body_name": 'str | None',
    "session_number": 'int | None',
    "dates": 'Dates',
    "website": 'str | None',
})
ReferencesQuery = TypedDict("ReferencesQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "from": NotRequired['str'],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "kind": NotRequired["list[Literal['declaration', 'treaty', 'resolution', 'appeal', 'session', 'report', 'law', 'other']]"],
    "kind__not": NotRequired["list[Literal['declaration', 'treaty', 'resolution', 'appeal', 'session', 'report', 'law', 'other']]"],
    "limit": NotRequired['int'],
    "locale": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "locale__not": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "ordering": NotRequired['str'],
    "q": NotRequired['str'],
    "to": NotRequired['str'],
    "year": NotRequired['list[int]'],
    "year__gte": NotRequired['int'],
    "year__lte": NotRequired['int'],
    "year__not": NotRequired['list[int]'],
})
Resolve = TypedDict("Resolve", {
    "path": 'str',
    "outcome": 'OutcomeEnum',
    "status": 'int',
    "location": 'str | None',
    "canonical": 'str | None',
    "document": 'PlaceOrDocument | None',
    "alternates": 'list[Alternate]',
    "breadcrumbs": 'list[Place]',
    "tombstone": 'Tombstone | None',
})
RichTextNode = TypedDict("RichTextNode", {
    "type": "Literal['paragraph', 'heading', 'blockquote', 'list', 'list_item', 'link', 'text', 'line_break']",
    "text": NotRequired['str'],
    "marks": NotRequired["list[Literal['bold', 'italic', 'code', 'subscript', 'superscript']]"],
    "level": NotRequired['int'],
    "ordered": NotRequired['bool'],
    "href": NotRequired['str'],
    "link": NotRequired['dict[str, Any] | None'],
    "children": NotRequired['list[RichTextNode]'],
})
RoleEnum: TypeAlias = Literal['organiser', 'co-organiser', 'partner', 'sponsor', 'funder', 'supporter', 'host']
Search = TypedDict("Search", {
    "query": 'str | None',
    "count": 'int',
    "fuzzy": 'bool',
    "next": 'str | None',
    "previous": 'str | None',
    "facets": 'Facets',
    "results": 'list[SearchResult]',
})
SearchResult = TypedDict("SearchResult", {
    "record": 'SummaryOfAnyKind',
    "highlights": 'Highlights',
})
Series = TypedDict("Series", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "sources": 'list[Source]',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
    "aliases": 'list[Alias]',
    "summary": 'str | None',
    "body": 'list[BodyBlock]',
    "cadence_stated": 'str | None',
    "organiser": 'Link | None',
    "themes": 'list[Link]',
    "default_partners": 'list[DefaultPartner]',
    "editions": 'Editions',
    "span": 'Span | None',
    "gaps": 'list[int]',
    "image": 'Picture | None',
})
SeriesPage = TypedDict("SeriesPage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[SeriesSummary]',
})
SeriesQuery = TypedDict("SeriesQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "limit": NotRequired['int'],
    "locale": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "locale__not": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "ordering": NotRequired['str'],
    "partner": NotRequired['list[str]'],
    "partner__not": NotRequired['list[str]'],
    "q": NotRequired['str'],
    "theme": NotRequired['list[str]'],
    "theme__not": NotRequired['list[str]'],
})
SeriesSummary = TypedDict("SeriesSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "meta": 'PageMetaData',
    "summary": 'str | None',
    "cadence_stated": 'str | None',
    "organiser": 'Link | None',
    "themes": 'list[Link]',
    "editions": 'Editions',
    "span": 'Span | None',
    "gaps": 'list[int]',
    "image": 'Picture | None',
})
Set = TypedDict("Set", {
    "count": 'int',
    "sha256": 'str',
})
Site = TypedDict("Site", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "summary": 'str | None',
    "body": 'list[BodyBlock]',
    "image": 'Picture | None',
    "navigation": 'list[NavigationItem]',
    "newsletter": 'Newsletter | None',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
})
Source = TypedDict("Source", {
    "url": 'str | None',
    "document": 'Link | None',
    "title": 'str | None',
    "retrieved": 'str | None',
    "speaks_for": 'list[str]',
    "quotations": 'list[str]',
    "sha256": 'str | None',
})
Span = TypedDict("Span", {
    "start": 'str',
    "end": 'str',
})
StatusEnum: TypeAlias = Literal['ok']
Subscribe = TypedDict("Subscribe", {
    "email": 'str',
    "website": NotRequired['str'],
    "locale": NotRequired['LocaleEnum'],
})
Suggestions = TypedDict("Suggestions", {
    "results": 'list[Place]',
})
SummaryOfAnyKind: TypeAlias = 'SeriesSummary | EventSummary | QuoteSummary | PartnerSummary | PersonSummary | ThemeSummary | VenueSummary | ReferenceSummary | DownloadSummary | ImageSummary'
TableBlock = TypedDict("TableBlock", {
    "value": 'TableValue',
    "id": 'str',
    "type": 'TableBlockTypeEnum',
})
TableBlockTypeEnum: TypeAlias = Literal['table']
TableValue = TypedDict("TableValue", {
    "caption": 'str | None',
    "columns": 'list[Column]',
    "rows": 'list[list[Any]]',
})
Theme = TypedDict("Theme", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "sources": 'list[Source]',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
    "broader": 'Link | None',
    "alternative_labels": 'list[str]',
    "summary": 'str | None',
})
ThemePage = TypedDict("ThemePage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[ThemeSummary]',
})
ThemeSummary = TypedDict("ThemeSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "meta": 'PageMetaData',
    "broader": 'Link | None',
    "alternative_labels": 'list[str]',
    "summary": 'str | None',
})
ThemesQuery = TypedDict("ThemesQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "limit": NotRequired['int'],
    "locale": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "locale__not": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "ordering": NotRequired['str'],
    "q": NotRequired['str'],
})
Tombstone = TypedDict("Tombstone", {
    "kind": 'str',
    "id": 'str',
    "key": 'str',
    "url": 'str',
    "withdrawn_at": 'str',
    "reason": 'ReasonEnum',
})
Venue = TypedDict("Venue", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "sources": 'list[Source]',
    "same_as": 'list[str]',
    "alternates": 'list[Alternate]',
    "meta": 'PageMetaData',
    "address": 'str | None',
    "locality": 'str | None',
    "country": 'str | None',
    "latitude": 'float | None',
    "longitude": 'float | None',
    "time_zone": 'str | None',
})
VenueLink = TypedDict("VenueLink", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "title": 'str',
    "locality": 'str | None',
    "country": 'str | None',
    "time_zone": 'str | None',
})
VenuePage = TypedDict("VenuePage", {
    "count": 'int | None',
    "next": 'str | None',
    "previous": 'str | None',
    "results": 'list[VenueSummary]',
})
VenueSummary = TypedDict("VenueSummary", {
    "id": 'str',
    "type": 'str',
    "key": 'str',
    "url": 'str',
    "html_url": 'str',
    "locale": 'str | None',
    "slug": 'str',
    "title": 'str',
    "meta": 'PageMetaData',
    "locality": 'str | None',
    "country": 'str | None',
    "latitude": 'float | None',
    "longitude": 'float | None',
    "time_zone": 'str | None',
})
VenuesQuery = TypedDict("VenuesQuery", {
    "as_of": NotRequired['str'],
    "count": NotRequired["Literal['exact', 'none']"],
    "country": NotRequired['list[str]'],
    "country__not": NotRequired['list[str]'],
    "has": NotRequired['str'],
    "has__not": NotRequired['str'],
    "limit": NotRequired['int'],
    "locale": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "locale__not": NotRequired["list[Literal['en', 'fr', 'de']]"],
    "ordering": NotRequired['str'],
    "q": NotRequired['str'],
})
VerificationEnum: TypeAlias = Literal['unchecked', 'checked', 'disputed', 'misattributed']
Version = TypedDict("Version", {
    "sequence": 'int',
    "action": 'ActionEnum',
    "recorded_at": 'str',
    "digest": 'str | None',
    "reason": 'str | None',
    "redacted": 'bool',
    "available": 'bool',
    "url": 'str | None',
})
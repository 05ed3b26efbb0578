"""Pages of the site, from templates, in the language of their text."""

from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from frontend.rendering.addresses import SiteAddresses
from frontend.rendering.embeds import HOSTS
from frontend.rendering.environment import Templates, environment
from frontend.rendering.words import language_of
from frontend.static import address_of

from .asking import Questions
from .config import Config
from .head import PageHead
from .responses import Response

Document = dict[str, Any]


class Renderer:
    """The templates in all languages, compiled when a page first needs them."""

    # Whether somebody answers a search, and has the versions of a record.
    has_server = True

    def __init__(self, config: Config, addresses: SiteAddresses | None = None) -> None:
        self.config = config
        self.addresses = addresses or SiteAddresses(config.api)
        self.templates = cache(self._templates)

    def _templates(self, language: str, layout: str, *, is_draft: bool = False) -> Templates:
        return environment(
            self.addresses,
            language,
            layout,
            is_draft=is_draft,
            newsletter_form="/newsletter/" if self.has_server else "",
            has_server=self.has_server,
            plays=True,
            sized=True,
            static=address_of,
            api=self.config.api,
            origin=self.config.site,
            default_locale=self.config.language,
        )

    def site(self, questions: Questions, locale: str | None = None) -> Document:
        """The document of the site, for the frame of a page in `locale`."""
        query = (("locale", locale),) if locale and locale != self.config.language else ()
        answer = questions.get_shared("site/", query)
        if answer.status != 200:
            answer = questions.get_shared("site/")
        return answer.data

    def page(
        self,
        template: str | list[str | Template],
        site: Document | None,
        head: PageHead,
        *,
        locale: str | None = None,
        status: int = 200,
        headers: tuple[tuple[str, str], ...] = (),
        **context: Any,
    ) -> Response:
        language = language_of(locale or self.config.language)
        templates = self.templates(language, "site.html")
        html = templates.get_or_select_template(template).render(
            site=site, head=head, text_locale=locale or language, **context
        )
        sent = [("Content-Language", locale or language), *security(self.config, html), *headers]
        if head.signposts:
            sent.append(("Link", head.link_header))
        return Response(status, html.encode(), headers=sent, forms=head.forms)

    def draft(self, template: list[str | Template], locale: str | None, **context: Any) -> str:
        """The main part of the page of a draft, without its frame."""
        templates = self.templates(language_of(locale), "fragment.html", is_draft=True)
        return templates.select_template(template).render(**context)


def template_of(document: Document) -> list[str | Template]:
    """The template of the kind, else the one for a record of any kind."""
    return [f"kinds/{document['type']}.html", "record.html"]


def lang_of(document: Document, language: str) -> Markup:
    """The attribute for the text of a document on a page whose own words are of `language`."""
    locale = document.get("locale")
    return Markup(' lang="{}"').format(locale) if locale and locale != language else Markup("")


def security(config: Config, html: str) -> list[tuple[str, str]]:
    """What the page may load: from itself, pictures from the API, and players of known sites.

    Browsers that know these rules load a page while the pointer is still over the link to it.
    """
    frames = " ".join(HOSTS) if "<iframe" in html else "'none'"
    rules = ("Speculation-Rules", f'"{address_of("navigation.json")}"')
    return [*policy(config, frames=frames), rules]


def policy(
    config: Config, *, frames: str = "'none'", is_preview: bool = False
) -> list[tuple[str, str]]:
    """The user bar of a preview is Wagtail's own. Its scripts and styles are the API's."""
    admin = f" {config.api}/static/" if is_preview else ""
    rules = [
        "default-src 'none'",
        f"script-src 'self'{admin}",
        f"style-src 'self'{admin}",
        f"img-src 'self' data: {config.api}",
        f"connect-src 'self' {config.api}",
        f"frame-src {frames}",
        "base-uri 'none'",
        "form-action 'self'",
        f"frame-ancestors 'self' {config.api}" if is_preview else "frame-ancestors 'none'",
    ]
    return [
        ("Content-Security-Policy", "; ".join(rules)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]

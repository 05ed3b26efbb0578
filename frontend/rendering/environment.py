"""The templates, made ready for a language and a set of addresses."""

from collections.abc import Callable, MutableMapping
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

import nh3
import orjson
from jinja2 import BytecodeCache, ChainableUndefined, Environment, FileSystemLoader, Template
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape

from . import dates
from .about import about, size
from .addresses import Addresses
from .embeds import player
from .own_facts import own_facts
from .pictures import sizes
from .rich_text import clean
from .rows import runs
from .spans import span
from .words import Words, language_name

Document = dict[str, Any]

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
MARKED = nh3.Cleaner(tags={"mark"}, attributes={})
SCHEMES = ("http://", "https://", "mailto:", "tel:")
LONGEST_TITLE = 70  # characters of the title of a window: results of searches show no more
BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class DirectCalls(Context):
    """Calls what a template calls. Jinja would first look whether it asks for the context."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *values: Any,
        _block_vars: Any = None,
        _loop_vars: Any = None,
        **named_values: Any,
    ) -> Any:
        return function(*values, **named_values)


class Templates(Environment):
    """Templates over documents: `d.items` is the key of a dict, not its method."""

    context_class = DirectCalls

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.ready: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name
    ) -> Template:
        """Templates stay as they are. Jinja would look at each use whether it still has them."""
        if isinstance(name, Template):
            return name
        if name not in self.ready:
            self.ready[name] = super().get_template(name, parent, globals)
        return self.ready[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Of what is no dict, an attribute first: asking for a key would raise and catch."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Compiled(BytecodeCache):
    """What each template was compiled to, which is the same in all languages."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


NOTHING = Markup("")


def named(names: str) -> Markup:
    """In a draft, the attribute with the fields that a part shows. A click opens the first."""
    return Markup(f' data-field="{escape(names)}"') if names else NOTHING  # noqa: S704  escaped


def unnamed(names: str) -> Markup:
    return NOTHING


def environment(
    addresses: Addresses,
    language: str,
    layout: str,
    absent: str = "",
    *,
    is_draft: bool = False,
    **of_all: Any,
) -> Templates:
    """The templates of pages in `layout` ("site.html"). Each has `of_all` as variables.

    `absent` stands for what no source states. With "" a page leaves it out.
    """
    field = named if is_draft else unnamed
    words = Words(language)
    templates = Templates(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=ChainableUndefined,  # no kind has all fields, and old versions lack some
        auto_reload=False,
        bytecode_cache=COMPILED,
    )
    site = of_all.get("origin", "")

    def local(url: str) -> str:
        """An address of the site itself as a path."""
        return url.removeprefix(site) or "/" if site else url

    def fact(name: str, value: Any, lang: str = "", fields: str = "") -> Markup:
        """A row of a list of facts. "" when `value` is not stated. `lang` is an attribute."""
        if not value and value != 0:
            return NOTHING
        # `Markup.format` reads its pattern anew each time: a fifth of what a page takes.
        title = f"<dt>{escape(words.say(name))}</dt>"
        row = f"<div{field(fields)}>{title}<dd{escape(lang)}>{escape(value)}</dd></div>\n"
        return Markup(row)  # noqa: S704  its parts are escaped

    stated = words.say(absent) if absent else ""
    templates.globals |= {
        "_": words.say,
        "layout": layout,
        "language": language,
        "link": partial(link, addresses),
        "href": addresses.page,
        "media": lambda url: addresses.media(url or ""),
        "fact": fact,
        "open": Markup('<span class="open">{}</span>').format(stated) if stated else "",
        "player": player,
        "field": field,
        "is_draft": is_draft,
        **of_all,
    }
    templates.filters |= {
        "marked": marked,
        "shown_value": shown_value,
        "local": local,
        "home_path": addresses.page,
        "srcset": partial(srcset, addresses),
        "sizes": sizes,
        "own_facts": own_facts,
        "rich": lambda text: Markup(clean(text, addresses)),  # noqa: S704  it is clean
        "place": addresses.place,
        "page_number": addresses.numbered,
        "web": web,
        "plain_line": plain_line,
        "window_title": window_title,
        "runs": runs,
        "size": size,
        "by_day": dates.by_day,
        "language_name": language_name,
        "label": words.label,
        "country": words.country,
        "about": partial(about, words),
        "dates": partial(dates.dates, words),
        "date": partial(span, language, end=None),
        "day": partial(dates.day, words),
        "time": partial(dates.time, words),
    }
    templates.globals["p"] = templates.get_template("pieces.html").module  # once, not for each page
    return templates


def link(addresses: Addresses, record: Document, title: str | None = None) -> Markup:
    """A link to the record's page. Without a page, only its title."""
    page = addresses.page(record)
    text = escape(title or record["title"] or record["key"])
    if page is None:
        return text
    return Markup(f'<a href="{escape(page)}">{text}</a>')  # noqa: S704  its parts are escaped


def srcset(addresses: Addresses, text: str) -> str:
    """The sizes of a picture, each where its file is: "https://… 400w, https://… 800w"."""
    sizes = (part.rsplit(" ", 1) for part in text.split(", "))
    return ", ".join(f"{place} {width}" for url, width in sizes if (place := addresses.media(url)))


def marked(html: str) -> Markup:
    """A line of a search, in which `<mark>` stands around the words that were found."""
    return Markup(MARKED.clean(html))  # noqa: S704  it is clean


def shown_value(value: Any) -> str:
    """A value of a document, for people who compare two versions."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def web(url: str) -> str:
    """`url` for a link. Nothing that could run leads anywhere."""
    return url if url.lower().startswith(SCHEMES) else "#"


def plain_line(text: str) -> str:
    """`text` for the title of a window, without characters that change the direction."""
    return " ".join(text.translate(BIDI).split())


def window_title(title: str, site: str = "") -> str:
    """`title` as a window has it, with the title of the site where there is room for both."""
    title, site = plain_line(title), plain_line(site)
    whole = f"{title} – {site}" if site and site != title else title
    if len(whole) > LONGEST_TITLE:
        whole = title
    return whole if len(whole) <= LONGEST_TITLE else f"{whole[: LONGEST_TITLE - 1].rstrip()}…"

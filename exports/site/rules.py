"""What a web server is told beside the files: former paths, pages that are gone, headers."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, unquote

from archive.addresses import API_ROOT
from archive.registry import registry
from exports.hashing_writer import Content
from exports.mirror.server import quoted
from exports.streaming.disk_map import DiskMap
from frontend.server.config import Config
from frontend.server.links import path_of
from frontend.server.renderer import security
from frontend.static import TYPES, address_of

from .renderer import home_above

Document = dict[str, Any]

# nginx compares the paths of both maps in lower case. So what is there as a file comes first.
MAPS = (
    """# The site as files. Put the folder at /srv/site, and include this file.
map_hash_bucket_size {bucket};
map_hash_max_size {most};
map $uri $site_moved {{
    default "";
""",
    """}}
map $uri $site_gone {{
    default 0;
""",
    """}}
map $uri $site_language {{
    default "";
{languages}}}
server {{
    listen 80;
    root /srv/site;
    charset utf-8;
    error_page 404 $site_language/404.html;
    error_page 410 $site_language/410.html;
    add_header Content-Security-Policy "{policy}" always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy strict-origin-when-cross-origin always;
    add_header Speculation-ServerRules '"{navigation}"';
{errors}    location /_site/ {{
        types {{ {types} }}
        add_header Cache-Control "public, max-age=31536000, immutable";
        add_header X-Content-Type-Options nosniff;
    }}
    location /problems/ {{
        internal;
        types {{ application/problem+json json; }}
        add_header Access-Control-Allow-Origin * always;
        add_header X-Content-Type-Options nosniff always;
    }}
    location /api/v1/ {{
        error_page 404 /problems/404.json;
        try_files $uri $uri/index.json @api_moved;
        types {{ application/json json; }}
        add_header Access-Control-Allow-Origin * always;
        add_header X-Content-Type-Options nosniff always;
    }}
    location @api_moved {{
        error_page 404 /problems/404.json;
        error_page 410 /problems/410.json;
        if ($site_moved) {{ return 301 $site_moved; }}
        if ($site_gone) {{ return 410; }}
        return 404;
    }}
    location / {{ try_files $uri $uri/index.html @moved; }}
    location @moved {{
        if ($site_moved) {{ return 301 $site_moved; }}
        if ($site_gone) {{ return 410; }}
        return 404;
    }}
}}
""",
)


class ServerRules:
    """Where former paths lead to, and what is gone, as paths of addresses.

    They are written for nginx, and for hosts that read `_redirects` and `_headers`. What is below
    one of `homes`, such as "/fr/", has error pages of its own.
    """

    def __init__(self, config: Config, homes: Sequence[str] = ()) -> None:
        self.config, self.homes = config, homes
        self.moved, self._gone = DiskMap(), DiskMap()

    def add_former_key(self, old: str, new: str) -> None:
        """`old` and `new` are paths of the API. Where pages in the tree are is known already."""
        self.moved[old] = new
        path, page = (f"/{address.removeprefix(API_ROOT)}" for address in (old, new))
        location = self.moved.get(page, page)
        self.moved.update({path.rstrip("/"): location, path: location})

    def add_former_path(self, resolution: Document) -> None:
        # The site answers a path with and without its last slash. A file server knows no query.
        if resolution["outcome"] == "redirect" and "?" not in resolution["path"]:
            path = resolution["path"].rstrip("/")
            location = path_of(resolution["location"], self.config.site)
            self.moved.update({path: location, f"{path}/": location})
        elif resolution["outcome"] == "gone":
            self._gone[resolution["path"]] = ""

    def add_tombstone(self, tombstone: Document) -> None:
        plural = registry[tombstone["type"]].plural
        for key in (tombstone["key"], *tombstone["former_keys"]):
            self._gone.update({f"/{plural}/{key}/": "", f"{API_ROOT}{plural}/{key}/": ""})

    def files(self) -> Iterator[tuple[str, Content]]:
        policy = dict(security(self.config, "<iframe"))["Content-Security-Policy"]
        navigation = address_of("navigation.json")
        yield "nginx.conf", self._nginx(policy, navigation)
        yield "_redirects", self._redirects()
        headers = {
            "/*": [
                f"Content-Security-Policy: {policy}",
                "X-Content-Type-Options: nosniff",
                f'Speculation-ServerRules: "{navigation}"',
            ],
            navigation: [f"Content-Type: {TYPES['.json']}"],
        }
        lines = [
            f"{path}\n" + "".join(f"  {line}\n" for line in own) for path, own in headers.items()
        ]
        yield "_headers", "".join(lines).encode()

    def _nginx(self, policy: str, navigation: str) -> Iterator[bytes]:
        facts = {
            # A power of two that holds the longest key with what nginx keeps beside it.
            "bucket": max(
                128, 1 << (max(self.moved.longest, self._gone.longest) + 64).bit_length()
            ),
            "most": max(2048, 4 * (len(self.moved) + len(self._gone))),
            "policy": policy,
            "types": " ".join(f"{kind.split(';')[0]} {end[1:]};" for end, kind in TYPES.items()),
            "navigation": navigation,
            "languages": "".join(
                f'    "~^{quoted(re.escape(unquote(home)))}" "{quoted(unquote(home)[:-1])}";\n'
                for home in self.homes
            ),
            "errors": "".join(
                f'    location = "{quoted(unquote(home))}{status}.html" {{ internal; }}\n'
                for home in ("/", *self.homes)
                for status in (404, 410)
            ),
        }
        before, between, after = (part.format(**facts).encode() for part in MAPS)
        yield before
        for old, new in once(self.moved.pairs()):
            yield f'    "{key(old)}" "{value(new)}";\n'.encode()
        yield between
        for path, _value in once(self._gone_now()):
            yield f'    "{key(path)}" 1;\n'.encode()
        yield after

    def _redirects(self) -> Iterator[bytes]:
        for old, new in self.moved.pairs():
            yield f"{encoded(old)} {encoded(new)} 301\n".encode()
        for path, _value in self._gone_now():
            home = encoded(home_above(path, self.homes))
            yield f"{encoded(path)} {home}410.html 410\n".encode()
        for home in self.homes:
            yield f"{encoded(home)}* {encoded(home)}404.html 404\n".encode()

    def _gone_now(self) -> Iterator[tuple[str, str]]:
        return (pair for pair in self._gone.pairs() if pair[0] not in self.moved)


def once(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those whose keys are different for nginx, which refuses one key twice."""
    seen = DiskMap()
    for path, value in pairs:
        folded = unquote(path).encode().lower().decode()  # only letters of ASCII
        if folded not in seen:
            seen[folded] = ""
            yield path, value


def key(path: str) -> str:
    """A path as nginx compares it: decoded."""
    return quoted(unquote(path))


def value(address: str) -> str:
    """Where nginx leads to. A "$" would be a variable."""
    return quoted(encoded(address).replace("$", "%24"))


def encoded(address: str) -> str:
    """An address without spaces and line ends, however it was written."""
    return quote(address, safe="/:?&=#%+,;@!$'()*~[]")

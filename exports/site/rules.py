"""What a web server is told beside the files: former paths, pages that are gone, headers."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

from archive.addresses import API_ROOT
from archive.registry import registry
from exports.mirror.server import quoted
from frontend.server.config import Config
from frontend.server.links import path_of
from frontend.server.renderer import security
from frontend.static import TYPES, address_of

Document = dict[str, Any]

NGINX = """# The site as files. Put the folder at /srv/site, and include this file.
map_hash_bucket_size {bucket};
map_hash_max_size {most};
map $uri $site_moved {{
    default "";
{moved}}}
map $uri $site_gone {{
    default 0;
{gone}}}
server {{
    listen 80;
    root /srv/site;
    charset utf-8;
    error_page 404 /404.html;
    error_page 410 /410.html;
    location = /404.html {{ internal; }}
    location = /410.html {{ internal; }}
    location /_site/ {{
        types {{ {types} }}
        add_header Cache-Control "public, max-age=31536000, immutable";
        add_header X-Content-Type-Options nosniff;
    }}
    location /problems/ {{
        internal;
        types {{ application/problem+json json; }}
    }}
    location /api/v1/ {{
        if ($site_moved) {{ return 301 $site_moved; }}
        if ($site_gone) {{ return 410; }}
        error_page 404 /problems/404.json;
        error_page 410 /problems/410.json;
        try_files $uri $uri/index.json =404;
        types {{ application/json json; }}
        add_header Access-Control-Allow-Origin * always;
        add_header X-Content-Type-Options nosniff always;
    }}
    location / {{
        if ($site_moved) {{ return 301 $site_moved; }}
        if ($site_gone) {{ return 410; }}
        try_files $uri $uri/index.html =404;
        add_header Content-Security-Policy "{policy}" always;
        add_header X-Content-Type-Options nosniff always;
        add_header Referrer-Policy strict-origin-when-cross-origin always;
        add_header Speculation-Rules '"{navigation}"';
    }}
}}
"""


def rules(
    moved: dict[str, str],
    resolutions: list[Document],
    tombstones: list[Document],
    config: Config,
) -> Iterator[tuple[str, bytes]]:
    """For nginx, and for hosts that read `_redirects` and `_headers`."""
    for each in resolutions:
        # The site answers a path with and without its last slash. A file server knows no query.
        if each["outcome"] == "redirect" and "?" not in each["path"]:
            path, location = each["path"].rstrip("/"), path_of(each["location"], config.site)
            moved |= {path: location, f"{path}/": location}
    gone = {each["path"] for each in resolutions if each["outcome"] == "gone"}
    for record in tombstones:
        plural = registry[record["type"]].plural
        for had in (record["key"], *record["former_keys"]):
            gone |= {f"/{plural}/{had}/", f"{API_ROOT}{plural}/{had}/"}
    gone -= moved.keys()
    policy = dict(security(config, "<iframe"))["Content-Security-Policy"]
    navigation = address_of("navigation.json")
    longest = max((len(path.encode()) for path in (*moved, *gone)), default=0)
    text = NGINX.format(
        moved="".join(f'    "{key(old)}" "{value(new)}";\n' for old, new in moved.items()),
        gone="".join(f'    "{key(path)}" 1;\n' for path in sorted(gone)),
        # A power of two that holds the longest key with what nginx keeps beside it.
        bucket=max(128, 1 << (longest + 64).bit_length()),
        most=max(2048, 4 * (len(moved) + len(gone))),
        policy=policy,
        types=" ".join(f"{kind.split(';')[0]} {end[1:]};" for end, kind in TYPES.items()),
        navigation=navigation,
    )
    yield "nginx.conf", text.encode()
    lines = [f"{encoded(old)} {encoded(new)} 301\n" for old, new in moved.items()]
    lines += [f"{encoded(path)} /410.html 410\n" for path in sorted(gone)]
    yield "_redirects", "".join(lines).encode()
    headers = {
        "/*": [
            f"Content-Security-Policy: {policy}",
            "X-Content-Type-Options: nosniff",
            f'Speculation-Rules: "{navigation}"',
        ],
        navigation: [f"Content-Type: {TYPES['.json']}"],
    }
    lines = [f"{path}\n" + "".join(f"  {line}\n" for line in own) for path, own in headers.items()]
    yield "_headers", "".join(lines).encode()


def key(path: str) -> str:
    """A path as nginx compares it: decoded."""
    return quoted(unquote(path))


def value(address: str) -> str:
    """Where nginx leads to. A "$" would be a variable."""
    return quoted(encoded(address).replace("$", "%24"))


def encoded(address: str) -> str:
    """An address without spaces and line ends, however it was written."""
    return quote(address, safe="/:?&=#%+,;@!$'()*~[]")

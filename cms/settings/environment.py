"""Read settings from the environment and from `.env`, and refuse wrong values."""

import io
import os
import re
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from cms.text.numbers import whole_number

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()


def read_file(path: Path) -> None:
    """Set what `path` says and the environment does not.

    Every line counts: a line that is not understood may be the one that says "production".
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{path} is not UTF-8. Save it as UTF-8.") from error
    lines = [line.strip() for line in text.splitlines()]
    for number_of_line, line in enumerate(lines, 1):
        if line and not re.match(r"#|(export )?\w+=", line, re.ASCII):
            raise ImproperlyConfigured(
                f"{path}, line {number_of_line}: write NAME=value, without spaces around “=”."
            )
    env.read_env(io.StringIO("\n".join(lines)))


read_file(BASE_DIR / ".env")


def choose_settings(default: str) -> None:
    """Set DJANGO_SETTINGS_MODULE where nobody has: to what PLENARY_ENV says, or to `default`."""
    module = env.str("DJANGO_SETTINGS_MODULE", default="").strip()
    if not module:
        name = env.str("PLENARY_ENV", default="").strip().lower() or default
        if name not in ("production", "development"):
            raise ImproperlyConfigured(f"PLENARY_ENV is “{name}”: write production or development.")
        module = f"cms.settings.{name}"
    elif not is_module(module):
        raise ImproperlyConfigured(
            f"DJANGO_SETTINGS_MODULE is “{module}”: there is no such module. "
            "Write cms.settings.production, or leave it out and set PLENARY_ENV."
        )
    os.environ["DJANGO_SETTINGS_MODULE"] = module


def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


def boolean(name: str, default: bool) -> bool:
    """A switch. An unknown value is an error, so that a typo turns nothing on."""
    value = env.str(name, default="").strip().lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is “{value}”: write true or false.")
    return value in TRUE


def number(name: str, default: int) -> int:
    """A whole number, 0 or more."""
    value = env.str(name, default="").strip() or str(default)
    number = whole_number(value)
    if number is None:
        raise ImproperlyConfigured(f"{name} is “{value}”: write a whole number.")
    return number


def port(name: str, default: int) -> int:
    """A port that a server can listen on."""
    value = number(name, default)
    if not 0 < value < 65_536:
        raise ImproperlyConfigured(f"{name} is “{value}”: write a port, 1 to 65535.")
    return value


def required(name: str) -> str:
    """A value that production needs to start."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. docs/operators.md says what it is for.")
    return value


def origin(name: str, default: str | None = None) -> str:
    """A web origin: scheme, host and an optional port, without a slash at the end."""
    value = env.str(name, default=default or "") or required(name)
    value = value.rstrip("/")
    scheme, _, host = value.partition("://")
    if scheme not in ("http", "https") or not host or "/" in host:
        raise ImproperlyConfigured(f"{name} is “{value}”: write an origin, https://example.org.")
    return value


def domain(name: str) -> str:
    """A domain name, or ""."""
    value = env.str(name, default="").strip()
    if value and not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+", value):
        raise ImproperlyConfigured(
            f"{name} is “{value}”: write a domain name, archive.example.org."
        )
    return value


def rate(name: str, default: str) -> tuple[int, int] | None:
    """A number in a number of seconds: "600/60" is (600, 60). Empty means no limit (None)."""
    value = env.str(name, default=default).strip()
    if not value:
        return None
    count, _slash, seconds = value.partition("/")
    pair = whole_number(count), whole_number(seconds)
    if not (pair[0] and pair[1]):
        raise ImproperlyConfigured(f"{name} is “{value}”: write how much in how long, 600/60.")
    return pair[0], pair[1]


def database(name: str, default: str = "") -> dict[str, Any]:
    """PostgreSQL or SQLite. Messages do not repeat the URL, because it may hold a password."""
    url = env.str(name, default="").strip() or default
    if not url.startswith(("postgres://", "postgresql://", "sqlite:///")):
        raise ImproperlyConfigured(
            f"{name}: write postgres://user:password@host:5432/name or sqlite:////path/of/a/file."
        )
    return env.db_url_config(url)


def folder(name: str, default: Path) -> str:
    """A folder. A relative path begins at the working directory of the process."""
    value = env.str(name, default="").strip()
    return str(Path(value).absolute()) if value else str(default)


def replica(name: str, primary: dict[str, Any]) -> dict[str, Any]:
    """A database that follows `primary`. A lost one is noticed within two seconds."""
    standby = database(name)
    if any("postgresql" not in config["ENGINE"] for config in (standby, primary)):
        raise ImproperlyConfigured(f"{name}: only PostgreSQL has replicas, see DATABASE_URL.")
    timeouts = {"connect_timeout": 2, "tcp_user_timeout": 2000}
    timeouts |= {"keepalives_idle": 1, "keepalives_interval": 1}
    options = {**primary["OPTIONS"], **timeouts, **standby.get("OPTIONS", {})}
    ours = {"ENGINE": primary["ENGINE"], "OPTIONS": options, "TEST": {"MIRROR": "default"}}
    return {**primary, **standby, **ours}


def store() -> dict[str, Any]:
    """The store with an S3 API that buckets are in."""
    names = {
        "endpoint_url": "S3_ENDPOINT",
        "region_name": "S3_REGION",
        "access_key": "S3_ACCESS_KEY",
        "secret_key": "S3_SECRET_KEY",
    }
    return {option: env.str(name, default="").strip() or None for option, name in names.items()}


def media_storage(s3: dict[str, Any]) -> dict[str, Any]:
    """The storage of uploads: the bucket S3_BUCKET in the store `s3`, or a folder without it."""
    bucket = env.str("S3_BUCKET", default="").strip()
    if not bucket:
        return {"BACKEND": "cms.folder.WholeFiles"}
    options = {"bucket_name": bucket, **s3}
    return {"BACKEND": "cms.storage.PrivateBucket", "OPTIONS": options}


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Networks with commas between them: "127.0.0.0/8,fd00::/8". Empty for none."""
    values = [text.strip() for text in env.str(name, default="").split(",") if text.strip()]
    try:
        return [ip_network(value) for value in values]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}. Write networks, 10.1.0.0/16.") from error


def addresses(name: str, default: dict[str, str]) -> dict[str, str]:
    """Named addresses: "Site=https://www.example.org/preview/,New site=https://new.example.org/"."""
    value = env.str(name, default="").strip()
    pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
    named = {label.strip(): address.strip() for label, _equals, address in pairs}
    for label, address in named.items():
        if not label or not address.startswith(("http://", "https://")) or "#" in address:
            raise ImproperlyConfigured(f"{name}: “{label}={address}” is not NAME=https://address.")
    return named or default

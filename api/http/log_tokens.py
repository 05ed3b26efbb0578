"""Keeps what opens something out of every line of the log: tokens of links, previews and sessions.

Settings load this module before any model. It works on the whole line, because errors and their
requests repeat the path.
"""

import logging
import re

from pythonjsonlogger.json import JsonFormatter

TOKEN = re.compile(
    r"(/newsletter/(?:confirm|unsubscribe)/|/password_reset/confirm/[^/\s]*/"
    r"|Bearer\s+|\bsessionid=|#code=)[^/\s\"';,]+"
)


def without_tokens(text: str) -> str:
    return TOKEN.sub(r"\1***", text)


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))


class JsonLineFormatter(JsonFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))

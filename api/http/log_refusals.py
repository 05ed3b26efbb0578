"""What Django refuses of a request is one line of the log. Settings load this before any model.

Django logs an unknown host or a form with too many fields as an error, with its traceback. Anybody
can send these as often as they like, and nobody has to look after them.
"""

import logging


class RefusalFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True

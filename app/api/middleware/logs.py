"""Log lines as JSON, for programs."""

import json
import logging
from datetime import UTC, datetime

FACTS = ("request_id", "client", "method", "path", "route", "status", "seconds")


class JsonLines(logging.Formatter):
    """`{"time": …, "level": "INFO", "logger": …, "message": …}`, and of a request its facts."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)

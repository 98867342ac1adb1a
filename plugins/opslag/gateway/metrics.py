"""The gateway's figures, for Prometheus (text exposition format)."""

from __future__ import annotations

from typing import Any, TypeVar

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

Figure = TypeVar("Figure", Counter, Gauge, Histogram)


class Metrics:
    """The figures of one gateway. A part makes its own, whose names begin with ``opslag_``."""

    MEDIA_TYPE = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = self.counter("opslag_requests", "Answers given.", "route", "method", "status")
        self._seconds = self.histogram("opslag_request_seconds", "How long answers took.", "route")

    def counter(self, name: str, says: str, *labels: str) -> Counter:
        """The name without ``_total``, which Prometheus puts behind it."""
        return self._made(Counter, name, says, labels)

    def gauge(self, name: str, says: str, *labels: str) -> Gauge:
        return self._made(Gauge, name, says, labels)

    def histogram(self, name: str, says: str, *labels: str) -> Histogram:
        return self._made(Histogram, name, says, labels)

    def _made(self, kind: type[Figure], name: str, says: str, labels: Any) -> Figure:
        return kind(name, says, labels, registry=self._registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """``route`` is the pattern, "none" where none fits."""
        known = method if method in _METHODS else "other"  # anybody may make up methods; figures must not grow with them
        self._requests.labels(route, known, status).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        return generate_latest(self._registry)


_METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"})

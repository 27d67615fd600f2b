"""Health 健康检查 and figures for monitoring: alive, ready, and counts of requests; no personal data, no token."""

import logging
from collections.abc import Callable
from time import perf_counter

from flask import Blueprint, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest

from casework import health
from web.office import the_office

log = logging.getLogger(__name__)
LABELS = ("method", "route")
"""Routes by their pattern (`/cases/<no>`), so that no case number or login becomes a label."""


def blueprint() -> Blueprint:
    """/healthz, /readyz and /metrics; each application counts for itself."""
    bp = Blueprint("health", __name__)
    registry = CollectorRegistry()
    bp.before_app_request(start)
    bp.after_app_request(counting(registry))
    bp.add_url_rule("/healthz", view_func=alive)
    bp.add_url_rule("/readyz", view_func=ready)
    bp.add_url_rule("/metrics", endpoint="metrics", view_func=metrics(registry))
    return bp


def alive() -> Response:
    """This process answers."""
    return Response('{"status":"ok"}', content_type="application/json")


def ready() -> Response:
    """The database answers too; 503 while it does not."""
    try:
        health.ready(the_office())
    except Exception:  # whatever keeps the database away, the answer is "not now" and the log says why
        log.exception("not ready")
        return Response('{"status":"not ready"}', status=503, content_type="application/json")
    return Response('{"status":"ready"}', content_type="application/json")


def metrics(registry: CollectorRegistry) -> Callable[[], Response]:
    """The figures in Prometheus' text format."""
    return lambda: Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def start() -> None:
    g.started = perf_counter()


def counting(registry: CollectorRegistry) -> Callable[[Response], Response]:
    """Count each answer by method, route and status, and how long it took in seconds."""
    requests = Counter("yimen_requests", "requests answered", (*LABELS, "status"), registry=registry)
    seconds = Histogram("yimen_request_seconds", "time to answer", LABELS, registry=registry)

    def count(answer: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "none"
        method = request.method if rule != "none" else "any"
        requests.labels(method, rule, str(answer.status_code)).inc()
        if "started" in g:
            seconds.labels(method, rule).observe(perf_counter() - g.started)
        return answer

    return count

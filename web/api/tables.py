"""All routes of the API, noun by noun; a route that is not in here answers 404."""

from web.api import (
    amounts,
    attachments,
    audit,
    calendars,
    case_reads,
    cases,
    documents,
    grants,
    handovers,
    incidents,
    notices,
    places,
    processes,
    public,
    standards,
    supervision,
    tasks,
    tokens,
)

TABLES = (
    tokens.routes,
    cases.routes,
    case_reads.routes,
    tasks.routes,
    handovers.routes,
    notices.routes,
    grants.routes,
    attachments.routes,
    documents.routes,
    supervision.routes,
    calendars.routes,
    standards.routes,
    amounts.routes,
    processes.routes,
    incidents.routes,
    audit.routes,
    public.routes,
    places.routes,
)
ROUTES = tuple(route for table in TABLES for route in table.routes)

"""The API 接口 under /api/v1, and health checks beside it: thin, declared, the same use cases as the pages."""

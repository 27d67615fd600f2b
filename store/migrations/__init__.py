"""Revisions 数据库版本: how an older database becomes a present one."""

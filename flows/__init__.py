"""Prefect flows: thin wrappers around the library."""

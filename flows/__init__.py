"""Prefect flows, command line and settings: the only package that knows the orchestrator."""

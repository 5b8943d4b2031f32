"""Errors that the command line shows as their message alone. Light: whoever shows them need not import Prefect."""


class AlertError(Exception):
    """Alerts cannot be set; the message says what to give."""


class NoDaskError(Exception):
    """A cluster was asked for and Dask is not installed."""


class NoServiceError(Exception):
    """No Prefect server is at hand that stays; the message says how to get one."""

"""What can keep the gate from judging at all. Apart from the gate itself, whose library takes seconds to import."""


class AuditError(Exception):
    """An expectation could not be checked: a column is missing or its query is wrong. The load must not pass."""

"""Facts as tests compare them."""


def rows(facts, *fields):
    """The awards in text order, each as a tuple of the fields named."""
    return [tuple(getattr(a, f) for f in fields) for a in facts.awards]

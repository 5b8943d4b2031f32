"""Results: every other counted outcome of a campaign or of emulation work."""

from transform.discourse import Discourse
from transform.facts import Award, Result
from transform.mentions import Mentions
from transform.tagging import Tagged
from transform.text import View


class ResultReader:
    """Reads the results of one sentence after the other."""

    def __init__(self, view: View, discourse: Discourse, mentions: Mentions) -> None:
        self.view, self.discourse, self.mentions = view, discourse, mentions

    def read(self, tagged: Tagged, awards: list[Award]) -> list[Result]:
        """Results stated in a sentence that its awards do not already tell."""
        return []

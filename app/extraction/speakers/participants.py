"""Participants of a passage: who spoke in it, and whom it names.

"The ambassador" is the one who spoke last, else the one named first. A question costs about as much
where thousands have spoken as where two have.
"""

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

# Up to so many are looked up one by one.
FEW = 16


@dataclass(slots=True)
class Participants:
    """The candidates of one passage, by number.

    `named` tells of each whether a source names it; those come first. `turns` tells when each one
    spoke last, in that order. `answered` keeps up to which turn a question was answered, and how;
    `found` whom of those named it finds.
    """

    named: Mapping[int, bool] = field(default_factory=dict)
    turns: dict[int, int] = field(default_factory=dict)
    count: int = 0
    answered: dict[Hashable, tuple[int, int | None]] = field(default_factory=dict)
    found: dict[Hashable, int | None] = field(default_factory=dict)

    def speak(self, candidate: int) -> None:
        """Record that a candidate speaks now."""
        self.turns.pop(candidate, None)
        self.count += 1
        self.turns[candidate] = self.count

    def speaks(self, candidate: int) -> bool:
        """True of who spoke, or is named in a source."""
        return candidate in self.turns or self.named.get(candidate, False)

    def first(self, question: Hashable, wanted: AbstractSet[int]) -> int | None:
        """The one of `wanted` who spoke last, else the one named first.

        `question` stands for them; whoever joins those that it asks for has not spoken before.
        """
        spoke = self.latest(question, wanted)
        if spoke is not None:
            return spoke
        if question not in self.found:
            self.found[question] = next(
                (candidate for candidate in self.named if candidate in wanted), None
            )
        return self.found[question]

    def latest(self, question: Hashable, wanted: AbstractSet[int]) -> int | None:
        """The one of `wanted` who spoke last."""
        if len(wanted) <= FEW:
            spoke = (candidate for candidate in wanted if candidate in self.turns)
            return max(spoke, key=self.turns.__getitem__, default=None)
        since, last = self.answered.get(question, (0, None))
        for candidate, turn in reversed(self.turns.items()):
            if turn <= since:
                break
            if candidate in wanted:
                last = candidate
                break
        self.answered[question] = self.count, last
        return last

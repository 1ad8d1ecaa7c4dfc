"""What is wrong with a pack that cannot be read: one typed row per problem, all of them in one exception."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing to mend in a `plan.yaml`: the file, the 1-based line, the key path, what is wrong and what to do."""

    file: str
    line: int
    key_path: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.key_path}: " if self.key_path else ""
        end = "" if self.remedy.endswith("?") else "."
        return f"{self.file}:{self.line}: {place}{self.message}. Cách sửa: {self.remedy}{end}"


class PackError(Exception):
    """The pack is refused; ``problems`` holds everything found wrong with it, in the order of its lines."""

    def __init__(self, problems: Iterable[PackProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

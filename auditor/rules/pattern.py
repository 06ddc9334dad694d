"""The patterns that ``matches`` takes: regular expressions that cannot run away on any text."""

import re

from auditor.rules.problem import RuleError

LONGEST = 200
"""Characters a pattern may have."""
MOST_REPEATS = 3
"""Parts of a pattern that may repeat without limit: the work grows with the text to the power of their number."""

_REFUSED = re.compile(r"\(\?(?!:)|\\[1-9]|\)[*+?{]|\{\d{3,}|\{\d*,\d{3,}|\{\d*,\}")
"""Look-around and named groups, back references, repeated groups, and repeats of a hundred or more."""
_ENDLESS = re.compile(r"(?<!\\)[*+]")


def check_pattern(pattern: str, at: int) -> None:
    """Raises ``RuleError`` for what is no pattern, or one whose work could explode."""
    if len(pattern) > LONGEST:
        raise RuleError("long", at=at, limit=LONGEST)
    if refused := _REFUSED.search(pattern):
        raise RuleError("pattern-refused", at=at + 1 + refused.start(), found=refused.group())
    if len(_ENDLESS.findall(pattern)) > MOST_REPEATS:
        raise RuleError("pattern-repeats", at=at, limit=MOST_REPEATS)
    try:
        re.compile(pattern)
    except re.error as error:
        raise RuleError("pattern", at=at + 1 + (error.pos or 0), reason=error.msg) from None

"""The rule engine, used the way in which it was found to be right.

One host per process and pack, without the timer threads that the library starts; one session, emptied after each batch. The
facts of a batch go in at once, between a first and a last fact whose rules prove that the batch was not cut short. A sink rule
matches every fact, as a fact that matches nothing is refused.
"""

from collections.abc import Callable, Sequence
from typing import Any

from auditor.rules.compile import Term
from auditor.rules.facts import Fact

_RULESET, _SESSION = "auditor", "1"
_BEGIN, _END, _NEVER = "_begin", "_end", "_never"
_CAP = 60_000
"""The most facts that one call of an action takes; every match of a rule comes in one call."""


class EngineError(Exception):
    """The engine cannot be imported, or did not finish a batch; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Matcher:
    """A set of conjunctions, and the facts that satisfy them.

    Raises ``EngineError`` where the library cannot be imported or refuses the rules.
    """

    def __init__(self, conjunctions: Sequence[list[Term]]) -> None:
        self._hits: list[tuple[str, str]] = []
        self._faults: list[BaseException] = []
        rules = {str(number): self._rule(str(number), terms) for number, terms in enumerate(conjunctions)}
        rules |= {
            _BEGIN: self._rule(_BEGIN, [{"kind": _BEGIN}, {"_": 1}], priority=0),
            _END: self._rule(_END, [{"kind": _END}, {"_": 1}], priority=2),
            "_sink": self._sink(),
        }
        self._host = _host(rules)
        self.match([])

    def match(self, facts: Sequence[Fact]) -> set[tuple[int, int]]:
        """(index of a conjunction, index of a fact) wherever a fact satisfies a conjunction.

        Raises ``EngineError`` where the engine did not see the batch through.
        """
        ends: tuple[Fact, Fact] = {"kind": _BEGIN}, {"kind": _END}
        batch = [{**fact, "id": str(number), "sid": _SESSION, "_": 1} for number, fact in enumerate((ends[0], *facts, ends[1]))]
        self._hits.clear()
        self._faults.clear()
        try:
            self._host.assert_facts(_RULESET, batch)
        except Exception as error:
            raise EngineError(f"{type(error).__name__}: {error}") from error
        finally:
            if self._hits:
                self._host.delete_state(_RULESET, _SESSION)
        if self._faults:
            raise EngineError(str(self._faults[0])) from self._faults[0]
        last = str(len(batch) - 1)
        if self._hits[:1] != [(_BEGIN, "0")] or self._hits[-1:] != [(_END, last)]:
            raise EngineError("the batch was cut short")
        return {(int(rule), int(fact) - 1) for rule, fact in self._hits[1:-1]}

    def _rule(self, name: str, terms: list[Term], priority: int = 1) -> dict[str, Any]:
        return {"all": [{"m": {"$and": terms}}], "cap": _CAP, "pri": priority, "run": self._action(name)}

    def _sink(self) -> dict[str, Any]:
        never = {"$and": [{"kind": _NEVER}, {"$gte": {"_": {"m": "_"}}}]}
        return {"all": [{"m": {"$ex": {"kind": 1}}}, {"n": never}], "run": self._action("_sink")}

    def _action(self, name: str) -> Callable[[Any], None]:
        """What a rule of the engine calls. It must take one parameter and let nothing out: the library hides errors."""

        def run(call: Any) -> None:
            try:
                self._hits.extend((name, match["id"]) for match in call.m)
            except Exception as fault:  # noqa: BLE001
                self._faults.append(fault)

        return run


def _host(rules: dict[str, Any]) -> Any:
    try:
        from durable.engine import Host  # noqa: PLC0415 - what needs no engine must run where it cannot be imported
    except ImportError as error:
        raise EngineError(str(error)) from error

    class QuietHost(Host):  # type: ignore[misc]
        def _run(self) -> None:
            """Start no timer threads."""

    host = QuietHost()
    try:
        host.register_rulesets({_RULESET: rules})
    except Exception as error:
        raise EngineError(f"{type(error).__name__}: {error}") from error
    return host

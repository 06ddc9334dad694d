"""What is surplus and what is lacking in a network, and how it can flow through the cells that are open to change."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.repair.network import Network
from auditor.rules.identities import Amount


class Cut(NamedTuple):
    """Nodes that cannot be balanced among themselves: ``surplus`` or else a lack, and the closed cells by which it could flow."""

    nodes: frozenset[int]
    surplus: bool
    cells: tuple[int, ...]


class Flow:
    """The numbers of a network's cells, some of which are open to change.

    ``amounts`` holds the number of each cell, ``open`` whether it may change (never below 0), ``over`` by how much more flows
    into each node than out of it, 0 for all in a network that is balanced.
    """

    __slots__ = ("amounts", "network", "open", "over")

    def __init__(self, network: Network, amounts: list[Amount], opened: bytearray, over: list[Amount]) -> None:
        self.network, self.amounts, self.open, self.over = network, amounts, opened, over

    @classmethod
    def of(cls, network: Network, amounts: Sequence[Amount]) -> "Flow":
        """The numbers as they are, none of them open."""
        over: list[Amount] = [0] * len(network.at)
        for amount, tail, head in zip(amounts, network.tails, network.heads, strict=True):
            over[tail] -= amount
            over[head] += amount
        return cls(network, list(amounts), bytearray(len(amounts)), over)

    def copy(self) -> "Flow":
        """The same, to be changed apart."""
        return Flow(self.network, self.amounts.copy(), bytearray(self.open), self.over.copy())

    @property
    def balanced(self) -> bool:
        """Whether every identity holds."""
        return not any(self.over)

    def put(self, cell: int, amount: Amount) -> None:
        """Write a number into a cell."""
        change = amount - self.amounts[cell]
        self.amounts[cell] = amount
        self.over[self.network.tails[cell]] -= change
        self.over[self.network.heads[cell]] += change

    def release(self, cell: int) -> None:
        """Open a cell to change; one that holds no count begins at 0."""
        self.open[cell] = 1
        if self.amounts[cell] < 0 or self.amounts[cell] != int(self.amounts[cell]):
            self.put(cell, 0)

    def settle(self) -> bool:
        """Let flow what can, from surplus to lack; whether the network is balanced then."""
        for node, over in enumerate(self.over):
            if over > 0:
                while self.over[node] > 0 and self._send(node):
                    pass
        return self.balanced

    def most(self, source: int, target: int, limit: Amount) -> Amount:
        """How much could flow from one node to another, ``limit`` at most. The numbers stay as they are."""
        trial = self.copy()
        trial.over = [0] * len(self.over)
        trial.over[source], trial.over[target] = limit, -limit
        trial.settle()
        return limit - trial.over[source]

    def cuts(self) -> Iterator[Cut]:
        """What each node with a surplus or a lack cannot get rid of, in a network that was settled."""
        for node, over in enumerate(self.over):
            if over:
                nodes = frozenset(self._reach(node, onward=over > 0))
                yield Cut(nodes, over > 0, tuple(self._ways(nodes, onward=over > 0)))

    # ------------------------------------------------------------------ along open cells

    def _ways(self, nodes: frozenset[int], *, onward: bool) -> Iterator[int]:
        """The closed cells of which a change would take from a surplus, or add to a lack."""
        rising = self.network.tails if onward else self.network.heads
        falling = self.network.heads if onward else self.network.tails
        for node in nodes:
            for cell in self.network.at[node]:
                crosses = (rising[cell] in nodes) != (falling[cell] in nodes)
                if crosses and not self.open[cell] and (rising[cell] == node or self.amounts[cell] > 0):
                    yield cell

    def _steps(self, node: int, *, onward: bool) -> Iterator[tuple[int, int]]:
        """(cell, node) that something at a node can flow to, or come from: a cell rises without end and falls to 0."""
        rising = self.network.tails if onward else self.network.heads
        falling = self.network.heads if onward else self.network.tails
        for cell in self.network.at[node]:
            if self.open[cell]:
                if rising[cell] == node:
                    yield cell, falling[cell]
                elif self.amounts[cell] > 0:
                    yield cell, rising[cell]

    def _reach(self, start: int, *, onward: bool) -> set[int]:
        reached, left = {start}, [start]
        while left:
            for _, node in self._steps(left.pop(), onward=onward):
                if node not in reached:
                    reached.add(node)
                    left.append(node)
        return reached

    def _send(self, start: int) -> bool:
        """Send from a node with a surplus to the nearest that lacks; whether there was a way."""
        came: dict[int, tuple[int, int]] = {start: (-1, -1)}
        left = [start]
        for node in left:
            if self.over[node] < 0:
                self._push(start, node, came)
                return True
            for cell, next_node in self._steps(node, onward=True):
                if next_node not in came:
                    came[next_node] = cell, node
                    left.append(next_node)
        return False

    def _push(self, start: int, end: int, came: dict[int, tuple[int, int]]) -> None:
        way, node = [], end
        while node != start:
            cell, before = came[node]
            way.append((cell, self.network.tails[cell] == before))
            node = before
        falls = [self.amounts[cell] for cell, rises in way if not rises]
        amount = min(self.over[start], -self.over[end], *falls)
        for cell, rises in way:
            self.amounts[cell] += amount if rises else -amount
        self.over[start] -= amount
        self.over[end] += amount

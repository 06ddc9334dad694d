"""The smallest corrections, by OR-tools' CP-SAT over the identities as they are stated: no networks, no search of our own."""

from collections.abc import Iterable, Mapping

from ortools.sat.python import cp_model

from auditor.rules.identities import Address, Identity

_BEYOND = 1_000_000


class _Sets(cp_model.CpSolverSolutionCallback):
    def __init__(self, changed: Mapping[Address, cp_model.IntVar], values: Mapping[Address, cp_model.IntVar]) -> None:
        super().__init__()
        self.changed, self.values = changed, values
        self.found: dict[frozenset[Address], set[tuple[tuple[Address, int], ...]]] = {}

    def on_solution_callback(self) -> None:
        cells = [cell for cell, changed in self.changed.items() if self.value(changed)]
        told = tuple(sorted((cell, self.value(self.values[cell])) for cell in cells))
        self.found.setdefault(frozenset(cells), set()).add(told)


def fewest(identities: Iterable[Identity], values: Mapping[Address, int | None]) -> int:
    """How many cells must change at least; one whose value is None may be anything."""
    model, changed, _ = _model(identities, values)
    model.minimize(sum(changed.values()))
    solver = _solver()
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def every_set(identities: Iterable[Identity], values: Mapping[Address, int | None], size: int) -> set[frozenset[Address]]:
    """Every set of so many cells whose change heals everything: found one by one, each kept from being found again."""
    model, changed, _ = _model(identities, values)
    model.add(sum(changed.values()) == size)
    sets: set[frozenset[Address]] = set()
    solver = _solver()
    while solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        cells = frozenset(cell for cell, one in changed.items() if solver.value(one))
        sets.add(cells)
        model.add_bool_or([changed[cell].negated() for cell in cells])
    return sets


def every_value(
    identities: Iterable[Identity], values: Mapping[Address, int | None], cells: frozenset[Address]
) -> set[tuple[tuple[Address, int], ...]]:
    """Every way to fill a set of cells, all others being as they are."""
    model, changed, filled = _model(identities, values)
    for cell, one in changed.items():
        model.add(one == (cell in cells))
    solver, sets = _solver(), _Sets(changed, filled)
    solver.parameters.enumerate_all_solutions = True
    solver.solve(model, sets)
    return sets.found[cells]


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def _model(
    identities: Iterable[Identity], values: Mapping[Address, int | None]
) -> tuple[cp_model.CpModel, dict[Address, cp_model.IntVar], dict[Address, cp_model.IntVar]]:
    model = cp_model.CpModel()
    changed: dict[Address, cp_model.IntVar] = {}
    filled: dict[Address, cp_model.IntVar] = {}
    for cell, value in values.items():
        filled[cell] = model.new_int_var(0, _BEYOND, "")
        if value is not None:
            changed[cell] = model.new_bool_var("")
            model.add(filled[cell] == value).only_enforce_if(changed[cell].negated())
            model.add(filled[cell] != value).only_enforce_if(changed[cell])
    for identity in identities:
        model.add(sum(factor * filled[cell] for cell, factor in identity.factors.items()) == 0)
    return model, changed, filled

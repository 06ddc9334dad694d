"""How counts are said to have changed: 同比增长12%, 由28件增至35件, 2020年28件,2021年35件,增长25%."""

from collections.abc import Iterator, Mapping, Sequence

from auditor.claims.clause import COUNTS, Kind, Said
from auditor.claims.lists import enumerated
from auditor.claims.meaning import Meaning
from auditor.claims.words import word
from auditor.model.claim import Link, Number, Relation

_CHANGES = (Kind.UP, Kind.DOWN, Kind.DAILY, Kind.MONTHLY, Kind.RATE, Kind.PROPORTION)
_TWO = 2
"""Years that a change without a word of what it is from can be between."""
_NEARLY = 0.05
_REMARK = 24
"""Letters behind a change in which it may say on what terms."""
_FARTHEST = 50
"""Numbers between one and another in whose sentence it is, at most."""


def together(one: Said, other: Said) -> bool:
    """Whether two numbers stand in one sentence."""
    return one.prose is other.prose and one.sentence == other.sentence


def before(said: Sequence[Said], at: int, *kinds: Kind) -> Iterator[int]:
    """The places before one in its sentence, the nearest first, of some kinds."""
    for place in range(at - 1, -1, -1):
        if not together(said[place], said[at]):
            return
        if said[place].kind in kinds:
            yield place


def told_of(said: Sequence[Said], at: int) -> int | None:
    """The count that a change or an average is told of: the one before, but not in parentheses that were closed since.

    Changes and averages between them are passed over.
    """
    text, outside = said[at].prose.text, said[at].number.start
    for place in range(at - 1, -1, -1):
        one = said[place]
        if not together(one, said[at]):
            return None
        if one.kind in (*_CHANGES, Kind.BASE) or one.number.start > outside:
            continue
        opened = text.rfind("(", 0, one.number.start)
        if opened > text.rfind(")", 0, one.number.start) and ")" in text[one.number.end : outside]:
            outside = opened
        else:
            return place if one.is_count else None
    return None


def growth(said: Sequence[Said], meanings: Sequence[Meaning], wholes: Mapping[int, int], at: int) -> Iterator[Relation]:
    """同比增长12%, of the count before it; last year's count where the sentence has it (比上年的250件, 2020年28件,2021年35件).

    ``wholes`` are the wholes of parts of lists. What is told behind several that were enumerated is of one or of all of them,
    and what is told behind a part may be of its whole: neither is sure.
    """
    whole = _before_last_year(said, meanings, told_of(said, at))
    if said[at].rest.strip("也均其中,") or whole is None or "百分点" in said[at].number.unit:
        return
    if _is_enumerated(said, whole) or _is_on_other_terms(said[at]):
        return
    between = said[whole + 1 : at]
    bases = [place for place in (whole - 1, *range(whole + 1, at)) if _is_base(said, meanings, place, whole)]
    if any(one.kind in (Kind.RATE, Kind.PROPORTION) for one in between) or len(bases) > 1:
        return
    if whole in wholes and not (bases and not _has_grown(said[wholes[whole]].number.low, said[bases[0]], said[at])):
        return
    if _may_be_of_another(said, whole, bases, at):
        return
    if all(_is_compared(said, meanings, at, base) for base in bases):
        yield Relation(Link.GROWTH, whole, tuple(bases), at)


def _may_be_of_another(said: Sequence[Said], whole: int, bases: Sequence[int], at: int) -> bool:
    """收到60件,答复58件,比上年的50件增长20%: whether a change is of another count of its sentence, of several, or told 分别."""
    change, text = said[at], said[at].prose.text
    if "分别" in text[said[whole].number.end : change.number.start]:
        return True
    counts = [place for place in before(said, at, *COUNTS) if place not in bases and counter(said[place]) == counter(said[whole])]
    of_total = "总" in text[said[whole].number.end : change.number.start]
    segment = [place for place in counts if of_total or ";" not in text[said[place].number.end : change.number.start]]
    if not bases:
        return len(segment) > 1 and said[whole].gap[:1] in (",", "(")
    reached = said[whole].number.low
    off = {whole: _is_off(said[whole].number.low, said[bases[0]], change)}
    for place in segment:
        if place != whole:
            reached += said[place].number.low
            off[place] = min(_is_off(one, said[bases[0]], change) for one in (said[place].number.low, reached))
    return min(off.values()) < off[whole]


def _is_on_other_terms(said: Said) -> bool:
    """同比增长20%(按可比口径): what a change was worked out on is not what was told."""
    behind = said.prose.text[said.number.end :].partition("。")[0]
    return bool(word("OTHER_TERMS").search(said.before) or word("OTHER_TERMS").search(behind[:_REMARK]))


def _is_enumerated(said: Sequence[Said], at: int) -> bool:
    """Whether a count is joined to one before it: 复议3件、诉讼2件."""
    one, last = said[at], said[at - 1]
    return at > 0 and last.is_count and together(one, last) and enumerated(one, last)


def _has_grown(one: Number, base: Said, change: Said) -> bool:
    """Whether a count has changed from another by about so much."""
    return _is_off(one, base, change) <= _NEARLY * max(abs(float(change.number.quantity)), 1)


def _is_off(one: Number, base: Said, change: Said) -> float:
    """By how much a change of a count from another is not the one that is told."""
    this, last = float(one), float(base.number.low)
    told = float(change.number.quantity) * (1 if change.kind is Kind.UP else -1)
    grown = (this - last) / last * 100 if "%" in change.number.unit and last else this - last
    return abs(grown - told)


def _before_last_year(said: Sequence[Said], meanings: Sequence[Meaning], told: int | None) -> int | None:
    """全年68件,去年为61件,增长11.5%: the only count before that of last year, if that is what a change seems to be told of."""
    if told is None or not (word("ONLY_LAST_YEAR").fullmatch(said[told].head) or _is_of(said, meanings, told, "previous")):
        return told
    counts = [place for place in before(said, told, Kind.PLAIN) if said[place].is_count]
    return counts[0] if counts == [told - 1] else None


def _is_base(said: Sequence[Said], meanings: Sequence[Meaning], place: int, whole: int) -> bool:
    one, this = said[place], said[whole]
    if place < 0 or not together(one, this) or counter(one) != counter(this):
        return False
    by_year = _is_of(said, meanings, place, "previous") and _is_of(said, meanings, whole, "year") and _same_thing(one, this)
    risen = place < whole and this.kind is Kind.LEVEL and one.kind is Kind.PLAIN and bool(word("FROM").search(one.head))
    last_year_alone = place > whole and word("ONLY_LAST_YEAR").fullmatch(one.head)
    return one.kind is Kind.BASE or by_year or risen or bool(last_year_alone)


def _is_of(said: Sequence[Said], meanings: Sequence[Meaning], place: int, period: str) -> bool:
    """Whether a count is told with its year, and that is of a period."""
    one = said[place]
    return one.is_count and one.kind is Kind.PLAIN and meanings[place].period == period and bool(word("YEAR_OF").search(one.head))


def _same_thing(one: Said, other: Said) -> bool:
    """2020年收到申请28件,2021年收到申请35件; the later of two may leave out what it counts."""
    first, second = (word("YEAR_OF").sub("", said.head).strip("共为达到的") for said in (one, other))
    return first.endswith(second) or second.endswith(first)


def _is_compared(said: Sequence[Said], meanings: Sequence[Meaning], at: int, base: int) -> bool:
    """Whether a change is from that number: 由2018年的20件增至35件,同比增长12%, 2020年28件,2021年35件,比2019年增长 are not."""
    change, one = said[at], said[base]
    if change.lead.strip(",;、()") not in ("", said[at - 1].tail):
        return False
    of_change, of_base = (word("YEAR_OF").findall(said.head) for said in (change, one))
    of_no_year = not of_base and one.kind is Kind.PLAIN and not word("ONLY_LAST_YEAR").fullmatch(one.head)
    if of_change and (of_change[-1] != of_base[-1] if of_base else of_no_year):
        return False
    if word("THAN_LAST").search(change.head):
        return meanings[base].period == "previous" or (of_no_year and not word("SERIES").search(change.before))
    near = range(max(0, base - _FARTHEST), at)
    of_years = [place for place in near if together(said[place], one) and word("YEAR_OF").search(said[place].head)]
    return len(of_years) <= _TWO


def counter(said: Said) -> str:
    """The unit without 万 and 亿."""
    return said.number.unit.lstrip("万亿")

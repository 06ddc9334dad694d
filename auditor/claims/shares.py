"""Of which part and of which whole a share or a rate is told: 采纳18条,占30%, 办结率99.92%."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from auditor.claims.clause import Kind, Said
from auditor.claims.growth import before, together, told_of
from auditor.claims.words import word
from auditor.model.claim import Link, Relation

_TOTALS = re.compile(r"总数|总量|总|全部|数量|的|数$|量$")
_DUE = "应"
"""应办结18件: what a rate of 100% is of."""
_ALL = 100
_UNDUE = ("公开", "有效", "出席")
"""What is told of those that are to be public, came back, or were invited."""
_PLAIN = "其中共计已均全部都完成及时按期依法数量了并累本年今"
"""Letters that narrow nothing: 均已按期办结."""
_NAME = 12
"""Letters of a clause in which it says of what its number is: 市级中网上40件."""
_SENTENCES = 2
"""Sentences before a share in which its whole may stand."""
_FARTHEST = 50
"""Numbers between one and another that it is related to by name, at most."""
_LEAST = Decimal("1e-9")


def rate(said: Sequence[Said], at: int) -> Iterator[Relation]:
    """收到7352次,办结7346次,办结率99.92%: of the count that has the verb, to the only count before that has its unit."""
    part = told_of(said, at)
    if part is None or said[at].rest or said[at].verb not in said[part].head + said[part].tail:
        return
    if word("ANEW").search(said[part].gap) or _DUE in said[part].head or word("OF_ASKED").fullmatch(said[at].verb):
        return
    unit = said[part].number.unit
    earlier = [place for place in before(said, part, Kind.PLAIN) if said[place].is_count]
    of_segment = list(up_to_semicolon(said, part, earlier))
    wholes = [place for place in of_segment if said[place].number.unit == unit or not unit]
    if len(wholes) != 1 or _is_done(said[wholes[0]], said[at].verb) or _is_of_due(said, wholes[0], part, at):
        return
    if not (_is_no_part(said[wholes[0]], said[part], said[at]) or _fits_another(said, wholes[0], part, at)):
        yield Relation(Link.SHARE, wholes[0], (part,), at)


def _is_done(whole: Said, verb: str) -> bool:
    """予以公开45件、部分公开12件,公开率58%: whether the verb is told of the whole too, and not as what is due (应办结)."""
    named = whole.head + whole.tail
    return verb in named and _DUE not in named


def _is_of_due(said: Sequence[Said], whole: int, part: int, at: int) -> bool:
    """Whether a rate of 100% may be of what was due: 有效留言95条已回复, 24小时内答复80条, 办结18件,办结率100%,其余2件未到期."""
    if said[at].number.quantity != _ALL:
        return False
    told, verb = said[part].head + said[part].tail, said[at].verb
    named = set(told.replace(verb, "")) - set(_PLAIN + said[whole].head + said[whole].tail)
    all_of_part = re.search("全部|均已|全数", said[at].gap)
    return bool(named or all_of_part) or verb in _UNDUE or _leaves_rest(said, whole, part, at)


def _is_no_part(whole: Said, part: Said, stated: Said) -> bool:
    """发布文件10件,解读12件; 其中疑难3件,办结148件; 收到申请60件,公开30件,公开率51.7%, which may be of all that were answered."""
    of_answered = stated.verb == "公开" and "申请" in whole.head
    larger = part.number.low > whole.number.low
    return of_answered or (larger and (stated.verb == "解读" or bool(word("PARTS").search(whole.gap))))


def _leaves_rest(said: Sequence[Said], whole: int, part: int, at: int) -> bool:
    """Whether all were done but for those that are told behind."""
    rest = said[whole].number.low - said[part].number.low
    behind = range(at + 1, min(len(said), at + _FARTHEST))
    told = (said[place] for place in behind if said[place].prose is said[at].prose and said[place].is_count)
    return any(one.number.quantity == rest for one in told)


def up_to_semicolon(said: Sequence[Said], part: int, places: Sequence[int]) -> Iterator[int]:
    """Those of some places, the nearest first, that stand behind the last semicolon before a number."""
    text = said[part].prose.text
    for place in places:
        if ";" in text[said[place].number.end : said[part].number.start]:
            return
        yield place


def proportion(said: Sequence[Said], at: int, wholes: dict[int, int]) -> Iterator[Relation]:
    """采纳18条,占30%: of the part before it, to its whole, or to the one that is named (占申请总数的42%).

    It may be of several parts before it, or of another number than the next whole: where it fits one of these, it is not sure.
    """
    part = told_of(said, at)
    if part is None or part != at - 1 or said[at].rest:
        return
    named = _TOTALS.sub("", said[at].of_whole)
    whole = _named(said, part, named) if named else wholes.get(part, _onlybefore(said, part))
    if whole is not None and whole != part and not _fits_otherwise(said, wholes, whole, part, at):
        yield Relation(Link.SHARE, whole, (part,), at)


def _onlybefore(said: Sequence[Said], part: int) -> int | None:
    """征集意见60条,采纳18条: the only count before of which something was done."""
    counts = [place for place in before(said, part, Kind.PLAIN) if said[place].number.unit == said[part].number.unit]
    done = word("DONE").search(said[part].head)
    return counts[0] if done and counts == [part - 1] and done.group() not in said[counts[0]].head else None


def _named(said: Sequence[Said], part: int, named: str) -> int | None:
    """The count that a proportion names: the one of these things (这1377个事项), or the only one of that name."""
    places = [place for place in range(max(0, part - _FARTHEST), part) if said[place].prose is said[part].prose]
    these = [
        place
        for place in places
        if said[place].kind is Kind.THESE and thing_of(said[place]) and named.endswith(thing_of(said[place]))
    ]
    if these:
        return these[-1]
    of_name = [place for place in places if said[place].kind is Kind.PLAIN and said[place].head.endswith(named)]
    return of_name[0] if len(of_name) == 1 and said[of_name[0]].number.unit == said[part].number.unit else None


def thing_of(said: Said) -> str:
    """What 这1377个事项中 is of: 事项."""
    return said.tail.removesuffix("中").removesuffix("里")


# ---------------------------------------------------------------------- other readings


def _fits_otherwise(said: Sequence[Said], wholes: dict[int, int], whole: int, part: int, at: int) -> bool:
    """当面60件和信函80件,占70%: of several parts; 公开3000条,其中部门2500条(动态1000条,占33.3%): of another whole."""
    if _fits(said, [part], whole, at):
        return False
    runs, run = [], [part]
    while run[0] - 1 != whole and _goes_with(said, run[0]):
        run = [run[0] - 1, *run]
        runs.append(run)
    counts = _beside(said, part, range(max(0, part - _FARTHEST), part))
    of_last = "中" in said[part].gap[-_NAME:]
    others = [place for place in counts if of_last or wholes.get(place) is None or wholes[place] != wholes.get(part)]
    return any(_fits(said, one, whole, at) for one in runs) or any(_fits(said, [part], one, at) for one in others)


def _fits_another(said: Sequence[Said], whole: int, part: int, at: int) -> bool:
    """答复18件(不含撤回1件),答复率94.7%: whether a rate is of a number beside, or of the whole without that."""
    if _fits(said, [part], whole, at):
        return False
    counts = _beside(said, part, range(max(0, part - _FARTHEST), min(len(said), at + _FARTHEST)))
    done, stated = Decimal(said[part].number.low), said[at]
    others = [place for place in counts if place not in (whole, part) and not _are_parted(said, place, at)]
    bases = [Decimal(said[place].number.low) for place in others]
    return any(_is_share(done, base, stated) for one in bases for base in (one, Decimal(said[whole].number.low) - one))


def _are_parted(said: Sequence[Said], one: int, other: int) -> bool:
    """Whether a semicolon stands between two numbers."""
    first, last = sorted((one, other))
    return ";" in said[one].prose.text[said[first].number.end : said[last].number.start]


def _beside(said: Sequence[Said], part: int, places: Iterable[int]) -> list[int]:
    """The counts among some places that stand in the sentence of a part, or not far from it, and have its unit."""
    one = said[part]
    return [
        place
        for place in places
        if said[place].prose is one.prose
        and abs(said[place].sentence - one.sentence) <= _SENTENCES
        and said[place].is_count
        and said[place].kind is Kind.PLAIN
        and _alike(said, place, part)
    ]


def _goes_with(said: Sequence[Said], at: int) -> bool:
    """Whether a share may be of a count and the one before it."""
    if not at or not together(said[at], said[at - 1]) or ";" in said[at].gap:
        return False
    return said[at - 1].kind is Kind.PLAIN and said[at - 1].is_count and _alike(said, at - 1, at)


def _alike(said: Sequence[Said], one: int, other: int) -> bool:
    return said[one].number.unit.lstrip("万亿") == said[other].number.unit.lstrip("万亿")


def _fits(said: Sequence[Said], parts: Sequence[int], whole: int, at: int) -> bool:
    """Whether parts and whole make the share."""
    return _is_share(
        sum((Decimal(said[part].number.low) for part in parts), Decimal(0)), Decimal(said[whole].number.low), said[at]
    )


def _is_share(part: Decimal, whole: Decimal, stated: Said) -> bool:
    """Whether one number is so much of another, rounded or cut off."""
    told, digit = Decimal(stated.number.quantity), _digit(stated)
    return whole > 0 and told - digit / 2 - _LEAST <= part * _ALL / whole < told + digit


def _computed(said: Sequence[Said], parts: Sequence[int], whole: int) -> Decimal | None:
    total = Decimal(said[whole].number.low)
    return sum(Decimal(said[part].number.low) for part in parts) * _ALL / total if total else None


def _digit(said: Said) -> Decimal:
    """What the last digit of a share stands for."""
    return Decimal(1).scaleb(int(Decimal(said.number.quantity).as_tuple().exponent))


def without_rests(said: Sequence[Said], shares: Sequence[Relation]) -> list[Relation]:
    """Of shares that come to 100 together none is kept that is off by less than its last digit: one was made the rest."""
    kept = []
    for one in shares:
        beside = [other.stated for other in shares if other.whole == one.whole and other.stated is not None]
        told = sum(Decimal(said[at].number.quantity) for at in beside)
        if told != _ALL or len(beside) == 1 or not _nearly_fits(said, one):
            kept.append(one)
    return kept


def _nearly_fits(said: Sequence[Said], share: Relation) -> bool:
    if share.stated is None or _fits(said, share.parts, share.whole, share.stated):
        return False
    computed, told = _computed(said, share.parts, share.whole), said[share.stated]
    return computed is not None and abs(computed - Decimal(told.number.quantity)) < _digit(told)

"""Lists of parts (467件,其中当面80件、传真14件…): which numbers are parts of which, by what, and whether they are all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.claims.clause import Kind, Said
from auditor.claims.doubt import is_sound_otherwise
from auditor.claims.words import any_word, word

_KINDS = ("FILING", "APPLICANT", "ANSWER", "RESULT", "LEVELS", "WAY")
_BY = {
    "FILING": "filing",
    "APPLICANT": "applicant",
    "ANSWER": "answer",
    "RESULT": "result",
    "LEVELS": "level",
    "WAY": "channel",
}
_BESIDES = re.compile(
    r"\((?:另|此外|不含|不包括|除|上年|上一年|去年|前年|20[0-9]{2}年|同比|同期|[比较]|累计|历年|历次|共|总|至今|截[至止]|附)"
)
_DIGIT = re.compile("[0-9]")
_OPENED = re.compile(r"(?:其中|包括|包含|具体为):[^,。;]*$")
_MAY_OPEN = re.compile("[其包具分从按(]")
_NOT_A_LIST = re.compile(r"[。!?！？\n]")
_SURE_UNITS = frozenset(["件", "条", "份", "篇", "宗", "起", "封", "例", "场", "元", "家", "户"])
"""Units that tell what is counted. 个, 项, 次 count anything: with them a part must name the same thing as its whole."""
_FITS = {"ANSWER": "DONE", "RESULT": "DONE", "FILING": "CAME_IN", "APPLICANT": "CAME_IN"}
_OF_CASES = frozenset(_FITS)
"""By what cases are told apart."""
_APPLICATIONS = "申请"
_COUNTS_OF_APPLICATIONS = ("received", "handled")
_OF_WHICH = re.compile("^(?:申请|案件)?中|[中里]$")
_OF_SOME = re.compile("(?:申请|案件|[件条项]|信息)中")
"""本级10件中,自然人8件…: what follows is told of this number; 自然人申请中网络提交8件: of those alone."""
_HANDLED_OTHERWISE = ("其他处理", "其它处理")
"""A row of table 3, and not all others: 不予处理 stands before it where all are told."""
_NEXT = 3
"""Numbers behind a list that may go on with it."""
_FARTHEST = 200
"""Numbers between a list and its whole, at most."""
_SHORT = 16
"""Letters of a clause that can be the name of a part."""


@dataclass(slots=True)
class Parts:
    """Parts of a whole; numbers are places among the numbers of the report."""

    whole: int
    parts: list[int] = field(default_factory=list)
    by: str = ""
    exhaustive: bool = False
    overlap: bool = False
    doubtful: bool = False
    """The parts do not come to the whole, but can be read so that they come to another."""


def find_lists(said: Sequence[Said], concepts: Sequence[str]) -> list[Parts]:
    """The lists of a report, in order. A list without a whole that is sure is left out.

    ``concepts`` are what the numbers count as far as their own clauses tell.
    """
    found: list[Parts] = []
    taken: set[int] = set()
    at = 0
    while at < len(said):
        if not _opens(said, at):
            at += 1
            continue
        members, after = _members(said, at)
        found += _assign(said, concepts, members, taken, after)
        taken.update(*(one.parts for one in found[-2:]))
        at = max(after, at + 1)
    return found


def _opens(said: Sequence[Said], at: int) -> bool:
    """Whether a number is the first part of a list."""
    one = said[at]
    if not one.is_count or (at == 0 and one.sentence == 0):
        return False
    if _of_those(said, at):
        return True
    if not _MAY_OPEN.search(one.gap):
        return False
    opened = word("PARTS").search(one.gap[-40:]) or word("RESPECTIVELY").search(one.gap) or _in_sight(one.gap)
    return bool(opened or _in_parentheses(said, at)) and not word("WITH_CARRIED_IN").search(one.gap)


def _in_sight(gap: str) -> bool:
    """Whether 从申请方式看 or 按申请人分 stands before a number."""
    return ("从" in gap or "按" in gap) and bool(word("SIGHT").search(gap))


def _in_parentheses(said: Sequence[Said], at: int) -> bool:
    """18件(国家秘密2件、…: a list in parentheses right behind its whole."""
    one = said[at]
    behind = at > 0 and one.gap.startswith("(") and ")" not in one.gap and not _BESIDES.match(one.gap)
    return behind and said[at - 1].is_count and said[at - 1].number.unit == one.number.unit and not _is_aside(one, said[at - 1])


def _is_aside(one: Said, whole: Said) -> bool:
    """收到申请7件(涉及信息12件): one number alone in parentheses, larger than that before it, is of something else."""
    enclosed = one.prose.text[one.number.end :].partition(")")[0]
    return not kind_of(one) and not _DIGIT.search(enclosed) and one.number.low > whole.number.low


def _of_those(said: Sequence[Said], at: int) -> bool:
    """35件申请中,自然人申请30件; 行政复议5件,维持3件: a part that is known by its kind, right behind what it is a part of."""
    one, other = said[at], said[at - 1]
    if not at or one.gap.rstrip() != f"{other.tail},{one.head}" or not _is_sure(one):
        return False
    among = kind_of(one) in _OF_CASES and word("OF_THOSE_CASES").fullmatch(other.tail)
    ended = not other.tail and word("OUTCOME_TOLD").match(one.head) and word("CASES_END").search(other.head)
    bare = not other.tail and _fits_bare(one, other)
    return bool(among or ended or bare) and _may_be_whole(other, one)


def _fits_bare(one: Said, other: Said) -> bool:
    """收到申请100件,当面30件、网络70件: whether a name says nothing but how some of what came in was filed, or by whom.

    收到网上申请3件,信函申请15件 are beside each other.
    """
    fits = _FITS.get(kind_of(one), "") if word("BARE_PART").fullmatch(one.head) and kind_of(one) != kind_of(other) else ""
    return bool(fits) and _APPLICATIONS in other.head and bool(word(fits).search(other.head))


def _of_rest(said: Sequence[Said], at: int) -> bool:
    """其余41件分别为不予公开9件、…: a list of what was left of another one."""
    one, other = said[at], said[at - 1]
    opened = word("RESPECTIVELY").match(one.gap) or one.gap.startswith((",其中", "(其中", ":"))
    return at > 0 and bool(opened) and other.prose is one.prose and bool(word("REST").search(other.head))


# ---------------------------------------------------------------------- how far a list goes


def _members(said: Sequence[Said], first: int) -> tuple[list[int], int]:
    """The numbers of one list, from its first on, and the place behind it; rates and changes beside them are passed over."""
    members, at = [first], first + 1
    enclosed, of_those = _in_parentheses(said, first), _of_those(said, first)
    while at < len(said):
        one = said[at]
        if one.prose is not said[first].prose or _NOT_A_LIST.search(one.gap) or _opens(said, at):
            break
        if (enclosed and ")" in one.gap) or _OF_WHICH.search(one.tail) or _OF_SOME.search(one.head):
            break
        if _is_whole_itself(said, first, at):
            break
        if one.is_count and one.kind is Kind.PLAIN and not _is_remark(one):
            if one.number.unit != said[first].number.unit or not _continues(said, members, at):
                break
            if of_those and kind_of(one) != kind_of(said[first]) and not word("REST").search(one.head):
                break
            members.append(at)
        at += 1
    return members, at


def _is_remark(said: Said) -> bool:
    """其他6件(含上年未审结2件): what stands in parentheses behind a part tells of what that is made."""
    _, opened, behind = said.gap.rpartition("(")
    return bool(opened) and ")" not in behind


def _is_whole_itself(said: Sequence[Said], first: int, at: int) -> bool:
    """建议20件,其中主办15件,提案30件,其中主办20件: whether a list of its own follows, and it is no part like the first."""
    one, kind = said[at], kind_of(said[at])
    if at + 1 == len(said) or not one.is_count or (kind and kind == kind_of(said[first])):
        return False
    behind = said[at + 1]
    opened = word("PARTS").search(behind.gap) or word("RESPECTIVELY").search(behind.gap)
    return bool(opened) and not behind.gap.startswith("(") and behind.prose is one.prose and behind.sentence == one.sentence


def _continues(said: Sequence[Said], members: Sequence[int], at: int) -> bool:
    """Whether a number goes on with the list before it rather than beginning to tell of something else."""
    one, first, last = said[at], said[members[0]], said[members[-1]]
    kind, before = kind_of(one), kind_of(first)
    rest_was_told = word("REST").search(last.head) and kind != "RESULT" and not (kind and before and kind != before)
    one_series = _by_semicolons(said, members, at)
    begins_anew = ";" in one.gap and not one_series
    if word("ANEW").search(one.gap) or (rest_was_told and not one_series):
        return False
    if word("REVIEW_CASES").search(one.head) and (begins_anew or not word("REVIEW_CASES").search(first.head)):
        return False
    if (kind and before) or word("REST").search(one.head):
        return True
    if word("VERB").search(one.head):
        return False
    alike_or_joined = enumerated(one, last) or alike(one, first) or alike(one, last)
    return alike_or_joined or (not begins_anew and _is_sure(one) and len(one.head) <= _SHORT)


def _by_semicolons(said: Sequence[Said], members: Sequence[int], at: int) -> bool:
    """其中:征地30件;规划20件;教育10件: a colon opens the list, and nothing but semicolons parts it."""
    opened = _OPENED.search(said[members[0]].gap)
    return bool(opened) and all(said[place].gap.startswith(";") for place in (*members[1:], at))


def _is_sure(said: Said) -> bool:
    return said.number.unit.lstrip("万亿") in _SURE_UNITS


def enumerated(one: Said, last: Said) -> bool:
    """财政60件、征地169件: nothing but a mark of enumeration between the two, the name of the part aside."""
    between = one.gap.removesuffix(one.head).strip()
    return between.removeprefix(last.tail) in ("、", "和", "及") or (one.head.startswith(("和", "及")) and not between)


def alike(one: Said, other: Said) -> bool:
    """Whether two clauses name the same thing: 动态信息63条, 概况类信息42条; 1249个事项, 收件事项4490个."""
    names, of_other = _things(one), _things(other)
    return bool(names & of_other)


def _things(said: Said) -> set[str]:
    """The last two letters of the head, and for 个 and 项 the first two of what follows the number."""
    head = said.head.rstrip("的数为量共达到有")[-2:]
    tail = "" if _is_sure(said) else said.tail[:2]
    return {name for name in (head, tail) if len(name) > 1} - {"其中"}


def _closed(said: Sequence[Said], after: int) -> bool:
    """Whether a list is over where the reader stopped: at the end of a sentence, a parenthesis or a semicolon."""
    if after >= len(said) or said[after].prose is not said[after - 1].prose:
        return True
    return bool(re.match(r"[^,、]{0,12}[。;)\n]", said[after].gap)) or bool(word("ANEW").search(said[after].gap))


# ---------------------------------------------------------------------- parts of what


def _assign(
    said: Sequence[Said], concepts: Sequence[str], members: Sequence[int], taken: set[int], after: int
) -> Iterator[Parts]:
    """The lists that run together in ``members``, by kind (by applicant; then by way of filing), each with its whole."""
    closed = _closed(said, after)
    for kind, parts in _runs(said, members):
        last = parts[-1] == members[-1]
        whole = _whole(said, parts, kind, _candidates(said, concepts, members[0], taken))
        if whole is not None and not _is_of_several(said, whole, parts):
            all_told = (closed or not last) and _are_all(said, members, parts, kind) and not _may_go_on(said, whole, parts, after)
            of_rest = bool(word("RESPECTIVELY").match(said[parts[0]].gap)) and _of_rest(said, parts[0])
            of_last = of_rest or _in_parentheses(said, parts[0]) or _of_those(said, parts[0])
            doubtful = not of_last and is_sound_otherwise(said, whole, parts, all_told=all_told)
            yield Parts(whole, parts, _BY.get(kind, ""), all_told, _overlap(said, whole, parts), doubtful)


def _is_of_several(said: Sequence[Said], whole: int, parts: Sequence[int]) -> bool:
    """微信300条;微博500条;其中原创600条: whether parts come to more than their whole, but not than it and those beside it.

    Only where the list does not follow its whole at once: 线上61件,其中网站64件 is of no other.
    """
    first, total, reached = said[parts[0]], sum(said[part].number.low for part in parts), said[whole].number.low
    at_once = whole == parts[0] - 1 and not re.search("[;。]", first.gap) and not first.head.startswith("结果")
    if total <= reached or at_once or _in_parentheses(said, parts[0]):
        return False
    for at in range(parts[0] - 1, max(-1, whole - _FARTHEST), -1):
        other = said[at]
        if other.prose is not said[whole].prose or other.sentence < said[whole].sentence - 2:
            return False
        if at != whole and other.is_count and other.kind is Kind.PLAIN and other.number.unit == said[whole].number.unit:
            reached += other.number.low
            if total <= reached:
                return True
    return False


def _runs(said: Sequence[Said], members: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Members in a row that are told apart by the same thing; where two that are known differ, another list begins.

    The kind is "" where one of the run's members has none: they may be told apart by anything.
    """
    kind, run, mixed = kind_of(said[members[0]]), [members[0]], False
    for member in members[1:]:
        own = kind_of(said[member])
        if own and kind and own != kind and not enumerated(said[member], said[member - 1]):
            yield "" if mixed else kind, run
            kind, run, mixed = own, [], False
        elif own != kind and not word("REST").search(said[member].head):
            mixed = True
        run.append(member)
    yield "" if mixed else kind, run


def kind_of(said: Said) -> str:
    """By what a part is told apart: a terminal's name, "" for anything else."""
    return _kind_named(said.head or said.tail)


@lru_cache(maxsize=1 << 12)
def _kind_named(text: str) -> str:
    found = any_word(*_KINDS).search(text)
    return str(found.lastgroup) if found else ""


def _overlap(said: Sequence[Said], whole: int, parts: Sequence[int]) -> bool:
    """Whether what one part counts another may too: 其中审结4件,维持3件, 网络答复, 公开和部分公开, or as the paragraph says.

    One message is posted on several channels (forms.md), one document explained in several ways.
    """
    heads = "\n".join([said[part].head for part in parts])
    concluded = word("CONCLUDED").search(heads) and word("OUTCOME").search(heads)
    answered = word("ANSWERED").search(heads) or word("JOINED_ANSWERS").search(heads)
    posted = word("POSTED").search(heads) and not re.search("申请|复议|诉讼", said[whole].head)
    return bool(concluded or answered or posted) or says_overlap(said[whole].prose.text)


@lru_cache(maxsize=8)
def says_overlap(paragraph: str) -> bool:
    """Whether a paragraph says that what is counted once may be counted again."""
    return bool(word("OVERLAP").search(paragraph))


def _may_go_on(said: Sequence[Said], whole: int, parts: Sequence[int], after: int) -> bool:
    """Whether a part may lack: 其他结果 are not all others, for table 4 has a column of those that are not concluded."""
    heads = "\n".join([said[part].head for part in parts])
    outcomes_alone = word("OTHER_OUTCOME").search(heads) and not word("PENDING_CASES").search(heads)
    if outcomes_alone and not word("CONCLUDED").search(said[whole].head):
        return True
    return _series_goes_on(said, parts, after) or _goes_on(said, whole, parts, after)


def _series_goes_on(said: Sequence[Said], parts: Sequence[int], after: int) -> bool:
    """其中决策52条、其他文件10条;人事2条、财政8条: whether semicolons part more parts from one that is called 其他."""
    if after >= len(said) or _opens(said, after):
        return False
    first, last, one = said[parts[0]], said[parts[-1]], said[after]
    beside = one.prose is last.prose and one.sentence == last.sentence and one.number.unit == last.number.unit
    if not beside or not one.gap.startswith(";") or len(one.head) > _SHORT or kind_of(one) not in ("", kind_of(first)):
        return False
    answers = word("DONE").search(one.head) and not word("DONE").search(first.head)
    return not (answers or any_word("VERB", "REVIEW_CASES").search(one.head) or word("ANEW").search(one.gap))


def _goes_on(said: Sequence[Said], whole: int, parts: Sequence[int], after: int) -> bool:
    """其中维持3件、其他1件。尚未审结1件: whether what is told next is the very part that lacks."""
    lacking = said[whole].number.quantity - sum(said[part].number.quantity for part in parts)
    for one in said[after : after + _NEXT]:
        if one.prose is not said[whole].prose or one.number.unit != said[whole].number.unit:
            return False
        lacking -= one.number.quantity
        if lacking == 0:
            return True
    return False


def _are_all(said: Sequence[Said], members: Sequence[int], parts: Sequence[int], kind: str) -> bool:
    """Whether the wording says that the parts are all there are. Parts of several kinds that commas join never are."""
    names = [said[part] for part in parts]
    if len(parts) < 2:
        return False
    joined = all(enumerated(said[part], said[part - 1]) for part in parts[1:])
    if not (kind or joined) and any(map(kind_of, names)):
        return False
    if word("RESPECTIVELY").search(names[0].gap) and len(parts) == len(members):
        return True
    heads = [name.head for name in names]
    if any(map(word("REST").search, heads if kind_of(names[0]) == "RESULT" else heads[-1:])):
        return not _are_some(names[-1], heads)
    if len(parts) == 2 and kind_of(names[0]) == "APPLICANT":
        return bool(re.search("自然人|公民", heads[0]) and "法人" in heads[1])
    return len(parts) == 2 and bool(word("OWN_LEVEL").search(heads[0]) and word("LEVELS_BELOW").search(heads[1]))


def _whole(said: Sequence[Said], parts: Sequence[int], kind: str, candidates: Sequence[int]) -> int | None:
    """The whole of some parts; None where it is not sure.

    Of several numbers that might be it, that is taken to which the parts add up, else the only one that fits: answers are given
    to what was handled, ways of filing and applicants are of what came in.
    """
    if _follows(said, parts[0]):
        return parts[0] - 1 if _may_be_whole(said[parts[0] - 1], said[parts[0]]) else None
    if len(candidates) == 1:
        return candidates[0]
    total = sum(said[part].number.quantity for part in parts)
    reached = [one for one in candidates if said[one].number.quantity == total]
    fitting = [one for one in candidates if kind in _FITS and word(_FITS[kind]).search(said[one].head)]
    return next(iter(reached or fitting), None) if reached or len(fitting) == 1 else None


def _are_some(last: Said, heads: Sequence[str]) -> bool:
    """Whether the others that end a list are not all others: 其他政策文件30条, 其他公告30条等, 其他处理5件 without 无法提供."""
    if word("OTHERS_OF_SOME").search(last.head) or word("AND_SO_ON").match(last.prose.text, last.number.end):
        return True
    return last.head.startswith(_HANDLED_OTHERWISE) and not re.search("无法提供|不予处理", "".join(heads))


def _follows(said: Sequence[Said], first: int) -> bool:
    """Whether a list is of the number right before it and of no other."""
    return _in_parentheses(said, first) or _of_those(said, first) or _of_rest(said, first)


def _candidates(said: Sequence[Said], concepts: Sequence[str], first: int, taken: set[int]) -> list[int]:
    """The counts before a list that have its unit and may be its whole, the nearest first.

    They stand in its own sentence, from the last semicolon on that has one, or else, where the list opens its sentence, in the
    last one before that has any.
    """
    one = said[first]
    found: list[int] = []
    sentence: tuple[int, int] | None = None
    looks_back = _looks_back(one)
    for at in range(first - 1, max(-1, first - _FARTHEST), -1):
        other = said[at]
        here = (id(other.prose), other.sentence)
        inside = here == (id(one.prose), one.sentence)
        if (sentence is not None and here != sentence) or not (inside or (looks_back and _is_near(one, other))):
            break
        if at in taken or not _may_be_whole(other, one) or not (inside or _is_meant(one, concepts[at])):
            continue
        sentence = here
        if _is_of_another_year(other, [said[place] for place in found]):
            continue
        found.append(at)
        if inside and ";" in other.gap:
            break
    return found


def _is_of_another_year(other: Said, nearer: Sequence[Said]) -> bool:
    """2020年收到28件,2021年35件,其中…: a count that is told with another year than a nearer one."""
    years = {year for one in nearer for year in word("YEAR_OF").findall(one.head)}
    own = word("YEAR_OF").findall(other.head)
    return bool(years and own) and own[-1] not in years


def _looks_back(one: Said) -> bool:
    """Whether a list opens its sentence and may be of a number in another one."""
    opens = word("PARTS").match(one.before.strip()) or _in_sight(one.gap) or word("ALL").search(one.before)
    return bool(opens) and _is_sure(one)


def _is_near(one: Said, other: Said) -> bool:
    """Whether a list may be of a number in that other sentence: one on applications, or said just before."""
    if other.prose.section != one.prose.section:
        return False
    return _on_applications(one) or (other.prose is one.prose and other.sentence == one.sentence - 1)


def _is_meant(one: Said, concept: str) -> bool:
    """Whether a list may be of a number of another sentence: one on applications is of a number that surely counts them."""
    return concept in _COUNTS_OF_APPLICATIONS or not _on_applications(one)


def _on_applications(one: Said) -> bool:
    return _APPLICATIONS in one.gap or kind_of(one) in ("FILING", "APPLICANT", "ANSWER")


def _may_be_whole(other: Said, one: Said) -> bool:
    if not other.is_count or other.number.unit != one.number.unit:
        return False
    return _is_sure(one) or alike(one, other) or not one.head.strip("其中,")

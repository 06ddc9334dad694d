"""What each number counts, as far as its sentence makes sure of it; whose it is (whose.py), and of when (when.py)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from auditor.claims.clause import Said
from auditor.claims.frame import Frame, read_frame
from auditor.claims.when import Times
from auditor.claims.whose import Places, of_others
from auditor.claims.words import word

APPLICATIONS = frozenset({"received", "carried_in", "handled", "carried_out"})
REVIEW = frozenset({"reconsideration", "litigation"})
_DECISIONS = frozenset({"licences", "penalties", "coercion"})
_RESULTS = frozenset({"upheld", "corrected", "pending", "other"})
_ANSWERS = ("granted", "partly_granted", "refused", "unable", "declined")
_REFUSALS = ("refused", "unable", "declined")
_CARRIED = frozenset({"carried_in", "carried_out"})
_CAME = frozenset({"received", "carried_in"})
_SECTIONS = "sections"
_CASES_OF_ANY, _OTHERS = "cases", "others"
_REMARK = 16
"""How far before a number 含上年结转 may stand."""

_FARTHEST = 50
"""Numbers before one that are looked at."""
_BEHIND = 200
"""Letters behind a number in which it may be told what it is of."""

_CASES = "件 宗 起 例 份 条 个"
_UNITS = {
    **dict.fromkeys(("published", "channels"), "条 件 篇"),
    **dict.fromkeys(("press_conferences", "interviews"), "场 次 期"),
    "explanations": "篇 条 件 个 期 份 次",
    "responses": "次 件 条 个 起",
    **dict.fromkeys(("regulations", "normative_documents"), "件 个 份 部 项"),
    **dict.fromkeys(("penalties", "coercion", "licences"), "件 宗 起 个 次 项 例"),
    **dict.fromkeys(("procurement", "fees"), "个 项 件 批 宗 元 次"),
}


@dataclass(slots=True)
class Meaning:
    """The fields of ``Claim`` that tell what a number counts; ``wording`` in which words, for things that are said twice."""

    concept: str = ""
    of: str = ""
    scope: str = "unknown"
    period: str = "year"
    with_carried_in: bool = False
    concluded: bool = False
    wording: str = ""
    cases: str = ""
    """Cases of any matter (reconsideration, litigation), of which a part may be on disclosure; "others" for those of others."""


def read_meanings(said: Sequence[Said], year: int | None, body: str | None) -> list[Meaning]:
    """The meaning of each number, in order; what its list says of it (lists.py) is not yet in it."""
    meanings: list[Meaning] = []
    times, places = Times(year), Places()
    for at, one in enumerate(said):
        meaning = Meaning("", "", places.scope(one), times.period(one), _with_carried_in(one))
        if one.is_count:
            _count(meaning, said, meanings, at, body)
            _check_year(meaning, one, year)
        meanings.append(meaning)
    return meanings


def _check_year(meaning: Meaning, said: Said, year: int | None) -> None:
    """2021年度结转3件 is what came over from 2021: for 2022 all of row two, for others a part of it or what goes on to 2022."""
    if meaning.concept != "carried_in" or not year:
        return
    sentence = said.before + said.prose.text[said.number.end : said.number.end + _BEHIND].partition("。")[0]
    years = {int(one) for one in word("CARRIED_FROM").findall(sentence)}
    if years - {year - 1}:
        meaning.concept, meaning.wording = "", ""


def _with_carried_in(said: Said) -> bool:
    """Whether 含上年结转 stands before a number in its sentence, or in the remark in parentheses behind it."""
    text, end = said.prose.text, said.number.end
    if not tells_of_carried_in(text):
        return False
    behind = text[end : text.find(")", end)] if text.startswith("(", end) else ""
    return bool(word("WITH_CARRIED_IN").search(f"{said.gap[-_REMARK:]}{behind}"))


@lru_cache(maxsize=8)
def tells_of_carried_in(paragraph: str) -> bool:
    """Whether a paragraph says anywhere that a number contains what was carried in."""
    return ("含" in paragraph or "包括" in paragraph) and bool(word("WITH_CARRIED_IN").search(paragraph))


class _Before:
    """The numbers before one, as far as they help to understand it."""

    def __init__(self, said: Sequence[Said], meanings: Sequence[Meaning], at: int) -> None:
        self.said, self.meanings, self.at = said, meanings, at

    def _paragraph(self) -> Iterator[tuple[Said, Meaning]]:
        """The numbers before in the paragraph, the nearest first."""
        for place in range(self.at - 1, max(-1, self.at - _FARTHEST), -1):
            if self.said[place].prose is not self.said[self.at].prose:
                return
            yield self.said[place], self.meanings[place]

    def concepts(self) -> list[str]:
        """What the numbers before in the sentence count, the nearest first; ``_CASES_OF_ANY`` for cases of any matter."""
        sentence = self.said[self.at].sentence
        same = takewhile(lambda both: both[0].sentence == sentence, self._paragraph())
        return [meaning.concept or (meaning.cases and _CASES_OF_ANY) for _, meaning in same]

    def came_in_unknown(self) -> bool:
        """Whether what came in, as was last said, is not known to be applications (收到来信58件)."""
        came_in = (meaning for one, meaning in self._paragraph() if word("CAME_IN").search(one.head))
        return next((meaning.concept not in APPLICATIONS for meaning in came_in), False)

    def on_disclosure(self, concept: str) -> bool:
        """Whether such cases were counted before and told to be of disclosure."""
        return any(meaning.concept == concept and "信息公开" in meaning.wording for _, meaning in self._paragraph())

    def narrowed(self) -> bool:
        """Whether the number before goes on in this one (因征地引发复议12件、诉讼8件) and is not understood."""
        one, before = self.said[self.at], next(self._paragraph(), None)
        joined = before is not None and one.gap.removesuffix(one.head) in ("、", "和", "及")
        return joined and before is not None and not before[1].concept


# ---------------------------------------------------------------------- what


def _count(meaning: Meaning, every: Sequence[Said], meanings: Sequence[Meaning], at: int, body: str | None) -> None:
    said = every[at]
    if _counts_sections(said):
        meaning.concept = _SECTIONS
        return
    clause = said.rest + said.tail
    frame = read_frame(clause.replace(f"{body}人民政府", "").replace(body, "") if body and body in clause else clause)
    if frame is None or not _unit_fits(frame.concept, said.number.unit):
        return
    before = _Before(every, meanings, at)
    concept = _sure(frame, said, before)
    if not concept or of_others(said, body):
        return
    if concept in REVIEW and _of_any_matter(frame, said, before, concept):
        meaning.cases = _OTHERS if _of_reviewer(frame, said) else concept
    else:
        meaning.concept, meaning.of, meaning.wording = concept, frame.of, frame.wording
        meaning.with_carried_in &= concept != "carried_in"
        if "ITS_WEBSITE" in frame.words:
            meaning.scope = "own"
        meaning.concluded = frame.concluded or (concept in REVIEW and frame.concept == "handled")


def _counts_sections(said: Said) -> bool:
    """本报告由总体情况…六个部分组成, wherever it stands, and 共六部分; before the first section a report needs no 本."""
    parts = said.tail.startswith("部分") or (said.number.unit == "部" and said.tail.startswith("分"))
    return parts and bool(word("THIS_REPORT_PARTS" if said.prose.section else "REPORT_PARTS").search(said.before))


def _unit_fits(concept: str, unit: str) -> bool:
    units = _UNITS.get(concept.partition(".")[0], _CASES).split()
    return not unit or unit.lstrip("万亿") in units


def _sure(frame: Frame, said: Said, numbers: _Before) -> str:
    """The concept of a frame where its sentence and section leave no doubt of it, else ""."""
    before = numbers.concepts()
    concept, words, section = frame.concept, frame.words, said.prose.section
    on_applications = section == "applications" or any(one in APPLICATIONS for one in before)
    last = before[0] if before else ""
    if concept == "handled" and (
        _behind(said, "IN_TIME") or word("IN_TIME").search(said.before) or word("TOPIC").search(said.before)
    ):
        return ""
    if concept == "handled" and "APPLICATIONS" not in words:
        on_review = next((one for one in before if one in REVIEW or one in APPLICATIONS or one == _CASES_OF_ANY), "")
        known = on_applications and on_review != _CASES_OF_ANY and not numbers.came_in_unknown() and not _on_other_matter(said)
        known = known and not _on_review(said)
        return on_review if on_review in REVIEW else concept if known else ""
    answer = concept.partition(".")[0] if concept.partition(".")[0] in _ANSWERS else ""
    doubts = (
        concept in _RESULTS,
        concept in _CAME and bool(word("OF_HANDLED").search(said.before)),
        _is_of_several(said),
        concept == "received" and _behind(said, "SIFTED"),
        concept == "received" and frame.of == "person" and _is_anyone(said),
        concept == "reconsideration" and (_behind(said, "ACCEPTED") or "受理" in said.head),
        concept in REVIEW and (_behind(said, "NOT_BY_US") or bool(word("NOT_BY_US").search(said.before))),
        "." in concept and answer and bool(word("OF_SUBJECTS").search(said.before)),
        bool(word("TOPIC").search(said.before)),
        _is_of_some(said),
        concept in _CAME and "公开" not in said.head and _is_of_business(said),
        concept == "received" and not (words == ("NEWLY_RECEIVED",) and on_applications) and "RECEIVED" not in words,
        answer and not on_applications and (concept not in _REFUSALS or "其中" in said.head),
        answer and (_on_other_matter(said) or (not on_applications and "主动公开" in said.before)),
        concept in _CARRIED and "APPLICATIONS" not in words and (_on_review(said) or _on_other_matter(said)),
        concept.startswith("litigation") and (_behind(said, "INSTANCES") or bool(word("INSTANCES").search(said.before))),
        answer and not on_applications and bool(word("REVIEWED").search(said.before)),
        concept.startswith("channels.")
        and not re.search("公开|政府信息", said.head)
        and bool(word("POSTED_NEWS").search(said.before)),
        concept in _DECISIONS and (_behind(said, "NOT_DECIDED") or bool(word("NOT_DECIDED").search(said.before))),
        concept in _DECISIONS and len(words) == 1 and last not in _DECISIONS,
        words == ("AMOUNT",) and last != concept,
        concept == "press_conferences.leader" and last != "press_conferences",
    )
    return "" if any(doubts) else concept


def _is_of_several(said: Said) -> bool:
    """行政复议、行政诉讼案件共16件, 行政复议、行政诉讼分别为9件、7件: a number of all that are named, or of one."""
    return said.lead.endswith("、") and bool(word("COUNTED_THING").search(said.lead))


def _behind(said: Said, name: str) -> bool:
    """Whether the sentence goes on with a word: how many remained of what came in (SIFTED), or in which court (INSTANCES)."""
    behind = said.prose.text[said.number.end : said.number.end + _BEHIND].partition("。")[0]
    return bool(word(name).search(behind))


def _is_of_some(said: Said) -> bool:
    """全县收到申请9件(不含乡镇): whether the sentence says that some are left out, or of what sort these are."""
    behind = said.prose.text[said.number.end : said.number.end + _BEHIND].partition("。")[0]
    left_out = word("LEFT_OUT").search(said.before) or word("LEFT_OUT").search(behind.replace("除", ""))
    return bool(left_out or word("ONE_SORT").match(behind))


def _is_of_business(said: Said) -> bool:
    """推行网上审批,收到申请1200件: whether the sentence, or the one before it, speaks of what the office does for people."""
    last = said.paragraph.rstrip("。!?！？\n")
    return bool(word("BUSINESS").search(said.before) or word("BUSINESS").search(re.split("[。!?！？\n]", last)[-1]))


def _is_anyone(said: Said) -> bool:
    """收到公民申请35件: whether 公民 is said of whoever applies, as nobody else is named."""
    sentence = said.before + said.prose.text[said.number.end : said.number.end + _BEHIND].partition("。")[0]
    return "自然人" not in said.head and not re.search("法人|企业|单位|组织", sentence)


def _on_other_matter(said: Said) -> bool:
    """Whether the sentence is on letters, calls or proposals, and has not come to applications since."""
    since = said.before.rpartition("公开申请")[2]
    return bool(word("OTHER_MATTER").search(since))


def _on_review(said: Said) -> bool:
    """Whether the sentence is on reconsideration or litigation, and has not come to applications since."""
    since = said.before.rpartition("公开申请")[2]
    return "复议" in since or "诉讼" in since


def _of_any_matter(frame: Frame, said: Said, before: _Before, concept: str) -> bool:
    """Whether cases of reconsideration or litigation may be of any matter, and not of disclosure alone as in table 4."""
    if "DISCLOSURE_WORK" in frame.words or frame.concept == "handled":
        return False
    told = said.before.replace("信息公开申请", "")
    if "信息公开" not in told and (said.prose.section != "review" or _of_reviewer(frame, said)):
        return True
    behind = said.prose.text[said.number.end : said.number.end + _BEHIND]
    return bool(word("AMONG_OTHERS").search(behind)) or before.on_disclosure(concept) or before.narrowed()


def _of_reviewer(frame: Frame, said: Said) -> bool:
    """Whether the body may tell of cases that it decides on, or of all that it has to answer in court."""
    return any(one in frame.wording for one in ("受理", "办理")) or bool(word("REVIEWER").search(said.before))

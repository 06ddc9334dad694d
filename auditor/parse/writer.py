"""Whose report it is where its title does not say: what the preface says, and which government the text names throughout."""

import re
from collections import Counter
from collections.abc import Sequence

from auditor.normalise.plain import tight

_REPORT_OF = re.compile(
    r"(?:公布|公开|发布|编制|将)([\u3400-\u9fff]{3,30}?)((?:19|20)\d\d)年度?(?:政府|政务)?信息公开(?:工作)?年?度?报告"
)
_WRITTEN_BY = re.compile(r"由([\u3400-\u9fff]{3,30}?)(?:组织|负责|牵头)?(?:编制|编写)")
_OF_NO_PLACE = re.compile(r"[省市县区镇乡局办](?![中南北]区)|街道(?:办事处)?$|[我本各全该]")
_OF_MANY = re.compile(r"公开|小组|单位|部门")
_NAME = re.compile(r"(?:[省市县区州盟旗镇乡局委厅院处会]|街道|苏木|中心|政府|办公[室厅])$")
_NO_GOVERNMENT = re.compile(r"[我本](?:[局委办院镇乡]|街道)")
_GOVERNMENT = re.compile(r"(?=([\u3400-\u9fff]{2,4}[省市县区州旗])人民政府((?:门户)?网)?)")
_ZONE_NAME = re.compile(r"(?:开发|高新|新|景|示范|园|试验|度假|保税|合作)区$")
_NAMED = 2


def named_in_preface(texts: Sequence[str], year: int | None) -> tuple[str, int | None] | None:
    """The body whose report of the year the preface publishes (现公布青石县2022年…报告), or that wrote it (由青石县…编制).

    With it the report's year, None where the preface has none beside the name. A name without its place (我局, 县政府办公室) and
    one of those who gather the reports of many are no body.
    """
    told = [tight(text) for text in texts]
    reports = [(match.group(1), int(match.group(2))) for text in told for match in _REPORT_OF.finditer(text)]
    writers = [(match.group(1), None) for text in told for match in _WRITTEN_BY.finditer(text)]
    found = [(name, of) for name, of in (*reports, *writers) if of in (None, year) or year is None]
    return next(((name, of) for name, of in found if _is_full(name)), None)


def _is_full(name: str) -> bool:
    return bool(_NAME.search(name)) and has_place(name) and not _OF_MANY.search(name)


def has_place(name: str) -> bool:
    """Whether a body's name says where it is: 县政府办 does not, and one county's would be taken for another's."""
    return not _OF_NO_PLACE.match(name)


def most_named(texts: Sequence[str]) -> str | None:
    """The region whose 人民政府 the text names more than once, and at least twice as often as any other's.

    A name has no beginning in running text (由衢州市人民政府): of the runs of characters before 人民政府 the longest one is taken
    that is there nearly as often as the shortest. A government named for its website alone is not the writer, nor is any where
    the text speaks of 我局 or 本镇.
    """
    told = [tight(text) for text in texts]
    if any(_NO_GOVERNMENT.search(text) for text in told):
        return None
    seen: Counter[str] = Counter()
    writers: set[str] = set()
    for text in told:
        longest = {match.end(1): match for match in reversed(list(_GOVERNMENT.finditer(text)))}
        for match in longest.values():
            run = match.group(1)
            seen.update(run[-length:] for length in range(3, len(run) + 1))
            writers |= set() if match.group(2) else {run[-3:]}
    short = [(name, count) for name, count in seen.most_common() if len(name) == 3 and not _ZONE_NAME.search(name)]
    if not short or short[0][1] < _NAMED or any(count * 2 > short[0][1] for _, count in short[1:]):
        return None
    name, most = short[0]
    return (
        max((run for run, count in seen.items() if run.endswith(name) and count >= 0.8 * most), key=len)
        if name in writers
        else None
    )

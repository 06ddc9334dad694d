"""Reports for the tests of rules over several reports, and a store that they are put into."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from hashlib import sha256

from auditor.across.run import across
from auditor.model.report import Prose, Region, Report
from auditor.rules.beside import year_before
from auditor.rules.check import check
from auditor.rules.clean import cell, clean
from auditor.rules.pack import Pack, load_pack
from auditor.rules.second.conclude import grade
from auditor.store.open import RunInfo, Store

PACK = load_pack()
RUN = RunInfo("1", PACK.hash)
SENTENCES = (
    "县政府常务会议逐月听取公开工作汇报并点名通报排名靠后的乡镇",
    "在政务大厅新设自助查询终端方便群众就近调阅历年文件",
    "惠农补贴发放到户清单张贴进村公告栏并同步推送手机短信",
    "学校食堂采购价格按周在教育专栏晒出接受家长监督",
    "对申请量大的征地拆迁领域提前编制问答手册送到社区",
    "建立答复文书法律审核和集体会商两道关口减少复议纠错",
    "新媒体账号清理合并后由融媒体中心统一排班值守更新",
    "政策文件出台前后召开企业座谈会收集意见并逐条反馈采纳情况",
    "重大工程进度用图片和短视频每季度向沿线村民说明",
    "档案馆与图书馆合办查阅点延长周末开放时间",
    "把信息公开纳入新录用人员初任培训并安排模拟答复演练",
    "邀请人大代表和媒体记者走进环境监测站看数据怎么来",
    "老旧小区改造名单摇号过程全程直播并留存回放",
    "统计公报附上名词解释和历年对照帮助读者看懂变化",
    "法律援助申请指南译成方言音频在集市循环播放",
    "针对旧文件失效未标注的情况组织两轮回头看逐件核销",
)


def report(year: int = 2022, form: str = "2021", body: str = "青石县", source: str = "", **said: object) -> Report:
    """A clean report of a body for a year, with what it says of itself otherwise."""
    made = clean(form, year=year)
    made.body, made.source = body, source or f"{body}-{year}.txt"
    for name, value in said.items():
        setattr(made, name, value)
    return hashed(made)


def before(later: Report) -> Report:
    """The report for the year before, from which a report follows."""
    made = year_before(later)
    made.source = f"{made.body}-{made.year}.txt"
    return hashed(made)


def hashed(made: Report) -> Report:
    """The report with a hash of its own."""
    made.sha256 = sha256(repr((made.source, made.year, made.prose, made.cells)).encode()).hexdigest()
    return made


def changed(made: Report, cells: Mapping[tuple[str, str, str], str]) -> Report:
    """The report with other texts in some of its cells."""
    made = deepcopy(made)
    made.cells = [cell(*one[:3], cells[one[:3]], one.line) if one[:3] in cells else one for one in made.cells]
    return hashed(made)


def telling(made: Report, sentences: Iterable[str]) -> Report:
    """The report with a narrative, a sentence on each line from the tenth on."""
    made.prose = [Prose(10 + at, "overview", f"{sentence}。") for at, sentence in enumerate(sentences)]
    return hashed(made)


def placed(made: Report, code: str, province: str, prefecture: str | None = None, county: str | None = None) -> Report:
    """The report of a division's government."""
    made.region = Region(code, province, prefecture, county, None, "county" if county else "prefecture")
    return hashed(made)


def save(store: Store, *reports: Report, pack: Pack = PACK) -> None:
    """Check reports and put them into a store."""
    audits = [(one, check(one, pack)) for one in reports]
    graded = {one.sha256: grade(one, findings, pack) for one, findings in audits}
    store.save(audits, RUN, {sha256: rule.then.grade for sha256, rule in graded.items() if rule})


def found(store: Store, pack: Pack = PACK) -> dict[str, list[str]]:
    """What comparing finds: by source, the rules and places of what was put on the report."""
    told = {}
    for one in across(store, pack):
        stored = store.report(one.sha256)
        assert stored is not None
        told[stored.source] = [f"{finding.rule} {finding.place.key()}" for finding in one.findings]
    return told

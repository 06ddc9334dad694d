from auditor.model.finding import Severity
from tests.across.reports import SENTENCES, before, changed, found, hashed, report, save, telling


def copied(told):
    return {source: [one.partition(" ")[0] for one in places if one.startswith("DUP")] for source, places in told.items()}


def numbered(year):
    return [f"{one}{year}次" for one in SENTENCES]


def other(sentences, year=2022, body="云岭县"):
    made = telling(report(year, body=body), sentences)
    made.cells = []  # figures are another test's
    return hashed(made)


def test_last_years_text_with_new_numbers_is_copied(store):
    now = telling(report(), numbered(2022))
    save(store, now, telling(before(now), numbered(2021)))
    assert copied(found(store)) == {"青石县-2022.txt": ["DUP-101"], "青石县-2021.txt": []}
    finding = next(one for one in store.findings(now.sha256) if one.rule == "DUP-101")
    assert (finding.actual, finding.expected, finding.details["other_year"]) == (100, 80, 2021)
    assert finding.details["passages"] == str([[10 + at, 10 + at] for at in copied_lines(numbered(2022))])


def copied_lines(sentences):
    longest = sorted(range(len(sentences)), key=lambda at: -len(sentences[at]))[:10]
    return sorted(longest)


def test_another_bodys_text_is_copied_whoever_copied(store):
    own = other(["青石县" + one for one in SENTENCES], body="青石县")
    save(store, own, other(["云岭县" + one for one in SENTENCES]))
    assert copied(found(store)) == {"青石县-2022.txt": ["DUP-102"], "云岭县-2022.txt": ["DUP-102"]}


def test_a_text_of_its_own_is_not_copied(store):
    half = len(SENTENCES) // 2
    now = telling(report(), SENTENCES[:half])
    save(store, now, telling(before(now), SENTENCES[half:]))
    assert copied(found(store)) == {"青石县-2022.txt": [], "青石县-2021.txt": []}


def test_statutory_phrases_do_not_count(store):
    phrases = [f"根据国办公开办函要求第{at}项，未发生收费，没有需要报告的其他事项" for at in range(40)]
    now = telling(report(), phrases)
    save(store, now, telling(before(now), phrases))
    assert copied(found(store)) == {"青石县-2022.txt": [], "青石县-2021.txt": []}


def test_the_same_tables_as_another_body_are_copied(store):
    save(store, report(), report(body="云岭县"))
    assert copied(found(store)) == {"青石县-2022.txt": ["DUP-104"], "云岭县-2022.txt": ["DUP-104"]}


def test_the_same_tables_as_last_year_are_copied_with_the_cells_of_both(store):
    now = report()
    save(store, now, report(2021, source="last.txt"))
    assert copied(found(store)) == {"青石县-2022.txt": ["DUP-103"], "last.txt": []}
    finding = next(one for one in store.findings(now.sha256) if one.rule == "DUP-103")
    assert ("applications", "received", "total") in finding.evidence
    assert '"source": "last.txt"' in str(finding.details["others"])


def test_a_cluster_of_copies_is_one_finding_a_report(store):
    save(store, *(other(SENTENCES, body=f"云岭{at}县") for at in "甲乙丙丁戊"))
    assert list(copied(found(store)).values()) == [["DUP-102"]] * 5


def test_a_sample_that_many_bodies_follow_is_a_note_and_no_accusation(store):
    made = [other(SENTENCES, body=f"云岭{at}县") for at in "甲乙丙丁戊己"]
    save(store, *made)
    assert list(copied(found(store)).values()) == [["DUP-105"]] * 6
    severities = {one.severity for report_ in made for one in store.findings(report_.sha256) if one.rule == "DUP-105"}
    assert severities == {Severity.NOTE}


def test_a_government_and_its_office_under_whose_name_it_is_put_up_too_are_no_copies(store):
    own = telling(report(), SENTENCES)
    save(store, own, telling(report(body="青石县人民政府办公室", source="办公室.txt"), SENTENCES))
    assert copied(found(store)) == {"青石县-2022.txt": [], "办公室.txt": []}


def test_reports_of_nothing_but_zeros_are_no_copies(store):
    nothing = {one[:3]: "0" for one in report().cells}
    made = [report(body=f"云岭{at}县") for at in "甲乙丙"] + [report(2021, body="云岭甲县")]
    save(store, *(changed(one, nothing) for one in made))
    assert {tuple(one) for one in copied(found(store)).values()} == {()}


def test_what_the_law_has_all_reports_say_is_no_copy(store):
    said = [
        "按照《中华人民共和国政府信息公开条例》有关规定编制本年度报告",
        "本报告所列数据的统计期限自1月1日起至12月31日止",
        "本年度未收到政府信息公开申请，未发生行政复议和行政诉讼",
        "本年度没有收取政府信息公开信息处理费",
        "存在的主要问题及改进情况",
        "没有需要报告的其他事项",
    ]
    save(store, *(other(said * 8, body=f"云岭{at}县") for at in "甲乙"))
    assert {tuple(one) for one in copied(found(store)).values()} == {()}

from tests.across.reports import SENTENCES, before, found, hashed, report, save, telling


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

"""A body's region: certain or unresolved."""

import pytest

from auditor.region.divisions import divisions_named, is_name
from auditor.region.resolve import resolve


@pytest.mark.parametrize(
    ("body", "year", "text", "code", "names"),
    [
        ("缙云县", 2019, "", "331122", ("浙江省", "丽水市", "缙云县", None, "county")),
        ("丽水市", 2019, "", "331100", ("浙江省", "丽水市", None, None, "prefecture")),
        ("会同县", 2020, "", "431225", ("湖南省", "怀化市", "会同县", None, "county")),
        ("丈亭镇", 2019, "在余姚市丈亭镇人民政府网站", "330281", ("浙江省", "宁波市", "余姚市", "丈亭镇", "township")),
        ("丽水市档案局", 2021, "", "331100", ("浙江省", "丽水市", None, None, "prefecture")),
        ("鼓楼区", 2021, "福州市人民政府", "350102", ("福建省", "福州市", "鼓楼区", None, "county")),
        ("莲都区", 2021, "丽水市", "331102", ("浙江省", "丽水市", "莲都区", None, "county")),
        ("丽水市莲都区", 2021, "", "331102", ("浙江省", "丽水市", "莲都区", None, "county")),
        ("重庆市大足区文化馆", 2021, "", "500111", ("重庆市", None, "大足区", None, "county")),
        ("浙江省丽水市缙云县档案局", 2021, "", "331122", ("浙江省", "丽水市", "缙云县", None, "county")),
        ("余姚市丈亭镇", 2019, "", "330281", ("浙江省", "宁波市", "余姚市", "丈亭镇", "township")),
        ("越秀区人民政府北京街道", 2020, "广州市", "440104", ("广东省", "广州市", "越秀区", "北京街道", "township")),
        ("凉山州", 2020, "", "513400", ("四川省", "凉山彝族自治州", None, None, "prefecture")),
        ("海西州德令哈市", 2020, "", "632802", ("青海省", "海西蒙古族藏族自治州", "德令哈市", None, "county")),
        ("伊犁哈萨克自治州塔城地区", 2020, "", "654200", ("新疆维吾尔自治区", "塔城地区", None, None, "prefecture")),
        ("济源市", 2020, "", "419001", ("河南省", None, "济源市", None, "county")),
    ],
)
def test_a_body_is_found(body: str, year: int, text: str, code: str, names: tuple[str | None, ...]) -> None:
    region = resolve(body, year, lambda: text)
    assert region.code == code
    assert (region.province, region.prefecture, region.county, region.township, region.level) == names


@pytest.mark.parametrize(
    ("body", "year", "text"),
    [
        ("鼓楼区", 2021, ""),
        ("鼓楼区", 2021, "福州市与南京市"),
        ("丈亭镇", 2019, "我镇按宁波市、余姚市的要求"),
        ("青石县", 2019, ""),
        (None, 2019, ""),
        ("缙云县", None, ""),
    ],
)
def test_what_is_not_certain_stays_unresolved(body: str | None, year: int | None, text: str) -> None:
    assert resolve(body, year, lambda: text).code is None


def test_a_division_is_known_by_its_name_of_the_year() -> None:
    assert [division.code for division in divisions_named("临安市", 2016)] == ["330185"]
    assert [division.code for division in divisions_named("临安区", 2019)] == ["330112"]
    assert divisions_named("临安市", 2020) == []


@pytest.mark.parametrize("name", ["青石县", "云岭市", "松雾镇"])
def test_the_sample_corpus_accuses_no_real_division_of_invented_faults(name: str) -> None:
    assert not is_name(name)

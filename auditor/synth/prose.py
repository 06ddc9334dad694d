"""Sentences around the figures: no two reports alike, every number true to its table."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import yaml

from auditor.synth.figures import Address

TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def overview(body: str, year: int, figures: Mapping[Address, int], rng: Random) -> str:
    """The first section: what was done, and the figures of table 3 in words."""
    received, person, handled, carried_out = (
        figures["applications", row, column]
        for row, column in (("received", "total"), ("received", "person"), ("handled", "total"), ("carried_out", "total"))
    )
    counted = (
        f"{year}年，{body}收到政府信息公开申请{received}件，其中自然人{person}件，法人或其他组织{received - person}件。"
        f"全年办结{handled}件，结转下年度{carried_out}件。"
    )
    return "".join([*(_work(rng) for _ in range(rng.randint(10, 16))), counted])


def problems(rng: Random) -> str:
    """The fifth section: what is lacking and what will be done."""
    lacks, plans = rng.sample(words("lacks"), 3), rng.sample(words("will"), 3)
    lacking = f"主要问题是{lacks[0]}、{lacks[1]}，{rng.choice(words('who'))}{lacks[2]}。"
    return f"{lacking}{_work(rng)}下一步{'、'.join(plans)}。"


def other(rng: Random) -> str:
    """The sixth section."""
    return f"{_work(rng)}本年度没有收取信息处理费，没有其他需要报告的事项。"


def _work(rng: Random) -> str:
    who, how, did, what, more, why = (rng.choice(words(kind)) for kind in ("who", "how", "did", "what", "what", "why"))
    return f"{who}{how}{did}{what}和{more}，{why}。"


@cache
def words(kind: str) -> Sequence[str]:
    """The words of a kind in words.yaml."""
    return _all_words()[kind]


@cache
def _all_words() -> Mapping[str, Sequence[str]]:
    text = Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Sequence[str]] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    return found

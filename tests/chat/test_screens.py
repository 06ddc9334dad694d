"""The main screens as text, at two sizes and in both languages; AUDITOR_SCREENS=write keeps what is there now."""

import os
import re
from pathlib import Path

import pytest

from auditor.chat.evidence import EvidenceScreen

SCREENS = Path(__file__).parent / "screens"
SIZES = [(80, 24), (140, 40)]
QUESTIONS = {
    "en": ("findings by rule order count desc", "findings where rule = SUM-101", "findings whre"),
    "zh": ("问题 按 规则 排序 统计 降序", "问题 其中 规则 = SUM-101", "问题 其种"),
}


def same(screen: str, name: str) -> None:
    # Scroll bars show by blocks whose place depends on how the terminal rounds.
    shown = "\n".join(re.sub(r"[▁▂▃▄▅▆▇█▔]\s*(│?)$", r"\1", line).rstrip() for line in screen.split("\n")) + "\n"
    path = SCREENS / f"{name}.txt"
    if os.environ.get("AUDITOR_SCREENS") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_main_screens(chat, size, lang):
    groups, findings, nonsense = QUESTIONS[lang]
    name = f"{lang}-{size[0]}x{size[1]}"

    async def steps(one):
        same(one.screen, f"{name}-begin")
        await one.ask(groups)
        await one.ask(nonsense)
        same(one.screen, f"{name}-groups")
        await one.ask(findings)
        await one.press("f6")
        await one.pilot.pause(0.1)
        same(one.screen, f"{name}-findings")
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, EvidenceScreen) and not one.busy)
        same(one.screen, f"{name}-evidence")

    chat(steps, size, lang)

"""A rule to begin with: it runs as it stands; ``rules lint`` asks for the words in angle brackets."""

_RULE = """\
- rule: {code}
  name: {{zh: <名称>, en: <name>}}
  for: each row in applications        # 对象 what is checked: each row, column or cell in TABLE; each table; each section; report
  check: "[总计] >= [自然人]"            # 应当成立的条件 what must hold; what is there stands left
  blank: zero                          # 空白 what a blank counts as: zero, skip, fail
  severity: note                       # 程度: error, warning, note
  basis: {{document: <文件>, item: <条目>}}
  message:
    zh: "{{row}}：总计填{{actual}}，少于自然人{{expected}}"
    en: "{{row}}: 总计 is {{actual}}, below 自然人 of {{expected}}"
  why:
    zh: <为什么要查>
    en: <why it is checked>
  examples:                            # 例子 a clean report, changed, and what this rule then flags
    - {{set: {{一/自然人: "99"}}, expect: [一]}}
    - {{expect: []}}
"""


def scaffold(code: str) -> str:
    """The text of a new rule, to be put into a rule file."""
    return _RULE.format(code=code)

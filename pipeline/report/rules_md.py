"""docs/rules.md, from the rules' docstrings: `python -m pipeline.report.rules_md`."""

from __future__ import annotations

from pipeline.registry import FAMILIES, Rule, load


def render() -> str:
    """All rules as Markdown, a section for each family."""
    parts = [
        "# Rules\n\nGenerated from the rules' docstrings by `make docs`; `copydesk explain CODE` prints the same.\n\n"
        "*Safe* fixes are applied, *suggested* ones reported (`--fix suggested` applies them), *never* only flags.\n"
    ]
    for prefix, family in FAMILIES.items():
        rules = load().family(prefix)
        if rules:
            parts.append(f"\n## {prefix}: {family}\n")
            parts += map(section, rules)
    return "".join(parts)


def section(rule: Rule) -> str:
    """One rule as Markdown."""
    languages = ", ".join(rule.languages) or "all"
    facts = f"severity {rule.severity} · fix {rule.fix} · languages {languages} · since {rule.since}"
    return f"\n### {rule.code} {rule.name}\n\n{facts}\n\n```text\n{rule.doc}\n```\n"


if __name__ == "__main__":
    print(render(), end="")

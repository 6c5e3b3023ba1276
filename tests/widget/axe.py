"""axe-core (MPL-2.0), from the package that brings it for Playwright: used to test, not shipped."""

from importlib.resources import files

from tests.widget.widget_page import WidgetPage

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def faults_of(tab: WidgetPage) -> list[str]:
    """What axe finds, as rule: element: why."""
    tab.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = tab.page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    assert len(found["passes"]) > 10
    return [
        f"{rule['id']}: {at['target']}: {at['failureSummary']}" for rule in found["violations"] for at in rule["nodes"]
    ]

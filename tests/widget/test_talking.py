"""A visitor writes, the answer comes, and both are there after a reload."""

from tests.widget.widget_page import WidgetPage


def test_a_message_is_sent_and_answered(tab: WidgetPage) -> None:
    tab.opened().send("How many reps for size?")
    tab.until_shown("spotter", ["Heard: How many reps for size?"])
    assert tab.texts("lifter") == ["How many reps for size?"]
    assert tab.fates() == ["Sent"]
    assert tab.input.input_value() == ""

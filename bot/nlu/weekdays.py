"""Training days by name: "mwf", "mon wed fri"."""

from collections.abc import Sequence

from bot.nlu.lexicon import Phrase

DAYS = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday", "mondays"),
            ("tue", "tues", "tuesday", "tuesdays"),
            ("wed", "weds", "wednesday", "wednesdays"),
            ("thu", "thur", "thurs", "thursday", "thursdays"),
            ("fri", "friday", "fridays"),
            ("sat", "saturday", "saturdays"),
            ("sun", "sunday", "sundays"),
        )
    )
    for name in names
}
SHORT_FORMS = {"mwf": 3, "tts": 3, "mtwtf": 5, "mtthf": 4, "weekends": 2}
APART = 3


def read_weekdays(texts: Sequence[str]) -> Phrase | None:
    """How many days are named, if there are two or more, each near the one before."""
    for at, text in enumerate(texts):
        if text in SHORT_FORMS and (text != "weekends" or "only" in texts[max(at - 2, 0) : at + 3]):
            return Phrase("days_per_week", str(SHORT_FORMS[text]), at, at + 1)
    places = [at for at, text in enumerate(texts) if text in DAYS]
    run = places[:1]
    for at in places[1:]:
        if at - run[-1] > APART:
            break
        run.append(at)
    named = {DAYS[texts[at]] for at in run}
    return Phrase("days_per_week", str(len(named)), run[0], run[-1] + 1) if len(named) > 1 else None

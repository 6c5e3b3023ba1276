"""Says an advice: its response with its values, then its caveats."""

from rasa_sdk.executor import CollectingDispatcher

from bot.coaching.advice import Advice
from bot.wording import marks, show


def utter(dispatcher: CollectingDispatcher, advice: Advice) -> None:
    """The response of an advice with its values, then its caveats."""
    response = "_".join(filter(None, ("utter_advise", advice.topic, advice.variant)))
    values = {key: show(value) for key, value in advice.values.items()}
    values |= {f"{key}_id": value for key, value in advice.values.items() if isinstance(value, str)}
    dispatcher.utter_message(response=response, marks=marks(advice.sources), **values)
    for caveat in advice.caveats:
        dispatcher.utter_message(response=f"utter_caveat_{caveat}", **values)

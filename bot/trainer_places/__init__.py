"""Where trainers already are, besides the console: a Slack channel, a Chatwoot help desk."""

from bot.trainer_places.chatwoot.place import TrainersChatwoot
from bot.trainer_places.place import Place, PlaceError, PlaceSurroundings
from bot.trainer_places.slack.place import TrainersSlack

__all__ = ["PLACES", "Place", "PlaceError", "PlaceSurroundings", "TrainersChatwoot", "TrainersSlack"]
PLACES: tuple[type[Place], ...] = (TrainersSlack, TrainersChatwoot)

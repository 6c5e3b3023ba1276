"""What a lifter reads about a trial: what there is, that the request has come in, that it is booked."""

from datetime import datetime

from bot.coaching.advice import Amount
from bot.handover.booking import Booking, Request
from bot.handover.gym import Gym, Offer
from bot.handover.when import moment_text
from bot.handover.words import say
from bot.wording import amount

OR = " or "


def about_offer(offer: Offer) -> str:
    """What there is to try, what it costs, and where to read on."""
    one = offer.one_to_ones == 1
    return say(
        "booking.offer", offer=offer.name, price=offer.price, what=offer.what, link=offer.link,
        count=say("booking.one_to_one") if one else say("booking.one_to_ones", count=str(offer.one_to_ones)),
        minutes=minutes_text(offer.minutes),
    )  # fmt: skip


def asked_text(asked: Request, gym: Gym, offer: Offer, now: datetime) -> str:
    """That the request has come in, and what happens next."""
    trainer = gym.trainer(asked.trainer or "")
    times = OR.join(moment_text(each, now, gym.zone) for each in asked.times)
    who = trainer.name if trainer else say("booking.anybody")
    return say("booking.asked", times=times, who=who, offer=offer.name, price=offer.price)


def booked_text(booking: Booking, gym: Gym, offer: Offer, now: datetime) -> str:
    """That the trial is booked, moved or called off."""
    kind = "cancelled" if booking.is_cancelled else "moved" if booking.sequence else "confirmed"
    trainer = gym.trainer(booking.trainer)
    return say(
        f"booking.{kind}", offer=offer.name, trainer=trainer.name if trainer else say("booking.anybody"),
        at=moment_text(booking.begins, now, gym.zone), minutes=minutes_text(booking.minutes),
    )  # fmt: skip


def minutes_text(count: int) -> str:
    """ "60 minutes"."""
    return amount(Amount(count, count, "minutes"))

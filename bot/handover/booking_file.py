"""A trial as an iCalendar file (RFC 5545), for the lifter and for the trainer.

Both have the same event: its UID stays, its SEQUENCE goes up with each change, and one that was called off is sent as
CANCEL, so that a calendar that knows the event changes it or takes it out. Times stand in the gym's zone, which is
described in the file.
"""

from datetime import date, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from bot.handover.booking import Booking
from bot.handover.gym import Gym, Offer
from bot.handover.matching_text import contact_text
from bot.handover.words import say

PRODUCT = "-//Spotter//Trials//EN"
VERSION = "2.0"
DOMAIN = "spotter"
YEAR = timedelta(days=366)


def for_lifter(booking: Booking, gym: Gym, offer: Offer) -> bytes:
    """What goes to the lifter: with whom, what, what it costs, and how to say that one cannot come."""
    trainer = gym.trainer(booking.trainer)
    title = say("calendar.of_lifter", offer=offer.name, trainer=trainer.name if trainer else gym.name)
    told = (
        offer.what,
        say("calendar.price", price=offer.price),
        say("calendar.reach", contact=contact_text(gym.contact)),
    )
    return _file(booking, gym, title, told, offer.link)


def for_trainer(booking: Booking, gym: Gym, offer: Offer, lifter: str = "") -> bytes:
    """What goes to the trainer; `lifter` is a name, if there is consent to pass it on. Nothing of health is in it."""
    title = say("calendar.of_trainer", offer=offer.name, lifter=lifter or say("calendar.somebody"))
    return _file(booking, gym, title, (offer.what,), "")


def uid(booking: Booking) -> str:
    """The name of the event, the same for as long as there is the booking."""
    return f"trial-{booking.id}@{DOMAIN}"


def _file(booking: Booking, gym: Gym, title: str, told: tuple[str, ...], link: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", VERSION)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if booking.is_cancelled else "PUBLISH")
    event = _event(booking, gym, title)
    event.add("description", "\n".join(told))
    if link:
        event.add("url", link)
    calendar.add_component(event)
    day = booking.begins.date()
    calendar.add_missing_timezones(first_date=_january(day), last_date=_january(day + YEAR))
    content: bytes = calendar.to_ical()
    return content


def _event(booking: Booking, gym: Gym, title: str) -> Event:
    event = Event()
    event.add("uid", uid(booking))
    event.add("sequence", booking.sequence)
    event.add("dtstamp", booking.changed_at)
    event.add("last-modified", booking.changed_at)
    event.add("dtstart", booking.begins.astimezone(gym.zone))
    event.add("dtend", booking.ends.astimezone(gym.zone))
    event.add("summary", title)
    event.add("status", "CANCELLED" if booking.is_cancelled else "CONFIRMED")
    event.add("location", ", ".join(filter(None, (gym.name, gym.contact.address))))
    if gym.contact.email:
        organizer = vCalAddress(f"mailto:{gym.contact.email}")
        organizer.params["cn"] = vText(gym.name)
        event.add("organizer", organizer)
    return event


def _january(day: date) -> date:
    return date(day.year, 1, 1)

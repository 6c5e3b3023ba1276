"""The exercises that a lifter wants again: "put lunges back in", "squats are ok again".

The patterns are in lexicon/like.yml; what is asked, hoped for or told of others is no such wish.
"""

from collections.abc import Iterator

from bot.nlu.collapsed import Collapsed
from bot.nlu.dislikes import is_felt, is_felt_behind, is_ordered, patterns
from bot.nlu.families import exercises_named
from bot.nlu.quantities import Found

RULES = {"felt": is_felt, "felt_behind": is_felt_behind, "ordered": is_ordered}


def read_likes(collapsed: Collapsed, disliked: set[str]) -> Iterator[Found]:
    """`liked`, an id each, families as in `disliked`; none of those that the message also calls disliked."""
    for at in sorted({at for group in RULES for at in _wanted(collapsed, group)}):
        for exercise_id in exercises_named(collapsed.said(at), collapsed.exercises[at].value):
            if exercise_id not in disliked:
                yield Found("liked", exercise_id, at, at + 1)


def _wanted(collapsed: Collapsed, group: str) -> Iterator[int]:
    canonical = collapsed.canonical
    for match in patterns("like", group).finditer(canonical.text):
        first, end = canonical.first_token(match.start()), canonical.end_token(match.end())
        if RULES[group](collapsed.texts, first, end):
            start, stop = match.span(match.lastindex or 0)
            places = range(canonical.first_token(start), canonical.end_token(stop))
            yield from (at for at in places if at in collapsed.exercises)

"""The glossary and the list of how people write its terms."""

from collections import Counter

import pytest
import textstat

from bot.coaching import definition
from bot.coaching.definition_aliases import aliases
from bot.coaching.guideline import Claim, guideline
from bot.coaching.question import Question

CLAIMS = guideline("definition").claims
HARDEST_GRADE = 8


def test_the_glossary_has_the_terms_of_the_field() -> None:
    assert len(CLAIMS) >= 40
    expected = {"hypertrophy", "one_rep_max", "rpe", "reps_in_reserve", "amrap", "superset", "deload", "doms"}
    assert expected <= {claim.id for claim in CLAIMS}


def test_every_term_has_aliases_and_every_alias_list_a_term() -> None:
    assert sorted(aliases()) == sorted(claim.id for claim in CLAIMS)


def test_no_spelling_means_two_terms() -> None:
    spellings = Counter(spelling for each in aliases().values() for spelling in each)
    assert [spelling for spelling, count in spellings.items() if count > 1] == []


@pytest.mark.parametrize("claim", CLAIMS, ids=[claim.id for claim in CLAIMS])
def test_a_meaning_is_one_plain_text_without_full_stop(claim: Claim) -> None:
    meaning = definition.advise(Question(term=claim.id)).values["meaning"]
    assert meaning == claim.text
    assert not claim.text[0].islower()
    assert claim.text[-1] not in ".!?"
    assert textstat.flesch_kincaid_grade(f"{meaning}. Ask me how to use it, if you like.") <= HARDEST_GRADE

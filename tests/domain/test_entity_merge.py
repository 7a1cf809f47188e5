"""One entity of what several documents tell of it, the newest document first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.entity_merge import together
from app.domain.enums import EntityKind
from app.domain.knowledge import Entity

ROE = Entity("jane-roe", EntityKind.PERSON, "Jane Roe")
AT_PENTAGON = replace(ROE, role="spokeswoman", country="united-states", member_of="pentagon")
AMERICAN = replace(ROE, country="united-states")
BRITON = replace(ROE, country="united-kingdom")
MINISTER = replace(ROE, role="minister")


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([ROE], ROE),
        # What one does not know the other one adds, whichever is newer.
        ([ROE, AT_PENTAGON], AT_PENTAGON),
        ([AT_PENTAGON, ROE, AMERICAN], AT_PENTAGON),
        ([AMERICAN, ROE, AT_PENTAGON], AT_PENTAGON),
        # A newer role does not contradict the older body.
        ([MINISTER, AT_PENTAGON], replace(AT_PENTAGON, role="minister")),
        # Of one who has moved, the former office is past, and not only where it contradicts.
        ([BRITON, AT_PENTAGON], BRITON),
        ([AT_PENTAGON, BRITON], AT_PENTAGON),
        ([ROE, BRITON, AT_PENTAGON], BRITON),
        ([MINISTER, BRITON, AT_PENTAGON, AMERICAN], replace(BRITON, role="minister")),
    ],
)
def test_whom_one_speaks_for(accounts: list[Entity], expected: Entity) -> None:
    assert together(accounts) == expected


@given(
    st.lists(st.sampled_from((ROE, AT_PENTAGON, AMERICAN, BRITON, MINISTER)), min_size=1),
    st.integers(min_value=0),
)
def test_to_tell_the_same_again_adds_nothing(accounts: list[Entity], which: int) -> None:
    again = accounts[which % len(accounts)]
    assert together([*accounts, again]) == together(accounts)


def test_all_names_are_kept() -> None:
    accounts = [
        replace(ROE, aliases=("Roe",)),
        replace(ROE, name="Jane ROE", aliases=("Roe", "J. Roe")),
        replace(ROE, aliases=("Dr. Roe",)),
    ]
    whole = together(accounts)
    assert (whole.name, whole.aliases) == ("Jane Roe", ("Roe", "Jane ROE", "J. Roe", "Dr. Roe"))

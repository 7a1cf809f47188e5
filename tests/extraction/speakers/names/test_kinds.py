"""Whether a name is that of a person or of a body."""

import pytest

from app.domain.enums import EntityKind
from tests.extraction_helpers import knowledge_of

PERSON, ORGANISATION = EntityKind.PERSON, EntityKind.ORGANISATION


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Joseph Oduor, 34, said it was late.", "Joseph Oduor", PERSON),
        ("Kenyan farmer Joseph Oduor said it was late.", "Joseph Oduor", PERSON),
        ("Mrs Oxenham said it was late. Oxenham left.", "Oxenham", PERSON),
        ("Nord Line said it was late.", "Nord Line", ORGANISATION),
        ("Castell Foods said it was late.", "Castell Foods", ORGANISATION),
    ],
)
def test_a_name_is_of_the_kind_that_the_text_around_it_tells(
    text: str, name: str, kind: EntityKind
) -> None:
    assert {e.name: e.kind for e in knowledge_of(text).entities}[name] is kind

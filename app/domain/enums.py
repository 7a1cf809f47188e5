"""The closed vocabularies. Each value's meaning is in its docstring line, and goes into OpenAPI."""

from enum import StrEnum


class EntityKind(StrEnum):
    """What an entity is.

    `person`: one human being, named or not ("a senior Ukrainian official").
    `country`: a state, also when its capital stands for it ("Moscow did not want war").
    `organisation`: a body, office, outlet or group that speaks with one voice ("US officials").
    """

    PERSON = "person"
    COUNTRY = "country"
    ORGANISATION = "organisation"


class Quotation(StrEnum):
    """How much of a claim's words stand inside quotation marks.

    `direct`: all of them. `mixed`: some. `indirect`: none. After PARC and PolNeAR
    (Newell et al., LREC 2018).
    """

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Stance(StrEnum):
    """What a claim does with a proposition.

    `affirms`: says that it holds. `denies`: says that it does not hold. `uncertain`: leaves it open.
    """

    AFFIRMS = "affirms"
    DENIES = "denies"
    UNCERTAIN = "uncertain"


class RelationType(StrEnum):
    """How two claims by different speakers stand to each other, whichever is asked first.

    `agrees`: both can be upheld together as one view. `disputes`: upholding one denies the other.
    """

    AGREES = "agrees"
    DISPUTES = "disputes"


class RelationBasis(StrEnum):
    """What a relation rests on.

    `stated`: the document says so itself ("The White House disputes that account").
    `inferred`: it follows from the two claims, which hold the same or opposite stance on one
    proposition, or say the same or the opposite of one thing.
    """

    STATED = "stated"
    INFERRED = "inferred"


class OperatingPoint(StrEnum):
    """Which of the relations that a model sees are put on record.

    `precise`: those of which most are right. `complete`: also those of which about half are.
    """

    PRECISE = "precise"
    COMPLETE = "complete"

    def shows(self, strictest: "OperatingPoint") -> bool:
        """True where this point shows what is shown at the other one, if no stricter."""
        return self is OperatingPoint.COMPLETE or strictest is OperatingPoint.PRECISE


class Status(StrEnum):
    """How far a claim or relation has been reviewed.

    `extracted`: found by machine, unseen. `confirmed`: upheld by a person. `rejected`: found wrong
    by a person; shown only when asked for.
    """

    EXTRACTED = "extracted"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Level(StrEnum):
    """For whom a claim counts.

    `speaker`: for those who said it. `organisation`: for each body that they are or belong to,
    directly or through another one. `country`: for the country that they are or speak for. At one
    level, a claim counts once for each of these.
    """

    SPEAKER = "speaker"
    ORGANISATION = "organisation"
    COUNTRY = "country"


class ChangeKind(StrEnum):
    """How somebody's own stance differs from their own.

    `changed`: another one on a later day. `contradicts`: on one day affirmed, and denied or, where
    that disputes the proposition, left open.
    """

    CHANGED = "changed"
    CONTRADICTS = "contradicts"


class Measure(StrEnum):
    """What two actors' stances are compared by.

    `congruence`: the same stance on the same proposition. `conflict`: opposite stances.
    `subtract`: congruence less conflict.
    """

    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"


class Normalisation(StrEnum):
    """What a measure is divided by, so that who speaks much does not agree with everybody.

    `none`: by nothing. `average`: by the two actors' average activity. `jaccard`: by all that the
    two say, what both say counted once. `cosine`: by the geometric mean of their activities.
    """

    NONE = "none"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"


class Duplicates(StrEnum):
    """How often an actor's stance on a proposition counts that it takes again and again.

    `per_document`: once in each document. `ignored`: once.
    """

    PER_DOCUMENT = "per_document"
    IGNORED = "ignored"

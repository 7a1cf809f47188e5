"""Cues in a parsed sentence, with the subject that speaks and the clause that is said."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from app.extraction.attribution.rules.cue import (
    CLAUSES,
    SUBJECTS,
    Cue,
    without_that,
)
from app.extraction.attribution.rules.nominal import noun_cue, phrase_cue
from app.extraction.lexicon.word_lists import cues

INHERITING = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep"})
LONGEST_INHERITANCE = 4
AFTER_CONTENT = frozenset({",", "”", '"'})
# The parser takes them for no subject: "which [both] denied".
JOINT = frozenset({"all", "both", "each"})
OBJECTS = frozenset({"dobj", "obj"})
# Classes whose "to …" complement is itself what is said: "urged the council to wait".
TO_CLAUSES = frozenset({"demanding", "promising", "believing", "arguing", "denying", "warning"})


def find_cues(parse: Doc) -> Iterator[Cue]:
    """Every cue of a paragraph that the grammar gives something to report, in order."""
    for token in parse:
        cue = (
            _verb_cue(token)
            or _as_cue(token)
            or _aside_cue(token)
            or phrase_cue(token)
            or noun_cue(token)
        )
        if cue:
            yield cue


def _verb_cue(token: Token) -> Cue | None:
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    lemma, after = _lemma(token)
    group = cues().verb_class(lemma)
    if group is None:
        return None
    source = subject(token)
    span = _verb_range(token, after)
    if content := _clause(token, group, source):
        return Cue(token.i, lemma, span, source, content)
    if group == "denying" and (content := _antecedent(token)):
        return Cue(token.i, lemma, span, _relative_subject(token), content, is_object=True)
    if lemma in cues().object_verbs and (content := _object(token, after)):
        return Cue(token.i, lemma, span, source, content, is_object=True)
    return None


def _as_cue(token: Token) -> Cue | None:
    """ "As the mayor has noted, the bridge is old": the main clause is what the mayor noted."""
    marks = any(child.dep_ == "mark" and child.lower_ == "as" for child in token.lefts)
    if token.dep_ != "advcl" or not marks or token.head.i < token.i:
        return None
    lemma, after = _lemma(token)
    source = subject(token)
    first = max(token.right_edge.i + 1, source[1] if source else 0)
    if cues().verb_class(lemma) is None or first > token.head.i:
        return None
    while token.doc[first].is_punct and first < token.head.i:
        first += 1
    content = first, token.head.right_edge.i + 1
    return Cue(token.i, lemma, _verb_range(token, after), source, (content,))


def _aside_cue(token: Token) -> Cue | None:
    """ "The report, critics say, is asking for more": the clause around the aside is what they say."""
    lemma, after = _lemma(token)
    source, clause = _own_subject(token), token.head
    if token.dep_ != "parataxis" or source is None or cues().verb_class(lemma) is None:
        return None
    first, end = token.left_edge.i, token.right_edge.i + 1
    first -= not token.doc[first].is_punct
    end += not token.doc[end - 1].is_punct
    subjects = (t for t in clause.lefts if t.dep_ in SUBJECTS and t.tag_ not in ("WDT", "WP"))
    if not any(t.i < first for t in subjects) or first < 0 or end > clause.i:
        return None
    if not (token.doc[first].is_punct and token.doc[end - 1].is_punct):
        return None
    content = (clause.left_edge.i, first), (end, clause.right_edge.i + 1)
    return Cue(token.i, lemma, _verb_range(token, after), source, content)


def _lemma(token: Token) -> tuple[str, int]:
    """A verb's lemma with its particle, and where it ends: "called on" → ("call on", …)."""
    lemma = token.lemma_.lower()
    for child in token.rights:
        if child.dep_ in ("prt", "prep") and child.i == token.i + 1:
            joined = f"{lemma} {child.lower_}"
            if cues().verb_class(joined):
                return joined, child.i + 1
    return lemma, token.i + 1


def _verb_range(token: Token, end: int) -> tuple[int, int]:
    """The verb with its auxiliaries and negation: "has not said"."""
    first = token.i
    for child in token.lefts:
        if child.dep_ in ("aux", "auxpass", "neg"):
            first = min(first, child.i)
    return first, end


def subject(token: Token) -> tuple[int, int] | None:
    """The subject of a verb, as a token range; inherited over "and", "saying", "to say"."""
    if governor := governing_cue(token):
        token = governor
    for _ in range(LONGEST_INHERITANCE):
        if own := _own_subject(token):
            return own
        inherits = token.dep_ in INHERITING and not (
            token.dep_ == "ccomp" and token.head.i > token.i
        )
        if not inherits:
            return None
        token = token.head
    return None


def governing_cue(token: Token) -> Token | None:
    """The cue whose clause the parser joined this one to: "said it was safe but noted it was old"."""
    if token.dep_ != "conj" or any(child.dep_ in SUBJECTS for child in token.children):
        return None
    head = token.head
    while head.dep_ == "conj":
        head = head.head
    is_said = head.dep_ == "ccomp" and cues().verb_class(head.head.lemma_.lower())
    reports = cues().verb_class(token.lemma_.lower()) and any(
        child.dep_ in CLAUSES for child in token.children
    )
    return head.head if is_said and reports else None


def _own_subject(token: Token) -> tuple[int, int] | None:
    """The subject of this very verb: its noun, its "by …", or the noun that it describes."""
    for child in token.children:
        if child.dep_ in SUBJECTS:
            return _subject_range(child)
    for child in token.children:
        nouns = (word for word in child.children if not word.is_punct)
        if child.dep_ == "agent" and (noun := next(nouns, None)):
            end = noun.right_edge.i + 1
            return noun.left_edge.i, end - token.doc[end - 1].is_punct
    if token.dep_ == "relcl" and token.i > token.head.i:
        return token.head.left_edge.i, max(token.left_edge.i, token.head.i + 1)
    if token.dep_ == "acl":
        return token.head.left_edge.i, token.head.i + 1
    return None


def _subject_range(noun: Token) -> tuple[int, int]:
    """A subject without what trails after a comma, except an apposition: "Peskov, his spokesman"."""
    if noun.tag_ in ("WP", "WDT") and noun.head.dep_ == "relcl":
        antecedent = noun.head.head
        if antecedent.i < noun.i:
            return antecedent.left_edge.i, noun.i
    end = noun.right_edge.i + 1
    for child in noun.rights:
        if child.dep_ == "relcl":
            end = min(end, max(child.left_edge.i, noun.i + 1))
    return noun.left_edge.i, end


def _clause(
    token: Token, group: str, source: tuple[int, int] | None
) -> tuple[tuple[int, int], ...]:
    """The clause that is said, or the "to …" that is demanded or promised."""
    for child in token.children:
        if child.dep_ in CLAUSES or (child.dep_ == "parataxis" and child.pos_ in ("VERB", "AUX")):
            infinitive = any(c.tag_ == "TO" for c in child.lefts)
            if (infinitive or child.dep_ == "xcomp") and group not in TO_CLAUSES:
                continue
            if child.pos_ == "NOUN" and child.i > token.i:
                continue
            if pieces := _around(token, child, source):
                return pieces
    return ()


def _antecedent(token: Token) -> tuple[tuple[int, int], ...]:
    """What is denied in a relative clause: "charged with [forging permits], which both denied"."""
    which = next((c for c in token.lefts if c.tag_ == "WDT" and c.dep_ in OBJECTS), None)
    if which is None or token.dep_ != "relcl" or token.head.i > which.i:
        return ()
    noun = token.head
    whole = noun.head if noun.dep_ in OBJECTS and noun.head.tag_ == "VBG" else noun
    end = which.left_edge.i
    while end > noun.i + 1 and token.doc[end - 1].is_punct:
        end -= 1
    return ((whole.left_edge.i, end),)


def _relative_subject(token: Token) -> tuple[int, int] | None:
    """The subject within a relative clause, not the noun that the clause describes."""
    own = next((c for c in token.lefts if c.dep_ in SUBJECTS or c.lower_ in JOINT), None)
    return (own.left_edge.i, own.right_edge.i + 1) if own is not None else None


def _object(token: Token, after: int) -> tuple[tuple[int, int], ...]:
    """The plain object of a verb that makes a statement of it: "disputes that account".

    The parser takes a noun with "that" for a clause now and then; a noun it is all the same.
    """
    for child in token.rights:
        particle = child.dep_ == "prep" and child.i == after - 1
        noun = next(iter(child.rights), child) if particle else child
        nominal = noun.dep_ in OBJECTS or (noun.dep_ in ("ccomp", "pobj") and noun.pos_ == "NOUN")
        if (
            nominal
            and noun.ent_type_ not in ("PERSON", "GPE")
            and noun.pos_ not in ("PRON", "PROPN")
        ):
            return ((noun.left_edge.i, noun.right_edge.i + 1),)
    return ()


def _around(cue: Token, head: Token, source: tuple[int, int] | None) -> tuple[tuple[int, int], ...]:
    """The clause's tokens, in two pieces where source and cue stand in its middle.

    None where the clause itself stands between source and cue: "The report, [critics say], asks".
    """
    first, end = head.left_edge.i, _end(head)
    inner = [cue.i, *(range(*source) if source else ())]
    left, right = min(inner), max(inner) + 1
    if first < left:
        if cue.doc[left - 1].text in AFTER_CONTENT:
            # "A, and B, an official told us": she told all of it, whichever part the parser joined.
            first = cue.sent.start
        pieces = [(first, min(end, left))]
        if end > right:
            pieces.append((right, end))
        elif rest := _continuation(cue, right):
            pieces.append(rest)
        return tuple(pieces)
    first = max(without_that(head), cue.i + 1)
    return ((first, end),) if first < end else ()


def _end(head: Token) -> int:
    """The end of a clause: before a second cue that the parser joined to it with "and" or "but"."""
    for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
        if token.dep_ == "conj" and head.is_ancestor(token) and governing_cue(token):
            first = max(token.left_edge.i, head.i + 1)
            while first > head.i + 1 and token.doc[first - 1].dep_ in ("cc", "punct", "advmod"):
                first -= 1
            return first
    return head.right_edge.i + 1


def _continuation(cue: Token, after: int) -> tuple[int, int] | None:
    """What goes on after ", Lee said, ": a participle clause that hangs on the cue."""
    for child in cue.rights:
        participle = child.dep_ == "advcl" and child.tag_ == "VBG" and child.left_edge.i > after
        if participle and cue.doc[child.left_edge.i - 1].text == ",":
            return child.left_edge.i, child.right_edge.i + 1
    return None

"""Cues in a parsed sentence, with the subject that speaks and the clause that is said."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from app.extraction.vocabulary import cues

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
INHERITING = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep"})
LONGEST_INHERITANCE = 4
CLAUSES = frozenset({"ccomp", "xcomp"})
OBJECTS = frozenset({"dobj", "obj"})
# Classes whose "to …" complement is itself what is said: "urged Russia to stand down".
TO_CLAUSES = frozenset({"demanding", "promising", "believing", "arguing", "denying", "warning"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports, and its arguments as token ranges (first, end) of one parse.

    `content` is what the grammar gives; quotation marks may widen it later. `is_object` marks a
    plain noun: "disputes [that account]".
    """

    token: int
    lemma: str
    range: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    is_object: bool = False


def find_cues(parse: Doc) -> Iterator[Cue]:
    """Every cue of a paragraph that the grammar gives something to report, in order."""
    for token in parse:
        cue = _verb_cue(token) or _phrase_cue(token) or _noun_cue(token)
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
    if lemma in cues().object_verbs and (content := _object(token, after)):
        return Cue(token.i, lemma, span, source, content, is_object=True)
    return None


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
    """Who does what the verb says, as a token range; inherited over "and", "saying", "to say"."""
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


def _own_subject(token: Token) -> tuple[int, int] | None:
    """The subject of this very verb: its noun, its "by …", or the noun that it describes."""
    for child in token.children:
        if child.dep_ in SUBJECTS:
            return _subject_range(child)
    for child in token.children:
        if child.dep_ == "agent" and (noun := next(child.children, None)):
            return noun.left_edge.i, noun.right_edge.i + 1
    if token.dep_ == "relcl":
        return token.head.left_edge.i, token.left_edge.i
    if token.dep_ == "acl":
        return token.head.left_edge.i, token.head.i + 1
    return None


def _subject_range(noun: Token) -> tuple[int, int]:
    """A subject without what trails after a comma, except an apposition: "Peskov, his spokesman"."""
    if noun.tag_ in ("WP", "WDT") and noun.head.dep_ == "relcl":
        antecedent = noun.head.head
        return antecedent.left_edge.i, noun.i
    end = noun.right_edge.i + 1
    for child in noun.rights:
        if child.dep_ == "relcl":
            end = min(end, child.left_edge.i)
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
            return _around(token, child, source)
    return ()


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
    """The clause's tokens, in two pieces where source and cue stand in its middle."""
    first, end = head.left_edge.i, head.right_edge.i + 1
    inner = [cue.i, *(range(*source) if source else ())]
    left, right = min(inner), max(inner) + 1
    if first < left:
        pieces = [(first, min(end, left))]
        if end > right:
            pieces.append((right, end))
        elif rest := _continuation(cue, right):
            pieces.append(rest)
        return tuple(pieces)
    if cue.doc[first].lower_ == "that" and cue.doc[first].dep_ == "mark":
        first += 1
    return ((max(first, cue.i + 1), end),)


def _continuation(cue: Token, after: int) -> tuple[int, int] | None:
    """What goes on after ", Kirby said, ": a participle clause that hangs on the cue."""
    for child in cue.rights:
        participle = child.dep_ == "advcl" and child.tag_ == "VBG" and child.left_edge.i > after
        if participle and cue.doc[child.left_edge.i - 1].text == ",":
            return child.left_edge.i, child.right_edge.i + 1
    return None


def _phrase_cue(token: Token) -> Cue | None:
    """ "according to the Pentagon": the rest of the sentence is the content."""
    for phrase in cues().phrases:
        words = phrase.split()
        end = token.i + len(words)
        if [t.lower_ for t in token.doc[token.i : end]] != words:
            continue
        head = token.doc[end - 1]
        nouns = [c for t in token.doc[token.i : end] for c in t.children if c.dep_ == "pobj"]
        if not nouns or nouns[0].i < head.i:
            return None
        noun = nouns[0]
        sentence = token.sent
        source = noun.left_edge.i, noun.right_edge.i + 1
        pieces = [(sentence.start, token.i), (source[1], sentence.end)]
        content = tuple(piece for piece in pieces if _has_words(token.doc, *piece))
        return Cue(token.i, phrase, (token.i, end), source, content) if content else None
    return None


def _has_words(parse: Doc, first: int, end: int) -> bool:
    return sum(t.is_alpha and t.pos_ not in ("CCONJ", "ADV") for t in parse[first:end]) > 1


def _noun_cue(token: Token) -> Cue | None:
    """ "Zelensky's position is that …": the possessor speaks."""
    if token.lemma_.lower() not in cues().nouns or token.pos_ != "NOUN":
        return None
    owners = [c for c in token.children if c.dep_ == "poss"]
    verb = token.head
    if owners and token.dep_ in SUBJECTS and verb.lemma_ == "be":
        clause = next((c for c in verb.rights if c.dep_ in CLAUSES), None)
        if clause:
            owner = owners[0]
            content = ((clause.left_edge.i, clause.right_edge.i + 1),)
            source = owner.left_edge.i, owner.i + 1
            return Cue(token.i, token.lemma_.lower(), (token.i, verb.i + 1), source, content)
    if owners:
        clause = next(
            (
                c
                for c in token.rights
                if c.dep_ in ("acl", "ccomp") and c.left_edge.lower_ == "that"
            ),
            None,
        )
        if clause:
            owner = owners[0]
            content = ((clause.left_edge.i, clause.right_edge.i + 1),)
            source = owner.left_edge.i, owner.i + 1
            return Cue(token.i, token.lemma_.lower(), (token.i, token.i + 1), source, content)
    return None

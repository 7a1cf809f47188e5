"""Identity: readable slugs for what has a name, content hashes for what has not.

Both depend on content alone, so that the same document gives the same ids on every machine.
"""

import hashlib
import re
import unicodedata

SLUG_LENGTH = 80
HASH_LENGTH = 16


def folded(text: str) -> str:
    """Lower case without accents or surplus white space: "Ivana  Kottasová" → "ivana kottasova"."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def slug(text: str) -> str:
    """A readable id of letters, digits and hyphens: "Volodymyr Zelensky" → "volodymyr-zelensky".

    Possessives and apostrophes vanish, everything else that is no letter or digit separates. A text
    in another script keeps its letters ("Київ" → "киів", without its accent); one without any letter or digit is named
    by its hash.
    """
    words = re.findall(r"[^\W_]+", re.sub(r"['’]", "", folded(text)))
    result = ""
    for word in words:
        longer = f"{result}-{word}" if result else word
        if len(longer) > SLUG_LENGTH:
            break
        result = longer
    return result or content_hash(text)


def content_hash(*parts: str) -> str:
    """The first 64 bits of SHA-256 over the parts, as 16 hex digits; `("ab", "c") != ("a", "bc")`."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:HASH_LENGTH]

"""Only some fields of claims, read by shapes that openapi-python-client makes.

Its `list_claims` knows the usual answer alone, so the question goes through its HTTP client.
"""

import sys

from onrecord_client import Client
from onrecord_client.models import ClaimField, SparseClaimPage


def main(address: str) -> None:
    """Print what the White House said, and nothing of what was not asked for."""
    with Client(base_url=address) as client:
        asked = {"speaker": "white-house", "fields": [ClaimField.TEXT, ClaimField.CUE]}
        answer = client.get_httpx_client().get("/v1/claims", params=asked)
        page = SparseClaimPage.from_dict(answer.raise_for_status().json())
    for claim in page.items:
        print(claim.id, claim.cue, claim.text, claim.speakers or "nobody")


main(sys.argv[1])

"""Who disputes the White House? Asked by the client that openapi-python-client makes."""

import json
import sys
from functools import partial
from http import HTTPStatus

from onrecord_client import Client
from onrecord_client.api.claims import get_claim
from onrecord_client.api.relations import list_relations
from onrecord_client.models import Claim, Quotation, RelationPage, RelationType


def main(address: str) -> None:
    """Print both sides of the dispute, with what each one said and how."""
    with Client(base_url=address, raise_on_unexpected_status=True) as client:
        asked = partial(
            list_relations.sync_detailed,
            client=client,
            type_=[RelationType.DISPUTES],
            entity=["white-house"],
        )
        answer = asked()
        page = answer.parsed
        if not isinstance(page, RelationPage):
            sys.exit(f"no page, but {page}")
        (dispute,) = page.items
        sides = []
        for side in dispute.claims:
            claim = get_claim.sync(side.id, client=client)
            if not isinstance(claim, Claim):
                sys.exit(f"no claim, but {claim}")
            sides.append(
                {
                    "speakers": [speaker.name for speaker in claim.speakers],
                    "text": claim.text,
                    "quoted": claim.quotation is not Quotation.INDIRECT,
                    "day": claim.said_on.isoformat() if claim.said_on else None,
                }
            )
        evidence = [piece.exact for piece in dispute.evidence]
        again = asked(if_none_match=answer.headers["ETag"], x_request_id="again")
        known = again.status_code == HTTPStatus.NOT_MODIFIED
        name = again.headers["X-Request-ID"]
        told = {"evidence": evidence, "sides": sides, "known": known, "name": name}
        json.dump(told, sys.stdout)


main(sys.argv[1])

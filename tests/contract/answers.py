"""The answers of a checkout to all questions of the parity test, as hashes: `python -m tests.contract.answers`.

Printed in two checkouts and compared by `diff`, they show which answers a change has changed.
"""

import hashlib

from app.ingest.seeds.folder import SHIPPED, open_folder
from app.ingest.seeds.loader import load_folder
from app.storage.database import engine as engines
from tests.contract.test_parity import TOGETHER, operations, questions
from tests.databases import migrate, sqlite_file
from tests.extraction_helpers import MOST_CHARACTERS
from tests.seeded import LOADED, client_of


def main() -> None:
    """Print a line for each question: the hash of its answer's status, headers and content."""
    with sqlite_file(None) as url:
        migrate(url)
        database = engines.create(url)
        load_folder(database, open_folder(SHIPPED, MOST_CHARACTERS), now=LOADED)
        database.dispose()
        with client_of(url) as client:
            asked = [(address, "*/*") for address in TOGETHER]
            for operation_id, (path, operation) in operations(client).items():
                asked += questions(operation_id, path, operation)
            for address, accept in asked:
                answer = client.get(address, headers={"Accept": accept})
                told = sorted((k, v) for k, v in answer.headers.items() if k != "x-request-id")
                whole = repr((answer.status_code, told)).encode() + answer.content
                print(hashlib.sha256(whole).hexdigest()[:16], accept, address)


if __name__ == "__main__":
    main()

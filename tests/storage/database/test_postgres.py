"""PostgreSQL can be started wherever these tests run, by each set of programs that is found."""

import psycopg
import pytest

from tests.postgresql import installed, postgresql


@pytest.mark.parametrize("where", ["machine", "package"])
def test_a_server_starts_and_gives_a_database(where: str) -> None:
    if where not in installed():
        pytest.skip(f"no server of the {where} is there")
    with postgresql(installed()[where]) as server:
        url = server.create().replace("+psycopg", "")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept ()")
        server.stop("immediate")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url)
        server.start()
        with psycopg.connect(url) as connection:
            connection.execute("SELECT FROM kept")

"""docs/performance.md quotes the benchmark's results."""

import re

from tests.docs.documents import read


def test_its_ratios_are_those_of_the_benchmark() -> None:
    (table,) = re.findall(r"^\| ratio .+\n(?:\|.+\n)+", read("docs/performance.md"), re.MULTILINE)

    assert table in read("benchmarks/RESULTS.md")

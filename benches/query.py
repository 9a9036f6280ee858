#!/usr/bin/env python3
"""Times `boardlift query` and DuckDB on the same dataset, in one run.

    pip install duckdb
    cargo build --release -p boardlift-cli --features sql
    cargo run --release -p boardlift-dataset --example make_dataset -- five-million
    benches/query.py five-million [--boardlift target/release/boardlift] [--rounds 5] [--polars]

Ten questions that analysts ask. Rounds are interleaved, so that a busy machine is unkind to both alike. Boardlift runs as
a process of its own each time, start-up and printing included; DuckDB has a new connection each time and its start-up is
not counted, which is to Boardlift's disadvantage. With --polars the engine below Boardlift is timed too, as its Python
package has it. Answers must be the same, or the run ends. Printed are the medians in seconds and their ratio.
"""
import argparse
import csv
import io
import math
import statistics
import subprocess
import sys
import time

import duckdb

MEASURE = "ehcp_20wk_pct"
QUESTIONS = [
    ("a measure across councils by quarter",
     f"SELECT authority, period_start, value FROM observations WHERE measure = '{MEASURE}' AND kind = 'actual' "
     "AND area_code = authority_code"),
    ("latest value of a measure in each council",
     "SELECT authority_code, period_start, value FROM (SELECT authority_code, period_start, value, row_number() OVER "
     f"(PARTITION BY authority_code ORDER BY period_start DESC) AS place FROM observations WHERE measure = '{MEASURE}' "
     "AND kind = 'actual' AND area_type = 'local_authority' AND value IS NOT NULL) AS ranked WHERE place = 1"),
    ("how often each flag stands",
     "SELECT flag, count(*) AS n FROM (SELECT unnest(flags) AS flag FROM observations) AS each "
     "WHERE flag IS NOT NULL GROUP BY flag"),
    ("statuses and kinds",
     "SELECT status, kind, count(*) AS n FROM observations GROUP BY status, kind"),
    ("red figures by council and year",
     "SELECT authority_code, year, count(*) AS n FROM observations WHERE rag = 'red' GROUP BY authority_code, year"),
    ("figures by layout of their papers",
     "SELECT d.board, d.layout, count(*) AS n, avg(o.value) AS mean FROM observations AS o JOIN documents AS d "
     "ON o.document_id = d.document_id GROUP BY d.board, d.layout"),
    ("one council in one year",
     "SELECT indicator, kind, value_text, value, unit, rag FROM observations WHERE authority_code = 'E09000021' "
     "AND year = 2020"),
    ("a measure by region",
     "SELECT a.region, o.period_start, avg(o.value) AS mean, count(*) AS n FROM observations AS o JOIN authorities AS a "
     f"ON o.authority_code = a.code WHERE o.measure = '{MEASURE}' AND o.kind = 'actual' "
     "AND o.area_type = 'local_authority' GROUP BY a.region, o.period_start"),
    ("figures against their targets",
     "SELECT f.authority_code, f.period_start, f.value - t.value AS distance FROM observations AS f JOIN observations AS t "
     "ON f.document_id = t.document_id AND f.measure = t.measure AND f.period_start = t.period_start "
     f"WHERE f.measure = '{MEASURE}' AND t.measure = '{MEASURE}' AND f.kind = 'actual' "
     "AND f.area_type = 'local_authority' AND t.kind = 'target'"),
    ("words in the indicator's name",
     "SELECT measure, count(*) AS n, max(value) AS most FROM observations WHERE indicator ILIKE '%plans%' "
     "AND value IS NOT NULL GROUP BY measure"),
]


def by_boardlift(question, options):
    command = [options.boardlift, "query", "--dataset", options.dataset, "--to", "csv", question]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return list(csv.reader(io.StringIO(answer)))[1:]


def by_duckdb(question, options):
    connection = duckdb.connect()
    partitions = f"read_parquet('{options.dataset}/observations/*/*/*.parquet', hive_partitioning = true)"
    connection.execute(f"CREATE VIEW observations AS SELECT * FROM {partitions}")
    for table in ["documents", "authorities"]:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM '{options.dataset}/{table}.parquet'")
    return connection.execute(question).fetchall()


def by_polars(question, options):
    import polars
    hive = {"authority_code": polars.String, "year": polars.Int32}
    frames = {table: polars.scan_parquet(f"{options.dataset}/{table}.parquet") for table in ["documents", "authorities"]}
    frames["observations"] = polars.scan_parquet(
        f"{options.dataset}/observations/", hive_partitioning=True, hive_schema=hive)
    return polars.SQLContext(frames).execute(question).collect(engine="streaming").rows()


def told(rows):
    """Rows in one order, with what is a number as one."""
    def word(value):
        try:
            return float(value)
        except (TypeError, ValueError):
            return "" if value is None else str(value)
    def place(row):
        return [value if isinstance(value, str) else f"{value:.9g}" for value in row]
    return sorted(([word(value) for value in row] for row in rows), key=place)


def are_same(one, other):
    """Whether two answers say the same: sums of fractions differ in their last digits with the order of adding."""
    def is_same(a, b):
        return math.isclose(a, b, rel_tol=1e-6) if isinstance(a, float) and isinstance(b, float) else a == b
    pairs = zip(told(one), told(other))
    return len(one) == len(other) and all(all(map(is_same, a, b)) for a, b in pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("--boardlift")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--polars", action="store_true")
    options = parser.parse_args()
    engines = {"duckdb": by_duckdb}
    if options.boardlift:
        engines["boardlift"] = by_boardlift
    if options.polars:
        engines["polars"] = by_polars
    print(f"{'':44}{'rows':>8}" + "".join(f"{name:>11}" for name in engines) + f"{'ratio':>8}")
    for name, question in QUESTIONS:
        seconds = {engine: [] for engine in engines}
        answers = {}
        for _ in range(options.rounds):
            for engine, ask in engines.items():
                begun = time.perf_counter()
                answers[engine] = ask(question, options)
                seconds[engine].append(time.perf_counter() - begun)
        if not all(are_same(answer, answers["duckdb"]) for answer in answers.values()):
            sys.exit(f"the answers to “{name}” differ")
        medians = [statistics.median(times) for times in seconds.values()]
        cells = "".join(f"{median:11.3f}" for median in medians)
        print(f"{name:44}{len(answers['duckdb']):8}{cells}{medians[-1] / medians[0]:8.2f}", flush=True)


if __name__ == "__main__":
    main()

"""Reads a dataset with the engines that its users have, and compares what they find with what stands in it.

    engines.py DATASET < expected.json

`expected.json` has `partitions` (authority_code, year, rows), `sum_of_value`, and the numbers of rows of `documents`,
`commentary` and `actions`. Each engine is given the folder of the observations and nothing else that it doesn't do by
itself, but for the name that it has for Hive's way of naming folders. Exit code 1 where one finds something else.
"""

import json
import math
import sys

import duckdb
import frictionless
import pandas
import polars
import pyarrow
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet


def of_duckdb(folder):
    files = f"'{folder}/observations/**/*.parquet'"
    counts = duckdb.sql(f"SELECT authority_code, year, count(*) FROM {files} GROUP BY ALL").fetchall()
    ((total,),) = duckdb.sql(f"SELECT sum(value) FROM {files}").fetchall()
    columns = 'authority_code, year, value, period_start, flags, bbox, "table"'
    types = duckdb.sql(f"DESCRIBE SELECT {columns} FROM {files}").fetchall()
    expected = ["VARCHAR", "BIGINT", "DOUBLE", "DATE", "VARCHAR[]", "FLOAT[]", "UINTEGER"]
    return counts, total, [row[1] for row in types], expected


def of_polars(folder):
    rows = polars.scan_parquet(f"{folder}/observations", hive_partitioning=True)
    counts = rows.group_by("authority_code", "year").len().collect().rows()
    types = rows.select("authority_code", "year", "value", "period_start", "flags", "bbox", "table").collect_schema()
    texts, floats = polars.List(polars.String), polars.List(polars.Float32)
    expected = [polars.String, polars.Int64, polars.Float64, polars.Date, texts, floats, polars.UInt32]
    return counts, rows.select(polars.sum("value")).collect().item(), types.dtypes(), expected


def of_pandas(folder):
    rows = pandas.read_parquet(f"{folder}/observations")
    counts = rows.groupby(["authority_code", "year"], observed=True).size()
    counts = [(authority, int(year), rows) for (authority, year), rows in counts.items()]
    types = [
        str(rows["authority_code"].cat.categories.dtype),
        str(rows["year"].cat.categories.dtype),
        *(str(rows[name].dtype) for name in ("value", "table")),
    ]
    return counts, float(rows["value"].sum()), types, ["str", "int32", "float64", "uint32"]


def of_pyarrow(folder):
    rows = pyarrow.dataset.dataset(f"{folder}/observations", partitioning="hive")
    table = rows.to_table()
    counts = table.group_by(["authority_code", "year"]).aggregate([([], "count_all")]).to_pylist()
    counts = [(row["authority_code"], row["year"], row["count_all"]) for row in counts]
    names = ("authority_code", "year", "value", "period_start", "table")
    types = [str(rows.schema.field(name).type) for name in names]
    types += [str(rows.schema.field(name).type.value_type) for name in ("flags", "bbox")]
    expected = ["string", "int32", "double", "date32[day]", "uint32", "large_string", "float"]
    # The way that older programs take.
    assert pyarrow.parquet.read_table(f"{folder}/observations").num_rows == table.num_rows
    return counts, pyarrow.compute.sum(table["value"]).as_py(), types, expected


def faults_of_observations(folder, expected):
    partitions = sorted(map(tuple, expected["partitions"]))
    for engine in (of_duckdb, of_polars, of_pandas, of_pyarrow):
        counts, total, types, expected_types = engine(folder)
        if sorted(counts) != partitions:
            yield f"{engine.__name__}: expected partitions {partitions}, found {sorted(counts)}"
        if not math.isclose(total, expected["sum_of_value"]):
            yield f"{engine.__name__}: expected the sum {expected['sum_of_value']}, found {total}"
        if list(types) != expected_types:
            yield f"{engine.__name__}: expected types {expected_types}, found {list(types)}"


def faults_of_tables(folder, expected):
    for table in ("documents", "commentary", "actions", "measures", "authorities"):
        path = f"{folder}/{table}.parquet"
        found = {
            "duckdb": duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0],
            "polars": polars.read_parquet(path).height,
            "pandas": len(pandas.read_parquet(path)),
            "pyarrow": pyarrow.parquet.read_table(path).num_rows,
        }
        if len(set(found.values()) | {expected.get(table, found["duckdb"])}) > 1:
            yield f"{table}: expected {expected.get(table)} rows, found {found}"


def faults_of_package(folder):
    """The description is valid, and describes the columns that the files have."""
    report = frictionless.Package.validate_descriptor(f"{folder}/datapackage.json")
    yield from (f"datapackage.json: {error.message}" for error in report.errors)
    with open(f"{folder}/datapackage.json", encoding="utf-8") as file:
        package = json.load(file)
    for resource in package["resources"]:
        paths = resource.get("path", [])
        for path in [paths] if isinstance(paths, str) else paths:
            found = pyarrow.parquet.ParquetFile(f"{folder}/{path}").schema_arrow.names
            described = [field["name"] for field in resource["schema"]["fields"]]
            if described != found:
                yield f"{path}: described as {described}, has {found}"


def main():
    folder, expected = sys.argv[1], json.load(sys.stdin)
    faults = [
        *faults_of_observations(folder, expected),
        *faults_of_tables(folder, expected),
        *faults_of_package(folder),
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(bool(faults))


main()

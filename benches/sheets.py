#!/usr/bin/env python3
"""Times Boardlift and pandas on the same workbooks, in one run.

    pip install pandas openpyxl python-calamine
    cargo build --release -p boardlift-benches
    benches/sheets.py [--boardlift target/release/read-sheets] [--rounds 3] [--engine NAME]... [FILE...]

Without files, the made-up workbook of the benchmark is written into a temporary folder and read. Every engine reads all
files in a process of its own, start-up included. Rounds are interleaved, so that a busy machine is unkind to all alike.
Printed are the medians of CPU seconds, the peak memory, cells a second, and how many times Boardlift's CPU seconds each
takes.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile

ENGINES = ["calamine", "openpyxl"]


def read_all(engine, files):
    """The child process of one round of one engine: prints its number of cells that aren't blank."""
    import pandas
    cells = 0
    for path in files:
        sheets = pandas.read_excel(path, engine=engine, sheet_name=None, header=None)
        cells += sum(int(frame.notna().to_numpy().sum()) for frame in sheets.values())
    print(cells)


def measure(engine, options):
    """CPU seconds, peak memory in MiB and cells of one round."""
    own = [options.boardlift, *options.files]
    peer = [sys.executable, __file__, "--child", engine, *options.files]
    child = subprocess.Popen(own if engine == "boardlift" else peer, stdout=subprocess.PIPE)
    output = child.stdout.read()
    _, _, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, int(output or 0)


def report(options):
    engines = ["boardlift", *(options.engine or ENGINES)]
    rounds = {engine: [] for engine in engines}
    for _ in range(options.rounds):
        for engine in engines:
            rounds[engine].append(measure(engine, options))
    own = statistics.median(seconds for seconds, _, _ in rounds["boardlift"])
    size = sum(os.path.getsize(path) for path in options.files) / 1e6
    print(f"{len(options.files)} files of {size:.0f} MB, medians of {options.rounds} rounds")
    print(f"{'engine':<12} {'CPU s':>8} {'peak MiB':>9} {'cells':>9} {'cells/s':>10} {'x boardlift':>12}")
    for engine in engines:
        seconds = statistics.median(result[0] for result in rounds[engine])
        memory = max(result[1] for result in rounds[engine])
        cells = rounds[engine][-1][2]
        print(f"{engine:<12} {seconds:8.2f} {memory:9.0f} {cells:9} {cells / seconds:10.0f} {seconds / own:12.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boardlift", default="target/release/read-sheets")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="all of them unless given")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args()
    if options.child:
        read_all(options.child, options.files)
        return
    with tempfile.TemporaryDirectory() as folder:
        if not options.files:
            options.files = [os.path.join(folder, "workbook.xlsx")]
            subprocess.run([options.boardlift, "--make", *options.files], check=True)
        report(options)


if __name__ == "__main__":
    main()

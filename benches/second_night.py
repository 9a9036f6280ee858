#!/usr/bin/env python3
"""What a night's import costs when a few papers have come to a large archive, beside the same papers alone.

    cargo build --release -p boardlift-cli
    benches/archive.py archive --documents 20000
    benches/archive.py fresh --documents 20 --first 20000
    benches/second_night.py archive fresh [--boardlift target/release/boardlift] [--rounds 5] [--dataset FOLDER]

The archive is imported once (or taken from --dataset, which is left as it is). Then, round by round: the fresh papers into
an empty dataset; the fresh papers into a copy of the archive's; the archive with the fresh papers among its own into
another copy, as a night's run over the whole folder does; and the archive again, with nothing new. Printed are the medians
of CPU seconds and of seconds by the clock, how many times the first each takes, and that the two ways give the same bytes.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("fresh", type=Path)
    parser.add_argument("--boardlift", default="target/release/boardlift")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dataset", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(options, Path(folder))


def run(options, folder):
    def imported(inputs, dataset):
        """CPU seconds and seconds by the clock of an import."""
        command = [options.boardlift, "--quiet", "import", *map(str, inputs), "--dataset", str(dataset)]
        begun = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        return usage.ru_utime + usage.ru_stime, time.perf_counter() - begun

    whole = options.dataset
    if not whole:
        whole = folder / "whole"
        print("the archive: {:.1f} s of CPU, {:.1f} s".format(*imported([options.archive], whole)), flush=True)
    copy = folder / "copy"
    ways = [
        ("the fresh papers alone", [options.fresh], None),
        ("the fresh papers, to the archive's dataset", [options.fresh], whole),
        ("the archive with the fresh papers", [options.archive, options.fresh], whole),
        ("the archive, nothing new", [options.archive], whole),
    ]
    costs = {name: [] for name, _, _ in ways}
    contents = {}
    for _ in range(options.rounds):
        for name, inputs, before in ways:
            shutil.rmtree(copy, ignore_errors=True)
            if before:
                shutil.copytree(before, copy)
                # What was just copied is not yet on the disk, and would be waited for.
                os.sync()
            costs[name].append(imported(inputs, copy))
            contents[name] = content(copy)
    if contents[ways[1][0]] != contents[ways[2][0]]:
        sys.exit("the same documents gave different datasets")
    medians = {name: [statistics.median(values) for values in zip(*cost)] for name, cost in costs.items()}
    first = medians[ways[0][0]]
    print(f"{'':44}{'CPU s':>8}{'times':>7}{'clock s':>9}{'times':>7}")
    for name, (cpu, clock) in medians.items():
        print(f"{name:44}{cpu:8.2f}{cpu / first[0]:7.2f}{clock:9.2f}{clock / first[1]:7.2f}")


def content(dataset):
    """The files of a dataset with their bytes' hashes, Boardlift's own state left aside."""
    paths = (path for path in dataset.rglob("*") if path.is_file() and ".boardlift" not in path.parts)
    return {str(path.relative_to(dataset)): hash(path.read_bytes()) for path in paths}


if __name__ == "__main__":
    main()

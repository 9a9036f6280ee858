#!/usr/bin/env python3
"""Kills an import at random moments, starts it again each time, and compares what it leaves with an undisturbed run.

    cargo build --release -p boardlift-cli
    benches/archive.py archive --documents 500
    benches/kill.py archive [--boardlift target/release/boardlift] [--kills 50] [--seed 1]

After each kill (SIGKILL) every Parquet file of the dataset is read whole. In the end the dataset must be the undisturbed
one byte for byte, `.boardlift` left aside. Half of the kills hit while documents are read, half while files are written:
a run that brings into the dataset what it has read is short beside the reading. Needs pyarrow (`pip install -r benches/requirements.txt`).
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--boardlift", default="target/release/boardlift")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(run(arguments, Path(folder)))


def run(arguments, folder):
    def started(dataset):
        command = [arguments.boardlift, "--quiet", "import", str(arguments.archive), "--dataset", str(dataset)]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL)

    undisturbed, disturbed = folder / "undisturbed", folder / "disturbed"
    begin = time.monotonic()
    started(undisturbed).wait()
    whole = time.monotonic() - begin
    print(f"undisturbed: {whole:.1f} s, {len(files(undisturbed))} files")

    dice = random.Random(arguments.seed)
    kills, rounds, read = 0, 0, 0
    while kills < arguments.kills:
        process = started(disturbed)
        if dice.random() < 0.5:
            wait(process, dice.uniform(0, whole / 10))
        else:
            wait_for_writing(process, disturbed, dice.uniform(0, whole / 20))
        if process.poll() is None:
            process.kill()
            process.wait()
            kills += 1
        else:
            # It came to its end: begin anew, so that all moments are hit.
            rounds += 1
            if not compare(disturbed, undisturbed, rounds):
                return 1
            shutil.rmtree(disturbed)
            continue
        read += readable(disturbed)
    started(disturbed).wait()
    print(f"{kills} kills in {rounds + 1} rounds, {read} files read whole in between")
    return 0 if compare(disturbed, undisturbed, rounds + 1) else 1


def wait(process, seconds):
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass


def wait_for_writing(process, dataset, seconds):
    """Waits until files are being written, and so many seconds more."""
    while process.poll() is None and not (dataset / ".boardlift" / "journal.json").exists():
        time.sleep(0.001)
    wait(process, seconds)


def readable(dataset):
    paths = [path for path in files(dataset) if path.suffix == ".parquet"]
    for path in paths:
        pyarrow.parquet.read_table(dataset / path, partitioning=None)
    return len(paths)


def files(dataset):
    paths = (path.relative_to(dataset) for path in sorted(dataset.rglob("*")) if path.is_file())
    return [path for path in paths if path.parts[0] != ".boardlift"]


def compare(found, expected, number):
    differing = set(files(found)) ^ set(files(expected))
    common = set(files(found)) & set(files(expected))
    differing |= {path for path in common if (found / path).read_bytes() != (expected / path).read_bytes()}
    print(f"round {number}: {len(common)} files, {len(differing)} differ")
    for path in sorted(differing)[:10]:
        print(f"  {path}")
    return not differing


if __name__ == "__main__":
    main()

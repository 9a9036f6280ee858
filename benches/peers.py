#!/usr/bin/env python3
"""Times Boardlift and other table extractors on the same PDFs, in one run.

    pip install -r benches/requirements.txt        (tabula needs Java too)
    cargo build --release -p boardlift-benches
    benches/peers.py [--boardlift target/release/lay-out] [--rounds 3] [--engine NAME]... FILE...

Every engine reads all files in a process of its own, start-up included, one thread where it lets us choose. Rounds are
interleaved, so that a busy machine is unkind to all alike. Printed are the medians of CPU seconds (user and system, the
children's too), the peak memory, the number of tables, and how many times Boardlift's CPU seconds each takes. A file
that an engine can't read counts as no table.
"""
import argparse
import os
import statistics
import subprocess
import sys
import warnings


def pdfplumber(path):
    import pdfplumber as engine
    tables = 0
    with engine.open(path) as document:
        for page in document.pages:
            tables += len(page.extract_tables())
            page.close()
    return tables


def pymupdf(path):
    import pymupdf as engine
    tables = 0
    for page in engine.open(path):
        for table in page.find_tables().tables:
            table.extract()
            tables += 1
    return tables


def camelot(flavor):
    def read(path):
        import camelot as engine
        return len(engine.read_pdf(path, flavor=flavor, pages="all", suppress_stdout=True))
    return read


def tabula(path):
    import tabula as engine
    return len(engine.read_pdf(path, pages="all", output_format="json", guess=True, silent=True))


PEERS = {
    "pdfplumber": pdfplumber,
    "pymupdf": pymupdf,
    "camelot-lattice": camelot("lattice"),
    "camelot-stream": camelot("stream"),
    "camelot-hybrid": camelot("hybrid"),
    "tabula": tabula,
}


def read_all(engine, files):
    """The child process of one round of one peer: prints its number of tables."""
    warnings.filterwarnings("ignore")
    read, tables = PEERS[engine], 0
    for path in files:
        try:
            tables += read(path)
        except Exception as error:
            print(f"{engine}: {path}: {error!r}"[:200], file=sys.stderr)
    print(tables)


def command(engine, options):
    if engine == "boardlift":
        return [options.boardlift, *options.files]
    return [sys.executable, __file__, "--child", engine, *options.files]


def measure(engine, options):
    """CPU seconds, peak memory in MiB and tables of one round."""
    child = subprocess.Popen(command(engine, options), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = child.stdout.read()
    _, _, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, int(output or 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boardlift", default="target/release/lay-out")
    parser.add_argument("--engine", action="append", choices=sorted(PEERS), help="all of them unless given")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", choices=sorted(PEERS), help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args()
    if options.child:
        read_all(options.child, options.files)
        return
    engines = ["boardlift", *(options.engine or PEERS)]
    rounds = {engine: [] for engine in engines}
    for _ in range(options.rounds):
        for engine in engines:
            rounds[engine].append(measure(engine, options))
    own = statistics.median(seconds for seconds, _, _ in rounds["boardlift"])
    print(f"{len(options.files)} files, medians of {options.rounds} rounds")
    print(f"{'engine':<16} {'CPU s':>9} {'peak MiB':>9} {'tables':>7} {'x boardlift':>12}")
    for engine in engines:
        seconds = statistics.median(result[0] for result in rounds[engine])
        memory = max(result[1] for result in rounds[engine])
        print(f"{engine:<16} {seconds:9.2f} {memory:9.0f} {rounds[engine][-1][2]:7} {seconds / own:12.1f}")


if __name__ == "__main__":
    main()

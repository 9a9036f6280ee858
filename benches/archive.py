#!/usr/bin/env python3
"""Makes an archive of board papers as large as wanted, out of the samples: to measure imports with, not to test readings.

    benches/archive.py OUT --documents 20000 [--seed 1] [--first 0]

Every paper is a sample or a small PDF of its own, in another council's name, of another year and with other figures.
Paper N of a seed has the same bytes in every archive, whatever its size: so `--first 20000 --documents 20` makes the
twenty papers that come to an archive of 20 000 the next night. Of a hundred papers one is a copy of another and one can't
be read, as in any archive. Needs Python alone.
"""

import argparse
import csv
import io
import random
import re
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"

# Which sample how often, of a hundred papers; what is left are PDFs made here. Boards publish mostly PDFs and workbooks.
SHARES = {
    "bcp-strategic-kpis/2024-04.pdf": 3,
    "devon-milestones/2023-11.pdf": 3,
    "kingston-dashboard/2022-23-q4.pdf": 2,
    "one-dashboard/2023-24-q3.pdf": 4,
    "tricks/bands-over-pages.pdf": 2,
    "bcp-scorecard/2022-01.xlsx": 8,
    "bcp-strategic-kpis/2024-04.xlsx": 3,
    "one-dashboard/2023-24-q3.xlsx": 8,
    "one-dashboard/2023-24-q3.ods": 2,
    "one-dashboard/2023-24-q3.xls": 2,
    "one-dashboard/2023-24-q3.docx": 6,
    "tricks/word-paper.docx": 6,
    "devon-milestones/2023-11.html": 4,
    "one-dashboard/2023-24-q3.html": 4,
    "tricks/web-page.html": 2,
    "one-dashboard/2023-24-q3.csv": 3,
    "one-dashboard/2023-24-q3.txt": 3,
    "bcp-scorecard/2022-01.txt": 3,
    "bcp-strategic-kpis/2024-04.txt": 2,
    "devon-milestones/2023-11.txt": 2,
    "guide/fenmoor-2024-25-q2.md": 2,
}
COPIES, DAMAGED = 1, 1

# Councils that the samples name, in all the ways that they do.
NAMES = re.compile(r"Kingston upon Thames|Bournemouth, Christchurch and Poole|Devon|Fenmoor")
# A year from 2000, alone or with the next one after a slash, and the short form of two digits.
YEARS = re.compile(r"\b(20[0-4]\d)(?:([/-])(\d\d)\b)?|\b([12]\d)/([12]\d)\b")
# Figures that may change: a percentage, or a number of three digits or more that is no year.
FIGURES = re.compile(r"(?<![\d.,/£])(\d{1,3}\.\d|\d{2})(?=%)|(?<![\d.,/-])(?!20[0-4]\d)\d{3,4}(?![\d.,/-])")

ZIP_TEXTS = {
    ".docx": re.compile(r"word/document\.xml$"),
    ".xlsx": re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml$"),
    ".ods": re.compile(r"content\.xml$"),
}
# What people see in markup: the text between tags.
BETWEEN_TAGS = re.compile(r">([^<>]+)<")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    maker = Maker(arguments.seed)
    for number in range(arguments.first, arguments.first + arguments.documents):
        name, content = maker.paper(number)
        path = arguments.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class Maker:
    def __init__(self, seed):
        self.seed = seed
        self.councils = [row["name"] for row in table("authorities.csv") if row["name"] and not row["valid_to"]]
        self.measures = [row["name"] for row in table("measures.csv")]
        self.samples = {name: (SAMPLES / name).read_bytes() for name in SHARES}

    def paper(self, number):
        """The name and the bytes of a paper."""
        dice = random.Random(f"{self.seed}/{number}")
        share = dice.randrange(100)
        if share < COPIES and number > 0:
            name, content = self.paper(dice.randrange(number))
            return named(number, "copy", Path(name).suffix), content
        if share < COPIES + DAMAGED:
            content = b"\x00\x01\x02" + dice.randbytes(2000)
            return named(number, "damaged", ".bin"), content
        council, years = dice.choice(self.councils), dice.randrange(-8, 1)
        sample = self.sample(dice.randrange(100))
        if sample is None:
            return named(number, council, ".pdf"), pdf(self.dashboard(dice, council, 2023 + years), number)
        suffix = Path(sample).suffix
        vary = Variation(dice, council, years)
        return named(number, council, suffix), varied(suffix, self.samples[sample], vary, number)

    def sample(self, share):
        for name, count in SHARES.items():
            share -= count
            if share < 0:
                return name
        return None

    def dashboard(self, dice, council, year):
        """The lines of a dashboard as (words, columns) for a page of rows."""
        heading = f"{council} Council SEND performance dashboard, Quarter 3 {year}/{(year + 1) % 100:02}"
        rows = [["Ref", "Indicator", "Target", "Q1", "Q2", "Q3", "RAG"]]
        for ref, measure in enumerate(dice.sample(self.measures, dice.randrange(12, 40)), 1):
            base = dice.uniform(5, 95)
            quarters = [f"{base + dice.uniform(-5, 5):.1f}%" for _ in range(3)]
            rows.append([str(ref), measure[:60], f"{base:.0f}%", *quarters, dice.choice("RAG")])
        return heading, rows


class Variation:
    """One paper's own council, year and figures: the same words change in the same way all through the paper."""

    def __init__(self, dice, council, years):
        self.dice, self.council, self.years = dice, council, years

    def __call__(self, text):
        text = NAMES.sub(self.council, text)
        text = YEARS.sub(self.year, text)
        return FIGURES.sub(self.figure, text)

    def year(self, match):
        full, joint, following, first, second = match.groups()
        if full:
            shifted = str(int(full) + self.years)
            return shifted + (f"{joint}{(int(following) + self.years) % 100:02}" if following else "")
        return f"{(int(first) + self.years) % 100:02}/{(int(second) + self.years) % 100:02}"

    def figure(self, match):
        digits = match.group()
        # The first digit stays, so that a share stays one and a table keeps its widths.
        return digits[0] + "".join(str(self.dice.randrange(10)) if c.isdigit() else c for c in digits[1:])


def varied(suffix, content, vary, number):
    if suffix in ZIP_TEXTS:
        return varied_archive(content, ZIP_TEXTS[suffix], vary)
    if suffix == ".pdf":
        # A remark after the end: another document of the same figures, since its letters can't be changed without its fonts.
        return content + f"\n% paper {number}\n".encode()
    if suffix == ".xls":
        return content + number.to_bytes(8, "little")
    text = vary(content.decode("utf-8"))
    # Papers of few figures would become the same ones now and then.
    ending = f"\n<!-- {number} -->\n" if suffix == ".html" else "\n" * (number % 7)
    return (text + ending).encode("utf-8")


def varied_archive(content, parts, vary):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if parts.search(entry.filename):
                text = BETWEEN_TAGS.sub(lambda match: f">{vary(match.group(1))}<", data.decode("utf-8"))
                data = text.encode("utf-8")
            fresh = zipfile.ZipInfo(entry.filename)
            fresh.compress_type = entry.compress_type
            target.writestr(fresh, data)
    return out.getvalue()


# A page of A4 on its side, in points; where columns begin, and how far rows are apart.
WIDTH, HEIGHT, MARGIN, LINE = 842, 595, 36, 16
COLUMNS = [36, 70, 470, 540, 610, 680, 750, 806]
ROWS_PER_PAGE = 28


def pdf(dashboard, number):
    """A PDF of a ruled table in a standard font, with a heading on its first page."""
    heading, rows = dashboard
    pages = [rows[first : first + ROWS_PER_PAGE] for first in range(0, len(rows), ROWS_PER_PAGE)]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for index, page in enumerate(pages):
        stream = drawn(page, heading if index == 0 else None).encode("latin-1", "replace")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> >>"
            % (WIDTH, HEIGHT, content)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return assembled(objects, number)


def drawn(rows, heading):
    top = HEIGHT - MARGIN
    parts = []
    if heading:
        parts.append(words(MARGIN, top - 12, heading, 14))
        top -= 2 * LINE
    bottom = top - LINE * len(rows)
    for line in range(len(rows) + 1):
        y = top - LINE * line
        parts.append(f"{COLUMNS[0]} {y} m {COLUMNS[-1]} {y} l S")
    for x in COLUMNS:
        parts.append(f"{x} {bottom} m {x} {top} l S")
    for line, row in enumerate(rows, 1):
        parts += [words(x + 3, top - LINE * line + 5, cell, 8) for x, cell in zip(COLUMNS, row)]
    return "\n".join(parts)


def words(x, y, text, size):
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F {size} Tf {x} {y} Td ({escaped}) Tj ET"


def assembled(objects, number):
    out = bytearray(b"%PDF-1.4\n% paper " + str(number).encode() + b"\n")
    offsets = []
    for index, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (index, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def named(number, council, suffix):
    """A folder for every thousand papers, as archives have one a year."""
    slug = re.sub(r"[^a-z]+", "-", council.lower()).strip("-")
    return f"{number // 1000:03}/{number:06}-{slug}{suffix}"


def table(name):
    with open(ROOT / "crates/reference/data" / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()

//! Files made to break a reader: each ends as a named error, or is read, within bounded work.
//!
//! The tests run on the small stacks of test threads, so a recursion that is not bounded aborts them.

mod build;

use boardlift_pdf::{Limits, PdfFile};
use build::{deflate_times, encrypted, file, form, packed, page, plain, stream};

const TEXT: &[u8] = b"BT /F1 12 Tf 20 100 Td (Target) Tj ET";
const FONT: &str = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

/// What comes of a file: the words of its pages, or the error that ends it.
fn outcome(bytes: Vec<u8>, limits: &Limits) -> String {
    let pdf = match PdfFile::open(bytes, limits) {
        Ok(pdf) => pdf,
        Err(error) => return format!("file: {error}; {}", error.hint()),
    };
    let reader = pdf.reader();
    let pages = (1..=pdf.page_count()).map(|number| match reader.read(number) {
        Ok(page) => page.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "),
        Err(error) => format!("page: {error}; {}", error.hint()),
    });
    pages.collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(bytes: Vec<u8>, expected: &str) {
    check_within(bytes, &Limits::default(), expected);
}

#[track_caller]
fn check_within(bytes: Vec<u8>, limits: &Limits, expected: &str) {
    let found = outcome(bytes, limits);
    assert!(found.starts_with(expected), "expected `{expected}`, found `{found}`");
}

#[test]
fn an_honest_page_is_read() {
    check(page(&plain(TEXT), FONT, &[]), "Target");
    check(page(&packed(TEXT), FONT, &[]), "Target");
}

#[test]
fn bytes_that_are_no_pdf() {
    check(vec![], "file: expected a PDF, found 0 bytes");
    check(b"%PDF-1.7\n".to_vec(), "file: expected a PDF, found 9 bytes");
    check(b"%PDF-1.7\n%%EOF\n".to_vec(), "file: expected a PDF");
    check(b"Quarter 1\tTarget\n".to_vec(), "file: expected a PDF");
}

#[test]
fn a_file_cut_short_is_read_up_to_the_cut() {
    let whole = page(&plain(TEXT), FONT, &[]);
    let cut = whole.len() - whole.len() / 4;
    check(whole[..cut].to_vec(), "Target");
    check(whole[..60].to_vec(), "file: expected a PDF, found 60 bytes");
}

#[test]
fn a_file_larger_than_the_limit() {
    let limits = Limits { bytes: 100, ..Limits::default() };
    check_within(page(&plain(TEXT), FONT, &[]), &limits, "file: expected at most 100 bytes, found");
}

#[test]
fn a_password_is_asked_for() {
    let whole = page(&packed(TEXT), FONT, &[]);
    check(encrypted(&whole, "secret"), "file: expected a file that opens without a password");
    check(encrypted(&whole, ""), "Target");
}

#[test]
fn a_stream_that_unpacks_to_more_than_the_limit() {
    let bomb = deflate_times(&vec![0; 1 << 20], 129);
    let bomb = |entries: &str| stream(&format!("/Filter /FlateDecode {entries}"), &bomb);
    let error = "file: expected streams of at most 134217728 bytes when unpacked, found a larger one at byte";
    check(page(&bomb(""), "", &[]), error);
    // Objects are unpacked as soon as the file is opened, whether or not a page refers to them.
    check(page(&plain(TEXT), FONT, &[bomb("/Type /ObjStm /N 1 /First 4")]), error);
    // A picture is only asked for its size; one of a few pixels stands for a colour.
    check(page(&plain(TEXT), FONT, &[bomb("/Subtype /Image /Width 9999 /Height 9999")]), "Target");
    check(page(&plain(TEXT), FONT, &[bomb("/Subtype /Image /Width 1 /Height 1")]), error);
}

#[test]
fn an_encrypted_stream_that_unpacks_to_more_than_the_limit() {
    let bomb = stream("/Filter /FlateDecode", &deflate_times(&vec![0; 1 << 20], 4));
    let limits = Limits { stream_bytes: 1 << 20, ..Limits::default() };
    check_within(
        encrypted(&page(&bomb, "", &[]), ""),
        &limits,
        "file: expected encrypted streams of at most 1048576 bytes",
    );
}

#[test]
fn a_bomb_inside_a_bomb() {
    let inner = deflate_times(&vec![0; 1 << 20], 4);
    let bomb = stream("/Filter [/FlateDecode /FlateDecode]", &build::deflate(&inner));
    let limits = Limits { stream_bytes: 1 << 20, ..Limits::default() };
    check_within(page(&bomb, "", &[]), &limits, "file: expected streams of at most 1048576 bytes");
}

#[test]
fn many_streams_that_unpack_to_more_than_the_limit_together() {
    let limits = Limits { unpacked_bytes: 10 << 20, ..Limits::default() };
    let part = stream("/Filter /FlateDecode", &deflate_times(&vec![0; 1 << 20], 2));
    check_within(
        page(&plain(TEXT), FONT, &vec![part; 6]),
        &limits,
        "file: expected at most 10485760 bytes in all when unpacked",
    );
}

#[test]
fn a_content_that_is_longer_than_the_limit() {
    let content = stream("/Filter /FlateDecode", &deflate_times(&vec![b' '; 1 << 20], 2));
    let limits = Limits { content_bytes: 1 << 20, ..Limits::default() };
    let error = "page: expected at most 1048576 bytes of instructions";
    check_within(page(&content, "", &[]), &limits, error);
    // Two streams that are within the limit each, and a form that is drawn twice.
    let half = packed(&vec![b' '; 600 << 10]);
    let two = page(b"[5 0 R 5 0 R]", "", std::slice::from_ref(&half));
    check_within(two, &limits, error);
    let form = stream("/Subtype /Form /BBox [0 0 9 9]", &vec![b' '; 600 << 10]);
    let twice = page(&plain(b"/X Do /X Do"), "/XObject << /X 5 0 R >>", &[form]);
    check_within(twice, &limits, error);
}

#[test]
fn three_million_operators() {
    let content = stream("/Filter /FlateDecode", &deflate_times(b"0 0 m\n", 3_000_000));
    check(page(&content, "", &[]), "page: expected at most 2000000 operators, found more");
}

#[test]
fn more_marks_than_the_limit() {
    let limits = Limits { marks: 1000, ..Limits::default() };
    let glyphs = [b"BT /F1 1 Tf (".as_slice(), &[b'x'; 1000], b") Tj ET"].concat();
    let path = [b"0 0 m ".as_slice(), &b"9 9 l 0 0 l ".repeat(500), b"f"].concat();
    for content in [glyphs, path, b"0 0 9 9 re f ".repeat(600)] {
        let error = "page: expected at most 1000 glyphs and path segments";
        check_within(page(&plain(&content), FONT, &[]), &limits, error);
    }
}

#[test]
fn half_a_million_saved_states_are_drawn() {
    let content = [b"q ".repeat(500_000).as_slice(), TEXT].concat();
    check(page(&packed(&content), FONT, &[]), "Target");
}

#[test]
fn forms_that_draw_two_forms_each() {
    let forms: Vec<_> = (5..35)
        .map(|number| {
            let below = format!("/XObject << /X {} 0 R >>", number + 1);
            if number == 34 { form("", "q Q") } else { form(&below, "/X Do /X Do") }
        })
        .collect();
    let limits = Limits { form_nesting: 50, ..Limits::default() };
    let doubled = || page(&plain(b"/X Do"), "/XObject << /X 5 0 R >>", &forms);
    check_within(doubled(), &limits, "page: expected at most 2000000 operators");
    check(doubled(), "page: expected");
}

#[test]
fn forms_that_draw_nothing_a_million_times_over() {
    let thousand = "/X Do ".repeat(1000);
    let forms = [
        form("/XObject << /X 6 0 R >>", &thousand),
        form("/XObject << /X 7 0 R >>", &thousand),
        form("", ""),
    ];
    let content = plain("/X Do ".repeat(10).as_bytes());
    check(page(&content, "/XObject << /X 5 0 R >>", &forms), "page: expected at most 2000000 operators");
}

#[test]
fn a_form_that_draws_itself() {
    let itself = form("/XObject << /X 5 0 R >>", "/X Do");
    let error = "page: expected forms that end, found form object 5 drawing itself";
    check(page(&plain(b"/X Do"), "/XObject << /X 5 0 R >>", &[itself]), error);
    // By way of another, and with the resources of whoever draws it.
    let other = stream("/Subtype /Form /BBox [0 0 9 9]", b"/Y Do");
    let resources = "/XObject << /X 5 0 R /Y 6 0 R >>";
    check(page(&plain(b"/X Do"), resources, &[other, form(resources, "/X Do")]), error);
}

#[test]
fn forms_nested_too_deep() {
    let nested = |levels: usize| {
        let forms: Vec<_> = (1..=levels)
            .map(|level| match level {
                level if level == levels => form(FONT, std::str::from_utf8(TEXT).expect("the text is ASCII")),
                level => form(&format!("/XObject << /X {} 0 R >>", level + 5), "/X Do"),
            })
            .collect();
        page(&plain(b"/X Do"), "/XObject << /X 5 0 R >>", &forms)
    };
    check(nested(28), "Target");
    check(nested(29), "page: expected forms at most 28 deep");
    check(nested(2000), "page: expected forms at most 28 deep");
}

#[test]
fn objects_nested_too_deep() {
    let array = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    let dictionary = [b"<< /A ".repeat(100_000), b">> ".repeat(100_000)].concat();
    let error = "file: expected arrays and dictionaries at most 256 deep, found deeper ones at byte";
    for object in [array, dictionary] {
        check(page(&plain(TEXT), FONT, &[object]), error);
    }
}

#[test]
fn operands_nested_too_deep() {
    let error = "page: expected arrays and dictionaries at most 256 deep";
    for (open, close) in [("[", "]"), ("<</A", ">>")] {
        let content = [open.repeat(200_000), close.repeat(200_000), " TJ".to_owned()].concat();
        check(page(&packed(content.as_bytes()), "", &[]), error);
    }
}

#[test]
fn objects_nested_deep_where_nothing_looks() {
    // Out of sight of the look at the bytes, the parser's own bound holds.
    let array = [b"5 0 ".as_slice(), &b"[".repeat(100_000), &b"]".repeat(100_000)].concat();
    let objects = stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &build::deflate(&array));
    check(page(&plain(TEXT), &format!("{FONT} /A 5 0 R"), &[b"null".to_vec(), objects]), "Target");
}

#[test]
fn a_page_tree_that_goes_round() {
    let objects = |kids: &str| {
        file(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            format!("<< /Type /Pages /Kids [{kids}] /Count 2 >>").into_bytes(),
            format!("<< /Type /Page /Contents 4 0 R /Resources << {FONT} >> >>").into_bytes(),
            plain(TEXT),
        ])
    };
    check(objects("2 0 R"), "file: expected at least one page, found a page tree without any");
    check(objects("2 0 R 3 0 R 3 0 R"), "Target");
}

#[test]
fn more_pages_than_the_limit() {
    let kids: String = (0..50).map(|_| "<< /Type /Page >> ").collect();
    let limits = Limits { pages: 20, ..Limits::default() };
    check_within(
        file(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            format!("<< /Type /Pages /Kids [{kids}] /Count 50 >>").into_bytes(),
        ]),
        &limits,
        "file: expected at most 20 pages, found 50",
    );
}

#[test]
fn annotations_count_as_well() {
    let forms = [form("/XObject << /X 5 0 R >>", "/X Do")];
    let annotation = "<< /Type /Annot /Rect [0 0 9 9] /AP << /N 5 0 R >> >>";
    let whole = page(&plain(TEXT), FONT, &forms);
    let text = String::from_utf8(whole).expect("the test wrote ASCII");
    let annotated = text.replace("/MediaBox", &format!("/Annots [{annotation}] /MediaBox"));
    check(annotated.into_bytes(), "page: expected forms that end");
}

#[test]
fn one_bad_page_costs_no_other() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_vec(),
        b"<< /Type /Page /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>".to_vec(),
        format!("<< /Type /Page /Contents 7 0 R /Resources << {FONT} >> >>").into_bytes(),
        plain(b"/X Do"),
        form("/XObject << /X 6 0 R >>", "/X Do"),
        plain(TEXT),
    ];
    let found = outcome(file(&objects), &Limits::default());
    assert!(found.starts_with("page: expected forms that end"), "{found}");
    assert!(found.ends_with(" | Target"), "{found}");
}

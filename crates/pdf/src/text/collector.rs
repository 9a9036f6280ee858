//! What the interpreter writes, kept as glyphs and made into words when the page ends.
//!
//! Only what a reader of the page sees is kept: no invisible text, nothing outside the page or its clip paths, and
//! text that is filled and stroked counts once.

use std::collections::BTreeMap;

use boardlift_model::{Rgb, Rule, Word};
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun, OutlineFontData};
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::object::dict::keys::ANNOTS;
use hayro_interpret::hayro_syntax::page::Page as SyntaxPage;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{DrawMode, DrawProps, Paint};

use crate::text::actual_text::Replacements;
use crate::text::font_walk::{Shown, Walk};
use crate::text::glyph::{Glyph, Placing};
use crate::text::letters::{Letters, Source};
use crate::text::lookup::Lookup;
use crate::text::typeface::Typeface;
use crate::text::words;

/// The text of a page in the drawing.
#[derive(Default)]
pub(crate) struct TextCollector {
    glyphs: Vec<Glyph>,
    runs: Vec<Run>,
    typefaces: Vec<Typeface>,
    /// Places in `typefaces`, by the font file and the name it goes by.
    files: BTreeMap<(u128, Option<String>), usize>,
    lookup: Lookup,
    replacements: Replacements,
    filled: Option<Affine>,
    /// Whether there is a run whose font the glyphs don't tell of.
    needs_walk: bool,
}

/// The text of a page.
pub(crate) struct PageText {
    /// Its words, in the order in which the file draws them.
    pub(crate) words: Vec<Word>,
    /// How many glyphs have no known letter.
    pub(crate) unreadable: u32,
}

/// What one show operator drew.
struct Run {
    /// The first of the glyphs that were kept.
    first: usize,
    /// How many codes it showed.
    codes: usize,
    /// Its font's place in `typefaces`, where the glyphs tell of it.
    typeface: Option<usize>,
}

impl TextCollector {
    /// Takes a run of glyphs. `clip` is the box that shows through the clip paths, in page space.
    pub(crate) fn draw_run(
        &mut self,
        run: &GlyphRun<'_, '_>,
        props: &DrawProps<'_>,
        mode: &DrawMode,
        clip: Rect,
    ) {
        let Some(leading) = run.glyphs().first() else { return };
        let place = props.transform * leading.transform();
        if let DrawMode::Stroke(stroke) = mode
            && self.filled.take() == Some(place)
        {
            self.stroke_again(f64::from(stroke.line_width) * scale(props.transform));
            return;
        }
        self.filled = matches!(mode, DrawMode::Fill(_)).then_some(place);
        let typeface = match &**leading {
            FontGlyph::Outline(outline) => outline.font_data().map(|file| self.typeface(file)),
            FontGlyph::Type3(_) => None,
        };
        self.needs_walk |= typeface.is_none();
        let first = self.glyphs.len();
        if let Some(ink) = visible_ink(&props.paint, mode) {
            self.glyphs.reserve(run.glyphs().len());
            for glyph in run.glyphs() {
                self.draw_glyph(glyph, props.transform * glyph.transform(), ink, clip);
            }
        }
        self.runs.push(Run { first, codes: run.glyphs().len(), typeface });
    }

    /// Opens a marked content sequence (BMC or BDC).
    pub(crate) fn begin_marked_content(&mut self, properties: Option<&Dict<'_>>) {
        self.replacements.begin(properties, self.glyphs.len());
    }

    /// Closes the innermost marked content sequence (EMC).
    pub(crate) fn end_marked_content(&mut self) {
        self.replacements.end(&mut self.glyphs);
    }

    /// The words of `page`, which has been drawn to its end. No word runs through an upright one of the `rules`.
    pub(crate) fn finish(mut self, page: &SyntaxPage<'_>, content: &[u8], rules: &[Rule]) -> PageText {
        self.learn_fonts(page, content);
        let unreadable = self.glyphs.iter().filter(|glyph| glyph.letters == Letters::UNKNOWN).count();
        let unreadable = u32::try_from(unreadable).unwrap_or(u32::MAX);
        PageText { words: words::words(&self.glyphs, rules), unreadable }
    }

    /// The run that was just filled is stroked too. A stroke that widens the stems by more than a fiftieth of the em
    /// thickens the letters as a bold type would (stems are about a tenth of the em, bold ones a sixth).
    fn stroke_again(&mut self, width: f64) {
        let Some(run) = self.runs.last() else { return };
        for glyph in &mut self.glyphs[run.first..] {
            glyph.bold |= width > glyph.size / 50.0;
        }
    }

    fn typeface(&mut self, mut file: OutlineFontData) -> usize {
        let key = (file.cache_key, file.postscript_name.take());
        if let Some(place) = self.files.get(&key) {
            return *place;
        }
        let place = self.typefaces.len();
        self.typefaces.push(Typeface::of_file(key.1.as_deref().unwrap_or_default(), file.weight));
        self.files.insert(key, place);
        place
    }

    fn draw_glyph(&mut self, glyph: &FontGlyph<'_>, transform: Affine, ink: Rgb, clip: Rect) {
        let Some(placing) = Placing::new(transform) else { return };
        let run = u32::try_from(self.runs.len()).unwrap_or(u32::MAX);
        let known = self.lookup.known(glyph, run);
        if !known.advance.is_finite() || !clip.contains(placing.middle(known.advance)) {
            return;
        }
        let place = self.needs_walk.then_some(self.glyphs.len());
        let (letters, given) = self.lookup.letters(glyph, &known, place);
        self.glyphs.push(Glyph {
            letters,
            source: Some(Source { given, code: u8::try_from(glyph.char_code()).ok() }),
            origin: placing.origin,
            along: placing.along,
            advance: placing.width * known.advance,
            size: placing.height * 1000.0,
            stretch: placing.width / placing.height,
            ink,
            bold: false,
            run,
        });
    }
    /// Gives each run the font that the page's content names, where the glyphs alone don't tell of it.
    fn learn_fonts(&mut self, page: &SyntaxPage<'_>, content: &[u8]) {
        let walk = if self.needs_walk { self.walk(page, content) } else { None };
        self.lookup.settle(&mut self.glyphs, walk.as_ref());
        let ends: Vec<usize> =
            self.runs.iter().skip(1).map(|run| run.first).chain([self.glyphs.len()]).collect();
        for (number, (run, end)) in self.runs.iter().zip(ends).enumerate() {
            let glyphs = &mut self.glyphs[run.first..end];
            if let Some(place) = run.typeface {
                apply(&self.typefaces[place], glyphs);
            } else if let Some(walk) = &walk
                && let Some(shown) = walk.shown.get(number)
                && let Some(place) = shown.typeface
            {
                let typeface = &walk.typefaces[place];
                apply(typeface, glyphs);
                rescale(typeface, shown.stretch, glyphs);
            }
        }
    }

    /// The walk through the page's content, where it agrees with what was drawn. Annotations are drawn after the
    /// content, so runs may be left over on a page that has some.
    fn walk(&self, page: &SyntaxPage<'_>, content: &[u8]) -> Option<Walk> {
        let walk = Walk::through(page, content, self.runs.len())?;
        let is_whole = walk.shown.len() == self.runs.len() || page.raw().contains_key(ANNOTS);
        let agrees = |(shown, run): (&Shown, &Run)| shown.codes.is_none_or(|codes| codes == run.codes);
        (is_whole && walk.shown.iter().zip(&self.runs).all(agrees)).then_some(walk)
    }
}

fn apply(typeface: &Typeface, glyphs: &mut [Glyph]) {
    if !typeface.bold && typeface.symbols.is_none() {
        return;
    }
    for glyph in glyphs {
        glyph.bold |= typeface.bold;
        if let Some(font) = typeface.symbols
            && let Some(source) = glyph.source
        {
            glyph.letters = Letters::read_symbol(source, font);
        }
    }
}

/// Takes back what the interpreter did to a substitute's glyphs, and gives Type 3 letters their own height. The
/// substitute's outlines are stretched to the font's widths; the advance is in the font's own and needs no stretching.
fn rescale(typeface: &Typeface, stretch: f64, glyphs: &mut [Glyph]) {
    for glyph in glyphs {
        if typeface.is_substituted {
            glyph.advance *= stretch / glyph.stretch;
        }
        glyph.size *= typeface.em;
    }
}

/// The colour that a run is seen in; nothing for text that is not seen. Patterns are taken for dark ones.
fn visible_ink(paint: &Paint<'_>, mode: &DrawMode) -> Option<Rgb> {
    if matches!(mode, DrawMode::Invisible) {
        return None;
    }
    match paint {
        Paint::Color(colour) => {
            let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
            (alpha > 0).then_some(Rgb { red, green, blue })
        }
        Paint::Pattern(_) => Some(Rgb::BLACK),
    }
}

fn scale(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use boardlift_model::Page;

    use crate::{Limits, PdfFile};

    /// Three fonts without files, one of them a symbol font and one with widths that its substitute doesn't have, and a
    /// form that shows `bold` in the second.
    const FORM: &str = "BT /F2 10 Tf 100 600 Td (bold) Tj ET";
    const FONTS: &str = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\
        /F2<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>\
        /F3<</Type/Font/Subtype/TrueType/BaseFont/Wingdings/Encoding/WinAnsiEncoding>>\
        /F4<</Type/Font/Subtype/TrueType/BaseFont/ArialNarrow/FirstChar 97/LastChar 98/Widths[300 400]>>>>\
        /XObject<</Form 5 0 R>>/Properties<</Sign<</ActualText(yes)>>>>>>";

    fn page(content: &str) -> Page {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 800]/Contents 4 0 R/Resources {FONTS}>>"),
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
            format!(
                "<</Type/XObject/Subtype/Form/BBox[0 0 500 800]/Resources {}/Length {}>>stream\n{FORM}\nendstream",
                FONTS.replace("/XObject<</Form 5 0 R>>", ""),
                FORM.len()
            ),
        ];
        let mut file = "%PDF-1.7\n".to_owned();
        let mut table = String::new();
        for (number, object) in objects.iter().enumerate() {
            writeln!(table, "{:010} 00000 n ", file.len()).expect("a string takes all");
            writeln!(file, "{} 0 obj {object} endobj", number + 1).expect("a string takes all");
        }
        let start = file.len();
        write!(
            file,
            "xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
        )
        .expect("a string takes all");
        let file = PdfFile::open(file.into_bytes(), &Limits::default()).expect("the file is sound");
        file.reader().read(1).expect("it has one page")
    }

    /// The words of a page with this content, bold ones in stars.
    fn check(content: &str, expected: &str) {
        let words: Vec<String> = page(content)
            .words
            .into_iter()
            .map(|word| if word.bold { format!("*{}*", word.text) } else { word.text })
            .collect();
        assert_eq!(words.join(" "), expected, "{content}");
    }

    #[test]
    fn bold_by_the_font_that_the_content_names() {
        check("BT /F1 10 Tf 10 700 Td (plain ) Tj /F2 10 Tf (bold ) Tj q /F1 10 Tf Q ET", "plain *bold*");
        check("BT /F1 10 Tf 10 700 Td (a) Tj ET /Form Do BT 10 500 Td [(b) -20 (c)] TJ ET", "a *bold* bc");
        check("BT /F1 10 Tf 10 700 Td () Tj /F2 10 Tf [(b)] TJ ET", "*b*");
    }

    #[test]
    fn what_is_not_seen_is_not_there() {
        check("BT /F1 10 Tf 3 Tr 10 700 Td (hidden) Tj ET", "");
        check("BT /F1 10 Tf 10 900 Td (above) Tj ET", "");
        check(
            "q 0 0 5 800 re W n BT /F1 10 Tf 10 700 Td (clipped) Tj ET Q BT 10 700 Td (seen) Tj ET",
            "seen",
        );
        check("BT /F1 10 Tf 3 Tr 10 700 Td (hidden) Tj 0 Tr /F2 10 Tf 0 -20 Td (seen) Tj ET", "*seen*");
    }

    #[test]
    fn filled_and_stroked_text_counts_once() {
        check("BT 0.6 w 2 Tr /F1 10 Tf 10 700 Td (thick) Tj ET", "*thick*");
        check("BT 0.1 w 2 Tr /F1 10 Tf 10 700 Td (thin) Tj ET", "thin");
    }

    #[test]
    fn replacement_text() {
        check("BT /F1 10 Tf 10 700 Td /Span<</ActualText(ffi)>>BDC (x) Tj EMC (ce) Tj ET", "ffice");
        check("BT /F1 10 Tf 10 700 Td /Span/Sign BDC (\\374) Tj EMC ET", "yes");
        check(
            "BT /F1 10 Tf 10 700 Td /P<</MCID 0>>BDC /Span<</ActualText(b)>>BDC (x) Tj EMC (c) Tj EMC ET",
            "bc",
        );
    }

    #[test]
    fn signs() {
        check("BT /F3 10 Tf 10 700 Td (\\374) Tj /F1 10 Tf 20 0 Td (\\374) Tj ET", "✓ \u{FFFD}");
    }

    #[test]
    fn advances_are_the_fonts_own_though_a_substitute_is_drawn() {
        for (content, end) in [
            ("BT /F4 10 Tf 10 700 Td (ab) Tj ET", 17.0),
            ("BT /F4 10 Tf 50 Tz 10 700 Td (ab) Tj ET", 13.5),
            ("BT /F1 10 Tf 10 700 Td (ab) Tj ET", 21.12),
        ] {
            let page = page(content);
            let [word] = &page.words[..] else { panic!("one word of {content}, not {:?}", page.words) };
            assert!((word.bbox.x1 - end).abs() < 0.01, "{content}: {}", word.bbox.x1);
        }
    }
}

//! Papers written in small and what is read of them.

use std::io::{Cursor, Write as _};

use boardlift_model::{Block, Cell, FindingKind, Rgb, Turn};
use boardlift_pack::{Limits as PackLimits, Pack};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{DocxError, Limits, is_docx, read};
use crate::testing::block_text;

const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

const RELATIONS: &str = "<Relationships>\
    <Relationship Id='1' Type='http://x/relationships/styles' Target='styles.xml'/>\
    <Relationship Id='2' Type='http://x/relationships/numbering' Target='numbering.xml'/>\
    <Relationship Id='3' Type='http://x/relationships/footnotes' Target='/word/footnotes.xml'/>\
    <Relationship Id='4' Type='http://x/relationships/endnotes' Target='endnotes.xml'/>\
    </Relationships>";

const STYLES: &str = "<w:styles>\
    <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Own'><w:name w:val='Board'/><w:basedOn w:val='berschrift1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Tiedot'><w:name w:val='Title'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Sisluet1'><w:name w:val='toc 1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Punkt'><w:name w:val='List Bullet'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Loud'><w:name w:val='Loud'/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type='character' w:styleId='Strong'><w:name w:val='Strong'/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type='table' w:styleId='Bands'><w:name w:val='Bands'/>\
      <w:tcPr><w:shd w:val='clear' w:fill='EEEEEE'/></w:tcPr>\
      <w:tblStylePr w:type='firstRow'><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val='clear' w:fill='000080'/></w:tcPr></w:tblStylePr>\
      <w:tblStylePr w:type='band2Horz'><w:tcPr><w:shd w:val='clear' w:fill='CCCCCC'/></w:tcPr></w:tblStylePr></w:style>\
    </w:styles>";

const NUMBERING: &str = "<w:numbering>\
    <w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>\
    </w:numbering>";

const FOOTNOTES: &str = "<w:footnotes>\
    <w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>\
    <w:footnote w:id='7'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space='preserve'> February alone.</w:t></w:r></w:p></w:footnote>\
    <w:footnote w:id='8'><w:p><w:r><w:t>† Not yet audited.</w:t></w:r></w:p></w:footnote>\
    </w:footnotes>";

const ENDNOTES: &str =
    "<w:endnotes><w:endnote w:id='1'><w:p><w:r><w:t>As at March.</w:t></w:r></w:p></w:endnote></w:endnotes>";

/// The bytes of a paper with this body and this type.
fn paper(body: &str, content_type: &str) -> Vec<u8> {
    let types = format!(
        "<Types xmlns='x'><Override PartName='/word/document.xml' ContentType='{content_type}'/></Types>"
    );
    let document = format!("<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>");
    let parts = [
        ("[Content_Types].xml", types.as_str()),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/document.xml", &document),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", FOOTNOTES),
        ("word/endnotes.xml", ENDNOTES),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn blocks(body: &str) -> Vec<Block> {
    read("folder/paper.docx", &paper(body, MAIN), &Limits::default()).unwrap().blocks
}

/// Blocks as `block_text` prints them.
fn check(body: &str, expected: &str) {
    assert_eq!(block_text(&blocks(body)), expected, "from {body}");
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}

/// A table's cell with properties.
fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn table(rows: &[&[String]]) -> String {
    let row = |cells: &&[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// The cells of the first table, row by row, with all that is more than their words.
fn check_cells(body: &str, expected: &[&str]) {
    let blocks = blocks(body);
    let grid = blocks.iter().find_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    });
    let rows: Vec<String> = grid
        .expect("a table")
        .rows()
        .iter()
        .map(|row| row.iter().map(described).collect::<Vec<_>>().join(" | "))
        .collect();
    assert_eq!(rows, expected, "from {body}");
}

fn described(cell: &Cell) -> String {
    let hex = |Rgb { red, green, blue }: Rgb| format!("{red:02X}{green:02X}{blue:02X}");
    let mut said = vec![if cell.covered { "^".to_owned() } else { cell.text.clone() }];
    if cell.row_span * cell.col_span > 1 {
        said.push(format!("{}x{}", cell.row_span, cell.col_span));
    }
    said.extend(cell.fill.map(|fill| format!("on {}", hex(fill))));
    said.extend(cell.ink.map(|ink| format!("in {}", hex(ink))));
    said.extend(cell.marks.iter().map(|mark| format!("{:?} {}", mark.shape, hex(mark.colour))));
    said.extend(cell.bold.then(|| "bold".to_owned()));
    said.extend((cell.turn != Turn::Upright).then(|| format!("{:?}", cell.turn)));
    said.join(", ")
}

#[test]
fn headings_by_outline_whatever_the_language_of_their_style() {
    let styled = |style: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>Words here.</w:t></w:r></w:p>")
    };
    check(&styled("berschrift1"), "1: # Words here.\n");
    check(&styled("Own"), "1: # Words here.\n");
    check(&styled("Tiedot"), "1: # Words here.\n");
    check(&styled("Unknown"), "1: Words here.\n");
    check(&styled("Sisluet1"), "");
    let set_back = styled("Own").replace("</w:pPr>", "<w:outlineLvl w:val='9'/></w:pPr>");
    check(&set_back, "1: Words here.\n");
}

#[test]
fn headings_by_their_look() {
    let bold = |text: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    check(&bold("What is working well?"), "1: # What is working well?\n");
    check(
        &bold("This is a sentence in bold print, and it ends."),
        "1: This is a sentence in bold print, and it ends.\n",
    );
    check(&bold("Our plans").replace("<w:b/>", "<w:sz w:val='28'/>"), "1: # Our plans\n");
    check(&bold("Our plans").replace("<w:b/>", "<w:b w:val='0'/>"), "1: Our plans\n");
}

#[test]
fn bold_switches() {
    let run = |paragraph: &str, properties: &str| {
        let body = format!(
            "<w:p><w:pPr><w:pStyle w:val='{paragraph}'/></w:pPr><w:r><w:rPr>{properties}</w:rPr><w:t>x</w:t></w:r></w:p>"
        );
        format!("<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    };
    check_cells(&run("Loud", ""), &["x, bold | "]);
    check_cells(&run("Loud", "<w:rStyle w:val='Strong'/>"), &["x | "]);
    check_cells(&run("Loud", "<w:b w:val='false'/>"), &["x | "]);
    check_cells(&run("Loud", "<w:rStyle w:val='Strong'/><w:b/>"), &["x, bold | "]);
}

#[test]
fn lists_and_typed_bullets() {
    let item = |list: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let styled = "<w:p><w:pPr><w:pStyle w:val='Punkt'/></w:pPr><w:r><w:t>Four.</w:t></w:r></w:p>";
    let taken_out = styled.replace("</w:pPr>", "<w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>");
    check(
        &[&*item("1", "One."), &item("2", "Two."), &p("• Three."), styled, &taken_out].concat(),
        "1: - One.\n2: - Two.\n3: - Three.\n4: - Four.\n5: Four.\n",
    );
}

#[test]
fn tracked_changes_hidden_words_and_fields() {
    check(
        "<w:p><w:ins><w:r><w:t>48%</w:t></w:r></w:ins><w:del><w:r><w:delText>45%</w:delText></w:r></w:del>\
         <w:moveFrom><w:r><w:t>44%</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>43%</w:t></w:r></w:p>",
        "1: 48%\n",
    );
    check(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>SUM(ABOVE)</w:instrText><w:t>no</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
         <w:fldSimple><w:r><w:t> of 20</w:t></w:r></w:fldSimple><w:hyperlink><w:smartTag><w:r><w:t>x</w:t></w:r></w:smartTag></w:hyperlink></w:p>",
        "1: 12of 20x\n",
    );
    check(
        &format!("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>{}", p("still here")),
        "2: still here\n",
    );
}

#[test]
fn what_is_left_out_is_told() {
    let body = format!(
        "<w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>2</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{0}{0}</w:tr><w:tr>{0}{0}</w:tr></w:tbl>",
        tc("", "x")
    );
    let document = read("paper.docx", &paper(&body, MAIN), &Limits::default()).unwrap();
    let told: Vec<_> = document.findings.iter().map(|finding| (finding.kind, finding.count)).collect();
    assert_eq!(told, [(FindingKind::HiddenLeftOut, 1); 3]);
}

#[test]
fn signs_breaks_and_controls() {
    check(
        "<w:p><w:r><w:t>48%</w:t><w:br/><w:sym w:font='Wingdings' w:char='F0E9'/><w:tab/><w:t>year</w:t><w:noBreakHyphen/>\
         <w:t>on</w:t><w:softHyphen/><w:t>ly</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii='Wingdings 3'/></w:rPr><w:t>p</w:t></w:r></w:p>",
        "1: 48%\n1: ↑ year-only▲\n",
    );
    check(
        "<w:p><w:r><w:t>Target: 95%</w:t><w:br/><w:t>Actual: 94%</w:t><w:br/><w:t>of those</w:t><w:cr/><w:t>- a point</w:t></w:r></w:p>",
        "1: Target: 95%\n1: Actual: 94% of those\n1: - a point\n",
    );
    check(
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Choose an item.</w:t></w:r></w:sdtContent></w:sdt>\
         <w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>Green</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "1: Green\n",
    );
    check(
        "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>5</w:t></w:r><w:r><w:rPr><w:caps/></w:rPr><w:t> six</w:t></w:r></w:p>",
        "1: ~~5~~SIX\n",
    );
}

#[test]
fn of_two_versions_one_is_read() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    check(
        &format!(
            "<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp>{0}</wps:wsp></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>{1}",
            text_box("In the box."),
            p("After")
        ),
        "1: Before\n2: In the box.\n3: After\n",
    );
}

#[test]
fn notes_follow_what_refers_to_them() {
    let reference =
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteReference w:id='7'/></w:r>";
    let end = "<w:r><w:endnoteReference w:id='1'/></w:r>";
    let body = format!(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>100%</w:t></w:r>{reference}</w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r>{end}</w:p></w:tc></w:tr></w:tbl>"
    );
    check(&body, "1: 100%¹ | 5³@2\n1: ^¹ February alone.\n1: ^³ As at March.\n");
    let custom = "<w:p><w:r><w:t>7</w:t><w:footnoteReference w:customMarkFollows='1' w:id='8'/><w:t>†</w:t></w:r></w:p>";
    check(custom, "1: 7†\n1: ^† Not yet audited.\n");
    let raised = "<w:p><w:r><w:t>12</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>";
    check(raised, "1: 12²\n");
}

#[test]
fn notes_below_a_table_by_their_mark() {
    let starred = table(&[&[tc("", "a"), tc("", "5*")]]);
    check(&format!("{starred}{}", p("* Not audited")), "1: a | 5*@2\n3: ^* Not audited\n");
    let plain = table(&[&[tc("", "a"), tc("", "5")]]);
    check(&format!("{plain}{}", p("* Not audited")), "1: a | 5@2\n3: - Not audited\n");
}

#[test]
fn spans_over_columns_and_rows() {
    let body = table(&[
        &[tc("<w:vMerge w:val='restart'/>", "Ref"), tc("<w:gridSpan w:val='2'/>", "2022/23")],
        &[tc("<w:vMerge/>", "ghost"), tc("", "Q1"), tc("", "Q2")],
        &[tc("", "1"), tc("", "5"), tc("", "6")],
    ]);
    check_cells(&body, &["Ref, 2x1 | 2022/23, 1x2 | ^", "^ | Q1 | Q2", "1 | 5 | 6"]);
    let older = table(&[&[tc("<w:hMerge w:val='restart'/>", "a"), tc("<w:hMerge/>", ""), tc("", "b")]]);
    check_cells(&older, &["a, 1x2 | ^ | b"]);
    let lone = table(&[&[tc("<w:vMerge/>", "a"), tc("", "b")]]);
    check_cells(&lone, &["a | b"]);
}

#[test]
fn rows_that_begin_late_or_end_early() {
    let body = format!(
        "<w:tbl><w:tr>{0}{0}{0}</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/><w:gridAfter w:val='1'/></w:trPr>{0}</w:tr>\
         <w:tr><w:trPr><w:del/></w:trPr>{0}{0}{0}</w:tr></w:tbl>",
        tc("", "x")
    );
    check_cells(&body, &["x | x | x", " | x | "]);
}

#[test]
fn fills_marks_and_turned_words() {
    let shd = |fill: &str| format!("<w:shd w:val='clear' w:color='auto' w:fill='{fill}'/>");
    check_cells(
        &table(&[&[tc(&shd("00B050"), "G"), tc(&shd("FFFFFF"), ""), tc(&shd("auto"), "")]]),
        &["G, on 00B050 |  | "],
    );
    let turned =
        table(&[&[tc("<w:textDirection w:val='btLr'/>", "Q1"), tc("<w:textDirection w:val='tbRl'/>", "Q2")]]);
    check_cells(&turned, &["Q1, Up | Q2, Down"]);
    let run = |properties: &str, text: &str| {
        format!("<w:tc><w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let runs = [
        run("<w:highlight w:val='green'/>", "on target"),
        run(&shd("FFC000"), "A"),
        run("<w:color w:val='FF0000'/>", "●"),
        run("<w:color w:val='auto'/>", "●"),
    ];
    check_cells(
        &table(&[&runs]),
        &["on target, Pill 00FF00 | A, Pill FFC000 | ●, in FF0000, Ellipse FF0000 | ●"],
    );
    let paragraph =
        format!("<w:tc><w:p><w:pPr>{}</w:pPr><w:r><w:t>5</w:t></w:r></w:p></w:tc>", shd("FF0000"));
    check_cells(&table(&[&[paragraph, tc("", "")]]), &["5, on FF0000 | "]);
}

#[test]
fn fills_of_a_tables_style() {
    let rows = table(&[
        &[tc("", "Ref"), tc("", "Q1")],
        &[tc("", "1"), tc("<w:shd w:val='clear' w:fill='FF0000'/>", "5")],
        &[tc("", "2"), tc("", "6")],
    ]);
    let look = |attributes: &str| {
        rows.replace(
            "<w:tbl>",
            &format!("<w:tbl><w:tblPr><w:tblStyle w:val='Bands'/><w:tblLook {attributes}/></w:tblPr>"),
        )
    };
    check_cells(
        &look("w:firstRow='1' w:noHBand='0' w:noVBand='1'"),
        &[
            "Ref, on 000080, bold | Q1, on 000080, bold",
            "1, on EEEEEE | 5, on FF0000",
            "2, on CCCCCC | 6, on CCCCCC",
        ],
    );
    check_cells(
        &look("w:val='0600'"),
        &["Ref, on EEEEEE | Q1, on EEEEEE", "1, on EEEEEE | 5, on FF0000", "2, on EEEEEE | 6, on EEEEEE"],
    );
}

#[test]
fn icons_and_shapes_in_cells() {
    let icon = |description: &str| {
        format!(
            "<w:tc><w:p><w:r><w:t>48%</w:t><w:drawing><wp:inline><wp:docPr id='1' descr='{description}'/></wp:inline></w:drawing></w:r></w:p></w:tc>"
        )
    };
    check_cells(
        &table(&[&[
            icon("green circle"),
            icon("Chart 5 of plans"),
            icon("A picture&#10;&#10;Description automatically generated"),
        ]]),
        &["48% green circle | 48% | 48% A picture"],
    );
    let shape = |form: &str, turned: &str| {
        format!(
            "<w:tc><w:p><w:r><w:drawing><wps:wsp><wps:spPr><a:xfrm rot='{turned}'/><a:prstGeom prst='{form}'/>\
             <a:solidFill><a:srgbClr val='00B050'/></a:solidFill></wps:spPr></wps:wsp></w:drawing></w:r></w:p></w:tc>"
        )
    };
    check_cells(
        &table(&[&[
            shape("ellipse", "0"),
            shape("upArrow", "0"),
            shape("rightArrow", "5400000"),
            shape("upArrow", "100"),
        ]]),
        &[", Ellipse 00B050 | ↑, Arrow(Up) 00B050 | ↓, Arrow(Down) 00B050 | "],
    );
}

#[test]
fn numbers_of_lists_are_print_in_cells() {
    let number = "<w:tc><w:p><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:p></w:tc>".to_owned();
    let bullet = "<w:tc><w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p></w:tc>".to_owned();
    check_cells(&table(&[&[number.clone(), tc("", "Plans")], &[number, bullet]]), &["1. | Plans", "2. | x"]);
}

#[test]
fn tables_in_tables() {
    let inner = table(&[&[tc("", "a"), tc("", "1")], &[tc("", "b"), tc("", "2")]]);
    let holding = |content: &str| format!("<w:tc>{content}<w:p/></w:tc>");
    let heading = p("Left");
    check(
        &table(&[&[holding(&format!("{heading}{inner}")), holding(&inner)]]),
        "1: Left\n2: a | 1@3\n4: b | 2@5\n7: a | 1@8\n9: b | 2@10\n",
    );
    check(&table(&[&[tc("", "Box of words")]]), "1: Box of words\n");
    let data = table(&[
        &[tc("", "Ref"), tc("", "Name"), tc("", "Q1")],
        &[tc("", "1"), holding(&format!("{}{inner}", p("Plans"))), tc("", "5")],
    ]);
    check(&data, "1: Ref | Name@2 | Q1@3\n4: 1 | Plans@5 | 5@7\n8: a | 1@9\n10: b | 2@11\n");
    let pill = "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val='clear' w:fill='00B050'/></w:tcPr><w:p><w:r><w:t>G</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    check_cells(&table(&[&[tc("", "5"), holding(pill)]]), &["5 | G, Pill 00B050"]);
}

#[test]
fn papers_are_told_from_workbooks() {
    let is_one = |content_type: &str| {
        is_docx(&mut Pack::open(&paper("", content_type), &PackLimits::default()).unwrap())
    };
    assert!(is_one(MAIN));
    assert!(is_one("application/vnd.ms-word.document.macroEnabled.main+xml"));
    assert!(is_one("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"));
    assert!(!is_one("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"));
}

#[test]
fn hostile_papers_are_refused() {
    let refused = |body: &str, limits: &Limits| read("paper.docx", &paper(body, MAIN), limits).unwrap_err();
    let few = Limits { elements: 50, depth: 20, columns: 4, ..Limits::default() };
    assert!(matches!(refused(&"<w:p/>".repeat(60), &few), DocxError::TooMany { what: "elements", .. }));
    assert!(matches!(
        refused(&"<w:sdt>".repeat(30), &few),
        DocxError::TooMany { what: "elements in each other", .. }
    ));
    let parts = PackLimits { total_bytes: 9000, ..few.parts.clone() };
    assert!(matches!(refused(&p(&"x".repeat(9000)), &Limits { parts, ..few.clone() }), DocxError::Pack(_)));
    let wide = table(&[&[tc("<w:gridSpan w:val='4000000000'/>", "x"), tc("", "y")]]);
    let document = read("paper.docx", &paper(&wide, MAIN), &few).unwrap();
    assert_eq!(document.findings.first().map(|finding| finding.kind), Some(FindingKind::LimitReached));
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(60), "</w:tc></w:tr></w:tbl>".repeat(60));
    assert!(read("paper.docx", &paper(&deep, MAIN), &Limits::default()).is_ok());
}

//! The conditional formats of a worksheet's part, those of the 2009 extension among them.

use std::sync::Arc;

use boardlift_model::Rgb;
use quick_xml::events::BytesStart;

use super::parts::colour;
use super::styles::RuleFormat;
use crate::style::area;
use crate::style::colour::Palette;
use crate::style::conditions::{
    Comparison, Conditions, Formula, IconRule, Kind, Paint, Rule, Scale, Test, Threshold, Words, icon,
    icons_of, parse,
};
use crate::style::xml::{Step, attribute, mentions, number, truth, walk};
use crate::worksheet::Area;

/// The most rules that are taken from a part; those that follow make the rest of it uncertain.
const MOST: usize = 50_000;

/// Reads the formats from what stands behind the cells.
pub(crate) fn read(text: &str, palette: &Palette, paints: &[Paint]) -> Result<Conditions, quick_xml::Error> {
    if !mentions(text, "cfRule") {
        return Ok(Conditions::default());
    }
    let mut reader = Rules {
        palette,
        paints,
        areas: Arc::default(),
        sqref: String::new(),
        met: Vec::new(),
        found: Vec::new(),
    };
    walk(text, |path, step| {
        let path = path.strip_prefix("/extLst/ext/conditionalFormattings").unwrap_or(path);
        let Some(inside) = path.strip_prefix("/conditionalFormatting") else { return };
        match step {
            Step::Open(element) => reader.open(inside, element),
            Step::Text(words) => reader.text(inside, &words),
            Step::Close => reader.close(inside),
        }
    })?;
    Ok(Conditions::of(reader.found))
}

struct Rules<'a> {
    palette: &'a Palette,
    paints: &'a [Paint],
    areas: Arc<[Area]>,
    /// Areas that are written behind the rules, as the extension does.
    sqref: String,
    /// The rules of the format that is being read.
    met: Vec<Written>,
    found: Vec<Rule>,
}

/// A rule as it is written.
#[derive(Default)]
struct Written {
    kind: String,
    operator: String,
    /// The words of a rule of words.
    text: Option<Box<str>>,
    priority: i64,
    stops: bool,
    paint: Option<usize>,
    /// What it paints, where the rule says so itself.
    format: Option<RuleFormat>,
    formulas: Vec<String>,
    sizes: Vec<Size>,
    colours: Vec<Option<Rgb>>,
    set: String,
    is_reversed: bool,
    hides_words: bool,
    /// The icons of a set that somebody put together: each one's set and its place there.
    icons: Vec<(String, usize)>,
}

/// A size as it is written.
#[derive(Default)]
struct Size {
    kind: String,
    value: String,
    excludes_itself: bool,
}

impl Rules<'_> {
    fn open(&mut self, inside: &str, element: &BytesStart<'_>) {
        match inside {
            "" => {
                self.areas = attribute(element, "sqref").map(|areas| areas_of(&areas)).unwrap_or_default();
                self.sqref.clear();
                self.met.clear();
            }
            "/cfRule" => self.met.push(Written::of(element)),
            _ => {
                let palette = self.palette;
                if let (Some(path), Some(rule)) = (inside.strip_prefix("/cfRule/"), self.met.last_mut()) {
                    rule.open(path, element, palette);
                }
            }
        }
    }

    fn text(&mut self, inside: &str, words: &str) {
        match (inside, self.met.last_mut()) {
            ("/sqref", _) => self.sqref.push_str(words),
            ("/cfRule/formula" | "/cfRule/f", Some(rule)) => {
                if let Some(formula) = rule.formulas.last_mut() {
                    formula.push_str(words);
                }
            }
            ("/cfRule/colorScale/cfvo/f" | "/cfRule/iconSet/cfvo/f", Some(rule)) => {
                if let Some(size) = rule.sizes.last_mut() {
                    size.value.push_str(words);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, inside: &str) {
        match inside {
            "/sqref" => self.areas = areas_of(&self.sqref),
            "" => {
                for written in self.met.drain(..) {
                    if let Some(rule) = written.into_rule(&self.areas, self.paints)
                        && self.found.len() < MOST
                    {
                        self.found.push(rule);
                    }
                }
            }
            _ => {}
        }
    }
}

impl Written {
    fn of(element: &BytesStart<'_>) -> Self {
        let words = |name| attribute(element, name).unwrap_or_default().into_owned();
        Written {
            kind: words("type"),
            operator: words("operator"),
            text: attribute(element, "text").map(Into::into),
            // A rule without place comes last.
            priority: number(element, "priority").unwrap_or(i64::MAX),
            stops: truth(element, "stopIfTrue").unwrap_or(false),
            paint: number(element, "dxfId"),
            ..Written::default()
        }
    }

    fn open(&mut self, path: &str, element: &BytesStart<'_>, palette: &Palette) {
        match path {
            "formula" | "f" => self.formulas.push(String::new()),
            "iconSet" => {
                self.set = attribute(element, "iconSet")
                    .map_or("3TrafficLights1".to_owned(), std::borrow::Cow::into_owned);
                self.is_reversed = truth(element, "reverse").unwrap_or(false);
                self.hides_words = truth(element, "showValue") == Some(false);
            }
            "colorScale/cfvo" | "iconSet/cfvo" => self.sizes.push(Size {
                kind: attribute(element, "type").unwrap_or_default().into_owned(),
                value: attribute(element, "val").unwrap_or_default().into_owned(),
                excludes_itself: truth(element, "gte") == Some(false),
            }),
            "colorScale/color" => self.colours.push(colour(element, palette)),
            "iconSet/cfIcon" => {
                let set = attribute(element, "iconSet").unwrap_or_default().into_owned();
                self.icons.push((set, number(element, "iconId").unwrap_or(usize::MAX)));
            }
            _ => {
                if let Some(path) = path.strip_prefix("dxf/") {
                    self.format.get_or_insert_default().meet(path, element, palette);
                }
            }
        }
    }

    /// The rule; nothing for one that draws bars, which are no judgements.
    fn into_rule(self, areas: &Arc<[Area]>, paints: &[Paint]) -> Option<Rule> {
        let (priority, stops) = (self.priority, self.stops);
        let kind = match self.kind.as_str() {
            "dataBar" => return None,
            "colorScale" => Kind::Scale(self.scale()),
            "iconSet" => Kind::Icons(self.icon_rule()),
            _ => {
                let test = self.test();
                let numbered = self.paint.and_then(|paint| paints.get(paint).cloned());
                Kind::Test(test, self.format.map(RuleFormat::into_paint).or(numbered).unwrap_or_default())
            }
        };
        Some(Rule { areas: areas.clone(), base: None, priority, stops, kind })
    }

    fn test(&self) -> Test {
        let formula = |place: usize| self.formulas.get(place).and_then(|formula| parse(formula));
        let words = |how| self.text.clone().map(|text| Test::Words(how, text));
        let test = match self.kind.as_str() {
            "cellIs" => self.value_test(formula(0), formula(1)),
            "containsText" => words(Words::Hold),
            "notContainsText" => words(Words::Lack),
            "beginsWith" => words(Words::Begin),
            "endsWith" => words(Words::End),
            "expression" | "containsBlanks" | "notContainsBlanks" | "containsErrors"
            | "notContainsErrors" => formula(0).map(Test::Formula),
            _ => None,
        };
        test.unwrap_or(Test::Unknown)
    }

    fn value_test(&self, first: Option<Formula>, second: Option<Formula>) -> Option<Test> {
        let comparison = match self.operator.as_str() {
            "equal" => Comparison::Equal,
            "notEqual" => Comparison::NotEqual,
            "lessThan" => Comparison::Less,
            "lessThanOrEqual" => Comparison::LessOrEqual,
            "greaterThan" => Comparison::Greater,
            "greaterThanOrEqual" => Comparison::GreaterOrEqual,
            operator @ ("between" | "notBetween") => {
                let is_outside = operator == "notBetween";
                return Some(Test::Between { is_outside, limits: [first?, second?] });
            }
            _ => return None,
        };
        Some(Test::Value(comparison, first?))
    }

    fn scale(self) -> Scale {
        let sizes = self.sizes.iter().map(Size::threshold);
        Scale { stops: sizes.zip(self.colours).collect() }
    }

    fn icon_rule(self) -> IconRule {
        let count = self.sizes.len();
        let is_whole = count == icons_of(&self.set) || count == self.icons.len();
        let place = |step: usize| if self.is_reversed { count - 1 - step } else { step };
        let icon = |step: usize| match self.icons.get(place(step)) {
            Some((set, place)) => icon(set, *place),
            None => icon(&self.set, place(step)).filter(|_| is_whole),
        };
        let steps = self.sizes.iter().enumerate();
        IconRule {
            steps: steps.map(|(step, size)| (size.threshold(), !size.excludes_itself, icon(step))).collect(),
            hides_words: self.hides_words,
        }
    }
}

impl Size {
    fn threshold(&self) -> Threshold {
        let stated = |of: fn(Formula) -> Threshold| parse(&self.value).map_or(Threshold::Unknown, of);
        match self.kind.as_str() {
            "min" => Threshold::Least,
            "max" => Threshold::Greatest,
            "num" | "formula" => stated(Threshold::Number),
            "percent" => stated(Threshold::Percent),
            "percentile" => stated(Threshold::Percentile),
            _ => Threshold::Unknown,
        }
    }
}

fn areas_of(sqref: &str) -> Arc<[Area]> {
    sqref.split_ascii_whitespace().filter_map(area).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::conditions::Value;

    /// What rules paint on a column of numbers from 1 to 5 in B2 to B6, words in B7 and C2, and D2 blank: the address,
    /// then the fill, the ink and the icon's colour as far as there are any.
    fn check(rules: &str, expected: &[&str]) {
        let palette = Palette::default();
        let paints = [
            Paint { fill: Some(Some(Rgb { red: 255, green: 0, blue: 0 })), ..Paint::default() },
            Paint { fill: Some(Some(Rgb { red: 0, green: 255, blue: 0 })), ..Paint::default() },
            Paint { ink: Some(Some(Rgb { red: 0, green: 0, blue: 255 })), ..Paint::default() },
        ];
        let mut values: Vec<(u32, Vec<(u32, Value<'_>)>)> =
            (1..6).map(|row| (row, vec![(1, Value::Number(f64::from(row)))])).collect();
        values[0].1.extend([(2, Value::Text("On track")), (3, Value::Blank)]);
        values.push((6, vec![(1, Value::Text("n/a"))]));
        let code = |colour: Rgb| format!("{:02X}{:02X}{:02X}", colour.red, colour.green, colour.blue);
        let told = |(address, painted): (boardlift_model::Address, crate::style::conditions::Painted)| {
            let colour =
                |colour: Option<Option<Rgb>>| colour.map(|colour| colour.map_or("?".to_owned(), code));
            let words = [
                colour(painted.paint.fill),
                colour(painted.paint.ink).map(|ink| format!("ink {ink}")),
                painted.mark.map(|mark| format!("{:?} {}", mark.shape, code(mark.colour))),
                painted.hides_words.then(|| "alone".to_owned()),
            ];
            format!("{address} {}", words.into_iter().flatten().collect::<Vec<_>>().join(" "))
        };
        let painted = read(rules, &palette, &paints).expect("sound markup").painted(&values);
        assert_eq!(painted.into_iter().map(told).collect::<Vec<_>>(), expected, "{rules}");
    }

    fn format(sqref: &str, rules: &str) -> String {
        format!(
            r#"</sheetData><conditionalFormatting sqref="{sqref}">{rules}</conditionalFormatting></worksheet>"#
        )
    }

    fn rule(attributes: &str, formulas: &[&str]) -> String {
        let formulas: Vec<String> =
            formulas.iter().map(|formula| format!("<formula>{formula}</formula>")).collect();
        let formulas = formulas.concat();
        format!("<cfRule {attributes}>{formulas}</cfRule>")
    }

    #[test]
    fn values_against_numbers_words_and_cells() {
        let one = |attributes: &str, formulas: &[&str], expected: &[&str]| {
            let attributes = format!(r#"type="cellIs" dxfId="0" priority="1" {attributes}"#);
            check(&format("B2:C6", &rule(&attributes, formulas)), expected);
        };
        one(r#"operator="equal""#, &["3"], &["B4 FF0000"]);
        one(r#"operator="equal""#, &["&quot;on track&quot;"], &["C2 FF0000"]);
        one(r#"operator="between""#, &["2", "3"], &["C2 ?", "B3 FF0000", "B4 FF0000"]);
        one(r#"operator="notBetween""#, &["2", "5"], &["B2 FF0000", "C2 ?"]);
        one(r#"operator="between""#, &["3", "2"], &["B2 ?", "C2 ?", "B3 ?", "B4 ?", "B5 ?", "B6 ?"]);
        one(r#"operator="lessThan""#, &["$B$3"], &["B2 FF0000", "C2 ?"]);
        one(r#"operator="greaterThanOrEqual""#, &["5"], &["C2 ?", "B6 FF0000"]);
    }

    #[test]
    fn words_are_compared_without_case() {
        let one = |kind: &str, text: &str, expected: &[&str]| {
            let attributes = format!(r#"type="{kind}" dxfId="1" priority="1" text="{text}""#);
            check(&format("C2:D2 B7", &rule(&attributes, &[])), expected);
        };
        one("containsText", "TRACK", &["C2 00FF00"]);
        one("notContainsText", "track", &["D2 00FF00", "B7 00FF00"]);
        one("beginsWith", "on", &["C2 00FF00"]);
        one("endsWith", "A", &["B7 00FF00"]);
        one("containsText", "o*k", &["C2 ?", "D2 ?", "B7 ?"]);
    }

    #[test]
    fn a_row_is_painted_by_the_words_of_another_column() {
        check(
            &format(
                "B2:B3",
                &rule(r#"type="expression" dxfId="1" priority="1""#, &["$C2=&quot;On Track&quot;"]),
            ),
            &["B2 00FF00"],
        );
        check(
            &format("B3 B2", &rule(r#"type="expression" dxfId="1" priority="1""#, &["C3=1"])),
            &["B2 ?", "B3 ?"],
        );
    }

    #[test]
    fn the_first_rule_wins_and_may_be_the_last_one() {
        let below = |limit: u32, paint: u32, rest: &str| {
            let attributes = format!(r#"type="cellIs" operator="lessThan" dxfId="{paint}" {rest}"#);
            rule(&attributes, &[&limit.to_string()])
        };
        let both = |first: &str, second: &str| below(3, 0, first) + &below(4, 1, second);
        let cells = |rules: &str| format("B2:B6", rules);
        check(&cells(&both(r#"priority="1""#, r#"priority="2""#)), &["B2 FF0000", "B3 FF0000", "B4 00FF00"]);
        check(&cells(&both(r#"priority="2""#, r#"priority="1""#)), &["B2 00FF00", "B3 00FF00", "B4 00FF00"]);
        let inked = below(3, 0, r#"priority="1""#) + &below(4, 2, r#"priority="2""#);
        check(&cells(&inked), &["B2 FF0000 ink 0000FF", "B3 FF0000 ink 0000FF", "B4 ink 0000FF"]);
        let stopped = below(3, 0, r#"priority="1" stopIfTrue="1""#) + &below(4, 2, r#"priority="2""#);
        check(&cells(&stopped), &["B2 FF0000", "B3 FF0000", "B4 ink 0000FF"]);
    }

    #[test]
    fn what_lies_behind_an_unknown_rule_is_unknown() {
        let today = rule(r#"type="expression" dxfId="2" priority="1""#, &["B2&lt;TODAY()"]);
        let low = rule(r#"type="cellIs" operator="lessThan" dxfId="0" priority="2""#, &["2"]);
        let all = ["B2 FF0000 ink ?", "B3 ink ?"];
        check(&format("B2:B3", &(today.clone() + &low)), &all);
        let stops = today.replace("priority", r#"stopIfTrue="1" priority"#);
        check(&format("B2:B3", &(stops + &low)), &["B2 ? ink ?", "B3 ink ?"]);
    }

    #[test]
    fn scales_blend_their_colours() {
        let scale = r#"<cfRule type="colorScale" priority="1"><colorScale><cfvo type="min"/><cfvo type="percentile" val="50"/>
            <cfvo type="num" val="5"/><color rgb="FFFF0000"/><color rgb="FFFFFF00"/><color rgb="FF00FF00"/></colorScale></cfRule>"#;
        check(&format("B2:B7", scale), &["B2 FF0000", "B3 FF8000", "B4 FFFF00", "B5 80FF00", "B6 00FF00"]);
        check(&format("B2:B3", &scale.replace("percentile", "formula")), &["B2 ?", "B3 ?"]);
    }

    #[test]
    fn icons_stand_for_sizes() {
        let icons = |set: &str| {
            format!(
                r#"<cfRule type="iconSet" priority="1"><iconSet {set}><cfvo type="percent" val="0"/>
                <cfvo type="num" val="2"/><cfvo type="num" val="4" gte="0"/></iconSet></cfRule>"#
            )
        };
        check(
            &format("B2:B6", &icons("")),
            &[
                "B2 Ellipse FF0000",
                "B3 Ellipse FFC000",
                "B4 Ellipse FFC000",
                "B5 Ellipse FFC000",
                "B6 Ellipse 00B050",
            ],
        );
        check(
            &format("B5:B7", &icons(r#"iconSet="3Arrows" reverse="1" showValue="0""#)),
            &["B5 Arrow(Same) FFC000 alone", "B6 Arrow(Down) FF0000 alone"],
        );
        check(&format("B6", &icons(r#"iconSet="3Stars""#)), &["B6 "]);
        check(&format("B6", &icons(r#"iconSet="4Arrows""#)), &["B6 "]);
    }

    #[test]
    fn the_extension_writes_its_rules_in_another_way() {
        let text = r#"</sheetData><extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting>
            <x14:cfRule type="cellIs" priority="3" operator="greaterThan" id="{1}"><xm:f>4</xm:f><x14:dxf><fill><patternFill>
            <bgColor rgb="FFFFC000"/></patternFill></fill></x14:dxf></x14:cfRule><xm:sqref>B2:B6</xm:sqref>
            </x14:conditionalFormatting><x14:conditionalFormatting><x14:cfRule type="iconSet" priority="2"><x14:iconSet
            iconSet="3Triangles" custom="1"><x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>2</xm:f>
            </x14:cfvo><x14:cfvo type="num"><xm:f>3</xm:f></x14:cfvo><x14:cfIcon iconSet="3Symbols" iconId="0"/><x14:cfIcon
            iconSet="NoIcons" iconId="0"/><x14:cfIcon iconSet="3Triangles" iconId="2"/></x14:iconSet></x14:cfRule>
            <xm:sqref>B2:B4</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"#;
        check(text, &["B2 Other FF0000", "B3 ", "B4 Arrow(Up) 00B050", "B6 FFC000"]);
    }

    #[test]
    fn too_many_rules_leave_no_colour_known() {
        let one = rule(r#"type="cellIs" operator="equal" dxfId="0" priority="1""#, &["3"]);
        let painted = ["B2 ? ink ?", "C2 ? ink ?", "D2 ? ink ?"];
        let rest = ["B3 ? ink ?", "B4 ? ink ?", "B5 ? ink ?", "B6 ? ink ?", "B7 ? ink ?"];
        check(&format("B2:B6", &one.repeat(30_000)), &[painted.as_slice(), rest.as_slice()].concat());
    }
}

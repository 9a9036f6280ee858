//! What can be said of commands that look at the figures of a dataset.

use std::path::PathBuf;

use boardlift_dataset::revisions::Change;
use boardlift_model::{Kind, PeriodType};
use clap::Args;

use super::{EXIT_CODES, VocabularyArgs, names};
use crate::records::RecordFormat;

const COMPARE_EXAMPLES: &str = "\
Examples:
  boardlift compare --dataset data ehcp_20wk_pct
      a measure across councils: councils down, periods across
  boardlift compare --dataset data '% of EHC plans issued within 20 weeks' --period-type quarter --from 'Q1 2022/23'
      the measure that a label means, by quarters since a day
  boardlift compare --dataset data ehcp_20wk_pct --area England
      what the councils' papers print for England
  boardlift compare --dataset data --indicator 'new EHCPs' --authority Kingston --to csv
      indicators by their printed words, where no measure matches them; with all that each figure stands on

Of each figure the latest edition counts. In-period and cumulative figures never share a line, nor do percentages and
counts, nor months and quarters. `boardlift measures list` lists the measures.";

const REVISIONS_EXAMPLES: &str = "\
Examples:
  boardlift revisions --dataset data
      figures of which papers print different values, with each paper and the place in it
  boardlift revisions --dataset data --authority Devon --measure ehcp_20wk_pct
      those of one council and measure
  boardlift revisions --dataset data --change first_published --to csv
      figures that were missing at first

A value printed with more or fewer decimals is no revision. Where nobody can say which paper came first, it says so.";

#[derive(Debug, Args)]
#[command(after_help = format!("{COMPARE_EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct CompareArgs {
    /// The measure: its id, or a label that means it
    #[arg(value_name = "MEASURE", required_unless_present = "indicator", conflicts_with = "indicator")]
    pub(crate) measure: Option<String>,
    /// Instead of a measure: indicators that have these words in their printed names
    #[arg(long, value_name = "WORDS")]
    pub(crate) indicator: Option<String>,
    /// The folder of the dataset
    #[arg(long, value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// Only the figures that this authority published, by ONS code or name; may be given more than once
    #[arg(long, value_name = "CODE|NAME")]
    pub(crate) authority: Vec<String>,
    /// Only figures of this role
    #[arg(long, default_value = "actual", value_parser = names::<Kind>())]
    pub(crate) kind: Kind,
    /// Whom the figures describe: a name or ONS code, or all
    ///
    /// [default: councils]
    #[arg(long, value_name = "NAME|CODE|all")]
    pub(crate) area: Option<String>,
    /// Only periods of these types, separated by commas
    #[arg(long, value_name = "TYPE", value_delimiter = ',', value_parser = names::<PeriodType>())]
    pub(crate) period_type: Vec<PeriodType>,
    /// Only periods that begin with this one or later, such as 'Q1 2022/23', 2022/23 or 2022-04
    #[arg(long, value_name = "PERIOD")]
    pub(crate) from: Option<String>,
    /// Only periods that end with this one or before
    #[arg(long, value_name = "PERIOD")]
    pub(crate) to_period: Option<String>,
    /// The format to write
    ///
    /// [default: table on a terminal, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = names::<RecordFormat>())]
    pub(crate) to: Option<RecordFormat>,
    #[command(flatten)]
    pub(crate) vocabulary: VocabularyArgs,
}

#[derive(Debug, Args)]
#[command(after_help = format!("{REVISIONS_EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct RevisionsArgs {
    /// The folder of the dataset
    #[arg(long, value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// Only the figures that this authority published, by ONS code or name; may be given more than once
    #[arg(long, value_name = "CODE|NAME")]
    pub(crate) authority: Vec<String>,
    /// Only figures of this measure: its id, or a label that means it
    #[arg(long, value_name = "MEASURE")]
    pub(crate) measure: Option<String>,
    /// Only figures that some edition did this to, separated by commas
    #[arg(
        long,
        value_name = "CHANGE",
        value_delimiter = ',',
        default_value = "revised,withdrawn,reinstated,unclear",
        value_parser = names::<Change>()
    )]
    pub(crate) change: Vec<Change>,
    /// The format to write; a record an edition
    ///
    /// [default: table on a terminal, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = names::<RecordFormat>())]
    pub(crate) to: Option<RecordFormat>,
    #[command(flatten)]
    pub(crate) vocabulary: VocabularyArgs,
}

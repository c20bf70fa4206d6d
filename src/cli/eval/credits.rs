//! `wirecopy eval credits`: found credits against labelled ones.

use super::{Rendering, Sides, table, tally_header, tally_row};
use clap::Args;
use wirecopy::article::Article;
use wirecopy::error::Result;
use wirecopy::eval::credits::{self, CreditScore};
use wirecopy::eval::gold::{self, Credit};

/// Found credits against labelled ones: precision and recall by agency, by role and overall
///
/// The credits of a document are a set of agency and role. Only labelled documents count.
#[derive(Args)]
#[command(
    after_help = "GOLD: {\"id\", \"credits\": [{\"agency\", \"role\"}]}, the agency empty or null \
    where none is named.\nROWS: the same, as `wirecopy credits` writes them.\n\n\
    Example:\n  wirecopy eval credits gold.jsonl pages/"
)]
pub(super) struct Credits {
    #[command(flatten)]
    sides: Sides,
    #[command(flatten)]
    rendering: Rendering,
}

impl Credits {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let gold = gold::credits(&self.sides.gold)?;
        let found = match &self.sides.rows {
            Some(path) => gold::credits(path)?,
            None => {
                let source = self.sides.open(gold.iter().map(|row| row.id.as_str()), quiet)?;
                source.articles.iter().map(found).collect()
            }
        };
        let score = credits::score(&gold, &found);
        self.rendering.write("wirecopy.eval-credits/1", &self.sides.gold, &score, &text(&score))
    }
}

/// The credits of an article.
fn found(article: &Article) -> gold::Credits {
    let credits = article.credits.iter().map(|credit| Credit {
        agency: credit.agency.clone(),
        role: credit.role,
        inferred: credit.inferred,
    });
    gold::Credits { id: article.id.clone(), credits: credits.collect() }
}

fn text(score: &CreditScore) -> String {
    let agencies = score.agencies.iter().map(|(agency, tally)| match agency.as_str() {
        "" => tally_row("(unnamed)", *tally),
        agency => tally_row(agency, *tally),
    });
    let roles = score.roles.iter().map(|(role, tally)| tally_row(role.name(), *tally));
    let roles = roles.chain([tally_row("all", score.overall)]);
    let missing = match score.missing {
        0 => String::new(),
        missing => format!(", {missing} of them without a row"),
    };
    format!(
        "{}\n{}\n{} documents{missing}; the credits of {} are right and complete\n",
        table(&tally_header("agency"), agencies),
        table(&tally_header("role"), roles),
        score.documents,
        score.exact
    )
}

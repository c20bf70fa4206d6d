//! Analysis → `report.html`, one self-contained page: no script, no address is loaded, every text escaped.

use super::ReportSettings;
use super::figures::{Figure, Figures, Plot};
use super::method::{Definitions, measures, settings as settings_of, verdicts};
use super::summary::Summary;
use super::view::View;
use crate::analysis::Analysis;
use crate::error::{Error, Result};
use crate::plot::Theme;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};

/// The page.
///
/// # Errors
/// [`Error::Usage`] if the template does not fit the data, which tests rule out.
pub(super) fn page(
    analysis: &Analysis,
    summary: &Summary,
    view: &View,
    figures: &Figures,
    settings: &ReportSettings,
) -> Result<String> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(failed)?);
    environment.add_template("report.html", include_str!("report.html")).map_err(failed)?;
    let template = environment.get_template("report.html").map_err(failed)?;
    let page = context! {
        view => Value::from(Serde(view)),
        figures => context! {
            narrative => figure(figures.figure(Plot::Narrative)),
            body => figure(figures.figure(Plot::Body)),
            shares => figure(figures.figure(Plot::Shares)),
        },
        shares_copy => summary.sharing_copy() > 0,
        verdicts => terms(verdicts()),
        measures => terms(measures(analysis)),
        settings => terms(settings_of(analysis, settings)),
    };
    template.render(page).map_err(failed)
}

/// Our own SVGs are the only markup that is not escaped.
fn figure(figure: &Figure) -> Value {
    let width = |svg: &str| {
        let width = svg.split_once("width=\"").and_then(|(_, rest)| rest.split_once('"'));
        width.and_then(|(width, _)| width.parse::<usize>().ok()).unwrap_or(0)
    };
    context! {
        light => Value::from_safe_string(figure.on(Theme::Light).to_owned()),
        dark => Value::from_safe_string(figure.on(Theme::Dark).to_owned()),
        width => width(figure.on(Theme::Light)),
    }
}

fn terms(definitions: Definitions) -> Value {
    let term = |(term, meaning): (&str, String)| context! { term, meaning };
    definitions.into_iter().map(term).collect()
}

fn failed(problem: minijinja::Error) -> Error {
    Error::Usage(format!("report.html cannot be made: {problem:#}"))
}

//! Credits of a run against labelled ones: precision and recall, by agency, by role and overall.
//!
//! A document's credits are a set of agency and role: saying one twice is saying it once. Only
//! labelled documents count. Inferred credits are not said by the page and are left out.

use super::Tally;
use super::gold::{Credit, Credits};
use crate::credit::Role;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How well credits were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreditScore {
    /// Labelled documents.
    pub documents: usize,
    /// Those of them the run has no row of; all their credits count as missed.
    pub missing: usize,
    /// Documents whose credits are all found, and no other.
    pub exact: usize,
    /// Over all credits.
    pub overall: Tally,
    /// By role.
    pub roles: BTreeMap<Role, Tally>,
    /// By agency; the empty name is that of agencies the page does not name.
    pub agencies: BTreeMap<String, Tally>,
}

/// Scores `found` against `gold`.
pub fn score(gold: &[Credits], found: &[Credits]) -> CreditScore {
    let mut of_id: BTreeMap<&str, BTreeSet<(&str, Role)>> = BTreeMap::new();
    for row in found {
        of_id.entry(&row.id).or_default().extend(said(row));
    }
    let mut score = CreditScore {
        documents: gold.len(),
        missing: 0,
        exact: 0,
        overall: Tally::default(),
        roles: BTreeMap::new(),
        agencies: BTreeMap::new(),
    };
    let nothing = BTreeSet::new();
    for row in gold {
        let wanted: BTreeSet<(&str, Role)> = said(row).collect();
        let found = of_id.get(row.id.as_str());
        score.missing += usize::from(found.is_none());
        let found = found.unwrap_or(&nothing);
        score.exact += usize::from(*found == wanted);
        for &(agency, role) in wanted.union(found) {
            let one = match (wanted.contains(&(agency, role)), found.contains(&(agency, role))) {
                (true, true) => Tally { hit: 1, ..Tally::default() },
                (true, false) => Tally { missed: 1, ..Tally::default() },
                (false, _) => Tally { wrong: 1, ..Tally::default() },
            };
            score.overall += one;
            *score.roles.entry(role).or_default() += one;
            *score.agencies.entry(agency.to_string()).or_default() += one;
        }
    }
    score
}

/// The credits a row states, as a set.
fn said(row: &Credits) -> impl Iterator<Item = (&str, Role)> {
    let stated = row.credits.iter().filter(|credit: &&Credit| !credit.inferred);
    stated.map(|credit| (credit.agency.as_deref().unwrap_or_default(), credit.role))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, credits: &[(&str, Role)]) -> Credits {
        let credit = |&(agency, role): &(&str, Role)| Credit {
            agency: Some(agency.to_string()),
            role,
            inferred: false,
        };
        Credits { id: id.into(), credits: credits.iter().map(credit).collect() }
    }

    fn tally(hit: usize, wrong: usize, missed: usize) -> Tally {
        Tally { hit, wrong, missed }
    }

    #[test]
    fn gold_against_itself_is_right() {
        let gold = [row("x", &[("AP", Role::Author), ("", Role::Syndicated)]), row("y", &[])];
        let got = score(&gold, &gold);
        assert_eq!((got.documents, got.missing, got.exact), (2, 0, 2));
        assert_eq!(got.overall, tally(2, 0, 0));
        assert!(got.agencies.values().chain(got.roles.values()).all(|tally| tally.f1() == 1.0));
        assert_eq!(score(&[], &gold).overall.f1(), 1.0);
    }

    #[test]
    fn a_credit_is_an_agency_in_a_role() {
        let gold = [
            row("x", &[("AP", Role::Author), ("AP", Role::Photo), ("", Role::Author)]),
            row("y", &[("Reuters", Role::Photo)]),
            row("z", &[]),
        ];
        let unnamed = Credit { agency: None, role: Role::Author, inferred: false };
        let inferred = Credit { agency: Some("dpa".into()), role: Role::Author, inferred: true };
        let mut x = row("x", &[("AP", Role::Photo), ("AP", Role::Photo), ("AFP", Role::Author)]);
        x.credits.extend([unnamed, inferred]);
        let found = [row("w", &[("UPI", Role::Author)]), row("z", &[]), x];
        let got = score(&gold, &found);
        assert_eq!((got.missing, got.exact), (1, 1));
        assert_eq!(got.overall, tally(2, 1, 2));
        let agencies: Vec<_> = got.agencies.iter().map(|(name, t)| (name.as_str(), *t)).collect();
        let want = [
            ("", tally(1, 0, 0)),
            ("AFP", tally(0, 1, 0)),
            ("AP", tally(1, 0, 1)),
            ("Reuters", tally(0, 0, 1)),
        ];
        assert_eq!(agencies, want);
        let roles: Vec<_> = got.roles.into_iter().collect();
        assert_eq!(roles, [(Role::Author, tally(1, 1, 1)), (Role::Photo, tally(1, 0, 1))]);
    }
}

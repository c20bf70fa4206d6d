//! Shared words → places worth a closer look: pairs of blocks that share more than chance would.
//!
//! Both documents are cut into blocks; each shared term adds its weight, once, to every pair of
//! blocks that hold it. Four neighbouring pairs together (two blocks by two) make one seed, so that
//! no passage falls between blocks.

use super::shared::Shared;
use super::{Parameters, Rectangle, bits};

/// A term with more pairs of places than this tells nothing about where a passage stands, and would
/// make repetitive texts costly.
const PLACES: usize = 32;

/// The most pairs of blocks looked at; longer documents are cut into longer blocks.
const CELLS: usize = 1 << 22;

/// The seeds of a pair, the most promising first.
pub(super) fn seeds(shared: &Shared, parameters: &Parameters) -> Vec<Rectangle> {
    let (count_a, count_b) = (shared.a.len(), shared.b.len());
    let mut block = parameters.block.max(1);
    while (count_a / block + 2) * (count_b / block + 2) > CELLS {
        block *= 2;
    }
    let (rows, columns) = (count_a / block + 1, count_b / block + 1);
    let mut weights = vec![0f32; rows * columns];
    let mut last_term = vec![u32::MAX; rows * columns];
    for term in 0..shared.rates.len() as u32 {
        let (in_a, in_b) = (shared.a.places(term), shared.b.places(term));
        if in_a.len() * in_b.len() > PLACES {
            continue;
        }
        let rate = shared.rates[term as usize];
        let weight = bits(parameters.copied, 1.0 / (2 * block) as f32, rate).max(0.0);
        for &i in in_a {
            for &j in in_b {
                let cell = i as usize / block * columns + j as usize / block;
                if last_term[cell] != term {
                    last_term[cell] = term;
                    weights[cell] += weight;
                }
            }
        }
    }
    let at = |row: usize, column: usize| match row < rows && column < columns {
        true => weights[row * columns + column],
        false => 0.0,
    };
    let mut seeds = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let left = at(row, column) + at(row + 1, column);
            let weight = left + at(row, column + 1) + at(row + 1, column + 1);
            if 2.0 * weight >= parameters.passage_bits {
                let a = row * block..((row + 2) * block).min(count_a);
                let b = column * block..((column + 2) * block).min(count_b);
                seeds.push((weight, Rectangle { a, b }));
            }
        }
    }
    seeds.sort_by(|x, y| y.0.total_cmp(&x.0));
    seeds.into_iter().map(|seed| seed.1).collect()
}

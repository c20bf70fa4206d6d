//! Random numbers that never change with a dependency, a platform or the number of threads: one
//! stream for each thing that is made, named by what it is and its number. SplitMix64 (Steele,
//! Lea, Flood, OOPSLA 2014); no floating-point function beyond + - * /, so all machines agree.

/// What a stream of numbers is for.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    /// Which articles of a day tell which story.
    Plan,
    /// The words of a story.
    Story,
    /// What an article does with its story, and where it is printed.
    Article,
    /// An outlet's name and chrome.
    Outlet,
    /// The box of a group of outlets.
    Group,
}

/// A stream of random numbers.
#[derive(Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream of the `index`-th thing of its kind.
    pub(crate) fn of(seed: u64, stream: Stream, index: u64) -> Dice {
        let mut dice = Dice(seed);
        for part in [stream as u64 + 1, index] {
            dice.0 = dice.roll() ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        dice.roll();
        dice
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `sides`, which is not 0.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        ((u128::from(self.roll()) * sides as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both possible.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// A number from 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something of this probability happens.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// One of these.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A number from a law.
    pub(crate) fn draw(&mut self, law: &Zipf) -> usize {
        let point = self.share() * law.0.last().copied().unwrap_or(0.0);
        law.0.partition_point(|sum| *sum <= point).min(law.0.len() - 1)
    }
}

/// Zipf's law as Mandelbrot has it: the n-th of `size` has a weight of 1 / (n + `flat`).
pub(crate) struct Zipf(Vec<f64>);

impl Zipf {
    /// The law over `size` things, at least one.
    pub(crate) fn over(size: usize, flat: usize) -> Zipf {
        let mut sum = 0.0;
        let sums = (1..=size.max(1)).map(|rank| {
            sum += 1.0 / (rank + flat) as f64;
            sum
        });
        Zipf(sums.collect())
    }
}

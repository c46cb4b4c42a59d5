//! How long answers took: counts in buckets that grow with the figure, three in a hundred wide at most.

use std::time::Duration;

/// Buckets of each doubling.
const BUCKETS: u64 = 32;
const BUCKET_BITS: u32 = BUCKETS.trailing_zeros();

/// So many buckets hold every figure there is.
const ALL: usize = (u64::BITS - BUCKET_BITS + 1) as usize * BUCKETS as usize;

/// Counted latencies.
#[derive(Debug, Clone)]
pub(crate) struct Latencies {
    buckets: Vec<u64>,
    count: u64,
}

impl Default for Latencies {
    fn default() -> Self {
        Self { buckets: vec![0; ALL], count: 0 }
    }
}

impl Latencies {
    pub(crate) fn add(&mut self, latency: Duration) {
        let nanoseconds = u64::try_from(latency.as_nanos()).unwrap_or(u64::MAX);
        self.buckets[bucket(nanoseconds)] += 1;
        self.count += 1;
    }

    /// The latency that so many of a hundred did not exceed, in milliseconds.
    pub(crate) fn percentile(&self, percent: f64) -> f64 {
        let wanted = (self.count as f64 * percent / 100.0).ceil() as u64;
        let mut seen = 0;
        for (bucket, count) in self.buckets.iter().enumerate() {
            seen += count;
            if seen >= wanted.max(1) {
                return (upper(bucket) as f64 / 1000.0).round() / 1000.0;
            }
        }
        0.0
    }
}

fn bucket(figure: u64) -> usize {
    let doublings = (u64::BITS - figure.leading_zeros()).saturating_sub(BUCKET_BITS + 1);
    let place = (figure >> doublings) + u64::from(doublings) * BUCKETS;
    usize::try_from(place).unwrap_or(ALL - 1).min(ALL - 1)
}

/// The largest figure of a bucket.
fn upper(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    let doublings = (bucket / BUCKETS).saturating_sub(1);
    let place = bucket - doublings * BUCKETS;
    ((place + 1) << doublings) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_its_figure_and_is_narrow() {
        for figure in [0, 1, 31, 32, 63, 64, 65, 1000, 1_000_000, 123_456_789, u64::MAX >> 8] {
            let upper = upper(bucket(figure));
            assert!(figure <= upper && upper <= figure + figure / 30, "{figure}: {upper}");
        }
    }

    #[test]
    fn the_slowest_hundredth_is_seen() {
        let mut latencies = Latencies::default();
        (0..99).for_each(|_| latencies.add(Duration::from_millis(1)));
        latencies.add(Duration::from_secs(1));
        assert!((latencies.percentile(50.0) - 1.0).abs() < 0.05);
        assert!((latencies.percentile(99.0) - 1.0).abs() < 0.05);
        assert!((latencies.percentile(99.9) - 1000.0).abs() < 50.0);
    }
}

//! Charts as we draw them ourselves: columns over time, parts of a whole, a share against what it should be. A table with the
//! same figures stands beside each.

use std::fmt::Write;

/// Columns are drawn so wide and high; a telephone shows them at about this size.
const COLUMNS: (u32, u32) = (320, 60);
/// There is room for so many columns at least: a young town has few, and they are no wider.
const COLUMNS_MIN: u32 = 8;
/// Of the room of a column, so much is the column.
const COLUMN_PERCENT: u32 = 72;
/// A bar of one row is so long.
pub(crate) const BAR: u32 = 200;

/// The columns of one count over time, as one path that stands on the line of nothing.
pub(crate) fn columns(counts: &[u64]) -> String {
    let most = counts.iter().copied().max().unwrap_or_default().max(1);
    let (width, height) = COLUMNS;
    let mut path = String::new();
    let room = f64::from(width) / f64::from(u32::try_from(counts.len()).unwrap_or(u32::MAX).max(COLUMNS_MIN));
    let column = room * f64::from(COLUMN_PERCENT) / 100.0;
    for (nth, &count) in (0..).zip(counts).filter(|(_, count)| **count > 0) {
        let left = room * f64::from(nth) + (room - column) / 2.0;
        // What happened at all is seen.
        let high = part(count, most, height).max(1.5);
        let _ = write!(path, "M{left:.1} {height}v-{high:.1}h{column:.1}v{high:.1}z");
    }
    path
}

/// One part of a bar.
pub(crate) struct Part {
    /// Tenths of a unit.
    pub(crate) from: String,
    pub(crate) long: String,
}

/// The parts of a whole, one behind the other.
pub(crate) fn parts(counts: &[u64]) -> Vec<Part> {
    let whole = counts.iter().sum();
    let mut from = 0;
    let cut = |&count: &u64| {
        let part = Part { from: length(from, whole), long: length(count, whole) };
        from += count;
        part
    };
    counts.iter().map(cut).collect()
}

/// How much of a whole bar a count is.
pub(crate) fn length(count: u64, whole: u64) -> String {
    format!("{:.1}", part(count, whole, BAR))
}

/// Whole percents, rounded; `None` of nothing.
pub(crate) fn percent(count: u64, whole: u64) -> Option<u64> {
    (whole > 0).then(|| (count.saturating_mul(200) + whole) / whole.saturating_mul(2))
}

#[expect(clippy::cast_precision_loss, reason = "a drawing need not be exact beyond its dots")]
fn part(count: u64, whole: u64, long: u32) -> f64 {
    if whole == 0 { 0.0 } else { count as f64 / whole as f64 * f64::from(long) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_column_fills_the_chart_and_nothing_is_no_column() {
        assert_eq!(columns(&[]), "");
        assert_eq!(columns(&[0, 0]), "");
        let few = columns(&[5, 0, 10]);
        assert_eq!(few, "M5.6 60v-30.0h28.8v30.0zM85.6 60v-60.0h28.8v60.0z");
        let last = columns(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(last, "M292.5 60v-60.0h23.0v60.0z");
        assert_eq!(columns(&[1, 100_000]).matches("v-1.5").count(), 1, "one in a hundred thousand is still seen");
    }

    #[test]
    fn parts_follow_each_other_and_fill_the_whole() {
        let drawn: Vec<_> = parts(&[1, 0, 3]).into_iter().map(|part| (part.from, part.long)).collect();
        let expected = [("0.0", "50.0"), ("50.0", "0.0"), ("50.0", "150.0")];
        assert_eq!(drawn, expected.map(|(from, long)| (from.to_owned(), long.to_owned())));
        assert_eq!(parts(&[0, 0])[1].long, "0.0");
    }

    #[test]
    fn percents_are_rounded_and_nothing_has_none() {
        assert_eq!([percent(1, 3), percent(2, 3), percent(1, 4), percent(5, 0)], [Some(33), Some(67), Some(25), None]);
        assert_eq!(percent(u64::MAX / 400, u64::MAX / 400), Some(100));
    }
}

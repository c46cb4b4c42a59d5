//! The place in the queue over time, drawn as steps: each day's end, the front of the queue at the top. The list of moves
//! beside it says the same in words.

use crate::visit::Visit;
use jiff::civil::Date;

/// Size of the drawing, in its own units: not much larger than a telephone shows it, so that its words can be read there.
const WIDTH: u32 = 440;
const HEIGHT: u32 = 220;

/// Room for the numbers at the left, and for the days beneath.
const LEFT: u32 = 64;
const BOTTOM: u32 = 28;
const TOP: u32 = 12;

/// A drawing of places.
pub(super) struct Chart {
    /// Lines, each as the points of a polyline: where the application stood outside the order, there is none.
    pub(super) lines: Vec<String>,
    /// Numbers at the left: how high, and which place.
    pub(super) marks: Vec<(u32, String)>,
    pub(super) first_day: String,
    pub(super) last_day: String,
    /// What it shows, in a sentence.
    pub(super) summary: String,
}

impl Chart {
    pub(super) fn size(&self) -> String {
        format!("0 0 {WIDTH} {HEIGHT}")
    }

    pub(super) fn left(&self) -> u32 {
        LEFT
    }

    pub(super) fn right(&self) -> u32 {
        WIDTH
    }

    pub(super) fn floor(&self) -> u32 {
        HEIGHT - BOTTOM
    }

    pub(super) fn foot(&self) -> u32 {
        HEIGHT - 6
    }

    /// The places at the end of each day on which they changed, oldest first, up to today. `None` where there is nothing
    /// to draw: fewer than two days, or no place on any of them.
    pub(super) fn of(visit: &Visit, places: &[(Date, Option<u64>)]) -> Option<Self> {
        let (first, today) = (places.first()?.0, visit.today());
        let days = u32::try_from((today - first).get_days()).ok().filter(|days| *days > 0)?;
        let known: Vec<u64> = places.iter().filter_map(|(_, place)| *place).collect();
        let (best, worst) = (*known.iter().min()?, *known.iter().max()?);
        let scale = Scale { first, days, worst: worst.max(2) };
        let marks = if best == worst { vec![best] } else { vec![best, worst] };
        let last = places.last().and_then(|(_, place)| *place);
        let mut summary =
            visit.t.with("chart-words").set("day", visit.t.date(first)).set("best", best).set("worst", worst);
        summary = summary.set("now", last.map_or_else(|| visit.t.text("my-outside"), |place| visit.t.number(place)));
        Some(Self {
            lines: scale.lines(places, today),
            marks: marks.into_iter().map(|place| (scale.height(place), visit.t.number(place))).collect(),
            first_day: visit.t.date(first),
            last_day: visit.t.text("today"),
            summary: summary.to_string(),
        })
    }
}

/// From days and places to points.
struct Scale {
    first: Date,
    days: u32,
    worst: u64,
}

impl Scale {
    fn across(&self, day: Date) -> u32 {
        let since = u32::try_from((day - self.first).get_days()).unwrap_or_default().min(self.days);
        LEFT + (WIDTH - LEFT) * since / self.days
    }

    fn height(&self, place: u64) -> u32 {
        let room = u64::from(HEIGHT - TOP - BOTTOM);
        let down = place.saturating_sub(1).min(self.worst - 1) * room / (self.worst - 1);
        TOP + u32::try_from(down).unwrap_or_default()
    }

    /// A place holds until the day on which it changes.
    fn lines(&self, places: &[(Date, Option<u64>)], today: Date) -> Vec<String> {
        let ends = places.iter().skip(1).map(|(day, _)| *day).chain([today]);
        let mut lines = Vec::new();
        let mut line = String::new();
        for ((day, place), end) in places.iter().zip(ends) {
            match place {
                Some(place) => {
                    let height = self.height(*place);
                    let step = format!("{},{height} {},{height} ", self.across(*day), self.across(end));
                    line.push_str(&step);
                }
                None => lines.extend(Some(std::mem::take(&mut line)).filter(|line| !line.is_empty())),
            }
        }
        lines.extend(Some(line).filter(|line| !line.is_empty()));
        lines.iter().map(|line| line.trim_end().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_front_is_at_the_top_and_a_time_outside_the_order_is_a_gap() {
        let scale = Scale { first: date(2026, 4, 1), days: 10, worst: 11 };
        let places = [(date(2026, 4, 1), Some(11)), (date(2026, 4, 3), None), (date(2026, 4, 6), Some(1))];
        let lines = scale.lines(&places, date(2026, 4, 11));
        let floor = HEIGHT - BOTTOM;
        assert_eq!(lines, [format!("64,{floor} 139,{floor}"), "252,12 440,12".to_owned()]);
    }

    #[test]
    fn a_place_that_moved_twice_is_a_line_with_steps() {
        let scale = Scale { first: date(2026, 4, 1), days: 4, worst: 5 };
        let places = [(date(2026, 4, 1), Some(5)), (date(2026, 4, 2), Some(3)), (date(2026, 4, 4), Some(4))];
        assert_eq!(scale.lines(&places, date(2026, 4, 5)), ["64,192 158,192 158,102 346,102 346,147 440,147"]);
    }
}

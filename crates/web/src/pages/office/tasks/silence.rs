//! Kindergartens that have said nothing, and for how many working days: "nothing today" is a word, too.

use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{Calendar, KindergartenId};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Last words of so many days are read at once; of whoever said nothing for longer one by one.
const DAYS_BACK: i64 = 60;

/// One silence.
pub(super) struct Silence {
    pub(super) kindergarten: KindergartenId,
    /// The first working day without a word; none where there never was one.
    pub(super) since: Option<Date>,
    /// Working days without a word, today's among them.
    pub(super) working_days: u32,
}

/// All silences, the longest first.
pub(super) async fn all(visit: &Visit) -> Result<Vec<Silence>, Trouble> {
    let today = visit.today();
    let back: Span = DAYS_BACK.days();
    let first = today.checked_sub(back).unwrap_or(today);
    let said = visit.town.last_days_of_words(first).await?;
    let calendar = visit.town.state().calendar().clone();
    let registry = visit.town.registry();
    let mut silences = Vec::new();
    for it in registry.open_kindergartens() {
        let last = match said.get(&it.id) {
            Some(&last) => Some(last),
            None => visit.town.last_word(it.id).await?.map(|(last, _)| last),
        };
        match last {
            Some(last) => silences.extend(since(&calendar, it.id, last, today)),
            None => silences.push(Silence { kindergarten: it.id, since: None, working_days: 0 }),
        }
    }
    silences.sort_by_key(|silence| (silence.since, silence.kindergarten));
    Ok(silences)
}

fn since(calendar: &Calendar, kindergarten: KindergartenId, last: Date, today: Date) -> Option<Silence> {
    let day = calendar.working_days_after(last, 1);
    let mut count = 0;
    let mut next = day;
    while next <= today {
        count += 1;
        next = calendar.working_days_after(next, 1);
    }
    (count > 0).then_some(Silence { kindergarten, since: Some(day), working_days: count })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_silence_is_counted_in_working_days_and_begins_on_the_first_of_them() {
        let calendar = Calendar { holidays: [date(2026, 3, 9)].into(), ..Calendar::default() };
        let of = |last, today| {
            let silence = since(&calendar, KindergartenId(1), last, today);
            silence.map(|silence| (silence.since, silence.working_days))
        };
        let friday = date(2026, 3, 6);
        assert_eq!(of(friday, friday), None);
        assert_eq!(of(friday, date(2026, 3, 9)), None, "a weekend and a holiday are no silence");
        let tuesday = date(2026, 3, 10);
        assert_eq!(of(friday, tuesday), Some((Some(tuesday), 1)));
        assert_eq!(of(friday, date(2026, 3, 12)), Some((Some(tuesday), 3)));
    }
}

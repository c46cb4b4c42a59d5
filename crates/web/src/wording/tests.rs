use super::*;

#[test]
fn thousands_stand_apart_and_years_do_not() {
    assert_eq!(Wording::of(Lang::Kk).number(12_345_u64), "12\u{a0}345");
    assert_eq!(Wording::of(Lang::Ru).number(1234_u64), "1234");
    assert_eq!(Wording::of(Lang::En).number(1234_u64), "1,234");
    assert_eq!(Wording::of(Lang::En).with("children-born").set("year", 2022_i64).to_string(), "Children born in 2022");
}

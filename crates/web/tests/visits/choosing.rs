//! A family chooses: places narrowed down, compared, taken, missed by a moment, and ranked in advance.

mod compare;
mod fixture;
mod places;
mod ranked;
mod taking;
mod week;

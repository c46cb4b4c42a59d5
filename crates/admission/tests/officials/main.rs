//! Acts of officials and of the clock that scripts have no words for, each as a small table.

mod choices;
mod grounds;
mod interruptions;
mod outside_order;
mod referrals;
mod town;

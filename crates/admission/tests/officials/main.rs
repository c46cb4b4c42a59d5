//! Acts of officials and of the clock that scripts have no words for, each as a small table.

mod choices;
mod exchange;
mod grounds;
mod interruptions;
mod outside_order;
mod policy;
mod referrals;
mod seats;
mod tables;
mod town;
mod twins;

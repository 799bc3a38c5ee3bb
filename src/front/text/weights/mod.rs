//! What `benches/train_text.py` has learned, as tables: one file for each judge.
#![allow(clippy::approx_constant, reason = "a learned threshold may come near a constant of mathematics")]

pub mod article;
pub mod ends;
pub mod heading;
pub mod title;

use super::words::Words;
use crate::front::network::{Network, Neuron};
use crate::front::trees::{Judge, Node};

/// A question: on with node `low` where the number is at most the threshold, else with node `high`.
const fn ask(number: u16, threshold: f32, low: u16, high: u16) -> Node {
    Node { number, low, high, value: threshold }
}

/// An answer.
const fn leaf(value: f32) -> Node {
    Node { number: 0, low: 0, high: 0, value }
}

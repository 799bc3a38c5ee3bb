//! Weights trained by `benches/train_text.py`, as tables: one file for each judge.
#![allow(clippy::approx_constant, reason = "a learned threshold may come near a constant of mathematics")]

pub(crate) mod article;
pub(crate) mod ends;
pub(crate) mod heading;
pub(crate) mod title;

use super::words::Words;
use crate::front::network::{Network, Neuron};
use crate::front::trees::{Judge, ask, leaf};

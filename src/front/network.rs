//! A small neural network as data: the second voice of a judge of [`super::trees`].
//!
//! One layer of neurons that are silent below zero (rectified linear units), and their weighted sum. Trees cut every
//! number into steps; a network combines all numbers at once, so the two err on different lines.
//! `benches/train_text.py` makes the weights.

/// Numbers farther than this from their mean, in standard deviations, are clipped to it, because the training data has
/// none.
const FAR: f32 = 4.0;

/// A neuron: the weight of its output (rectified: zero below zero), its bias and the weights of its inputs.
#[derive(Debug)]
pub(crate) struct Neuron {
    pub gives: f32,
    pub bias: f32,
    pub weights: &'static [f32],
}

/// The neurons, and the means and deviations that make the inputs comparable.
#[derive(Debug)]
pub(crate) struct Network {
    pub base: f32,
    pub centre: &'static [f32],
    pub spread: &'static [f32],
    pub neurons: &'static [Neuron],
}

impl Network {
    /// The log-odds for a row of features.
    pub(crate) fn log_odds(&self, row: &[f32]) -> f32 {
        let scaled = |((x, centre), spread): ((&f32, &f32), &f32)| {
            if *spread > 0.0 { ((x - centre) / spread).clamp(-FAR, FAR) } else { 0.0 }
        };
        let row: Vec<f32> = row.iter().zip(self.centre).zip(self.spread).map(scaled).collect();
        let sum = |n: &Neuron| n.weights.iter().zip(&row).fold(n.bias, |sum, (w, x)| sum + w * x);
        self.base + self.neurons.iter().map(|n| n.gives * sum(n).max(0.0)).sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_speak_above_nought_alone() {
        let neurons = &[
            Neuron { gives: 3.0, bias: -1.0, weights: &[2.0, 0.0] },
            Neuron { gives: -1.0, bias: 0.0, weights: &[0.0, 1.0] },
        ];
        let network = Network { base: 0.5, centre: &[1.0, 0.0], spread: &[2.0, 1.0], neurons };
        assert_eq!(network.log_odds(&[3.0, -5.0]), 0.5 + 3.0 * (2.0 - 1.0));
        assert_eq!(network.log_odds(&[1.0, 2.0]), 0.5 - 2.0);
        assert_eq!(network.log_odds(&[1.0, 99.0]), 0.5 - 4.0, "what is far counts as four");
    }
}

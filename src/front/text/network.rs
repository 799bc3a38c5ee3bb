//! A small neural network as data: the second voice of a judge of [`super::model`].
//!
//! One layer of neurons that are silent below nought (rectified linear units), and their weighted sum. Trees cut every
//! number into steps; a network weighs them all at once, so the two err on different lines.
//! `benches/train_text.py` makes the weights.

/// Numbers farther than this from their mean, in standard deviations, count as this far: nothing farther was learned.
const FAR: f32 = 4.0;

/// What a neuron gives where its sum is above nought, its bias and its weights.
#[derive(Debug)]
struct Neuron {
    gives: f32,
    bias: f32,
    weights: Vec<f32>,
}

/// The neurons, and how the numbers they are asked about are made comparable.
#[derive(Debug, Default)]
pub struct Network {
    base: f32,
    centre: Vec<f32>,
    spread: Vec<f32>,
    neurons: Vec<Neuron>,
}

impl Network {
    /// Reads weights: the base, the centres, the spreads, then a neuron a line. What does not parse weighs nothing.
    pub fn parse(text: &str) -> Network {
        let numbers = |line: &str| line.split(' ').map(|n| n.parse().unwrap_or(0.0)).collect::<Vec<f32>>();
        let mut lines = text.lines().map(numbers);
        let base = lines.next().and_then(|l| l.first().copied()).unwrap_or(0.0);
        let (centre, spread) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let neuron = |line: Vec<f32>| match line.as_slice() {
            [gives, bias, weights @ ..] => Neuron { gives: *gives, bias: *bias, weights: weights.to_vec() },
            _ => Neuron { gives: 0.0, bias: 0.0, weights: Vec::new() },
        };
        Network { base, centre, spread, neurons: lines.map(neuron).collect() }
    }

    /// The logarithm of the odds for a row of numbers.
    pub fn odds(&self, row: &[f32]) -> f32 {
        let scaled = |((x, centre), spread): ((&f32, &f32), &f32)| {
            if *spread > 0.0 { ((x - centre) / spread).clamp(-FAR, FAR) } else { 0.0 }
        };
        let row: Vec<f32> = row.iter().zip(&self.centre).zip(&self.spread).map(scaled).collect();
        let sum = |n: &Neuron| n.weights.iter().zip(&row).fold(n.bias, |sum, (w, x)| sum + w * x);
        self.base + self.neurons.iter().map(|n| n.gives * sum(n).max(0.0)).sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_speak_above_nought_alone() {
        let network = Network::parse("0.5\n1 0\n2 1\n3 -1 2 0\n-1 0 0 1");
        assert_eq!(network.odds(&[3.0, -5.0]), 0.5 + 3.0 * (2.0 - 1.0));
        assert_eq!(network.odds(&[1.0, 2.0]), 0.5 - 2.0);
        assert_eq!(network.odds(&[1.0, 99.0]), 0.5 - 4.0, "what is far counts as four");
    }

    #[test]
    fn damaged_weights_weigh_nothing() {
        assert_eq!(Network::parse("").odds(&[1.0]), 0.0);
        assert_eq!(Network::parse("1\nx y\n0 0\n\nz").odds(&[1.0, 2.0]), 1.0);
    }
}

//! New names for broken wires, the same ones for the same seed.

/// A source of names.
pub struct Names {
    state: u64,
}

impl Names {
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number (SplitMix64).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// A name that is like no other.
    pub fn other(&mut self) -> String {
        let letters = (0..9).map(|_| char::from(b"bdfgjkpqvwxyz"[self.below(13)]));
        letters.collect()
    }

    /// The name with a slip of the finger in it: a letter doubled, left out or swapped with its neighbour.
    pub fn slip(&mut self, name: &str) -> String {
        let letters: Vec<char> = name.chars().collect();
        if letters.len() < 3 {
            return format!("{name}{}", letters.last().copied().unwrap_or('x'));
        }
        let at = 1 + self.below(letters.len() - 2);
        let mut slipped = letters.clone();
        match self.below(3) {
            0 => slipped.insert(at, letters[at]),
            1 => drop(slipped.remove(at)),
            _ => slipped.swap(at, at + 1),
        }
        if slipped == letters {
            slipped.insert(at, letters[at]);
        }
        slipped.into_iter().collect()
    }
}

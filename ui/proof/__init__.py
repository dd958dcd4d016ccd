"""Evidence by rule as a page shows it: the proposal of a leaf, the decision, the dated list behind it."""

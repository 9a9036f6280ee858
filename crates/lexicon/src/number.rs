//! Digits to numbers.

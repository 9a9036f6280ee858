//! The four tables: resolving readings, and writing them as JSON Lines, JSON, CSV and Parquet.

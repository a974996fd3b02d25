"""Many outputs from one table: reads it, checks it whole, runs its rows on many processes."""

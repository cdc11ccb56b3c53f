"""The benchmark: `make bench`. What it measures and how stands in docs/performance.md."""

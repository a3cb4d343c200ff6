"""A warning's life: opened by a sweep, judged by people, closed with a result."""

"""Small reusable widgets; they know no feature and no service."""

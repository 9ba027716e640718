"""Marsad (مرصد): Arabic news reporting as a record that can be checked."""

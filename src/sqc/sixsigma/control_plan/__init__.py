"""Control plan: is every characteristic measured, judged, and is it said what to do."""

"""Cost of quality: prevention, appraisal, internal and external failure, by month and account."""

"""OEE: availability, performance and quality, and where the planned time goes."""

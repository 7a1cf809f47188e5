"""Every HTTP decision: what is asked, how it is answered, and what an error looks like."""

"""One module for each sort of page. Each makes an answer from what the API says."""

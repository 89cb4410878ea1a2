"""The desk in the browser: pages that the server renders, plain forms, and a little script for comfort alone."""

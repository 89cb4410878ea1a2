"""What people read: rows become HTML, CSV and JSONL here. Pure."""

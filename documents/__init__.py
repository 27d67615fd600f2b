"""Output for people 文书与图: PDFs, diagrams, QR codes; values in, bytes or text out, no clock and no database."""

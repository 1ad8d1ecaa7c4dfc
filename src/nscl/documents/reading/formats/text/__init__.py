"""Plain text and Markdown, and the mixture of both that programs which read PDFs give out."""

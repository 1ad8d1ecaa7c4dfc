"""The applicant's pages: what an organisation could get, the application, where it stands; by account or by a link."""

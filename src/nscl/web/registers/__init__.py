"""Pages of the registers of training: experts, clubs at schools, programmes that schools took up."""

"""Forms of training: a course, a class with its sessions, people, attendance."""

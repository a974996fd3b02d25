"""Everything the sample media are made with: pictures, people, sound and encoding."""

"""Steps of the rituals: a room for each of the same name, and what several of them say."""

"""What the owner asked: `.github/plumbline.yml`, composed of what checks and rituals declare."""

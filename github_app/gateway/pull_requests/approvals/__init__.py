"""What approvals of earlier commits still cover, and which merges hold nothing of anybody's own."""

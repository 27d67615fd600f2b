"""The publish gate 发布检查: can this file run exactly as drawn, and does it hold all a case needs."""

"""``opslag gateway``: the one service. It takes in what others write back, and answers queries from what is published."""

"""What a site already has before the procedure comes: page types and a snippet of its own."""

/** Holds its thread for good. */
while (true);

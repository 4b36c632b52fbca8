/** Is never done with being imported, and holds the loop. */
while (true);

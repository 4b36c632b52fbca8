/** Asks for what it has no business with. */
export default Deno.env.get("HOME");

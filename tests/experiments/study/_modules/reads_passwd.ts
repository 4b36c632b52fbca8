/** Reads what it has no business with. */
export default Deno.readTextFileSync("/etc/passwd");

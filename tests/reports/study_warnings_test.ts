import { assertEquals } from "@std/assert";
import { studyWarnings } from "../../reports/study_warnings.ts";
import { cell, measured, study } from "./_records.ts";

Deno.test("studyWarnings() says how many trials ran while a page was open, if any did", () => {
  const { document, trials } = study(
    Array.from({ length: 5 }, (_, block) => measured(cell("direct"), block)),
  );
  assertEquals(studyWarnings(document, trials), []);
  const [{ code, message }] = studyWarnings({ ...document, watchedTrials: 1 }, trials);
  assertEquals(code, "watched");
  assertEquals(
    message,
    "a page with the study's progress was open on this machine during 1 trial (--serve), which takes " +
      "a little of it: for figures to be published, run with no page open",
  );
});

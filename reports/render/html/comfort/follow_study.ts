/// <reference lib="dom" />
/**
 * Follows a study that runs: keeps the page as the server would render it now, and leaves for the report at
 * the end. A page that nobody looks at lets go of the server and comes back when it is looked at: so it
 * costs the machine that measures nothing, and browsers allow few connections to one server. Nothing moves
 * between events, no clock either, for drawing it would disturb the trial that runs.
 *
 * @param document The page; an element in it says by `data-live-after` up to which event it knows the
 *   study, unless that has ended.
 */
export function followStudy(document: Document): void {
  const page = document.querySelector<HTMLElement>("[data-live-after]");
  const window = document.defaultView;
  if (page === null || window === null) return;
  const part = (name: string) => document.querySelector<HTMLElement>(`[data-live="${name}"]`)!;
  const bar = page.querySelector("progress")!;
  let after = page.dataset.liveAfter!;
  let source: EventSource | null = null;

  function show(update: {
    progress: {
      done: number;
      total: number;
      headline: string;
      now: string;
      spent: string;
      runningCell: number | null;
      announcement: string;
    };
    trial: { cell: number | null; state: string } | null;
    texts: string[];
    cell: { state: string; text: string; note: string; detail: string; share: number } | null;
  }): void {
    const { progress, trial, texts, cell } = update;
    bar.max = Math.max(1, progress.total);
    bar.value = progress.done;
    part("headline").textContent = progress.headline;
    part("now").textContent = progress.now;
    part("spent").textContent = progress.spent;
    if (progress.announcement !== "") part("announcement").textContent = progress.announcement;
    for (const running of document.querySelectorAll("[aria-current]")) {
      running.removeAttribute("aria-current");
    }
    if (progress.runningCell !== null) {
      part(`cell-${progress.runningCell}`).setAttribute("aria-current", "true");
    }
    if (trial !== null && trial.cell !== null && cell !== null) {
      const element = part(`cell-${trial.cell}`);
      element.className = `figure ${cell.state}`;
      // What asks for exact values may have taken the title in its hands.
      if (element.dataset.exact === undefined) element.title = cell.detail;
      else {
        element.dataset.exact = cell.detail;
        element.setAttribute("aria-description", cell.detail);
      }
      element.setAttribute("style", `--live-share:${cell.share};`);
      element.querySelector("b")!.textContent = cell.text;
      element.querySelector("small")!.textContent = cell.note;
    }
    if (trial !== null) {
      const latest = part("latest");
      const row = document.createElement("tr");
      for (const [column, text] of texts.entries()) {
        const entry = document.createElement(column === 0 ? "th" : "td");
        if (column === 0) entry.setAttribute("scope", "row");
        entry.className = latest.dataset.liveColumns!.split(" ")[column];
        entry.textContent = text;
        row.append(entry);
      }
      latest.prepend(row);
      const most = Number(latest.dataset.liveMost);
      while (latest.children.length > most) latest.lastElementChild!.remove();
      document.querySelector<HTMLElement>("[data-live-empty]")?.remove();
    }
  }

  function leaveFor(words: string, command: string): void {
    source?.close();
    source = null;
    window!.removeEventListener("pageshow", connect);
    document.removeEventListener("visibilitychange", connect);
    part("headline").textContent = words;
    part("announcement").textContent = words;
    part("command").textContent = command;
    part("now").textContent = "–";
    part("contact").textContent = "";
    // What it says of how the page goes on is true no longer.
    part("remark").hidden = true;
    for (const running of document.querySelectorAll("[aria-current]")) {
      running.removeAttribute("aria-current");
    }
  }

  function connect(): void {
    if (document.hidden) {
      source?.close();
      source = null;
      return;
    }
    if (source !== null) return;
    source = new EventSource(`/events?after=${encodeURIComponent(after)}`);
    source.addEventListener("open", () => {
      part("contact").textContent = "";
    });
    source.addEventListener("error", () => {
      part("contact").textContent =
        "No contact with the process that runs the study; trying again. " +
        "What it has finished is kept in its directory.";
    });
    source.addEventListener("trial", ({ data, lastEventId }) => {
      after = lastEventId;
      show(JSON.parse(data));
    });
    source.addEventListener("complete", () => {
      source?.close();
      window!.location.replace("/");
    });
    // Another study runs at this address now: what is shown is of no use.
    source.addEventListener("stranger", () => {
      source?.close();
      window!.location.replace("/");
    });
    source.addEventListener("ended", ({ data }) => {
      const { words, command } = JSON.parse(data);
      leaveFor(words, command);
    });
    source.addEventListener("crowded", () => {
      leaveFor("Too many pages follow this study: reload this one to follow it here.", "");
    });
  }

  document.addEventListener("visibilitychange", connect);
  // A page that comes back from the browser's memory has lost its connection.
  window.addEventListener("pageshow", connect);
  connect();
}

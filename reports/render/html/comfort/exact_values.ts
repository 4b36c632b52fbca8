/// <reference lib="dom" />
/**
 * Says the exact value that is pointed at, or that the arrow keys have gone to: beside it, and aloud. A
 * chart or matrix is one stop of the tabulator; arrow keys go from point to point along a line and from line
 * to line, or between the marks of a row and from row to row; Home and End go to the ends, Escape leaves.
 *
 * @param document The page.
 */
export function exactValues(document: Document): void {
  /** How far from a point one may be, in CSS pixels, and still mean it. */
  const REACH = 32;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  const spoken = document.createElement("output");
  spoken.className = "spoken";
  spoken.setAttribute("aria-live", "polite");
  document.body.append(tip, spoken);
  let shown: Element | null = null;

  const placeOf = (point: Element) => {
    const { left, top, right, bottom } = point.getBoundingClientRect();
    return { point, left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2 };
  };
  const placesIn = (frame: Element) =>
    [...frame.querySelectorAll("[data-exact]")]
      .filter((point) => point.getClientRects().length > 0).map(placeOf);
  const hide = () => {
    shown?.classList.remove("current");
    shown = null;
    tip.hidden = true;
  };
  const placeTip = () => {
    if (shown === null) return;
    const { x, top, bottom } = placeOf(shown);
    const { width, height } = tip.getBoundingClientRect();
    const most = document.documentElement.clientWidth - width - 4;
    tip.style.left = `${Math.max(4, Math.min(x - width / 2, most))}px`;
    tip.style.top = `${top - height - 8 >= 4 ? top - height - 8 : bottom + 8}px`;
  };
  const show = (point: Element) => {
    if (shown === point) return;
    hide();
    shown = point;
    point.classList.add("current");
    tip.textContent = point.getAttribute("data-exact");
    tip.hidden = false;
    placeTip();
  };
  const seriesOf = (point: Element) => point.closest(".series, tr") ?? point.closest("svg");

  /** Where a key leads to from a point. */
  const follow = (frame: Element, key: string): Element | null => {
    const places = placesIn(frame);
    const from = places.find(({ point }) => point === shown);
    const rowOf = (point: Element) => Number(point.getAttribute("data-row"));
    if (from === undefined) {
      return places.sort((a, b) => rowOf(a.point) - rowOf(b.point))[0]?.point ?? null;
    }
    // In rows, a value says nothing of which mark is the next one: what has a row is gone to by its row.
    const isVertical = key === "ArrowUp" || key === "ArrowDown";
    const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    if (from.point.hasAttribute("data-row")) {
      const row = rowOf(from.point);
      if (key === "ArrowLeft" || key === "ArrowRight") {
        const marks = places.filter(({ point }) => rowOf(point) === row).sort((a, b) => a.x - b.x);
        return marks[marks.indexOf(from) + step]?.point ?? null;
      }
      const rows = [...new Set(places.map(({ point }) => rowOf(point)))].sort((a, b) => a - b);
      const next = key === "Home"
        ? rows[0]
        : isVertical
        ? rows[rows.indexOf(row) + step]
        : rows.at(-1);
      const there = places.filter(({ point }) => rowOf(point) === next)
        .sort((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x));
      const own = there.find(({ point }) => seriesOf(point) === seriesOf(from.point));
      return (own ?? there[0])?.point ?? null;
    }
    const own = places.filter(({ point }) => seriesOf(point) === seriesOf(from.point))
      .sort((a, b) => a.x - b.x);
    if (key === "Home") return own[0].point;
    if (key === "End") return own[own.length - 1].point;
    if (!isVertical) return own[own.indexOf(from) + step]?.point ?? null;
    const nearest = new Map<Element | null, typeof from>();
    for (const place of places) {
      const series = seriesOf(place.point);
      const rival = nearest.get(series);
      const isNearer = rival === undefined ||
        Math.abs(place.x - from.x) < Math.abs(rival.x - from.x);
      if (place === from || isNearer && series !== seriesOf(from.point)) nearest.set(series, place);
    }
    const others = [...nearest.values()].sort((a, b) => a.y - b.y);
    return others[others.indexOf(from) + step]?.point ?? null;
  };

  for (const point of document.querySelectorAll(".point, .points > *")) {
    const title = point.querySelector("title");
    if (title === null) continue;
    const subject = point.closest("[data-name]")?.getAttribute("data-name");
    const words = title.textContent ?? "";
    // The browser would show the same words a second time.
    point.setAttribute("data-exact", subject ? `${subject} ${words}` : words);
    title.remove();
  }
  for (const cell of document.querySelectorAll("td[title]")) {
    const words = cell.getAttribute("title") ?? "";
    cell.setAttribute("data-exact", words);
    cell.setAttribute("aria-description", words);
    cell.removeAttribute("title");
  }

  for (const frame of document.querySelectorAll<HTMLElement>(".chart-view, .matrix")) {
    if (frame.querySelector("[data-exact]") === null) continue;
    // A screen reader hands arrow keys only to what says that it uses them; a matrix is read as a table.
    if (frame.classList.contains("chart-view")) {
      frame.setAttribute("role", "application");
      frame.setAttribute("aria-roledescription", "chart");
      frame.setAttribute(
        "aria-label",
        `${frame.getAttribute("aria-label")}, arrow keys read values`,
      );
    }
    frame.addEventListener("keydown", (event) => {
      if (event.target !== frame || event.ctrlKey || event.altKey || event.metaKey) return;
      if (!/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key)) return;
      event.preventDefault();
      const point = follow(frame, event.key);
      if (point === null) return;
      point.scrollIntoView({ block: "nearest", inline: "nearest" });
      show(point);
      spoken.textContent = point.getAttribute("data-exact");
    });
    frame.addEventListener("pointermove", ({ clientX, clientY }) => {
      const away = ({ left, top, right, bottom, x, y }: ReturnType<typeof placeOf>) => {
        const isIn = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
        return isIn ? 0 : Math.hypot(clientX - x, clientY - y);
      };
      const [first] = placesIn(frame).map((place) => ({ ...place, px: away(place) }))
        .sort((a, b) =>
          a.px - b.px || Math.hypot(clientX - a.x, clientY - a.y) -
            Math.hypot(clientX - b.x, clientY - b.y)
        );
      if (first !== undefined && first.px <= REACH) show(first.point);
      else hide();
    });
    frame.addEventListener("pointerleave", hide);
    frame.addEventListener("blur", hide);
    frame.addEventListener("change", hide);
  }
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
  // What is fixed to the window would stay behind.
  document.addEventListener("scroll", placeTip, { capture: true, passive: true });
}

/** Charts at fixed data: one of each kind, and what makes them awkward. */
import type {
  ChartPoint,
  HeatMap,
  IntervalChart,
  LineChart,
  StackedBars,
} from "../../../reports/chart/mod.ts";

/** Names that somebody chose to break a page with. */
export const HOSTILE: readonly string[] = [
  '<script>alert("x")</script>',
  "]]><!-- & -->&lt;",
  "var(--ink) url(https://example.test/x.png)",
  "\0\x01\x1b[31m\ud800 half a pair \u202e reversed",
  "x".repeat(300),
  "漢字".repeat(40),
  "",
];

/** Strategies as a study names them. */
export const STRATEGIES: readonly string[] = [
  "direct",
  "microtask",
  "queue-wakeup",
  "queue-polled:intervalMs=5,drain=all",
  "queue-polled:intervalMs=5,drain=one (outside)",
  "timer-wheel:slots=64",
  "message-channel",
  "npm-fastq:concurrency=1",
  "npm-p-queue",
  "worker-pool:threads=2",
  "udp-loopback (outside)",
];

const PERCENTILES = [0, 10, 25, 50, 75, 80, 90, 95, 97.5, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.99];

/** Times as a report writes them. */
export function ms(value: number): string {
  const [scaled, unit] = value >= 1000
    ? [value / 1000, "s"]
    : value >= 1
    ? [value, "ms"]
    : value >= 1e-3
    ? [value * 1e3, "µs"]
    : [value * 1e6, "ns"];
  return `${Number(scaled.toPrecision(3))} ${unit}`;
}

/** A point with an interval of ±10 %. */
export function point(x: number, y: number, name: string, label = String(x)): ChartPoint {
  const [low, high] = [y * 0.9, y * 1.1];
  return { x, y, low, high, text: `${name}, ${label}: ${ms(y)} [${ms(low)}, ${ms(high)}]` };
}

/** Waits by percentile. */
export function latencyChart(scale: "log" | "linear" = "log"): LineChart {
  return {
    id: `latency-${scale}`,
    title: "Wait by percentile under poisson",
    description: "A line a strategy over percentiles; intervals of 95 % are shaded.",
    x: { label: "percentile", scale: "nines" },
    y: {
      label: "wait",
      scale,
      format: ms,
      rules: [{ value: 20, interval: null, text: "service level p99 ≤ 20 ms" }],
    },
    series: STRATEGIES.map((name, rank) => ({
      name,
      rank,
      role: "measured",
      points: PERCENTILES.map((percentile) => {
        const nines = -Math.log10(1 - percentile / 100);
        const growth = 1.2 + (rank * 7 % 5) / 4;
        const wait = 0.004 * (1 + (rank * 5) % 11) * Math.exp(growth * nines);
        return point(percentile, wait, name, `p${percentile}`);
      }),
    })),
  };
}

/** Lag over time, a row a strategy, with gaps. */
export function lagChart(): LineChart {
  return {
    id: "lag",
    title: "Loop lag over time under poisson",
    description: "A row a strategy; the line is the mean of blocks, the area their spread.",
    x: { label: "time since the window began (s)", scale: "linear" },
    y: { label: "loop lag (ms)", scale: "linear" },
    layout: "rows",
    series: STRATEGIES.slice(0, 8).map((name, rank) => ({
      name,
      rank,
      role: "measured",
      points: Array.from({ length: 60 }, (_, index) => {
        const y = 1 + rank / 3 + Math.sin(index / (3 + rank)) * 0.8 + (index === 40 ? rank : 0);
        const at = point(index / 6, y, name, `${(index / 6).toFixed(1)} s`);
        return rank === 2 && index > 20 && index < 30 ? { ...at, y: null } : at;
      }),
    })),
  };
}

/** A sweep with its knee, its saturation and what theory says. */
export function sweepChart(): LineChart {
  const rates = [100, 200, 300, 400, 500, 600, 700, 800, 850, 900, 930];
  const wait = (rate: number, service: number) =>
    rate * service ** 2 / (1 - rate * service / 1000) / 1000;
  return {
    id: "sweep",
    title: "Wait over the rate",
    description: "Measured waits with intervals, and what M/G/1 predicts.",
    x: {
      label: "arrival rate (per second)",
      scale: "linear",
      rules: [
        { value: 780, interval: [740, 830], text: "knee 780/s [740, 830]" },
        { value: 1000, interval: null, text: "saturation 1,000/s" },
      ],
    },
    y: { label: "mean wait", scale: "log", format: ms },
    series: [0, 1].flatMap((rank) => {
      const name = STRATEGIES[rank + 2];
      const service = 1 + rank * 0.04;
      return [
        {
          name,
          rank,
          role: "measured" as const,
          points: rates.map((rate) => point(rate, wait(rate, service) * 1.08, name, `${rate}/s`)),
        },
        {
          name: `${name}, predicted`,
          rank,
          role: "predicted" as const,
          points: rates.map((rate) => ({
            ...point(rate, wait(rate, service), name, `${rate}/s`),
            low: null,
            high: null,
          })),
        },
      ];
    }),
  };
}

/** A metric over commits with a change. */
export function historyChart(): LineChart {
  const day = 86_400_000;
  const start = Date.UTC(2026, 0, 12);
  return {
    id: "history",
    title: "Wait p99 over commits",
    description: "A point a commit; a line where the level changed.",
    x: {
      label: "commit date (UTC)",
      scale: "time",
      rules: [{
        value: start + 41 * day,
        interval: [start + 39 * day, start + 43 * day],
        text: "3f9c2ab: +18 %",
      }],
    },
    y: { label: "wait p99 (ms)", scale: "linear", includes: [] },
    series: [{
      name: "queue-wakeup",
      rank: 2,
      role: "measured",
      points: Array.from({ length: 30 }, (_, index) => {
        const y = (index < 17 ? 10 : 11.8) + Math.sin(index * 2.4) * 0.3;
        return {
          ...point(start + index * 2.5 * day, y, "queue-wakeup"),
          low: y - 0.4,
          high: y + 0.4,
        };
      }),
    }],
  };
}

/** What a wait is made of. */
export function waitChart(): StackedBars {
  const parts = ["lateness", "queueing", "dispatch overhead", "service"];
  return {
    id: "wait-parts",
    title: "What a sojourn is made of under poisson",
    description: "A bar a strategy; mean lateness, queueing, dispatch overhead and service.",
    x: { label: "mean time (ms)", scale: "linear" },
    parts: parts.map((name, rank) => ({ name, rank })),
    bars: STRATEGIES.slice(0, 9).map((name, row) => {
      const values = [0.2 + row * 0.02, 1.5 + row * 0.4, row === 1 ? -0.35 : 0.1 + row * 0.3, 1];
      return {
        name,
        parts: parts.map((part, index) => ({
          part,
          value: values[index],
          text: `${name}, ${part}: ${ms(values[index])}`,
        })),
        text: ms(values.reduce((sum, value) => sum + value, 0)),
      };
    }),
  };
}

/** Ratios of a comparison. */
export function ratioChart(): IntervalChart {
  const ratios: readonly (readonly [string, number, number, number])[] = [
    ["poisson · queue-wakeup · wait p99", 1.02, 0.97, 1.07],
    ["poisson · queue-wakeup · wait mean", 0.91, 0.88, 0.94],
    ["poisson · queue-polled:intervalMs=5,drain=all · wait p99", 1.31, 1.12, 1.53],
    ["burst · direct · dispatch call p50", 1, 0.99, 1.01],
    ["burst · npm-fastq:concurrency=1 · wait p99", 1.2, 0.4, Infinity],
  ];
  return {
    id: "ratios",
    title: "Candidate against baseline",
    description: "A row a metric: the ratio with its interval; 1 is no change.",
    x: {
      label: "ratio, candidate to baseline",
      scale: "log",
      rules: [{ value: 1, interval: [0.95, 1.05], text: "no change ±5 %" }],
    },
    rows: ratios.map(([name, x, low, high]) => ({
      name,
      text: `${x.toFixed(2)} [${low.toFixed(2)}, ${high === Infinity ? "∞" : high.toFixed(2)}]`,
      marks: [{ series: "ratio", rank: 0, role: "measured", x, low, high, text: `${name}: ${x}` }],
    })),
  };
}

/** Measured against predicted. */
export function theoryChart(): IntervalChart {
  return {
    id: "theory",
    title: "Measured against predicted",
    description:
      "A row a strategy: the measured mean wait with its interval, and what theory says.",
    x: { label: "mean wait (ms)", scale: "log", format: ms },
    rows: STRATEGIES.slice(0, 7).map((name, row) => {
      const x = 0.5 * 1.9 ** row;
      return {
        name,
        marks: [
          {
            series: "measured",
            rank: 0,
            role: "measured",
            x,
            low: x * 0.85,
            high: x * 1.2,
            text: `${name}: ${ms(x)}`,
          },
          {
            series: "predicted",
            rank: 1,
            role: "predicted",
            x: x * (row === 4 ? 0.5 : 0.95),
            low: row === 4 ? x * 0.4 : null,
            high: row === 4 ? x * 0.65 : null,
            text: `${name}, M/G/1: ${ms(x * 0.95)}`,
          },
        ],
      };
    }),
  };
}

/** The answer at a glance. */
export function answerMap(): HeatMap {
  const columns = ["poisson:ratePerSecond=500", "burst:size=50", "saturating"];
  return {
    id: "answer",
    title: "Wait p99 by strategy and workload",
    description: "The darker, the longer the wait. The best of each workload has a star.",
    columns,
    rows: STRATEGIES.map((name, row) => ({
      name,
      cells: columns.map((column, index) => {
        const heat = row * (index + 3) % 11 / 10;
        const detail = `${name} under ${column}: ${ms(0.1 * 40 ** heat)}`;
        if (row === 6 && index === 1) {
          return { text: "unstable", heat: null, state: "unstable", detail };
        }
        if (row === 8 && index === 2) {
          return { text: "failed", heat: null, state: "failed", detail };
        }
        if (row === 10 && index === 0) {
          return { text: "–", heat: null, state: "absent", detail: "not run" };
        }
        return {
          text: ms(0.1 * 40 ** heat),
          heat,
          state: row === 0 ? "best" : row === 1 && index === 1 ? "tied" : "other",
          detail,
        };
      }),
    })),
  };
}

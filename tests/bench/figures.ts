/** What the benchmarks found, as a table. Knows how to measure nothing. */

export interface Figure {
  what: string;
  value: string;
  /** Absent where there is none to meet. */
  goal?: { text: string; met: boolean };
}

/** The value below which `share` (0 to 1) of the samples lie. */
export function percentile(samples: number[], share: number): number {
  if (samples.length === 0) throw new Error('There is no percentile of nothing');
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(samples: number[]): number {
  return percentile(samples, 0.5);
}

export function ms(value: number): string {
  return `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

export function asTable(title: string, figures: Figure[]): string {
  const rows = figures.map(({ what, value, goal }) => [
    what,
    value,
    goal ? `${goal.text} ${goal.met ? 'met' : 'MISSED'}` : '',
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([what = '', value = '', goal = '']) =>
    `  ${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${goal}`.trimEnd(),
  );
  return [title, ...lines, ''].join('\n');
}

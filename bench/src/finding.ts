/** One line of the final table. Without a limit it is told and not judged. */
export type Finding = {
  what: string;
  measured: number;
  unit: string;
  goal?: { atMost: number } | { atLeast: number };
};

export function holds({ measured, goal }: Finding): boolean {
  if (goal === undefined) return true;
  return 'atMost' in goal ? measured <= goal.atMost : measured >= goal.atLeast;
}

/** The findings as one table: what, measured, goal, verdict. */
export function asTable(findings: readonly Finding[]): string {
  const head = ['what', 'measured', 'goal', 'verdict'];
  const rows = findings.map((finding) => [
    finding.what,
    `${written(finding.measured)} ${finding.unit}`.trim(),
    goalText(finding),
    finding.goal === undefined ? '' : holds(finding) ? 'holds' : 'MISSED',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function goalText({ goal, unit }: Finding): string {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `≤ ${goal.atMost} ${unit}`.trim() : `≥ ${goal.atLeast} ${unit}`.trim();
}

const written = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));

import type { Part, ReportPage } from './report-page.ts';

/** The report for mail programs that show no pages. */
export function reportText({ title, days, lost, longest, parts, nothing, open, why, change }: ReportPage): string {
  const head = [
    `${title}, ${days}`,
    '',
    `${lost.title}: ${lost.count}${lost.notes.length > 0 ? ` (${lost.notes.join(', ')})` : ''}`,
  ];
  const waiting = longest.callers.flatMap(({ name, note, link }) => [`- ${name}: ${note}`, `  ${link}`]);
  const shown = nothing === null ? parts.flatMap(partLines) : ['', nothing];
  return [
    ...head,
    ...(lost.meaning === null ? [] : [lost.meaning]),
    ...(waiting.length > 0 ? ['', longest.title, ...waiting] : []),
    ...shown,
    '',
    `${open.label}: ${open.link}`,
    '',
    why,
    `${change.label}: ${change.link}`,
    '',
  ].join('\n');
}

/** Each figure under its heading, so that columns need no spaces to stand under each other. */
function partLines({ title, headings, lines }: Part): string[] {
  const rows = lines.map(({ cells: [name = '', ...values] }) => {
    const told = values.map((value, index) => `${(headings[index + 1] ?? '').toLocaleLowerCase()} ${value}`.trim());
    return `- ${name}: ${told.join(', ')}`;
  });
  return ['', title, ...rows];
}

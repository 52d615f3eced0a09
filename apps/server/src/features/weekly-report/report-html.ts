import type { Part, ReportPage } from './report-page.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const STYLE = {
  body: `margin:0;padding:0;background:#f4f5f7;color:#1b1f24;${FONT}`,
  card: 'max-width:600px;margin:0 auto;background:#ffffff;border-radius:10px',
  quiet: 'color:#57606a',
  line: 'border-top:1px solid #e3e6ea',
  cell: 'padding:8px 0;font-size:14px;line-height:20px',
  head: 'padding:0 0 6px;font-size:12px;line-height:16px;font-weight:normal;color:#57606a',
  link: 'color:#1f5fbf;text-decoration:none',
  h2: 'margin:28px 0 8px;font-size:16px;line-height:22px',
} as const;
/** What mail programs that follow the system's dark setting show. */
const DARK = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){.body{background:#14171a!important;color:#e6e8ea!important}.card{background:#1d2125!important}
.quiet{color:#a2abb4!important}.line{border-color:#343a40!important}.link{color:#8ab8ff!important}.lost{color:#ff8f85!important}.button{background:#3b73c9!important}}
@media (max-width:480px){.pad{padding:20px 16px!important}.num{padding-left:8px!important}}`;

/** The report as a page: tables and styles in place, as mail programs need them; light and dark. */
export function reportHtml(page: ReportPage): string {
  const { language, subject, title, days, parts, nothing, open, why, change } = page;
  const shown = nothing === null ? parts.map(partHtml).join('') : `<p style="${STYLE.cell}">${escaped(nothing)}</p>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title><style>${DARK}</style></head>
<body class="body" style="${STYLE.body}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td class="body" style="padding:16px 8px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="${STYLE.card}"><tr><td class="pad" style="padding:28px 32px">
<h1 style="margin:0;font-size:20px;line-height:28px">${escaped(title)}</h1>
<p class="quiet" style="margin:0;font-size:14px;line-height:20px;${STYLE.quiet}">${escaped(days)}</p>
${lostHtml(page)}${longestHtml(page)}${shown}
<p style="margin:28px 0 0"><a class="button" href="${escaped(open.link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1f5fbf;color:#ffffff;font-size:14px;text-decoration:none">${escaped(open.label)}</a></p>
<p class="quiet" style="margin:24px 0 0;font-size:12px;line-height:18px;${STYLE.quiet}">${escaped(why)}<br>${linked(change.link, change.label)}</p>
</td></tr></table></td></tr></table></body></html>
`;
}

const linked = (link: string, text: string): string =>
  `<a class="link" href="${escaped(link)}" style="${STYLE.link}">${escaped(text)}</a>`;

function lostHtml({ lost }: ReportPage): string {
  const isNone = lost.count === '0';
  const colour = isNone ? '' : 'color:#c0392b';
  return `<p style="margin:20px 0 0;font-size:14px;line-height:20px">${linked(lost.link, lost.title)}</p>
<p ${isNone ? '' : 'class="lost" '}style="margin:0;font-size:40px;line-height:48px;font-weight:bold;${colour}">${escaped(lost.count)}</p>
<p class="quiet" style="margin:0;font-size:13px;line-height:18px;${STYLE.quiet}">${[...lost.notes, lost.meaning ?? '']
    .filter((note) => note !== '')
    .map(escaped)
    .join('<br>')}</p>`;
}

function longestHtml({ longest: { title, callers } }: ReportPage): string {
  if (callers.length === 0) return '';
  const rows = callers.map(
    ({ name, note, link }) =>
      `<tr><td class="line" style="${STYLE.cell};${STYLE.line}">${linked(link, name)}<br><span class="quiet" style="font-size:13px;${STYLE.quiet}">${escaped(note)}</span></td></tr>`,
  );
  return `<h2 style="${STYLE.h2}">${escaped(title)}</h2><table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.join('')}</table>`;
}

function partHtml({ title, headings, lines }: Part): string {
  const align = (index: number): string => (index === 0 ? 'text-align:left' : 'text-align:right;padding-left:16px');
  const numeric = (index: number): string => (index === 0 ? '' : ' num');
  const head = headings.map(
    (heading, index) =>
      `<th scope="col" class="quiet${numeric(index)}" style="${STYLE.head};${align(index)}">${escaped(heading)}</th>`,
  );
  const rows = lines.map(({ cells, link }) => {
    const [name = '', ...values] = cells;
    const first = `<th scope="row" class="line" style="${STYLE.cell};${STYLE.line};font-weight:normal;text-align:left">${linked(link, name)}</th>`;
    const rest = values.map(
      (value) => `<td class="line num" style="${STYLE.cell};${STYLE.line};${align(1)};white-space:nowrap">${escaped(value)}</td>`,
    );
    return `<tr>${first}${rest.join('')}</tr>`;
  });
  return `<h2 style="${STYLE.h2}">${escaped(title)}</h2><table width="100%" cellpadding="0" cellspacing="0"><tr>${head.join('')}</tr>${rows.join('')}</table>`;
}

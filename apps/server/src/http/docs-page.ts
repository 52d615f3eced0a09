type Json = { [key: string]: unknown };
type Operation = {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Json; description?: string }[];
  requestBody?: { content?: Record<string, { schema?: Json }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Json }> }>;
};
/** As much of an OpenAPI 3.1 document as the page reads. */
export type OpenApi = {
  info: { title: string; version: string; description?: string };
  paths?: Record<string, Record<string, Operation>>;
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The API reference as one page of HTML: no script, nothing from elsewhere. */
export function docsPage(document: OpenApi): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] }] : [])),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'other'))];
  const nav = tags.map((tag) => `<li><a href="#${escape(tag)}">${escape(tag)}</a></li>`).join('');
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => (operation.tags?.[0] ?? 'other') === tag);
    return `<section><h2 id="${escape(tag)}">${escape(tag)}</h2>${own.map(operationHtml).join('')}</section>`;
  });
  const { title, version, description = '' } = document.info;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body><header><h1>${escape(title)} <small>${escape(version)}</small></h1>
<p>${escape(description)} The document behind this page: <a href="/api/v1/openapi.json">openapi.json</a>. Programs sign in with
<code>Authorization: Bearer &lt;token&gt;</code>.</p><nav aria-label="Resources"><ul>${nav}</ul></nav></header><main>${sections.join('')}</main></body></html>`;
}

function operationHtml({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, schema = {}, description }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td><code>${escape(typeText(schema))}</code> ${escape(description ?? noteOf(schema))}</td></tr>`,
  );
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const answers = Object.entries(operation.responses ?? {}).map(([status, { description = '', content }]) => {
    const schema = Object.values(content ?? {})[0]?.schema;
    const text = schema === undefined ? 'no content' : Number(status) >= 400 ? `Problem: ${description}` : typeText(schema);
    return `<tr><td><code>${status}</code></td><td colspan="2"><code>${escape(text)}</code></td></tr>`;
  });
  return `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escape(path)}</code> <span>${escape(operation.summary ?? '')}</span></summary>
${operation.description ? `<p>${escape(operation.description)}</p>` : ''}
<div class="wide" tabindex="0" role="region" aria-label="${escape(`${method} ${path}`)}"><table>${parameters.join('')}${body ? `<tr><td>body</td><td colspan="2"><code>${escape(typeText(body))}</code></td></tr>` : ''}${answers.join('')}</table></div></details>`;
}

const noteOf = (schema: Json): string => (typeof schema['description'] === 'string' ? schema['description'] : '');

/** A schema in the notation of a type: short enough to be read. */
function typeText(schema: Json, depth = 0): string {
  const {
    type,
    properties,
    items,
    anyOf,
    enum: values,
    const: only,
  } = schema as {
    type?: string;
    properties?: Record<string, Json>;
    items?: Json;
    anyOf?: Json[];
    enum?: unknown[];
    const?: unknown;
  };
  if (anyOf) return anyOf.map((part) => typeText(part, depth)).join(' | ');
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (only !== undefined) return JSON.stringify(only);
  if (type === 'array') return `[${items ? typeText(items, depth) : ''}]`;
  if (properties) {
    const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
    if (depth > 3) return '{…}';
    return `{ ${Object.entries(properties)
      .map(([name, property]) => `${name}${required.has(name) ? '' : '?'}: ${typeText(property, depth + 1)}`)
      .join(', ')} }`;
  }
  const { format } = schema;
  return typeof format === 'string' ? format : (type ?? 'any');
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.5rem;margin:0}h1 small{font-weight:400;opacity:.75}h2{font-size:1.1rem;margin:2rem 0 .5rem}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
details{border-top:1px solid color-mix(in srgb,currentColor 18%,transparent)}summary{cursor:pointer;padding:.5rem 0;overflow-wrap:anywhere}summary b{display:inline-block;min-width:4.2em;font-size:.85em}
summary span{margin-left:.5rem}code{font:13px/1.5 ui-monospace,monospace}table{border-collapse:collapse;width:100%}td{padding:.3rem .75rem .3rem 0;vertical-align:top}td code{white-space:pre-wrap;overflow-wrap:anywhere}
.wide{overflow-x:auto;padding:0 0 1rem}.get{color:light-dark(#0b6b3a,#6fd79f)}.post{color:light-dark(#1f4fbf,#8fb2ff)}.patch,.put{color:light-dark(#8a5200,#f0b866)}.delete{color:light-dark(#b01e1e,#ff9a94)}a{color:light-dark(#2f4ec9,#9db4ff)}`;

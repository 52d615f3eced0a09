import { parseForm, type Form } from './form.ts';

/**
 * The fields of a delivery's body, whatever its kind: calls come as a form, account events as multipart. Each value as sent:
 * nothing is trimmed, later duplicates win, files are left out. Never throws; what can't be read gives no fields.
 */
export function parseDelivery(body: string, contentType: string | undefined): Form {
  const boundary = /^\s*multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '');
  return boundary ? parseMultipart(body, boundary[1] ?? boundary[2] ?? '') : parseForm(body);
}

function parseMultipart(body: string, boundary: string): Form {
  const form = new Map<string, string>();
  const [, ...parts] = `\r\n${body}`.split(`\r\n--${boundary}`);
  for (const part of parts) {
    if (part.startsWith('--')) break; // the end mark
    const headersEnd = part.indexOf('\r\n\r\n');
    if (headersEnd === -1) continue;
    const headers = part.slice(0, headersEnd);
    const name = /^content-disposition:[^\r\n]*?;\s*name=(?:"([^"\r\n]*)"|([^\s;"]+))/im.exec(headers);
    const fieldName = name?.[1] ?? name?.[2];
    if (fieldName !== undefined && !/;\s*filename\*?=/i.test(headers)) form.set(fieldName, part.slice(headersEnd + 4));
  }
  return form;
}

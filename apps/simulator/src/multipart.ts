import { putField, type PhpArray } from './php-form.ts';

/**
 * The plain fields of a `multipart/form-data` body; files are left out, as the signature leaves them out.
 *
 * @param contentType - the header with the boundary.
 */
export function parseMultipart(body: Buffer, contentType: string): PhpArray {
  const form: PhpArray = new Map();
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return form;
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  for (const part of parts) {
    const split = part.indexOf('\r\n\r\n');
    const head = Buffer.from(part.slice(0, Math.max(0, split)), 'latin1').toString('utf8');
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
    if (split < 0 || name === undefined || /;\s*filename\*?=/i.test(head)) continue;
    putField(form, name, Buffer.from(part.slice(split + 4, -2), 'latin1').toString('utf8'));
  }
  return form;
}

import { createTransport } from 'nodemailer';

export type Letter = {
  /** The same for a repetition: mail servers that look may drop it. */
  id: string;
  to: string;
  subject: string;
  text: string;
  /** The same for mail programs that show pages. */
  html?: string;
};

export type MailServer = {
  /** The sender's address. */
  from: string;
  /** Resolves when the server has taken it. */
  send: (letter: Letter) => Promise<void>;
  /** Connects and signs in, no more. */
  check: () => Promise<void>;
};

const ANSWER_MS = 10_000; // with at most eleven answers a letter, sent or not within the two minutes for which it is claimed
const PATIENCE = { connectionTimeout: ANSWER_MS, greetingTimeout: ANSWER_MS, dnsTimeout: ANSWER_MS, socketTimeout: ANSWER_MS };

/**
 * The server of `CARILLON_SMTP_URL`: `smtps://LOGIN:PASSWORD@HOST:PORT`, or `smtp://` for STARTTLS where the server offers it. Options:
 * `from`, and `tls.rejectUnauthorized=false` for a certificate of one's own. One connection a letter.
 */
export function openMailServer(smtpUrl: string, publicUrl: string): MailServer {
  const { protocol, hostname, port, username, password, searchParams } = new URL(smtpUrl);
  const user = decodeURIComponent(username);
  const ours = new URL(publicUrl).hostname;
  const from = searchParams.get('from') ?? (user.includes('@') ? user : `carillon@${ours}`);
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    secure: protocol === 'smtps:',
    ...(port === '' ? {} : { port: Number(port) }),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(password) } }),
    ...(searchParams.get('tls.rejectUnauthorized') === 'false' ? { tls: { rejectUnauthorized: false } } : {}),
    ...PATIENCE,
  });
  return {
    from,
    send: async ({ id, to, subject, text, html }) => {
      await transport.sendMail({
        from: { name: 'Carillon', address: from },
        to: { name: '', address: to },
        envelope: { from, to: [to] }, // as it is: an address is never read as a list of them
        subject: oneLine(subject),
        text,
        ...(html === undefined ? {} : { html }),
        messageId: `<${id}@${ours}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    check: async () => {
      await transport.verify();
    },
  };
}

/** People's names may hold anything; a header holds one line. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 250);

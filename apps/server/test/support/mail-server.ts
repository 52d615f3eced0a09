import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export type Received = { from: string; to: string[]; headers: Record<string, string>; text: string; html: string };

export const MAIL_LOGIN = { user: 'robot@example.com', password: 'pass of the/robot' };

/** A mail server on this machine, as small as the protocol allows: one login, addresses it refuses, letters it has taken. */
export class TestMailServer {
  readonly received: Received[] = [];
  readonly refused = new Set<string>();
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return this.urlWith(MAIL_LOGIN.password);
  }

  urlWith(password: string): string {
    return `smtp://${encodeURIComponent(MAIL_LOGIN.user)}:${encodeURIComponent(password)}@127.0.0.1:${this.#port}`;
  }

  /** Again at the same port after a `stop`. */
  async start(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port; // it listens on a port
    this.#server = server;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let letter = { from: '', to: [] as string[] };
    let body: string[] | undefined;
    let waiting = '';
    const hear = (line: string): void => {
      if (body) {
        if (line !== '.') return void body.push(line.replace(/^\.\./, '.'));
        this.received.push({ ...letter, ...parse(body) });
        body = undefined;
        return say('250 taken');
      }
      const [word = ''] = line.toUpperCase().split(' ');
      const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (word === 'EHLO') return say('250-test\r\n250 AUTH PLAIN');
      if (word === 'AUTH') {
        const told = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString();
        return say(told === `\0${MAIL_LOGIN.user}\0${MAIL_LOGIN.password}` ? '235 welcome' : '535 wrong');
      }
      if (word === 'MAIL') {
        letter = { from: address, to: [] };
        return say('250 ok');
      }
      if (word === 'RCPT') {
        if (this.refused.has(address)) return say('550 nobody here');
        letter.to.push(address);
        return say('250 ok');
      }
      if (word === 'DATA') {
        body = [];
        return say('354 go on');
      }
      if (word === 'QUIT') return void socket.end('221 bye\r\n');
      return say('250 ok');
    };
    socket.on('data', (chunk) => {
      const lines = (waiting + chunk.toString('utf8')).split('\r\n');
      waiting = lines.pop() ?? '';
      lines.forEach(hear);
    });
    say('220 test');
  }
}

function parse(lines: readonly string[]): Pick<Received, 'headers' | 'text' | 'html'> {
  const { headers, body } = readPart(lines);
  const boundary = /^multipart\/alternative; boundary="([^"]+)"$/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return { headers, text: body, html: '' };
  const parts = lines
    .join('\r\n')
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => readPart(part.split('\r\n').slice(1, -1)));
  const of = (type: string): string => parts.find((part) => part.headers['content-type']?.startsWith(type))?.body ?? '';
  return { headers, text: of('text/plain'), html: of('text/html') };
}

function readPart(lines: readonly string[]): { headers: Record<string, string>; body: string } {
  const end = lines.indexOf('');
  const unfolded = lines
    .slice(0, end)
    .join('\r\n')
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    unfolded.map((line) => {
      const [name = '', ...rest] = line.split(': ');
      return [name.toLowerCase(), decodeWords(rest.join(': '))];
    }),
  );
  return { headers, body: decodeBody(lines.slice(end + 1).join('\r\n'), headers['content-transfer-encoding'] ?? '') };
}

/** RFC 2047. */
function decodeWords(text: string): string {
  const joined = text.replaceAll(/\?= =\?/g, '?==?');
  return joined.replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, how: string, said: string) =>
    how.toLowerCase() === 'b' ? Buffer.from(said, 'base64').toString() : unquote(said.replaceAll('_', ' ')),
  );
}

function decodeBody(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString();
  return encoding === 'quoted-printable' ? unquote(text.replaceAll('=\r\n', '')) : text;
}

const unquote = (text: string): string => decodeURIComponent(text.replaceAll('%', '%25').replaceAll(/=([0-9A-F]{2})/gi, '%$1'));

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { OsUser } from './run-as.ts';

/** One life of a database server. */
export type ServerProcess = {
  /** Resolves when it accepts connections; rejects with what it said when it ends before that. */
  ready: Promise<void>;
  /** Resolves when it has ended, children and all. */
  ended: Promise<void>;
  /** Asks for a fast shutdown, and insists after 6 s. */
  stop(): void;
};

export type ServerCommand = {
  program: string;
  args: readonly string[];
  cwd: string;
  user: OsUser | undefined;
  onLine: (line: string) => void;
};

/** The shell holds our pipe: when it closes, however we end (kill -9 too), the server gets SIGINT, its fast shutdown. */
const KEEPER = `exec 3<&0
"$@" 3<&- </dev/null & P=$!
(read -r _ <&3; kill -INT $P) & R=$!
wait $P; C=$?; kill $R 2>/dev/null; exit $C`;
const INSIST_MS = 6_000; // leaves the process time to exit within the 10 s it promises

/** Starts PostgreSQL in a session of its own, so that a terminal's Ctrl-C reaches us and not it. */
export function startServerProcess({ program, args, cwd, user, onLine }: ServerCommand): ServerProcess {
  const child = spawn('/bin/sh', ['-c', KEEPER, 'sh', program, ...args], {
    cwd,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { PATH: '/usr/bin:/bin', TZ: 'UTC' },
    ...user,
  });
  const said: string[] = [];
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.on('error', (error) => {
      said.push(error.message);
      resolve();
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (said.push(line) > 20) said.shift();
      onLine(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    void ended.then(() => reject(new Error(said.join('\n') || 'The database server ended without a word.')));
  });
  ready.catch(() => undefined); // whoever waits for it hears of it
  child.stdin.on('error', () => undefined); // already gone
  return { ready, ended, stop: () => stop(child, ended) };
}

function stop(child: ReturnType<typeof spawn>, ended: Promise<void>): void {
  child.stdin?.end();
  const insist = setTimeout(() => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGQUIT'); // its whole session
  }, INSIST_MS);
  void ended.then(() => clearTimeout(insist));
}

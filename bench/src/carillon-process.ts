import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Scope } from './scope.ts';

const BIN = fileURLToPath(new URL('../../apps/server/bin/carillon.js', import.meta.url));
const READY = /^carillon ready on (\S+)/;

/** A production server in a process of its own. */
export type CarillonProcess = {
  url: string;
  /** From the start of the process to its line "ready". */
  readyMs: number;
  pid: number;
  residentMegabytes: () => number;
  /** What it logged since this was last asked: sentence and how often. */
  complaints: () => string[];
};

export type CarillonOptions = { dataDir: string; port: number; env?: Record<string, string>; nodeFlags?: readonly string[] };

/** `carillon start` with the embedded database. @throws when it ends before it is ready. */
export async function startCarillon(
  scope: Scope,
  { dataDir, port, env = {}, nodeFlags = [] }: CarillonOptions,
): Promise<CarillonProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, BIN, 'start'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', PORT: String(port), CARILLON_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: dataDir,
  });
  scope.atEnd(() => stop(child));
  const logged = new Map<string, number>();
  const url = await readyUrl(child, logged);
  return {
    url,
    readyMs: performance.now() - began,
    pid: child.pid ?? 0,
    residentMegabytes: () => residentOf(child),
    complaints: () => {
      const told = [...logged].map(([sentence, times]) => `${times} × ${sentence}`);
      logged.clear();
      return told;
    },
  };
}

async function readyUrl(child: ChildProcess, logged: Map<string, number>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { stdout } = child;
    if (stdout === null) throw new Error('the process has no output');
    createInterface({ input: stdout }).on('line', (line) => {
      const url = READY.exec(line)?.[1];
      const sentence = /"msg":"([^"]*)"/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
      else if (sentence !== undefined) logged.set(sentence, (logged.get(sentence) ?? 0) + 1);
    });
    child.once('exit', (code) => reject(new Error(`carillon ended with ${code} before it was ready`)));
  });
}

function residentOf({ pid }: ChildProcess): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

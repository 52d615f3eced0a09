import type { Account } from './account.ts';

/** What the CRM's answer to NOTIFY_START or NOTIFY_IVR tells the cloud to do with a call. */
export type Instruction = { callerName?: string } & (
  | { kind: 'continue' }
  | { kind: 'hang-up' }
  | { kind: 'refuse' }
  | { kind: 'ring'; extension: string; returnAfterSeconds: number; forwardTo: string | null }
  | { kind: 'scenario'; menu: number; scenario: number; returnAfterSeconds: number }
  | { kind: 'menu'; menu: number }
  | { kind: 'play'; what: Playback; wait: WaitForDigits | null }
);

export type Playback = 'ivr_play' | 'ivr_saypopular' | 'ivr_saydigits' | 'ivr_saynumber';
export type WaitForDigits = {
  timeoutSeconds: number;
  attempts: number;
  maxDigits: number;
  name: string;
  fallback: Instruction | null;
};

/** An instruction, or why the answer can't be one. An invalid answer is ignored whole and the default scenario goes on. */
export type ReplyReading = { ok: true; instruction: Instruction } | { ok: false; complaint: string };

const CONTINUE: ReplyReading = { ok: true, instruction: { kind: 'continue' } };
const PLAYBACKS = ['ivr_play', 'ivr_saypopular', 'ivr_saydigits', 'ivr_saynumber'] as const;
const LANGUAGES = ['ru', 'en', 'es', 'pl', 'ua', 'fr', 'de'];
const STOCK_PHRASES = 25;

/** Reads the body of an answer. Empty, `{}` and anything that is not a JSON object with a known key mean "go on as configured". */
export function readReply(body: string, account: Account): ReplyReading {
  const reply = jsonObject(body);
  if (reply === undefined)
    return body.trim() === '' || body.trim() === 'OK' ? CONTINUE : fault(`The answer is not a JSON object: ${body.slice(0, 80)}`);
  const name = reply['caller_name'];
  if (name !== undefined && typeof name !== 'string') return fault('caller_name must be text');
  const reading = readAction(reply, account);
  if (!reading.ok || name === undefined) return reading;
  return { ok: true, instruction: { ...reading.instruction, callerName: name } };
}

/** One action counts, in this order: hangup, redirect, playback. */
function readAction(reply: Record<string, unknown>, account: Account): ReplyReading {
  if (reply['hangup'] !== undefined) {
    return text(reply['hangup']) === '1' ? { ok: true, instruction: { kind: 'hang-up' } } : fault('hangup can only be 1');
  }
  if (reply['redirect'] !== undefined) return readRedirect(reply, account);
  const what = PLAYBACKS.find((key) => reply[key] !== undefined);
  if (what) return readPlayback(what, reply, account);
  return reply['wait_dtmf'] === undefined ? CONTINUE : fault('wait_dtmf needs something to play');
}

function readRedirect(reply: Record<string, unknown>, account: Account): ReplyReading {
  const returnAfterSeconds = reply['return_timeout'] === undefined ? 0 : Number(text(reply['return_timeout']) || Number.NaN);
  if (!Number.isInteger(returnAfterSeconds) || (returnAfterSeconds !== 0 && returnAfterSeconds < 3)) {
    return fault('return_timeout must be 0 or at least 3 whole seconds');
  }
  const rewrite = reply['rewrite_forward_number'] === undefined ? null : text(reply['rewrite_forward_number']);
  if (rewrite !== null && !/^\+*\d{5,}$/.test(rewrite)) return fault('rewrite_forward_number must be a phone number');
  const target = readTarget(text(reply['redirect']), account);
  if (!target.ok) return target;
  const { instruction } = target;
  if (instruction.kind === 'ring') return { ok: true, instruction: { ...instruction, returnAfterSeconds, forwardTo: rewrite } };
  return { ok: true, instruction: instruction.kind === 'scenario' ? { ...instruction, returnAfterSeconds } : instruction };
}

/** `0-1` a scenario, `1` a scenario of menu 0, `0-main` a menu, `101` an extension, `blacklist` a refusal. */
function readTarget(target: string, account: Account): ReplyReading {
  if (target === 'blacklist') return { ok: true, instruction: { kind: 'refuse' } };
  const [, menuId, rest] = /^(\d+)-(main|\d+)$/.exec(target) ?? [];
  if (account.extensions.has(target)) {
    return { ok: true, instruction: { kind: 'ring', extension: target, returnAfterSeconds: 0, forwardTo: null } };
  }
  const menu = account.menus.find(({ id }) => id === Number(menuId ?? 0));
  if (menuId !== undefined && rest === 'main' && menu) return { ok: true, instruction: { kind: 'menu', menu: menu.id } };
  const scenario = menu?.scenarios.find(({ id }) => String(id) === (rest ?? target));
  if (menu && scenario)
    return { ok: true, instruction: { kind: 'scenario', menu: menu.id, scenario: scenario.id, returnAfterSeconds: 0 } };
  return fault(`redirect to "${target}": no such extension, scenario or menu`);
}

function readPlayback(what: Playback, reply: Record<string, unknown>, account: Account): ReplyReading {
  const value = text(reply[what]);
  if (value === '') return fault(`${what} is empty`);
  if (what !== 'ivr_play') {
    if (!/^\d+$/.test(value)) return fault(`${what} must be digits`);
    if (!LANGUAGES.includes(text(reply['language']))) return fault(`${what} needs a language: ${LANGUAGES.join(', ')}`);
  }
  if (what === 'ivr_saypopular' && (Number(value) < 1 || Number(value) > STOCK_PHRASES))
    return fault('ivr_saypopular goes from 1 to 25');
  if (reply['wait_dtmf'] === undefined) return { ok: true, instruction: { kind: 'play', what, wait: null } };
  const wait = readWait(reply['wait_dtmf'], what, account);
  return typeof wait === 'string' ? fault(wait) : { ok: true, instruction: { kind: 'play', what, wait } };
}

function readWait(value: unknown, what: Playback, account: Account): WaitForDigits | string {
  if (!isRecord(value)) return 'wait_dtmf must be an object';
  const whole = (key: string, otherwise: number): number =>
    value[key] === undefined ? otherwise : Number(text(value[key]) || Number.NaN);
  const [timeoutSeconds, attempts, maxDigits] = [whole('timeout', 5), whole('attempts', 1), whole('maxdigits', 1)];
  if (![timeoutSeconds, attempts, maxDigits].every((number) => Number.isInteger(number) && number > 0)) {
    return 'wait_dtmf: timeout, attempts and maxdigits must be whole numbers above 0';
  }
  const name = text(value['name']);
  if (name === '') return 'wait_dtmf needs a name';
  const wait = { timeoutSeconds, attempts, maxDigits, name };
  if (value['default'] === undefined || what !== 'ivr_play') return { ...wait, fallback: null }; // the default works after ivr_play only
  const target = text(value['default']);
  const fallback: ReplyReading =
    target === 'hangup' ? { ok: true, instruction: { kind: 'hang-up' } } : readTarget(target, account);
  return fallback.ok ? { ...wait, fallback: fallback.instruction } : `wait_dtmf default: ${fallback.complaint}`;
}

function jsonObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (Array.isArray(value)) return value.length === 0 ? {} : undefined; // PHP prints an empty array for an empty answer
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Numbers and texts are taken alike, as PHP would. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function fault(complaint: string): ReplyReading {
  return { ok: false, complaint };
}

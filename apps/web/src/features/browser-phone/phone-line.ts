import type { BrowserPhone } from '@carillon/contract';
import { api, ApiError, type ApiErrorCode } from '../../lib/api.ts';
import { joinElection } from '../../lib/live/leadership.ts';

/** What keeps the phone from working in this page. `host`: which one, of the reasons that have one. */
export type PhoneFault = { code: 'insecure' | 'scripts' | 'blocked' | ApiErrorCode; host?: string | undefined };

/** `elsewhere`: another tab of this browser has it. `over`: it has to be started anew with the page. */
export type PhoneState =
  | { phase: 'starting' | 'ready' | 'elsewhere' }
  | { phase: 'failed'; fault: PhoneFault }
  | { phase: 'over'; because: 'expired' | 'switched-off' };

type Owner = { userId: string; language: string };

const LOCK = 'carillon-browser-phone';
const WAITS_MS = 1_500;
const TIMER_MAX_MS = 2 ** 31 - 1;

let state: PhoneState = { phase: 'starting' };
/** Whose phone lies in this page. Nobody documents how to take it away again: it stays as long as the page. */
let drawnFor: string | undefined;
let owner: Owner | undefined;
const listeners = new Set<() => void>();

function become(next: PhoneState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The one browser phone of this page, for `useSyncExternalStore`. */
export const phoneLine = {
  state: (): PhoneState => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isDrawn: (): boolean => drawnFor !== undefined,

  /** Starts the phone of this person, in one tab of the browser. The returned function lets another tab have it, if it has not begun here. */
  open(mine: Owner): () => void {
    if (drawnFor !== undefined && drawnFor !== mine.userId) location.reload(); // the phone of somebody else lies in this page
    if (drawnFor !== undefined) {
      if (state.phase === 'over' && state.because === 'switched-off') become({ phase: 'ready' });
      return leaveWithPage;
    }
    owner = mine;
    const waits = setTimeout(() => become({ phase: 'elsewhere' }), WAITS_MS);
    const onGain = () => {
      clearTimeout(waits);
      void start();
    };
    const { leave } = joinElection({ name: LOCK, onGain, onLose: () => undefined });
    return () => {
      clearTimeout(waits);
      if (drawnFor === undefined) leave();
      else leaveWithPage();
    };
  },

  retry: (): void => void start(),

  switchedOff(): void {
    if (drawnFor !== undefined) become({ phase: 'over', because: 'switched-off' });
  },
};

/** Whoever has signed out must not ring on in this page. */
function leaveWithPage(): void {
  setTimeout(() => {
    if (location.pathname === '/sign-in') location.reload();
  });
}

async function start(): Promise<void> {
  if (owner === undefined || drawnFor !== undefined) return;
  const { userId, language } = owner;
  become({ phase: 'starting' });
  try {
    if (!window.isSecureContext) return become({ phase: 'failed', fault: { code: 'insecure' } }); // no browser gives the microphone
    const phone = await api.get<BrowserPhone>('/browser-phone', { query: { host: location.hostname } });
    const { startWidget } = await import('./widget.ts');
    document.addEventListener('securitypolicyviolation', onBlocked);
    await startWidget(phone, language);
    drawnFor = userId;
    become({ phase: 'ready' });
    const left = Math.min(Date.parse(phone.expiresAt) - Date.now(), TIMER_MAX_MS);
    setTimeout(() => become({ phase: 'over', because: 'expired' }), left);
  } catch (error) {
    document.removeEventListener('securitypolicyviolation', onBlocked);
    become({ phase: 'failed', fault: faultOf(error) });
  }
}

function faultOf(error: unknown): PhoneFault {
  return error instanceof ApiError ? { code: error.code, host: error.problem.host } : { code: 'scripts' };
}

/** The phone asked somewhere our list of its provider's hosts does not have. */
function onBlocked({ blockedURI }: SecurityPolicyViolationEvent): void {
  if (drawnFor === undefined || !URL.canParse(blockedURI)) return;
  become({ phase: 'failed', fault: { code: 'blocked', host: new URL(blockedURI).host } });
}

import { isRedirectRungOut } from './call-clock.ts';
import type { Call } from './call.ts';
import { REDIRECT_GRACE_MS } from './seat-story.ts';

/** What has become of the call that our answer sent to a phone. */
export type RedirectState = {
  extension: string;
  userId: string | null;
  /** When our answer sent it there. */
  at: Date;
  /** By then the phone has taken it or has let it ring out; `null`: it may ring for ever. */
  dueAt: Date | null;
  outcome: 'open' | 'taken' | 'rung-out';
  /** When it was taken, or was over untaken; `null` while it is open. */
  overAt: Date | null;
};

/** How the redirect of a call stands at this moment (7.6); `null` when there was none. */
export function redirectStateAt(call: Call, now: Date): RedirectState | null {
  const { redirect } = call;
  if (redirect === null) return null;
  const { extension, returnTimeoutSeconds: seconds, at } = redirect;
  const seat = call.participants.find((participant) => participant.extension === extension);
  const ring = call.rings.find((other) => other.extension === extension);
  const dueAt = seconds === 0 ? null : (ring?.endsBy ?? new Date(+at + seconds * 1000 + REDIRECT_GRACE_MS));
  const about = { extension, userId: seat?.userId ?? null, at, dueAt };
  if (isRedirectRungOut(call, now)) {
    return { ...about, outcome: 'rung-out', overAt: ring?.endedAt ?? ring?.endsBy ?? call.endedAt ?? now };
  }
  const spoke = seat !== undefined && SPOKE.has(seat.outcome);
  if (!spoke && call.endedAt === null) return { ...about, outcome: 'open', overAt: null };
  return { ...about, outcome: 'taken', overAt: seat?.answeredAt ?? call.endedAt ?? now };
}

const SPOKE: ReadonlySet<Call['participants'][number]['outcome']> = new Set(['talking', 'answered', 'transferred']);

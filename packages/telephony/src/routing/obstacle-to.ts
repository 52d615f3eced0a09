import type { DecisionInput, Employee, Note, OrdinaryReason } from './decision.ts';
import { returnTimeout } from './return-timeout.ts';
import { isOpen } from './working-hours.ts';

/** The cloud redirects to three-digit extensions only; other forms mean a menu or a scenario. */
const ROUTABLE = /^\d{3}$/;
/** One look may fall into a phone's moment of registering anew. */
const LOOKS_BELIEVED = 2;
const LOOK_AGE_MS = 3 * 60_000;
const SECOND_CALL_MS = 10 * 60_000;
/** So many redirects in a row that rang out, and the next quarter of an hour brings none. */
export const BYPASSED_AFTER = 3;
export const BYPASS_MS = 15 * 60_000;

type Look = (who: Employee, input: DecisionInput, note: Note) => OrdinaryReason | null;

/** Why this employee's phone is not to ring now (7.3, 7.6); `null` when it may. Every look until the first obstacle is noted. */
export function obstacleTo(who: Employee, input: DecisionInput, note: Note): OrdinaryReason | null {
  for (const look of LOOKS) {
    const obstacle = look(who, input, note);
    if (obstacle !== null) return obstacle;
  }
  return null;
}

const lookAtExtension: Look = (who, { features }, note) => {
  const { extension, userId, returnTimeoutSeconds } = who;
  const seconds = returnTimeoutSeconds ?? features.routeToResponsible.returnTimeoutSeconds;
  const fault =
    extension === null
      ? 'no-extension'
      : !ROUTABLE.test(extension)
        ? 'extension-not-routable'
        : returnTimeout(seconds).ok
          ? null
          : 'bad-return-timeout';
  note('extension', fault ?? 'ready', { userId, extension, returnTimeoutSeconds: seconds });
  return fault;
};

const lookAtHours: Look = (_who, { hours, now, features }, note) => {
  const open = isOpen(hours, now);
  const { respectHours } = features.routeToResponsible;
  note('hours', open ? 'open' : 'closed', { respected: respectHours });
  return !open && respectHours ? 'outside-hours' : null;
};

const lookForSecondCall: Look = (_who, { rungOutAt, now }, note) => {
  const again = rungOutAt != null && +now - +rungOutAt < SECOND_CALL_MS;
  note('second-call', again ? 'just-rang-out' : 'no', again ? { secondsAgo: secondsSince(rungOutAt, now) } : {});
  return again ? 'just-rang-out' : null;
};

const lookAtPresence: Look = ({ talking, userId }, _input, note) => {
  note('presence', talking === null ? 'unknown' : talking ? 'talking' : 'free', { userId });
  return talking ? 'responsible-busy' : null;
};

const lookAtRegistration: Look = ({ registration, userId, extension }, { now }, note) => {
  const fresh = registration != null && Math.abs(+now - +registration.at) <= LOOK_AGE_MS ? registration : null;
  const offline = fresh !== null && fresh.offlineLooks >= LOOKS_BELIEVED;
  note('online', offline ? 'offline' : fresh?.offlineLooks === 0 ? 'online' : 'unknown', {
    userId,
    extension,
    offlineLooks: fresh?.offlineLooks ?? null,
    secondsAgo: fresh ? secondsSince(fresh.at, now) : null,
  });
  return offline ? 'extension-offline' : null;
};

const lookAtPatience: Look = ({ rungOut, userId }, { now }, note) => {
  const bypassed = rungOut != null && rungOut.inARow >= BYPASSED_AFTER && +now - +rungOut.lastAt < BYPASS_MS;
  note('rung-out', bypassed ? 'bypassed' : 'fine', { userId, inARow: rungOut?.inARow ?? 0 });
  return bypassed ? 'bypassed' : null;
};

const LOOKS: readonly Look[] = [
  lookAtExtension,
  lookAtHours,
  lookForSecondCall,
  lookAtPresence,
  lookAtRegistration,
  lookAtPatience,
];

function secondsSince(at: Date, now: Date): number {
  return Math.max(0, Math.round((+now - +at) / 1000));
}

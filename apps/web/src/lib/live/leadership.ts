type Terms = { name: string; onGain: () => void; onLose: () => void };
type Leadership = { leave: () => void; takeOver: () => void };

/**
 * Makes exactly one tab of the browser the leader, at once another one when it closes.
 * Web Locks exist on secure pages only; an office server on plain http elects by a lease in the local storage.
 */
export function joinElection(terms: Terms): Leadership {
  return 'locks' in navigator ? electByLock(terms) : electByLease(terms);
}

function electByLock({ name, onGain, onLose }: Terms): Leadership {
  let left = false;
  let release: (() => void) | undefined;
  const stand = async (steal: boolean): Promise<void> => {
    try {
      await navigator.locks.request(name, { steal }, async () => {
        if (left) return;
        onGain();
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      });
    } catch {
      if (left) return; // another tab took over because this one slept: stand again behind it
      onLose();
      void stand(false);
    }
  };
  void stand(false);
  return {
    leave: () => {
      left = true;
      release?.();
    },
    takeOver: () => void stand(true),
  };
}

const LEASE_MS = 4000;
const RENEW_MS = 1000;

function electByLease({ name, onGain, onLose }: Terms): Leadership {
  const me = `${Date.now()}-${Math.random()}`;
  let leading = false;
  const look = (): void => {
    const [holder, until] = (localStorage.getItem(name) ?? '').split('|');
    const free = holder === me || Number(until ?? 0) < Date.now();
    if (free) localStorage.setItem(name, `${me}|${Date.now() + LEASE_MS}`);
    if (free === leading) return;
    leading = free;
    if (free) onGain();
    else onLose();
  };
  const leave = (): void => {
    clearInterval(timer);
    window.removeEventListener('storage', look);
    window.removeEventListener('pagehide', leave);
    if (leading) localStorage.removeItem(name);
    leading = false;
  };
  const timer = setInterval(look, RENEW_MS);
  window.addEventListener('storage', look);
  window.addEventListener('pagehide', leave);
  look();
  return { leave, takeOver: () => localStorage.removeItem(name) };
}

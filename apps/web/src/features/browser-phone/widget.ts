import type { BrowserPhone } from '@carillon/contract';

/** The function that the provider's scripts leave behind, with its arguments as documented. */
type StartWidget = (
  ...given: [
    key: string,
    login: string,
    shape: 'square' | 'rounded',
    language: string,
    visible: boolean,
    position: Record<string, string>,
  ]
) => void;

declare global {
  interface Window {
    zadarmaWidgetFn?: StartWidget;
  }
}

const PATIENCE_MS = 20_000;
const NARROW = '(max-width: 640px)';
const loaded = new Set<string>();

/** Loads the provider's scripts one after the other, and starts its phone. @throws Error when a script does not come or leaves nothing behind. */
export async function startWidget({ key, login, scripts }: BrowserPhone, language: string): Promise<void> {
  for (const src of scripts) await loadScript(src);
  if (typeof window.zadarmaWidgetFn !== 'function') throw new Error('The scripts left no phone behind.');
  window.zadarmaWidgetFn(key, login, 'rounded', language, true, placeOf());
}

/** The lower left corner: pop-ups come in the right one, and on a narrow screen the menu lies below. */
function placeOf(): Record<string, string> {
  return window.matchMedia(NARROW).matches ? { left: '8px', bottom: '68px' } : { left: '6px', bottom: '8px' };
}

function loadScript(src: string): Promise<void> {
  if (loaded.has(src)) return Promise.resolve();
  const script = document.createElement('script');
  return new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error(`${src} could not be loaded.`));
    const timer = setTimeout(fail, PATIENCE_MS);
    script.addEventListener('load', () => {
      clearTimeout(timer);
      loaded.add(src);
      resolve();
    });
    script.addEventListener('error', fail);
    script.referrerPolicy = 'origin'; // the provider looks at the host of the page
    script.src = src;
    document.head.append(script);
  }).catch((error: unknown) => {
    script.remove(); // another try loads it again
    throw error;
  });
}

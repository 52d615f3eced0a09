import { WebhookError } from './webhook-error.ts';

declare const built: unique symbol;

/** The answer to NOTIFY_START or NOTIFY_IVR, ready for `JSON.stringify`. Only the builders of {@link reply} make one. */
export type Reply = Readonly<Record<string, unknown>> & { readonly [built]: true };

/** Seconds that can't be: 1, 2, negatives and fractions have no documented meaning. Caught by the compiler when written as literals. */
type Seconds<T extends number> = T extends 1 | 2 ? never : `${T}` extends `-${string}` | `${string}.${string}` ? never : T;

const LANGUAGES = ['ru', 'en', 'es', 'pl', 'ua', 'fr', 'de'] as const;
export type PhraseLanguage = (typeof LANGUAGES)[number];

/** A menu of the PBX, `0` being the main one; or one of its scenarios. */
export type Menu = { menu: number };
export type Scenario = { menu?: number; scenario: number };

/** Collects keys while or after something is played. Seconds, tries, and the most keys. */
export type WaitDtmf = { timeoutSeconds: number; attempts: number; maxDigits: number; name: string; whenNothing?: never };

/** What happens when nothing is pressed. */
export type WhenNothing = 'hangup' | Menu | Scenario | { extension: string };

/** After a played file, and only there, nothing pressed can lead somewhere. */
export type PlayWaitDtmf = Omit<WaitDtmf, 'whenNothing'> & { whenNothing?: WhenNothing | undefined };

export type RedirectToExtension<T extends number = number> = {
  /** Three digits. */
  extension: string;
  /** 0: it rings for ever; from 3: it rings that long, then the caller goes back to the menu. */
  returnTimeoutSeconds: T & Seconds<T>;
  callerName?: string | undefined;
  /** Replaces, for this call, the phone number the extension forwards to. */
  rewriteForwardNumber?: string | undefined;
};

type Speech = { language: PhraseLanguage; waitDtmf?: WaitDtmf | undefined };

type Redirect<T extends number> = { returnTimeoutSeconds?: (T & Seconds<T>) | undefined; callerName?: string | undefined };

/**
 * Answers that steer the call, one action each. Every builder throws {@link WebhookError} `bad-reply` for what the API gives no
 * meaning to: the caller is on the line, and the PBX ignores nonsense without a word.
 *
 * @see https://zadarma.com/en/support/api/ — NOTIFY_START, NOTIFY_IVR.
 */
export const reply = {
  /** The PBX follows its configured scenario. */
  continue: (): Reply => build({}),

  redirectToExtension: <const T extends number>(to: RedirectToExtension<T>): Reply =>
    build({
      redirect: extensionText(to.extension),
      return_timeout: returnTimeout(to.returnTimeoutSeconds),
      ...(to.rewriteForwardNumber === undefined ? {} : { rewrite_forward_number: forwardNumber(to.rewriteForwardNumber) }),
      ...named(to),
    }),

  redirectToMenu: <const T extends number>(to: Menu & Redirect<T>): Reply =>
    build({ redirect: target(to), ...timed(to), ...named(to) }),

  redirectToScenario: <const T extends number>(to: Scenario & Redirect<T>): Reply =>
    build({ redirect: target(to), ...timed(to), ...named(to) }),

  /** Rejects with "busy". */
  blacklist: (): Reply => build({ redirect: 'blacklist' }),

  hangup: (): Reply => build({ hangup: 1 }),

  /** Shows a name on the phone and lets the scenario go on. */
  callerName: (name: string): Reply => build(named({ callerName: name })),

  play: ({ soundId, waitDtmf }: { soundId: string; waitDtmf?: PlayWaitDtmf | undefined }): Reply =>
    build({ ivr_play: nonEmpty('ivr_play', soundId), ...waiting(waitDtmf) }),

  /** One of the 25 stock phrases: 5 "welcome", 9 "all managers busy", 15 "leave a message", … */
  sayPopular: ({ phrase, language, waitDtmf }: { phrase: number } & Speech): Reply =>
    build({ ivr_saypopular: whole('ivr_saypopular', phrase, 1, 25), ...spoken(language, waitDtmf) }),

  /** Reads them one by one, leading zeros included. */
  sayDigits: ({ digits, language, waitDtmf }: { digits: string } & Speech): Reply =>
    build({ ivr_saydigits: digitsText('ivr_saydigits', digits), ...spoken(language, waitDtmf) }),

  sayNumber: ({ number, language, waitDtmf }: { number: string } & Speech): Reply =>
    build({ ivr_saynumber: digitsText('ivr_saynumber', number), ...spoken(language, waitDtmf) }),
};

function build(body: Record<string, unknown>): Reply {
  return body as Reply; // the brand exists in types only: it proves that a builder made the object
}

function refuse(field: string, why: string): never {
  throw new WebhookError('bad-reply', field, `"${field}" ${why}.`);
}

function whole(field: string, value: number, least: number, most: number): number {
  return Number.isInteger(value) && value >= least && value <= most
    ? value
    : refuse(field, `is a whole number from ${least} to ${most}`);
}

function nonEmpty(field: string, value: string): string {
  return value.trim() !== '' && !/\p{Cc}/u.test(value) ? value : refuse(field, 'is a line of text');
}

function digitsText(field: string, value: string): string {
  return /^\d+$/.test(value) ? value : refuse(field, 'is digits');
}

// one digit alone would mean a scenario of the main menu
function extensionText(extension: string): string {
  return /^\d{3}$/.test(extension) ? extension : refuse('redirect', 'names an extension by three digits');
}

function returnTimeout(seconds: number): number {
  return Number.isSafeInteger(seconds) && (seconds === 0 || seconds >= 3)
    ? seconds
    : refuse('return_timeout', 'is 0, or 3 and more whole seconds');
}

function forwardNumber(number: string): string {
  return /^\+?\d{5,}$/.test(number) ? number : refuse('rewrite_forward_number', 'is five digits or more');
}

function timed({ returnTimeoutSeconds }: { returnTimeoutSeconds?: number | undefined }): { return_timeout?: number } {
  return returnTimeoutSeconds === undefined ? {} : { return_timeout: returnTimeout(returnTimeoutSeconds) };
}

function named({ callerName }: { callerName?: string | undefined }): { caller_name?: string } {
  return callerName === undefined ? {} : { caller_name: nonEmpty('caller_name', callerName) };
}

const MENU_MAX = 999_999;

function target(to: Menu | Scenario): string {
  const menu = whole('redirect', to.menu ?? 0, 0, MENU_MAX);
  return 'scenario' in to ? `${menu}-${whole('redirect', to.scenario, 0, MENU_MAX)}` : `${menu}-main`;
}

function spoken(language: PhraseLanguage, wait: WaitDtmf | undefined): Record<string, unknown> {
  if (!LANGUAGES.includes(language)) refuse('language', `is one of ${LANGUAGES.join(', ')}`);
  if (wait?.whenNothing !== undefined) refuse('wait_dtmf.default', 'works after ivr_play only');
  return { language, ...waiting(wait) };
}

function waiting(wait: WaitDtmf | PlayWaitDtmf | undefined): { wait_dtmf?: Record<string, unknown> } {
  if (wait === undefined) return {};
  return {
    wait_dtmf: {
      timeout: whole('wait_dtmf.timeout', wait.timeoutSeconds, 1, 3600),
      attempts: whole('wait_dtmf.attempts', wait.attempts, 1, 100),
      maxdigits: whole('wait_dtmf.maxdigits', wait.maxDigits, 1, 100),
      name: nonEmpty('wait_dtmf.name', wait.name),
      ...(wait.whenNothing === undefined ? {} : { default: whenNothing(wait.whenNothing) }),
    },
  };
}

function whenNothing(what: WhenNothing): string {
  if (what === 'hangup') return what;
  return 'extension' in what ? extensionText(what.extension) : target(what);
}

export type NumberConfig = {
  number: string;
  description: string;
  /** Wall clock of the account; far away when not given. */
  stopDate?: string;
  /** On when not given. */
  autorenew?: boolean;
  /** `on` when not given. */
  status?: string;
  /** Whether texts can come to it at all; they can when not given. */
  takesTexts?: boolean;
};

/** What an account is made of; everything may be left out of `startSimulator({ account })` and has a value that works. */
export type AccountConfig = {
  pbxId: number;
  extensions: ExtensionConfig[];
  numbers: NumberConfig[];
  /** Extensions under one name, for scenarios. */
  groups: { name: string; extensions: string[] }[];
  /** Voice menus. Menu 0 takes every call that the CRM does not steer. None given: one that rings everybody. */
  menus: Menu[];
  /** IANA zone of every time the cloud writes and reads. */
  timezone: string;
  balance: number;
  currency: string;
  /** What people speak on the phone, as transcripts name it. */
  speechLanguage: 'en-EN' | 'ru-RU';
  /** Buttons of the page: somebody to call from. */
  presetCallers: { name: string; number: string }[];
};

export type ExtensionConfig = {
  number: string;
  name: string;
  online: boolean;
  /** The outside phone that rings instead, digits. */
  forwardTo?: string | undefined;
  /** Whether its talks are recorded; they are unless this says `false`. */
  recording?: boolean;
  /** Whether its recordings can be turned into text: each, those that are asked for, or none, which is how an account begins. */
  speech?: SpeechSetting;
  /** The number shown to whom it calls; the first of the account when left out. */
  callerId?: string;
};

/** The API's own words. */
export type SpeechSetting = 'all' | 'optional' | 'off';

export type Menu = {
  id: number;
  /** How long the greeting holds a call before the default scenario; a key may be pressed meanwhile. 0: straight on. */
  greetingSeconds: number;
  defaultScenario: number;
  /** Key → scenario. */
  keys: Record<string, number>;
  scenarios: Scenario[];
};

export type Scenario = {
  id: number;
  title: string;
  /** Extension or group, and how long after the beginning of the scenario it starts to ring. */
  rings: { to: string; afterSeconds: number }[];
  /** After so long with nobody answering the call is given up: `no answer`. */
  ringSeconds: number;
};

export type Extension = {
  number: string;
  name: string;
  /** A device is registered: the one on the desk, or a phone inside a page. Setting it is about the desk. */
  online: boolean;
  forwardTo: string | null;
  recording: boolean;
  speech: SpeechSetting;
  callerId: string;
  /** How many pages have its phone open. */
  webPhones: number;
};

/** An account as it stands now: settings change through the API and the page. */
export type Account = Omit<AccountConfig, 'extensions'> & { extensions: Map<string, Extension> };

const DEFAULT_ACCOUNT: Omit<AccountConfig, 'menus'> = {
  pbxId: 12345,
  extensions: [
    { number: '101', name: 'Anna Petrova', online: true },
    { number: '102', name: 'Boris Orlov', online: true },
    { number: '103', name: 'Clara Weiss', online: true },
    { number: '104', name: 'David Green', online: false },
  ],
  numbers: [
    { number: '442079460123', description: 'London' },
    { number: '12025550143', description: 'Washington' },
  ],
  groups: [],
  timezone: 'UTC',
  balance: 18.1636,
  currency: 'USD',
  speechLanguage: 'en-EN',
  presetCallers: [
    { name: 'A client from London', number: '442079460101' },
    { name: 'A client from Moscow', number: '74951112233' },
    { name: 'Somebody who hides', number: 'anonymous' },
  ],
};

/** The account these settings describe, at its beginning. @throws RangeError for a zone that does not exist. */
export function openAccount(config: Partial<AccountConfig> = {}): Account {
  const { extensions, ...given } = { ...DEFAULT_ACCOUNT, ...config };
  Intl.DateTimeFormat('en', { timeZone: given.timezone });
  const callerId = given.numbers[0]?.number ?? '';
  return {
    ...given,
    menus: config.menus?.length ? config.menus : [defaultMenu(extensions.map(({ number }) => number))],
    extensions: new Map(extensions.map((extension) => [extension.number, openExtension({ callerId, ...extension })])),
  };
}

function openExtension({ online, forwardTo, ...config }: ExtensionConfig & { callerId: string }): Extension {
  let onDesk = online;
  return {
    recording: true,
    speech: 'off',
    ...config,
    forwardTo: forwardTo ?? null,
    webPhones: 0,
    get online() {
      return onDesk || this.webPhones > 0;
    },
    set online(registered) {
      onDesk = registered;
    },
  };
}

/** The two first extensions ring at once, the others join ten seconds later, half a minute after that the call is given up. */
function defaultMenu(extensions: readonly string[]): Menu {
  const rings = extensions.map((to, place) => ({ to, afterSeconds: place < 2 ? 0 : 10 }));
  return {
    id: 0,
    greetingSeconds: 0,
    defaultScenario: 1,
    keys: { 1: 1 },
    scenarios: [{ id: 1, title: 'Everybody', rings, ringSeconds: 40 }],
  };
}

/** The extensions behind a name in a scenario: a group's members, or the extension itself. */
export function membersOf(account: Account, name: string): string[] {
  const group = account.groups.find((candidate) => candidate.name === name);
  return group ? group.extensions : [name];
}

/** The extensions that ring for `from` of a callback: one extension, those of a scenario such as `0-1`; none for a phone outside. */
export function extensionsBehind(account: Account, from: string): string[] {
  if (account.extensions.has(from)) return [from];
  const [, menuId, scenarioId] = /^(\d+)-(\d+)$/.exec(from) ?? [];
  const menu = account.menus.find(({ id }) => String(id) === menuId);
  const scenario = menu?.scenarios.find(({ id }) => String(id) === scenarioId);
  return scenario?.rings.flatMap(({ to }) => membersOf(account, to)) ?? [];
}

/** A phone number as digits; words like `anonymous` stay as they are. */
export function bareNumber(text: string): string {
  const digits = text.replace(/[\s()+-]/g, '');
  return /^\d+$/.test(digits) ? digits : text.trim();
}

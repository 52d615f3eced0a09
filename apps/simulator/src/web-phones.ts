import type { Account, Extension } from './account.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** Why a phone inside a page does not start, in the words its corner of the page shows. */
export type WebPhoneRefusal = 'integrationDisabled' | 'Domain is not allowed' | 'Sip not found' | 'Key is not valid';

const KEY_LIVES_MS = 72 * 3_600_000;
const DOMAIN = /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i;

/** The account's phones inside web pages (WebRTC): their keys, and the hosts whose pages they may run in. */
export class WebPhones {
  readonly domains = new Set<string>();
  shape = 'square';
  position = 'top_right';
  readonly #keys = new Map<string, { login: string; issuedAt: Date }>();
  readonly #account: Account;
  readonly #clock: Clock;
  readonly #random: Random;
  #sequence = 0;

  constructor({ account, clock, random }: { account: Account; clock: Clock; random: Random }) {
    this.#account = account;
    this.#clock = clock;
    this.#random = random;
  }

  /** A key for the full login of an extension, `12345-101`; `undefined` for anything else. */
  issueKey(login: string): string | undefined {
    if (!this.#extensionOf(login)) return undefined;
    this.#sequence += 1;
    const key = this.#random.fork(`webrtc/${login}/${this.#sequence}`).hex(40);
    this.#keys.set(key, { login, issuedAt: this.#clock.now() });
    return key;
  }

  /** @returns false for what is no host name. */
  permit(domain: string): boolean {
    if (!DOMAIN.test(domain)) return false;
    this.domains.add(domain.toLowerCase());
    return true;
  }

  /** Whose phone a page may open with this key, or why it may not. */
  open({ key, login, domain }: { key: string; login: string; domain: string }): Extension | WebPhoneRefusal {
    if (this.domains.size === 0) return 'integrationDisabled';
    if (!this.domains.has(domain.toLowerCase())) return 'Domain is not allowed';
    const issued = this.#keys.get(key);
    const age = issued === undefined ? Number.POSITIVE_INFINITY : +this.#clock.now() - +issued.issuedAt;
    if (issued?.login !== login || age > KEY_LIVES_MS) return 'Key is not valid';
    return this.#extensionOf(login) ?? 'Sip not found';
  }

  #extensionOf(login: string): Extension | undefined {
    const [, pbxId, extension = ''] = /^(\d+)-(\d+)$/.exec(login) ?? [];
    return pbxId === String(this.#account.pbxId) ? this.#account.extensions.get(extension) : undefined;
  }
}

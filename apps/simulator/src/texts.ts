/** A text that came to the account or left it. */
export type Text = { at: Date; direction: 'in' | 'out'; from: string; to: string; text: string };

const KEPT_MAX = 200;
const PLAIN = /^[\n\r !-~£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]*$/;
const DOUBLE = /[€^{}[\]~|\\]/g;

/** How many parts a text goes in: 160 plain characters or 70 of any kind; in several, 153 or 67 each. */
export function partsOf(text: string): number {
  const isPlain = PLAIN.test(text) && !text.includes('`');
  const length = isPlain ? text.length + (text.match(DOUBLE)?.length ?? 0) : text.length;
  const [one, each] = isPlain ? [160, 153] : [70, 67];
  return length <= one ? 1 : Math.ceil(length / each);
}

/** The texts of an account, and which of its numbers take any. */
export class Texts {
  #kept: Text[] = [];
  readonly #deaf = new Set<string>();

  keep(text: Text): void {
    this.#kept = [...this.#kept, text].slice(-KEPT_MAX);
  }

  /** The oldest first. */
  all(): readonly Text[] {
    return this.#kept;
  }

  /** Whether a number, digits, reports what comes to it; each does until it is told not to. */
  receives(number: string): boolean {
    return !this.#deaf.has(number);
  }

  setReception(number: string, on: boolean): void {
    if (on) this.#deaf.delete(number);
    else this.#deaf.add(number);
  }
}

/** The record of one leg's talk. */
export type Recording = {
  callId: string;
  pbxCallId: string;
  extension: string;
  startedAt: Date;
  seconds: number;
  /** Before this moment the API answers `File not found`. */
  availableAt: Date;
};

/** Every recording of the account and the links handed out to them. */
export class Recordings {
  readonly #byCall = new Map<string, Recording[]>();
  readonly #links = new Map<string, { recording: Recording; until: Date }>();

  add(recording: Recording): void {
    const others = this.#byCall.get(recording.pbxCallId);
    if (others) others.push(recording);
    else this.#byCall.set(recording.pbxCallId, [recording]);
  }

  /** The recordings of a call that can be fetched at this moment, in the order of the talks. */
  ofCall(pbxCallId: string, now: Date): Recording[] {
    return (this.#byCall.get(pbxCallId) ?? []).filter(({ availableAt }) => availableAt <= now);
  }

  /** One recording by its own id. The id may have lost trailing zeros in a JSON number: it is compared as a number too. */
  byId(callId: string, now: Date): Recording | undefined {
    const same = (id: string): boolean => id === callId || (/^\d+\.\d+$/.test(callId) && Number(id) === Number(callId));
    for (const recordings of this.#byCall.values()) {
      const found = recordings.find((recording) => same(recording.callId) && recording.availableAt <= now);
      if (found) return found;
    }
    return undefined;
  }

  remove(recording: Recording): void {
    const rest = (this.#byCall.get(recording.pbxCallId) ?? []).filter((other) => other !== recording);
    this.#byCall.set(recording.pbxCallId, rest);
    for (const [token, link] of this.#links) if (link.recording === recording) this.#links.delete(token);
  }

  /** How many links were handed out; makes the next token another one. */
  get links(): number {
    return this.#links.size;
  }

  link(token: string, recording: Recording, until: Date): void {
    this.#links.set(token, { recording, until });
  }

  /** What a link leads to, while it lives. */
  byToken(token: string, now: Date): Recording | undefined {
    const link = this.#links.get(token);
    return link && link.until > now ? link.recording : undefined;
  }
}

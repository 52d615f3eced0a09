import type { Call, CallView, Ending } from './call.ts';

/** The outside branch of a forwarded extension as a call of its own: what happens to it happens to the conversation. */
export class ForwardedBranch implements Call {
  readonly id: string;
  readonly #conversation: Call;
  readonly #extension: string;
  readonly #branch: Call;

  /** @param conversation - the inbound call whose extension rings outside. */
  constructor({ conversation, extension, branch }: { conversation: Call; extension: string; branch: Call }) {
    this.id = branch.id;
    this.#conversation = conversation;
    this.#extension = extension;
    this.#branch = branch;
  }

  view(): CallView {
    return this.#branch.view();
  }

  answer(): void {
    this.#conversation.answer(this.#extension);
  }

  decline(_extension?: string, ending?: Ending): void {
    this.#conversation.decline(this.#extension, ending);
  }

  hangUp(): void {
    this.#conversation.hangUp();
  }

  transfer(to: string): void {
    this.#conversation.transfer(to);
  }

  press(digits: string): void {
    this.#conversation.press(digits);
  }
}

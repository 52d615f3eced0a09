import { ZadarmaError, type ZadarmaClient } from '@carillon/zadarma';
import { askProvider } from '../../provider/provider-problem.ts';

/** What the PBX says of its extensions; `null` where it was not asked or did not say. */
export type PbxExtension = {
  extension: string;
  name: string | null;
  recording: string | null;
  callerId: string | null;
  online: boolean | null;
};
export type PbxExtensions = { pbxId: string; extensions: PbxExtension[] };

const ASKED_MAX = 20; // two requests each: with the list itself less than half of a minute's budget
const AT_ONCE = 4;
const DETAILS_MS = 4_000;

/**
 * Reads the list, then names and registrations of as many of the `wanted` as budget and four seconds allow.
 *
 * @throws {AppError} when the list itself can't be had; missing details are no error.
 */
export async function readExtensions(
  { forList, forDetails }: { forList: ZadarmaClient; forDetails: ZadarmaClient },
  wanted: (numbers: readonly string[]) => string[],
): Promise<PbxExtensions> {
  const { pbxId, numbers } = await askProvider(() => forList.extensions());
  const known = await readDetails(forDetails, wanted(numbers).slice(0, ASKED_MAX));
  const blank = { name: null, recording: null, callerId: null, online: null };
  return { pbxId, extensions: numbers.map((extension) => known.get(extension) ?? { extension, ...blank }) };
}

async function readDetails(client: ZadarmaClient, wanted: readonly string[]): Promise<Map<string, PbxExtension>> {
  const known = new Map<string, PbxExtension>();
  const queue = [...wanted];
  const until = Date.now() + DETAILS_MS;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && Date.now() < until; next = queue.shift()) {
      const details = await readOne(client, next);
      if (details === undefined)
        queue.length = 0; // the provider or the budget says no: the rest waits for the next refresh
      else known.set(next, details);
    }
  };
  const late = new Promise<void>((resolve) => setTimeout(resolve, DETAILS_MS).unref());
  await Promise.race([Promise.all(Array.from({ length: AT_ONCE }, work)), late]);
  return new Map(known);
}

async function readOne(client: ZadarmaClient, extension: string): Promise<PbxExtension | undefined> {
  try {
    const { name, recordStore, callerId } = await client.extensionInfo(extension);
    const { online } = await client.extensionStatus(extension);
    return { extension, name: name === '' ? null : name, recording: recordStore ?? 'off', callerId: e164Of(callerId), online };
  } catch (error) {
    if (!(error instanceof ZadarmaError)) throw error;
    const itsOwn = error.meaning === 'not-found' || error.meaning === 'bad-request';
    return itsOwn ? { extension, name: null, recording: null, callerId: null, online: null } : undefined;
  }
}

/** The number an extension shows: digits, with or without a plus; a word says that it shows none. */
function e164Of(callerId: string | null): string | null {
  const digits = callerId?.replace(/\D/g, '') ?? '';
  return digits.length > 6 ? `+${digits}` : null;
}

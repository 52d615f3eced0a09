import type { RecordingReason } from '@carillon/contract';
import { ZadarmaError } from '@carillon/zadarma';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { findConnection } from '../../provider/connection.ts';
import { type Source, allowedSource } from './allowed-source.ts';
import type { RecordingDeps } from './recording-deps.ts';

export type Link = { url: string /** As the file's name tells it. */; providerId: string | null };
/** `afterSeconds`: the provider itself says when to come back, which is no failed attempt. */
export type Links =
  | { ok: true; links: Link[]; source: Source }
  | { ok: false; reason: RecordingReason; afterSeconds?: number | undefined };

type Wanted = { workspaceId: string; providerId: string | null; pbxCallId: string };

const LIFETIME_SECONDS = 3600; // of the slowest line for the longest talk

/** Asks the provider where a recording lies: by its own id, or by its call's where that is all we were told. */
export async function askForLinks(deps: RecordingDeps, { workspaceId, providerId, pbxCallId }: Wanted): Promise<Links> {
  const connection = await inWorkspace(deps.db, workspaceId, (tx) => findConnection(tx, workspaceId));
  const provider = deps.providers.find(({ id }) => id === connection.provider);
  if (!provider) return { ok: false, reason: 'not-connected' };
  try {
    const client = deps.clients.clientFor(connection, 'background');
    const lifetimeSeconds = LIFETIME_SECONDS;
    const { links } = await client.requestRecording(
      providerId === null ? { pbxCallId, lifetimeSeconds } : { callId: providerId, lifetimeSeconds },
    );
    if (links.length === 0) return { ok: false, reason: 'not-stored-yet' };
    return { ok: true, links: links.map((url) => ({ url, providerId: idIn(url) })), source: allowedSource(provider) };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, reason: 'not-connected' };
    if (!(error instanceof ZadarmaError)) throw error;
    return { ok: false, ...reasonOf(error) };
  }
}

function reasonOf({ meaning, retryAfterSeconds }: ZadarmaError): { reason: RecordingReason; afterSeconds?: number | undefined } {
  switch (meaning) {
    case 'not-found':
    case 'bad-request':
      return { reason: 'not-stored-yet' };
    case 'refused-keys':
      return { reason: 'not-connected' };
    case 'rate-limit':
      return { reason: 'provider-unavailable', afterSeconds: retryAfterSeconds ?? 60 };
    case 'provider-fault':
    case 'unreachable':
    case 'timeout':
    case 'not-json':
      return { reason: 'provider-unavailable' };
    default:
      return meaning satisfies never;
  }
}

/** `…/1-<id>-<extension>-<date>-<time>.mp3` */
function idIn(url: string): string | null {
  const name = url.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  return /^\d+-(\d+\.\d+)-/.exec(name)?.[1] ?? null;
}

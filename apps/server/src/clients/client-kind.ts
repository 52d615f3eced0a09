import type { ClientType, ErrorCode, Role } from '@carillon/contract';
import type { NumberDoor } from '@carillon/telephony';
import type { TSchema } from 'typebox';
import type { Tx } from '../db/in-workspace.ts';
import type { ClientDraft, ClientRecord } from './client-record.ts';

type Shapes = Record<'item' | 'list' | 'query' | 'create' | 'patch', TSchema>;
type Written = { workspaceId: string; id: string; before: ClientRecord; draft: ClientDraft; at: Date };

/** What sets contacts, companies and leads apart; the rest of their routes is the same. */
export type ClientKind<Item, Create, Patch> = {
  type: ClientType;
  /** In the address. */
  plural: string;
  /** Schemas of the types this is a kind of. */
  shapes: Shapes;
  examples: { create: object; patch: object };
  /** What `q` finds and what else a list can be asked for. */
  listed: string;
  show: (record: ClientRecord) => Item;
  /** @throws {AppError} `invalid`: what makes no client of this kind. */
  merge: <Draft extends ClientDraft>(before: Draft, input: Create | Patch, door: NumberDoor) => Draft;
  /** @throws {AppError} when this one may not be changed so. */
  mayChange?: (before: ClientRecord, patch: Patch, by: { userId: string; role: Role }) => void;
  /** The codes `mayChange` refuses with, beside `conflict`. */
  refusals?: ErrorCode[];
  /** What a change owes others, in its transaction. */
  changed?: (tx: Tx, written: Written) => Promise<void>;
};

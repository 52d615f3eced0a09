import type { ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';
import { AppError, invalid } from '../errors.ts';
import { requireResponsible } from '../people/require-responsible.ts';
import type { ClientDraft, ClientRecord } from './client-record.ts';
import { matchKey } from './match-key.ts';
import { refuseOwnNumbers } from './read-phones.ts';
import { replaceNumbers } from './replace-numbers.ts';
import { searchText } from './search-text.ts';

type Save = {
  workspaceId: string;
  type: ClientType;
  draft: ClientDraft;
  /** Undefined: a new client. */
  before: ClientRecord | undefined;
  at: Date;
};

/**
 * Writes a client with its numbers and the calls that come or go with them.
 *
 * @returns its id.
 * @throws {AppError} `conflict` (external id), `own-number`, `invalid` (a company or responsible that is not there).
 */
export async function saveClient(tx: Tx, { workspaceId, type, draft, before, at }: Save): Promise<string> {
  const id = before?.id ?? uuidv7();
  const companyName = await readReferences(tx, { workspaceId, draft, before });
  await refuseOwnNumbers(tx, { workspaceId, numbers: draft.numbers, before: before?.numbers ?? [] });
  const row = rowOf(type, draft, companyName, at);
  try {
    if (before) await tx.updateTable('clients').set(row).where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
    else
      await tx
        .insertInto('clients')
        .values({ workspace_id: workspaceId, id, type, created_at: at, ...row })
        .execute();
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'clients_external_id')
      throw externalIdTaken(error);
    throw error;
  }
  if (draft.numbers !== before?.numbers) await replaceNumbers(tx, { workspaceId, clientId: id, numbers: draft.numbers, at });
  return id;
}

function rowOf(type: ClientType, draft: ClientDraft, companyName: string | null, at: Date) {
  return {
    name: draft.name,
    family_name: draft.familyName,
    given_name: draft.givenName,
    patronymic: draft.patronymic,
    company_id: draft.companyId,
    legal_form: draft.legalForm,
    inn: draft.inn,
    kpp: draft.kpp,
    emails: draft.emails,
    tags: draft.tags,
    custom: JSON.stringify(draft.custom),
    external_id: draft.externalId,
    responsible_id: draft.responsibleId,
    archived_at: draft.archivedAt,
    do_not_call: draft.doNotCall,
    search: searchText({ ...draft, companyName, numbers: draft.numbers.map(({ e164 }) => e164) }),
    lead_status: draft.leadStatus,
    source: draft.source,
    automatic: draft.automatic,
    origin_call_id: draft.originCallId,
    converted_to: draft.convertedTo === null ? null : JSON.stringify(draft.convertedTo),
    match_key: type === 'company' ? matchKey(draft.name) : null,
    updated_at: at,
  };
}

const externalIdTaken = (cause: unknown) =>
  new AppError('conflict', 'Another client has this external id.', {
    cause,
    errors: [{ pointer: '/externalId', detail: 'belongs to another client' }],
  });

type References = { workspaceId: string; draft: ClientDraft; before: ClientRecord | undefined };

/** The company's name; what the patch did not change is not asked about again. */
async function readReferences(tx: Tx, { workspaceId, draft, before }: References): Promise<string | null> {
  if (draft.responsibleId !== before?.responsibleId) await requireResponsible(tx, workspaceId, draft.responsibleId);
  if (draft.companyId === null) return null;
  if (draft.companyId === before?.companyId) return before.companyName;
  const { rows } = await sql<{ name: string }>`
    select name from clients where workspace_id = ${workspaceId} and id = ${draft.companyId} and type = 'company' for key share
  `.execute(tx);
  if (!rows[0]) throw invalid('/companyId', 'There is no such company.');
  return rows[0].name;
}

import type { Features, TelephonySettingsPatch } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { type Connection, findConnection, touchConnection } from '../../provider/connection.ts';
import { mergePatch } from '../../provider/merge-patch.ts';
import { askAgainSoon } from '../../provider/telephony-alerts.ts';
import { type CheckedKeys, checkNewKeys } from './check-new-keys.ts';
import { refuseUnknownPlaces } from './refuse-unknown-places.ts';
import type { By, SettingsDeps } from './settings-deps.ts';
import { settingsFaults } from './settings-faults.ts';

/**
 * Changes what the patch names and nothing else. New keys are tried at the provider first: refused (`keys-refused`) or unreachable
 * (`provider-unavailable`), nothing is saved and the old keys go on working.
 */
export async function changeSettings(deps: SettingsDeps, by: By, patch: TelephonySettingsPatch): Promise<void> {
  const [first, ...others] = settingsFaults(patch, deps.providers);
  if (first) throw new AppError('invalid', `${first.pointer} ${first.detail}.`, { errors: [first, ...others] });
  const before = await inWorkspace(deps.db, by.workspaceId, async (tx) => {
    await refuseUnknownResponsible(tx, by.workspaceId, patch.defaultResponsibleId);
    return findConnection(tx, by.workspaceId);
  });
  const keys = await checkNewKeys(deps, before, patch);
  await inWorkspace(deps.db, by.workspaceId, async (tx) => {
    const now = await findConnection(tx, by.workspaceId, { lock: true });
    if (keys.touched && isOutdated(patch, { before, now })) {
      throw new AppError('conflict', 'Somebody else has just changed the keys. Look at them and try again.');
    }
    const features = mergePatch(now.features, patch.features ?? {}) as Features; // the patch was checked, so the shape stays
    if (patch.features?.autoCreate) await refuseUnknownPlaces(tx, by.workspaceId, features.autoCreate);
    await save(tx, { connection: now, patch, features, keys, at: deps.now() });
    await touchConnection(tx, now);
    if (keys.touched || patch.reconciliation !== undefined) await askAgainSoon(tx, now);
    const action = keys.touched ? 'telephony.keys-saved' : 'telephony.settings-changed';
    await audit(tx, { ...by, action, about: { changed: changedNames(patch) }, at: deps.now() });
  });
  if (keys.connected) await afterConnecting(deps, before);
}

/** Neither may fail the saving: both can be done again. */
async function afterConnecting(deps: SettingsDeps, { workspaceId, id }: Connection): Promise<void> {
  const told = [deps.readAccount(workspaceId), deps.onKeysCorrected(workspaceId, id)];
  for (const result of await Promise.allSettled(told)) {
    if (result.status === 'rejected') deps.log.warn({ err: result.reason, workspaceId }, 'work after saving the keys failed');
  }
}

type Saving = { connection: Connection; patch: TelephonySettingsPatch; features: Features; keys: CheckedKeys; at: Date };

async function save(tx: Tx, { connection, patch, features, keys, at }: Saving): Promise<void> {
  const { workspaceId, id } = connection;
  const suggested = connection.timezoneConfirmedAt === null ? keys.suggestedTimezone : undefined;
  const timezone = patch.accountTimezone ?? suggested;
  await tx
    .updateTable('connections')
    .set({
      ...(patch.provider === undefined ? {} : { provider: patch.provider }),
      ...(keys.touched ? { api_key: keys.apiKey, sealed_secret: keys.sealedSecret } : {}),
      ...(patch.areaCode === undefined ? {} : { area_code: patch.areaCode }),
      ...(timezone === undefined ? {} : { account_timezone: timezone }),
      ...(patch.accountTimezone === undefined ? {} : { timezone_confirmed_at: at }),
      ...(patch.defaultResponsibleId === undefined ? {} : { default_responsible_id: patch.defaultResponsibleId }),
      ...(patch.reconciliation?.journalOnly === undefined ? {} : { journal_only: patch.reconciliation.journalOnly }),
      ...(patch.reconciliation?.remindMissedHours === undefined
        ? {}
        : { remind_missed_hours: patch.reconciliation.remindMissedHours }),
      ip_allow_list: asJson(mergePatch(connection.ipAllowList, patch.ipAllowList ?? {})),
      features: asJson(features),
      ...(patch.dialling === undefined ? {} : { dialling: asJson({ ...connection.dialling, ...patch.dialling }) }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
  if (patch.country !== undefined) {
    await tx.updateTable('workspaces').set({ country: patch.country }).where('id', '=', workspaceId).execute();
  }
}

const asJson = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;

/** Locked until the end of the transaction would be better still, but deactivating a user warns anyway (2.4). */
async function refuseUnknownResponsible(tx: Tx, workspaceId: string, userId: string | null | undefined): Promise<void> {
  if (userId === undefined || userId === null) return;
  const { rows } = await sql`select from users where workspace_id = ${workspaceId} and id = ${userId} and active`.execute(tx);
  if (rows.length === 0) throw invalid('/defaultResponsibleId', 'must be an active user of this workspace');
}

/** Whether a part of what was tried is no longer what is stored. */
function isOutdated(patch: TelephonySettingsPatch, { before, now }: { before: Connection; now: Connection }): boolean {
  return (
    (patch.provider === undefined && before.provider !== now.provider) ||
    (patch.apiKey === undefined && before.apiKey !== now.apiKey) ||
    (patch.apiSecret === undefined && before.sealedSecret !== now.sealedSecret)
  );
}

/** `features.blacklist.enabled` and the like: what was changed, never to what; keys must not reach the trail. */
function changedNames(patch: TelephonySettingsPatch): string[] {
  const namesOf = (value: unknown, path: string): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([name, inner]) => namesOf(inner, path === '' ? name : `${path}.${name}`))
      : [path];
  return namesOf(patch, '').filter((name) => name !== '');
}

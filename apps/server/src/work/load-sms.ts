import type { Sms } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** A text as it is kept. */
export type SmsRecord = Omit<Sms, 'at'> & { at: Date };

const SENT_WITHIN_MS = 60_000;

/** These texts, the newest first; those of another workspace are left out. */
export async function loadSms(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<SmsRecord[]> {
  const { rows } = await sql<SmsRecord>`
    select s.id, s.direction, s.e164 as number, s.party, s.own, s.body as text, s.state, s.parts, trim_scale(s.cost)::text as cost, s.currency,
      s.reason, s.at, case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as author
    from sms_messages s left join users u on u.workspace_id = s.workspace_id and u.id = s.user_id
    where s.workspace_id = ${workspaceId} and s.id = any(${[...ids]}::uuid[])
    order by s.at desc, s.id
  `.execute(tx);
  return rows;
}

/** A text as the API shows it. Whoever was sending it has long stopped waiting, or is no more: then nobody knows. */
export const showSms = ({ at, state, ...rest }: SmsRecord, now: Date): Sms => ({
  ...rest,
  state: state === 'sending' && +now - +at > SENT_WITHIN_MS ? 'unknown' : state,
  at: at.toISOString(),
});

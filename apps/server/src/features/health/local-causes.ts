import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Connection } from '../../provider/connection.ts';
import { BY_SIGNATURE, type Cause } from './causes.ts';
import { readReportFault } from './read-report-fault.ts';

type Found = {
  lastEventAt: Date | null;
  refused: boolean;
  clockMinutes: number | null;
  noMoneyCall: boolean;
  recordingsWait: boolean;
  numbers: { did: string; label: string | null; expiresAt: string | null }[];
};

/** What our own tables tell of a connection's health, and when it was last heard of. */
export async function findLocalCauses(
  tx: Tx,
  connection: Pick<Connection, 'workspaceId' | 'id'>,
  now: Date,
): Promise<{ causes: Cause[]; lastEventAt: Date | null }> {
  const found = await look(tx, connection, now);
  const money = await readMoney(tx, connection, now);
  const causes: Cause[] = found.numbers.map(({ did, label, expiresAt }) => ({
    alert: 'number-expiring',
    subject: did,
    detail: expiresAt ?? label,
  }));
  if (found.refused) causes.push({ alert: 'keys-reissued', subject: BY_SIGNATURE, detail: null });
  if (found.clockMinutes !== null) causes.push({ alert: 'clock-disagrees', subject: '', detail: String(found.clockMinutes) });
  if (found.recordingsWait) causes.push({ alert: 'recordings-wait', subject: '', detail: null });
  const isEmpty = money !== undefined && Number(money.balance) <= 0;
  const detail = money === undefined ? null : `${money.balance} ${money.currency}`;
  const fault = await readReportFault(tx, connection.workspaceId, now);
  if (fault !== undefined) causes.push({ alert: 'report-failed', subject: '', detail: fault });
  if (found.noMoneyCall || isEmpty) causes.push({ alert: 'no-money', subject: '', detail });
  else if (money?.low) causes.push({ alert: 'balance-low', subject: '', detail });
  return { causes, lastEventAt: found.lastEventAt };
}

/** F4: three wrong signatures within five minutes and no right one since; F7: three calls that disagree; 2.6: the rest. */
async function look(tx: Tx, { workspaceId, id }: Pick<Connection, 'workspaceId' | 'id'>, now: Date): Promise<Found> {
  const mine = sql`workspace_id = ${workspaceId} and connection_id = ${id}`;
  const { rows } = await sql<Found>`
    with last as (select max(received_at) as at from (
      select received_at from webhook_deliveries where ${mine} order by received_at desc limit 1) newest)
    select last.at as "lastEventAt",
      exists (select from (
        select received_at - lag(received_at, 2) over (order by received_at) as span from quarantined_deliveries
        where ${mine} and received_at > greatest(last.at, ${now}::timestamptz - interval '1 day')) w
        where w.span <= interval '5 minutes') as refused,
      (select quarter_hours * 15 from clock_disagreements
        where ${mine} and seen_at > ${now}::timestamptz - interval '1 hour' and quarter_hours <> 0
        group by quarter_hours having count(*) >= 3 order by max(seen_at) desc limit 1) as "clockMinutes",
      exists (select from calls c where ${mine} and c.started_at > ${now}::timestamptz - interval '1 day' and c.status = 'no-money'
        and not exists (select from calls later where later.workspace_id = ${workspaceId} and later.started_at > c.started_at
          and later.direction = 'outbound' and later.status = 'answered')) as "noMoneyCall",
      exists (select from call_recordings where workspace_id = ${workspaceId} and due_at is not null and reason = 'storage-full') as "recordingsWait",
      (select coalesce(json_agg(json_build_object('did', did, 'label', label,
          'expiresAt', to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD')) order by did), '[]')
        from pbx_numbers where ${mine} and status <> 'gone' and (status = 'parking'
          or autorenew is false and expires_at < ${now}::timestamptz + interval '7 days')) as numbers
    from last
  `.execute(tx);
  if (!rows[0]) throw new Error('An aggregate always has a row.');
  return rows[0];
}

type Money = { balance: string; currency: string; low: boolean };

/** 2.6: what was spent in the last week, top-ups left out, by the day; known from a day of readings on. Low is less than three such days. */
async function readMoney(
  tx: Tx,
  { workspaceId, id }: Pick<Connection, 'workspaceId' | 'id'>,
  now: Date,
): Promise<Money | undefined> {
  const { rows } = await sql<Money>`
    with readings as (
      select at, balance, currency, lag(balance) over (order by at) - balance as spent from balance_readings
      where workspace_id = ${workspaceId} and connection_id = ${id} and at > ${now}::timestamptz - interval '7 days'),
    week as (
      select sum(greatest(spent, 0)) as spent, extract(epoch from max(at) - min(at)) / 86400 as days, max(at) as last from readings)
    select r.balance::text as balance, r.currency, coalesce(week.days >= 1 and week.spent > 0 and r.balance < 3 * week.spent / week.days, false) as low
    from week join readings r on r.at = week.last
    where week.last > ${now}::timestamptz - interval '1 day'
  `.execute(tx);
  return rows[0];
}

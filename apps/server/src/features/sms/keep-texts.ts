import { readNumber } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { notify } from '../../notices/notify.ts';
import type { AccountNews } from '../calls/account-news.ts';

type Text = { id: string; receivedAt: Date; fingerprint: string; from: string; did: string; body: string };
type Book = { workspaceId: string; connectionId: string; now: Date };

const PREVIEW_MAX = 200;

/**
 * Texts that came: kept under the number they came from, whoever has it or will. They have neither id nor time: the same again within
 * three seconds is a repeat (F1), later it is news. The responsible of each client with that number hears of it, else the default one.
 */
export async function keepTexts(tx: Tx, book: Book, news: readonly AccountNews[]): Promise<void> {
  const texts = news.flatMap(({ id, receivedAt, fingerprint, event }): Text[] =>
    event.event === 'SMS' ? [{ id, receivedAt, fingerprint, from: event.callerId, did: event.calledDid, body: event.text }] : [],
  );
  if (texts.length === 0) return;
  for (const { fingerprint } of texts.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))) // in one order: nobody locks up
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sms ${book.workspaceId} ${fingerprint}`}, 0))`.execute(tx);
  const place = await readPlace(tx, book);
  for (const text of texts) {
    const e164 = await numberOf(tx, book, readingsOf(text.from, place));
    if (await keep(tx, { book, text, e164, own: readingsOf(text.did, place)[0] ?? text.did }))
      await tell(tx, { book, text, e164 });
  }
}

type Place = { country: string; areaCode: string | null };

async function readPlace(tx: Tx, { workspaceId, connectionId }: Book): Promise<Place> {
  const { rows } = await sql<Place>`
    select w.country, c.area_code as "areaCode" from connections c join workspaces w on w.id = c.workspace_id
    where c.workspace_id = ${workspaceId} and c.id = ${connectionId}
  `.execute(tx);
  return rows[0] ?? { country: 'RU', areaCode: null };
}

/** A company's name may stand where the number does: then there is none. */
function readingsOf(told: string, { country, areaCode }: Place): readonly string[] {
  if (/\p{L}/u.test(told)) return [];
  const reading = readNumber(told, { door: 'pbx', country, areaCode: areaCode ?? undefined });
  return reading.kind === 'number' ? reading.readings : [];
}

/** The reading that a client has, else the likeliest. */
async function numberOf(tx: Tx, { workspaceId }: Book, readings: readonly string[]): Promise<string | null> {
  if (readings.length < 2) return readings[0] ?? null;
  const { rows } = await sql<{ e164: string }>`
    select e164 from client_numbers where workspace_id = ${workspaceId} and e164 = any(${[...readings]}::text[]) and state = 'current'
    order by array_position(${[...readings]}::text[], e164) limit 1
  `.execute(tx);
  return rows[0]?.e164 ?? readings[0] ?? null;
}

type Keeping = { book: Book; text: Text; e164: string | null; own: string };

async function keep(tx: Tx, { book, text, e164, own }: Keeping): Promise<boolean> {
  const { workspaceId, connectionId } = book;
  const { id, receivedAt: at, fingerprint, from, body } = text;
  const { rows } = await sql`
    insert into sms_messages (workspace_id, id, connection_id, direction, e164, party, own, body, state, fingerprint, at)
    select ${workspaceId}, ${id}, ${connectionId}, 'in', ${e164}, ${from.slice(0, 60)}, ${own.slice(0, 60)}, ${body}, 'received', ${fingerprint}, ${at}
    where not exists (
      select from sms_messages where workspace_id = ${workspaceId} and fingerprint = ${fingerprint}
        and at between ${at}::timestamptz - interval '3 seconds' and ${at}::timestamptz + interval '3 seconds')
    on conflict do nothing returning id
  `.execute(tx);
  return rows.length > 0;
}

type Client = { clientType: 'contact' | 'company' | 'lead'; clientId: string; clientName: string; responsibleId: string | null };

async function tell(tx: Tx, { book, text, e164 }: Omit<Keeping, 'own'>): Promise<void> {
  const { workspaceId, connectionId, now } = book;
  const { rows } = await sql<Client & { fallbackId: string | null }>`
    select c.type as "clientType", c.id as "clientId", c.name as "clientName", u.id as "responsibleId", k.default_responsible_id as "fallbackId"
    from connections k
    left join client_numbers n on n.workspace_id = k.workspace_id and n.e164 = ${e164} and n.state = 'current'
    left join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id and c.archived_at is null
    left join users u on u.workspace_id = c.workspace_id and u.id = c.responsible_id and u.active
    where k.workspace_id = ${workspaceId} and k.id = ${connectionId} order by c.last_talked_at desc nulls last, c.id
  `.execute(tx);
  const told = new Set<string>();
  for (const { fallbackId, responsibleId, ...client } of rows) {
    const to = responsibleId ?? fallbackId;
    if (to === null || told.has(to)) continue;
    told.add(to);
    await notify(tx, {
      workspaceId,
      to: [to],
      kind: 'sms-received',
      dedupeKey: `sms ${text.id}`,
      data: {
        number: e164,
        ...(client.clientId === null ? {} : client),
        text: previewOf(text.body),
        at: text.receivedAt.toISOString(),
      },
      at: now,
    });
  }
}

/** Cut between letters: half a letter is nothing that JSON in a database may hold. */
const previewOf = (text: string): string =>
  Array.from(text)
    .slice(0, PREVIEW_MAX)
    .join('')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd');

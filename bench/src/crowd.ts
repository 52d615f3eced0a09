import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Delivery, sampleInboundCall, type SampleInboundCall } from '@carillon/zadarma/testing';
import type { Client } from 'pg';
import { type Bench, FEW, say } from './benchmark.ts';
import { numberOf } from './client-numbers.ts';
import { fillContacts } from './fill-contacts.ts';
import type { Finding } from './finding.ts';
import { type Installation, openInstallation } from './installation.ts';
import { listenLive } from './live-listener.ts';
import { median, percentile } from './measures.ts';
import type { Scope } from './scope.ts';

const PHONES = 200;
const CALLS = 1000;
const NEW_CALLS_PER_SECOND = 40;
const DID = '442079460123';
const EXTENSIONS = Array.from({ length: PHONES }, (_, n) => String(101 + n));

/** A thousand calls at once on two hundred phones, half of them of strangers, with every feature on. */
export async function benchCrowd({ scope }: Bench): Promise<Finding[]> {
  const extensions = EXTENSIONS.map((number) => ({ number, name: `Agent ${number}`, online: true }));
  const installation = await openInstallation(scope, { extensions });
  await fillContacts(installation.database, { count: FEW, responsibleId: installation.agent.id });
  const seats = await hire(installation);
  const crowd = new Crowd(installation);
  await crowd.listen(scope, seats);
  await crowd.play();
  return crowd.findings();
}

/** An employee behind each extension, with a token each; straight into the database, since passwords take their time. */
async function hire({ database }: Installation): Promise<Map<string, string>> {
  const { rows } = await database.query<{ w: string; c: string }>('select workspace_id as w, id as c from connections');
  const seats = new Map<string, string>();
  for (const extension of EXTENSIONS) {
    const token = randomBytes(24).toString('base64url');
    await database.query(
      `with person as (insert into identities (id, email) values (uuidv7(), $3) returning id),
        employee as (insert into users (workspace_id, id, identity_id, name, role) select $1, uuidv7(), id, $3, 'agent' from person returning id),
        seat as (update extensions set user_id = (select id from employee) where workspace_id = $1 and connection_id = $2 and extension = $4)
       insert into api_tokens (workspace_id, id, user_id, token_hash, name) select $1, uuidv7(), id, $5, 'bench' from employee`,
      [rows[0]?.w, rows[0]?.c, `agent-${extension}@example.com`, extension, createHash('sha256').update(token).digest()],
    );
    seats.set(extension, token);
  }
  return seats;
}

class Crowd {
  readonly #installation: Installation;
  readonly #sent = new Map<string, number>();
  readonly #rings: { callId: string; milliseconds: number }[] = [];
  #ended = 0;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  async listen(scope: Scope, seats: ReadonlyMap<string, string>): Promise<void> {
    for (const token of seats.values()) {
      const stream = await listenLive({ url: this.#installation.url, token }, (type, callId) => this.#hear(type, callId));
      scope.atEnd(() => stream.close());
    }
  }

  #hear(type: string, callId: string): void {
    const sent = this.#sent.get(callId);
    if (sent === undefined) return;
    if (type === 'call.ringing') this.#rings.push({ callId, milliseconds: performance.now() - sent });
    if (type === 'call.ended') this.#ended += 1;
  }

  /** All ring and talk at the same time; then all hang up. */
  async play(): Promise<void> {
    const began = performance.now();
    const calls: { call: SampleInboundCall; extension: string }[] = [];
    const begun: Promise<void>[] = [];
    for (let n = 0; n < CALLS; n += 1) {
      await delay(Math.max(0, began + (n * 1000) / NEW_CALLS_PER_SECOND - performance.now()));
      const one = { call: this.#call(n), extension: EXTENSIONS[n % PHONES] ?? '' };
      calls.push(one);
      begun.push(this.#begin(one));
    }
    await Promise.all(begun);
    const { rows } = await this.#installation.database.query<{ n: number }>('select count(*)::int as n from calls where running');
    say(`${rows[0]?.n} calls run at once`);
    for (const { call, extension } of calls) await this.#send(call.end({ durationSeconds: 60, internal: extension }));
    for (let waited = 0; this.#ended < CALLS && waited < 100; waited += 1) await delay(100);
  }

  #call(n: number): SampleInboundCall {
    const { secret } = this.#installation;
    const callStart = new Date().toISOString().slice(0, 19).replace('T', ' ');
    const callerId = n % 2 === 0 ? `+${numberOf(n)}` : `+4479${String(10_000_000 + n)}`;
    return sampleInboundCall({ secret, callStart, callerId, calledDid: DID });
  }

  async #begin({ call, extension }: { call: SampleInboundCall; extension: string }): Promise<void> {
    await this.#send(call.start());
    this.#sent.set(call.pbxCallId, performance.now());
    await this.#send(call.internal(extension));
    await delay(1500);
    await this.#send(call.answer(extension));
  }

  async #send({ body, headers }: Delivery): Promise<void> {
    const response = await fetch(`${this.#installation.url}/zadarma`, { method: 'POST', body, headers });
    if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
    await response.text();
  }

  async findings(): Promise<Finding[]> {
    const times = this.#rings.map(({ milliseconds }) => milliseconds);
    const rung = new Set(this.#rings.map(({ callId }) => callId));
    const { database } = this.#installation;
    return [
      { what: '1,000 calls at once: ring to pop-up message, p50', measured: median(times), unit: 'ms' },
      {
        what: '1,000 calls at once: ring to pop-up message, p95',
        measured: percentile(times, 0.95),
        unit: 'ms',
        goal: { atMost: 300 },
      },
      { what: '1,000 calls at once: rings lost', measured: CALLS - rung.size, unit: '', goal: { atMost: 0 } },
      { what: '1,000 calls at once: rings told twice', measured: this.#rings.length - rung.size, unit: '', goal: { atMost: 0 } },
      {
        what: '1,000 calls at once: journal rows missing',
        measured: CALLS - (await answeredCalls(database)),
        unit: '',
        goal: { atMost: 0 },
      },
      {
        what: '1,000 calls at once: leads too many or too few',
        measured: Math.abs(CALLS / 2 - (await leads(database))),
        unit: '',
        goal: { atMost: 0 },
      },
    ];
  }
}

const counted = async (database: Client, query: string): Promise<number> =>
  (await database.query<{ n: number }>(`select count(*)::int as n from ${query}`)).rows[0]?.n ?? 0;
const answeredCalls = (database: Client): Promise<number> =>
  counted(database, `calls where status = 'answered' and talk_seconds = 60`);
const leads = (database: Client): Promise<number> => counted(database, `clients where type = 'lead' and automatic`);

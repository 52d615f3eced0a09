import type { SmsOptions } from '@carillon/contract';
import { readNumber } from '@carillon/telephony';
import type { ZadarmaClient } from '@carillon/zadarma';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { type Connection, findConnection, isConnected } from '../../provider/connection.ts';
import { refuseWriting } from './may-write.ts';
import { filledTemplates } from './own-templates.ts';
import type { SmsDeps, Writer } from './send-sms.ts';

export type ReadSmsOptions = (by: Writer, query: { to: string; language?: string | undefined }) => Promise<SmsOptions>;
type Templates = SmsOptions['templates'];

const KEPT_MS = 10 * 60_000;
const TEMPLATES_MAX = 200;
const NOTHING = { senders: [], own: [], templates: [] };

/** What somebody who is about to write must know. The provider's part is best effort: without it a text can go all the same. */
export function smsOptionsReader(deps: SmsDeps): ReadSmsOptions {
  const kept = new Map<string, { until: number; templates: Templates }>();

  const templatesOf = async (
    client: ZadarmaClient,
    { id, version }: Connection,
    language: string | undefined,
  ): Promise<Templates> => {
    const key = `${id} ${version} ${language}`;
    const before = kept.get(key);
    if (before && before.until > +deps.now()) return before.templates;
    const groups = await client.smsTemplates({ limit: TEMPLATES_MAX, language });
    const templates = groups.flatMap(({ title, templates: each }) => each.map((template) => ({ ...template, group: title })));
    kept.set(key, { until: +deps.now() + KEPT_MS, templates });
    return templates;
  };

  return async (by, { to, language }) => {
    const { connection, number, refusal, own } = await inWorkspace(deps.db, by.workspaceId, (tx) => lookUp(tx, by, to));
    if (!isConnected(connection)) return { number, refusal: 'not-connected', ...NOTHING };
    if (number === null) return { number, refusal: 'bad-number', ...NOTHING };
    if (refusal) return { number, refusal, ...NOTHING };
    const client = deps.clients.clientFor(connection, 'extra');
    const [senders, templates] = await Promise.allSettled([
      client.smsSenders(number.slice(1)),
      templatesOf(client, connection, language),
    ]);
    return {
      number,
      refusal: null,
      own,
      senders: senders.status === 'fulfilled' ? [...new Set(senders.value)] : [],
      templates: templates.status === 'fulfilled' ? templates.value : [],
    };
  };
}

/** What we know ourselves: whose number it is to write to, whether they may, and our templates for it. */
async function lookUp(tx: Tx, by: Writer, to: string) {
  const connection = await findConnection(tx, by.workspaceId);
  const reading = readNumber(to, { door: 'typed', country: connection.country, areaCode: connection.areaCode ?? undefined });
  const number = reading.kind === 'number' ? reading.e164 : null;
  if (number === null) return { connection, number, refusal: undefined, own: [] };
  const refusal = await refuseWriting(tx, { ...by, e164: number });
  return { connection, number, refusal, own: refusal === undefined ? await filledTemplates(tx, by, number) : [] };
}

// The bare limit of a NOTIFY_START: the same signature, one statement that keeps the same row and looks the caller up, a short answer.
import { createHmac, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';

/** What the parent hands over. */
export type BareSetup = {
  port: number;
  dataSocket: string;
  secret: string;
  workspaceId: string;
  connectionId: string;
  poolSize: number;
};

const STATEMENT = {
  name: 'bare_start',
  text: `with kept as (
      insert into bare_deliveries (workspace_id, id, received_at, connection_id, event, pbx_call_id, content_type, raw, spooled)
      values ($1, $2, $3, $4, $5, $6, $7, $8, false) on conflict do nothing)
    select c.name from client_numbers n join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
    where n.workspace_id = $1 and n.e164 = $9 and n.state = 'current' limit 1`,
};

async function serve({ port, dataSocket, secret, workspaceId, connectionId, poolSize }: BareSetup): Promise<void> {
  const pool = new Pool({ host: dataSocket, port: 5432, user: 'postgres', database: 'carillon', max: poolSize });
  pool.on('error', (error) => process.stderr.write(`the bare server's database connection was lost: ${error.message}\n`));
  const app = Fastify({ logger: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/zadarma', async (request, reply) => {
    const raw = request.body as Buffer; // the parser above gives nothing else
    const form = new URLSearchParams(raw.toString());
    const signed = `${form.get('caller_id')}${form.get('called_did')}${form.get('call_start')}`;
    const expected = Buffer.from(createHmac('sha1', secret).update(signed).digest('hex')).toString('base64');
    const given = Buffer.from(String(request.headers['signature']));
    if (given.length !== expected.length || !timingSafeEqual(given, Buffer.from(expected))) return reply.code(403).send({});
    const values = [workspaceId, uuidv7(), new Date(), connectionId, form.get('event'), form.get('pbx_call_id')];
    const { rows } = await pool.query<{ name: string }>({
      ...STATEMENT,
      values: [...values, request.headers['content-type'], raw, form.get('caller_id')],
    });
    return reply.header('content-type', 'application/json').send(JSON.stringify({ redirect: '101', caller_name: rows[0]?.name }));
  });
  await app.listen({ port, host: '127.0.0.1' });
}

process.once('message', (setup: BareSetup) => {
  serve(setup).then(
    () => process.send?.('ready'),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));

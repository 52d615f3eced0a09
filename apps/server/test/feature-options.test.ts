import { DEFAULT_FEATURES } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inWorkspace } from '../src/db/in-workspace.ts';
import { telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

let crm: TelephonyApp;
beforeAll(async () => {
  crm = await telephonyApp();
});
afterAll(() => crm.close());

const SETTINGS = '/telephony/settings';

test.each<[string, unknown, string]>([
  ['missedCalls/dueMinutes', 0, 'must be a whole number from 1 to 10080'],
  ['missedCalls/dueMinutes', 1.5, 'must be a whole number from 1 to 10080'],
  ['missedCalls/as', 'sms', 'must be one of "task", "notification", "both"'],
  ['missedCalls/menuOnlyIsMissed', 'yes', 'must be true or false'],
  ['autoCreate/inbound/create', 'company', 'must be one of "contact", "lead", "deal", "task"'],
  ['autoCreate/outbound/moment', null, 'must be one of "start", "answer", "end"'],
  ['autoCreate/assign', 'me', 'must be one of "answerer", "pool", "roundRobin"'],
  ['missedCalls/escalateMinutes', -1, 'must be a whole number from 0 to 10080'],
  ['autoCreate/inbound/source', '', 'must be a text of 1 to 100 characters, or null'],
  ['autoCreate/inbound/pipelineId', 'sales', 'must be an id, or null'],
  ['autoCreate/inbound/pipelineId', uuidv7(), 'must be a pipeline of this workspace'],
  ['autoCreate/outbound/stageId', uuidv7(), 'must be an open stage of that pipeline'],
  ['autoCreate/outbound/nameTemplate', 'Call {phone}', 'may contain {number}, {did} and {date}, but not {phone}'],
  ['autoCreate/outbound/nameTemplate', 'Call {', 'may contain {number}, {did} and {date}, but not {'],
  ['autoCreate/inbound/moment', 'end', 'is no such option'],
  ['constructor', {}, 'is no such option'],
  ['callerName/template', '{phone}', 'must be one of "{contact}", "{company}", "{company}, {contact}"'],
])('2.5 refuses %s = %j, says what is allowed, and saves nothing of the same patch', async (path, value, allowed) => {
  const names = path.split('/');
  const features = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  const { status, body } = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { features, areaCode: '383' });
  expect([status, body['errors'][0]]).toEqual([422, { pointer: `/features/${path}`, detail: allowed }]);
  const after = await crm.ask(crm.admin, `GET ${SETTINGS}`);
  expect([after.body['features'], after.body['areaCode']]).toEqual([DEFAULT_FEATURES, null]);
});

test('6.1 the place of new deals is a stage of its own pipeline, and is taken back with null', async () => {
  const [sales, repairs, first, won] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await inWorkspace(crm.database.db, crm.workspaceId, async (tx) => {
    await sql`insert into pipelines (workspace_id, id, name) values
      (${crm.workspaceId}, ${sales}, 'Sales'), (${crm.workspaceId}, ${repairs}, 'Repairs')`.execute(tx);
    await sql`insert into stages (workspace_id, id, pipeline_id, name, position, kind) values
      (${crm.workspaceId}, ${first}, ${sales}, 'New', 1, 'open'), (${crm.workspaceId}, ${won}, ${sales}, 'Won', 2, 'won')`.execute(
      tx,
    );
  });
  const save = (inbound: object) => crm.ask(crm.admin, `PATCH ${SETTINGS}`, { features: { autoCreate: { inbound } } });
  const place = { pipelineId: sales, stageId: first, source: 'Phone', nameTemplate: '{did}: {number}, {date}' };
  expect((await save(place)).body['features'].autoCreate.inbound).toMatchObject(place);
  for (const wrong of [{ stageId: won }, { pipelineId: repairs }]) {
    const { status, body } = await save(wrong);
    expect([status, body['errors'][0].pointer]).toEqual([422, '/features/autoCreate/inbound/stageId']);
  }
  const cleared = await save({ pipelineId: null, stageId: null, source: null, nameTemplate: null });
  expect(cleared.body['features'].autoCreate.inbound).not.toHaveProperty('stageId');
  expect(Object.keys(cleared.body['features'].autoCreate.inbound)).toHaveLength(3);
});

test('2.5 an option that a connection was saved without has its default', async () => {
  const features = { missedCalls: { enabled: true }, autoCreate: { inbound: { create: 'contact' } } };
  await inWorkspace(crm.database.db, crm.workspaceId, (tx) =>
    sql`update connections set features = ${JSON.stringify(features)}::jsonb`.execute(tx),
  );
  const { body } = await crm.ask(crm.admin, `GET ${SETTINGS}`);
  expect(body['features']).toEqual({
    ...DEFAULT_FEATURES,
    missedCalls: { ...DEFAULT_FEATURES.missedCalls, enabled: true },
    autoCreate: { ...DEFAULT_FEATURES.autoCreate, inbound: { ...DEFAULT_FEATURES.autoCreate.inbound, create: 'contact' } },
  });
});

import type { Generated } from 'kysely';
import type { ClientTables } from './client-tables.ts';
import type { Json, MadeJson, MadeStamp, Stamp } from './column-types.ts';
import type { TelephonyTables } from './telephony-tables.ts';

type UsersTable = {
  workspace_id: string;
  id: string;
  identity_id: string;
  name: string;
  role: 'admin' | 'supervisor' | 'agent';
  call_device: Generated<'desk' | 'browser' | 'mobile'>;
  active: Generated<boolean>;
  locale: 'en' | 'ru' | null;
  absent_until: Stamp | null;
  deputy_id: string | null;
  return_timeout_seconds: number | null;
  preferences: MadeJson<Record<string, unknown>>;
  created_at: MadeStamp;
};

/** The tables as Kysely sees them; `migrations/` is where they are made. */
export interface Database extends ClientTables, TelephonyTables {
  workspaces: { id: string; slug: string; name: string; country: string; created_at: MadeStamp };
  identities: { id: string; email: string; password_hash: string | null; created_at: MadeStamp };
  sessions: {
    token_hash: Buffer;
    identity_id: string;
    workspace_id: string;
    user_id: string;
    created_at: MadeStamp;
    expires_at: Stamp;
  };
  setup_links: { token_hash: Buffer; workspace_id: string; expires_at: Stamp; used_at: Stamp | null };
  users: UsersTable;
  user_numbers: { workspace_id: string; e164: string; user_id: string; position: Generated<number> };
  invitations: { workspace_id: string; token_hash: Buffer; user_id: string; expires_at: Stamp };
  api_tokens: {
    workspace_id: string;
    id: string;
    user_id: string;
    token_hash: Buffer;
    name: string;
    created_at: MadeStamp;
    last_used_at: Stamp | null;
  };
  audit_entries: {
    workspace_id: string;
    id: string;
    at: MadeStamp;
    user_id: string | null;
    action: string;
    about: MadeJson<unknown>;
  };
  idempotency_keys: {
    workspace_id: string;
    user_id: string;
    key: string;
    request_hash: string;
    status: number | null;
    body: Json<unknown> | null;
    created_at: MadeStamp;
  };
  jobs: {
    workspace_id: string;
    id: string;
    kind: string;
    state: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>;
    done: Generated<number>;
    total: number | null;
    errors: MadeJson<{ row: number | null; detail: string }[]>;
    result: Json<Record<string, unknown>> | null;
    payload: MadeJson<Record<string, unknown>>;
    created_by: string | null;
    created_at: MadeStamp;
    finished_at: Stamp | null;
  };
  webhook_deliveries: {
    workspace_id: string;
    id: string;
    received_at: Stamp;
    connection_id: string;
    event: string;
    pbx_call_id: string | null;
    content_type: string;
    raw: Buffer;
    spooled: Generated<boolean>;
    verdict: string | null;
    reply: Json<Record<string, unknown>> | null;
    milliseconds: number | null;
    call_id: string | null;
    folded_at: Stamp | null;
  };
  quarantined_deliveries: {
    workspace_id: string;
    id: string;
    connection_id: string;
    received_at: Stamp;
    event: string;
    content_type: string;
    raw: Buffer;
    signature: string;
  };
  calls: {
    workspace_id: string;
    id: string;
    connection_id: string;
    pbx_call_id: string;
    direction: Generated<'inbound' | 'outbound' | 'internal'>;
    status: Generated<string>;
    running: Generated<boolean>;
    confirmed: Generated<boolean>;
    client_number: string | null;
    caller_text: string | null;
    did: string | null;
    extension: string | null;
    user_id: string | null;
    answered_by: string | null;
    started_at: Stamp;
    answered_at: Stamp | null;
    ended_at: Stamp | null;
    times_approximate: Generated<boolean>;
    wait_seconds: number | null;
    talk_seconds: number | null;
    disposition: string | null;
    recordings: MadeJson<{ id: string | null }[]>;
    leg_recorded: Generated<boolean>;
    user_ids: Generated<string[]>;
    origin: Generated<'phone' | 'click' | 'import'>;
    linked_call_id: string | null;
    deadline_at: Stamp | null;
    decision: Json<unknown> | null;
    version: Generated<number>;
    updated_at: MadeStamp;
  };
  call_facts: { workspace_id: string; call_id: string; id: string; kind: string; at: Stamp; fact: Json<unknown> };
  call_participants: {
    workspace_id: string;
    call_id: string;
    n: number;
    extension: string;
    user_id: string | null;
    rang_at: Stamp | null;
    answered_at: Stamp | null;
    left_at: Stamp | null;
    outcome: string;
    ring: Generated<number>;
  };
  call_clients: {
    workspace_id: string;
    call_id: string;
    client_id: string;
    because: 'number' | 'person' | 'created';
    is_primary: Generated<boolean>;
  };
  call_notes: { workspace_id: string; id: string; call_id: string; author_id: string | null; at: MadeStamp; text: string };
  call_outcomes: { workspace_id: string; call_id: string; outcome: string; by_user_id: string | null; at: MadeStamp };
  call_dismissals: { workspace_id: string; call_id: string; user_id: string; ring: number };
  clock_disagreements: {
    workspace_id: string;
    connection_id: string;
    pbx_call_id: string;
    seen_at: Stamp;
    quarter_hours: number;
  };
  provider_requests: {
    workspace_id: string;
    connection_id: string;
    minute: Stamp;
    requests: Generated<number>;
    statistics: Generated<number>;
  };
}

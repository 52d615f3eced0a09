import type { ColumnType, Generated } from 'kysely';
import type { Json, MadeJson, MadeStamp, Stamp } from './column-types.ts';

/** A company's PBX account and the rules of its calls. */
export interface TelephonyTables {
  schedules: {
    workspace_id: string;
    id: string;
    name: string;
    timezone: string;
    weekly: MadeJson<unknown>;
    exceptions: MadeJson<unknown>;
    is_default: Generated<boolean>;
  };
  connections: {
    workspace_id: string;
    id: string;
    provider: string;
    api_key: string | null;
    sealed_secret: string | null;
    area_code: string | null;
    account_timezone: string;
    timezone_confirmed_at: Stamp | null;
    default_responsible_id: string | null;
    ip_allow_list: MadeJson<{ enabled: boolean; ranges: string[] }>;
    features: Json<unknown>;
    dialling: MadeJson<Record<string, string>>;
    pbx_id: string | null;
    extensions_refreshed_at: Stamp | null;
    record_seen_at: Stamp | null;
    presence_asked_at: Stamp | null;
    journal_only: Generated<boolean>;
    remind_missed_hours: Generated<number>;
    version: Generated<number>;
    created_at: MadeStamp;
  };
  extensions: {
    workspace_id: string;
    connection_id: string;
    extension: string;
    name: string | null;
    user_id: string | null;
    online: boolean | null;
    online_at: Stamp | null;
    offline_looks: Generated<number>;
    recording: string | null;
    caller_id: string | null;
    vanished_at: Stamp | null;
  };
  pbx_numbers: {
    workspace_id: string;
    connection_id: string;
    did: string;
    label: string | null;
    source: string | null;
    schedule_id: string | null;
    description: string | null;
    status: string | null;
    expires_at: Stamp | null;
    autorenew: boolean | null;
  };
  number_blocks: {
    workspace_id: string;
    id: string;
    pattern: string;
    is_prefix: ColumnType<boolean, never, never>;
    comment: string | null;
    expires_at: Stamp | null;
    hits: Generated<number>;
    last_hit_at: Stamp | null;
    created_by: string | null;
    created_at: MadeStamp;
  };
  number_exceptions: {
    workspace_id: string;
    id: string;
    pattern: string;
    is_prefix: ColumnType<boolean, never, never>;
    comment: string | null;
    expires_at: Stamp | null;
    hits: Generated<number>;
    last_hit_at: Stamp | null;
    put_away: MadeJson<{ clients?: string[]; deals?: string[]; tasks?: string[] }>;
    created_by: string | null;
    created_at: MadeStamp;
  };
  lost_caller_tasks: {
    workspace_id: string;
    e164: string;
    task_id: string;
    batch_id: string;
    last_at: Stamp;
  };
  missed_callers: {
    workspace_id: string;
    id: string;
    connection_id: string;
    e164: string;
    did: string | null;
    call_count: number;
    waiting_since: Stamp;
    last_at: Stamp;
    due_at: Stamp;
    escalate_at: Stamp | null;
    escalated_at: Stamp | null;
    responsible_id: string | null;
    task_id: string | null;
    claimed_by: string | null;
    claimed_until: Stamp | null;
    resolved_at: Stamp | null;
    resolved_by: string | null;
    resolved_because: 'talked' | 'not-reached' | 'done' | null;
    resolved_call_id: string | null;
    created_at: MadeStamp;
  };
  missed_calls: {
    workspace_id: string;
    call_id: string;
    missed_caller_id: string;
    at: Stamp;
    told_at: Stamp;
    did: string | null;
  };
  call_visits: {
    workspace_id: string;
    id: string;
    connection_id: string;
    fingerprint: string;
    pbx_call_id: string | null;
    readings: Generated<string[]>;
    did: string | null;
    started_at: Stamp | null;
    call_id: string | null;
    tracker: string | null;
    source: string | null;
    medium: string | null;
    campaign: string | null;
    term: string | null;
    content: string | null;
    page: string | null;
    first_visit: string | null;
    received_at: Stamp;
  };
  call_requests: {
    workspace_id: string;
    id: string;
    connection_id: string;
    user_id: string;
    extension: string;
    e164: string;
    requested_at: Stamp;
    about_type: string | null;
    about_id: string | null;
    request_key: string | null;
    call_id: string | null;
    refused_at: Stamp | null;
    given_up_at: Stamp | null;
  };
  dialling_locks: {
    workspace_id: string;
    user_id: string;
    call_id: string;
    e164: string;
    taken_at: Stamp;
    until: Stamp;
  };
  redirects: {
    workspace_id: string;
    call_id: string;
    e164: string | null;
    user_id: string | null;
    extension: string;
    at: Stamp;
    due_at: Stamp | null;
    outcome: 'taken' | 'rung-out' | null;
    over_at: Stamp | null;
    asked_at: Stamp | null;
  };
}

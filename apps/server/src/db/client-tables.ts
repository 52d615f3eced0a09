import type { Generated } from 'kysely';
import type { Json, MadeJson, MadeStamp, Stamp } from './column-types.ts';

type ClientsTable = {
  workspace_id: string;
  id: string;
  type: 'contact' | 'company' | 'lead';
  name: string;
  family_name: string | null;
  given_name: string | null;
  patronymic: string | null;
  company_id: string | null;
  legal_form: string | null;
  inn: string | null;
  kpp: string | null;
  emails: Generated<string[]>;
  tags: Generated<string[]>;
  custom: MadeJson<Record<string, string | number | boolean | null>>;
  external_id: string | null;
  responsible_id: string | null;
  search: string;
  match_key: Generated<string | null>;
  last_talked_at: Stamp | null;
  archived_at: Stamp | null;
  do_not_call: Generated<boolean>;
  lead_status: 'new' | 'in-progress' | 'converted' | 'lost' | null;
  source: string | null;
  origin_call_id: string | null;
  automatic: Generated<boolean>;
  touched_at: Stamp | null;
  converted_to: Json<{ contactId: string; companyId: string | null; dealId: string | null }> | null;
  absorbed_by: string | null;
  created_at: MadeStamp;
  updated_at: MadeStamp;
};

type DealsTable = {
  workspace_id: string;
  id: string;
  title: string;
  search: Generated<string>;
  amount: string | null;
  currency: Generated<string>;
  pipeline_id: string;
  stage_id: string;
  contact_id: string | null;
  company_id: string | null;
  responsible_id: string | null;
  source: string | null;
  origin_call_id: string | null;
  automatic: Generated<boolean>;
  closed_at: Stamp | null;
  archived_at: Stamp | null;
  created_at: MadeStamp;
  updated_at: MadeStamp;
};

type TasksTable = {
  workspace_id: string;
  id: string;
  title: string;
  kind: Generated<'todo' | 'call' | 'missed-call'>;
  due_at: Stamp | null;
  responsible_id: string | null;
  about_type: 'contact' | 'company' | 'lead' | 'deal' | 'call' | null;
  about_id: string | null;
  call_id: string | null;
  done_at: Stamp | null;
  done_by: string | null;
  created_by: string | null;
  created_at: MadeStamp;
  updated_at: MadeStamp;
};

/** Clients, and the work about them. */
export interface ClientTables {
  clients: ClientsTable;
  pipelines: { workspace_id: string; id: string; name: string; is_default: Generated<boolean>; created_at: MadeStamp };
  stages: {
    workspace_id: string;
    id: string;
    pipeline_id: string;
    name: string;
    position: number;
    kind: Generated<'open' | 'won' | 'lost'>;
  };
  deals: DealsTable;
  tasks: TasksTable;
  notes: {
    workspace_id: string;
    id: string;
    about_type: 'contact' | 'company' | 'lead' | 'deal';
    about_id: string;
    text: string;
    author_id: string | null;
    at: MadeStamp;
  };
  auto_clients: {
    workspace_id: string;
    e164: string;
    call_id: string | null;
    client_id: string | null;
    deal_id: string | null;
    task_id: string | null;
    created_at: MadeStamp;
  };
  auto_records: {
    workspace_id: string;
    call_id: string;
    e164: string;
    client_id: string | null;
    deal_id: string | null;
    task_id: string | null;
    responsible_id: string | null;
    created_at: MadeStamp;
  };
  assignment_turns: { workspace_id: string; last_user_id: string | null };
  weekly_reports: {
    workspace_id: string;
    enabled_at: Stamp | null;
    weekday: Generated<number>;
    hour: Generated<number>;
    planned_week: string | null;
  };
  weekly_report_receivers: { workspace_id: string; user_id: string };
  weekly_report_letters: {
    workspace_id: string;
    id: string;
    user_id: string;
    week: string;
    trial: boolean;
    made_at: Stamp;
    mail_at: Stamp | null;
    tries: Generated<number>;
    sent_at: Stamp | null;
    fault: string | null;
  };
  notifications: {
    workspace_id: string;
    id: string;
    user_id: string;
    kind: string;
    dedupe_key: string;
    data: MadeJson<Record<string, unknown>>;
    call_id: string | null;
    created_at: MadeStamp;
    read_at: Stamp | null;
    mail_at: Stamp | null;
    mail_tries: Generated<number>;
    mailed_at: Stamp | null;
  };
  client_numbers: {
    workspace_id: string;
    client_id: string;
    e164: string;
    typed: string;
    label: Generated<string>;
    state: Generated<'current' | 'former' | 'wrong'>;
    suffix: string | null;
    position: Generated<number>;
  };
}

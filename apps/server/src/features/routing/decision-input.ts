import type { CallerMatch, DecisionInput, Employee, NumberReading } from '@carillon/telephony';
import { asHours } from '../../workspaces/as-hours.ts';
import type { CallerFacts, ClientMatch } from '../webhooks/caller-facts.ts';
import { employeesOf, type Employees } from './employees-of.ts';

/** What the database read, in the engine's words. `isNow`: the moment asked about is this one, so that who talks is known. */
export function decisionInput(facts: CallerFacts, caller: NumberReading, now: Date, { isNow = true } = {}): DecisionInput {
  const employees = employeesOf(facts.people, { now, isNow });
  const current = facts.clients.filter(({ archived }) => !archived);
  const clients = current.length > 0 ? current : facts.clients; // an archived card speaks only where there is no other (6.8)
  return {
    now,
    caller,
    own: facts.own ? 'employee' : null,
    listed: facts.block && { pattern: facts.block.pattern },
    matches: clients.map((client) => asMatch(client, employees)),
    deals: facts.deals.map(({ id, responsibleId }) => ({ id, responsible: employees.get(responsibleId) ?? null })),
    dialled: asRecent(facts.dialled, employees),
    talked: asRecent(facts.talked, employees),
    rungOutAt: facts.rungOutAt === null ? null : new Date(facts.rungOutAt),
    hours: facts.schedule && asHours(facts.schedule),
    features: facts.features,
  };
}

function asRecent(call: CallerFacts['dialled'], employees: Employees): { who: Employee; at: Date } | null {
  const who = call === null ? undefined : employees.get(call.userId);
  return call !== null && who !== undefined ? { who, at: new Date(call.at) } : null;
}

function asMatch(client: ClientMatch, employees: Employees): CallerMatch {
  const whose = (id: string | null): Employee | null => (id === null ? null : (employees.get(id) ?? null));
  const isCompany = client.type === 'company';
  const company = isCompany
    ? { id: client.id, name: client.name, legalForm: client.legalForm }
    : client.companyId !== null && client.companyName !== null
      ? { id: client.companyId, name: client.companyName, legalForm: client.companyLegalForm }
      : null;
  return {
    type: client.type,
    id: client.id,
    person: isCompany
      ? null
      : { family: client.familyName, given: client.givenName, patronymic: client.patronymic, display: client.name },
    company,
    responsible: whose(client.responsibleId),
    companyResponsible: whose(client.companyResponsibleId),
    lastContactedAt: client.lastTalkedAt === null ? null : new Date(client.lastTalkedAt),
  };
}

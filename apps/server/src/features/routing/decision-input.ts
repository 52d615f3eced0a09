import type { CallerMatch, DecisionInput, NumberReading } from '@carillon/telephony';
import { asHours } from '../../workspaces/as-hours.ts';
import type { CallerFacts, ClientMatch, Responsible } from '../webhooks/caller-facts.ts';

/** What the database read, in the engine's words. */
export function decisionInput(facts: CallerFacts, caller: NumberReading, now: Date): DecisionInput {
  const responsibles = new Map(facts.responsibles.map((person) => [person.id, person]));
  return {
    now,
    caller,
    own: facts.own ? 'employee' : null,
    listed: facts.block && { pattern: facts.block.pattern },
    matches: facts.clients.map((client) => asMatch(client, responsibles)),
    hours: facts.schedule && asHours(facts.schedule),
    features: facts.features,
  };
}

function asMatch(client: ClientMatch, responsibles: ReadonlyMap<string, Responsible>): CallerMatch {
  const owner = client.responsibleId === null ? undefined : responsibles.get(client.responsibleId);
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
    responsible: owner ? { userId: owner.id, active: owner.active, extension: owner.extension, talking: owner.talking } : null,
    lastContactedAt: client.lastTalkedAt === null ? null : new Date(client.lastTalkedAt),
  };
}

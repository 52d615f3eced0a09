import { BYPASS_MS, BYPASSED_AFTER, type Employee } from '@carillon/telephony';
import type { Person } from '../webhooks/caller-facts.ts';

export type Employees = ReadonlyMap<string, Employee>;

/** Those who were read, in the engine's words, each with their deputy. Who talks is known of this moment only. */
export function employeesOf(people: readonly Person[], { now, isNow }: Moment): Employees {
  const alone = new Map(people.map((person) => [person.id, asEmployee(person, { now, isNow, deputy: null })]));
  return new Map(
    people.map((person) => {
      const deputy = person.deputyId === null ? null : (alone.get(person.deputyId) ?? null);
      return [person.id, asEmployee(person, { now, isNow, deputy })];
    }),
  );
}

type Moment = { now: Date; isNow: boolean };
type View = Moment & { deputy: Employee | null };

function asEmployee(person: Person, { now, isNow, deputy }: View): Employee {
  const { absentUntil, offlineLooks, lookedAt } = person;
  return {
    userId: person.id,
    active: person.active,
    extension: person.extension,
    talking: isNow ? person.talking : null,
    returnTimeoutSeconds: person.returnTimeoutSeconds,
    absence: absentUntil === null ? null : { until: new Date(absentUntil), deputy },
    registration: lookedAt === null ? null : { offlineLooks: offlineLooks ?? 0, at: new Date(lookedAt) },
    rungOut: rungOutOf(person.redirects ?? [], now),
  };
}

/** In a row are those since one was taken, or since they were asked; while that is fresh, the row they were asked for counts. */
function rungOutOf(redirects: NonNullable<Person['redirects']>, now: Date): Employee['rungOut'] {
  const taken = redirects.findIndex(({ rungOut }) => !rungOut);
  const untaken = taken === -1 ? redirects : redirects.slice(0, taken);
  const askedAt = untaken.findIndex(({ asked }) => asked);
  const asked = untaken[askedAt];
  if (asked && +now - Date.parse(asked.overAt) < BYPASS_MS) return { inARow: BYPASSED_AFTER, lastAt: new Date(asked.overAt) };
  const since = askedAt === -1 ? untaken : untaken.slice(0, askedAt);
  const [last] = since;
  return last ? { inARow: since.length, lastAt: new Date(last.overAt) } : null;
}

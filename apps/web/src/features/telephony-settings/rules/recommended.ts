import type { Features, FeaturesPatch } from '@carillon/contract';

type Part = {
  /** Its title stands at `${name}.title`. */
  name: 'auto' | 'route' | 'name' | 'missed' | 'black';
  isOn: (features: Features) => boolean;
  switchOn: FeaturesPatch;
};

/** What suits nearly everybody. The redirect rehearses first: nothing changes before somebody has looked at its decisions. */
const PARTS: readonly Part[] = [
  {
    name: 'auto',
    isOn: ({ autoCreate }) => autoCreate.inbound.enabled,
    switchOn: { autoCreate: { inbound: { enabled: true } } },
  },
  {
    name: 'route',
    isOn: ({ routeToResponsible }) => routeToResponsible.enabled,
    switchOn: { routeToResponsible: { enabled: true, rehearsal: true } },
  },
  { name: 'name', isOn: ({ callerName }) => callerName.enabled, switchOn: { callerName: { enabled: true } } },
  { name: 'missed', isOn: ({ missedCalls }) => missedCalls.enabled, switchOn: { missedCalls: { enabled: true } } },
  { name: 'black', isOn: ({ blacklist }) => blacklist.enabled, switchOn: { blacklist: { enabled: true } } },
];

export type Recommendation = {
  parts: { name: Part['name']; on: boolean; waitsForClients: boolean }[];
  /** Switches on what is off and may be switched on now; `null` when there is nothing to do. What is on stays as it was set. */
  patch: FeaturesPatch | null;
};

/** 6.9: while there are no clients every caller would be new, so records of unknown callers wait for them. */
export function recommend(features: Features, { hasClients }: { hasClients: boolean }): Recommendation {
  const parts = PARTS.map(({ name, isOn }) => {
    const on = isOn(features);
    return { name, on, waitsForClients: name === 'auto' && !on && !hasClients };
  });
  const due = PARTS.filter((_part, n) => parts[n]?.on === false && !parts[n].waitsForClients);
  return { parts, patch: due.length === 0 ? null : Object.assign({}, ...due.map(({ switchOn }) => switchOn)) };
}

/** Every feature that calls bring into motion, switched on. */
export const EVERYTHING = {
  autoCreate: { inbound: { enabled: true, create: 'lead', alsoMissed: true }, outbound: { enabled: true } },
  routeToResponsible: { enabled: true, respectHours: true },
  callerName: { enabled: true },
  missedCalls: { enabled: true },
  blacklist: { enabled: true },
};

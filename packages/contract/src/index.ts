export * from './basics.ts';
export * from './calls.ts';
export * from './clients.ts';
export * from './jobs.ts';
export * from './notifications.ts';
export * from './people.ts';
export * from './problem.ts';
export * from './telephony.ts';

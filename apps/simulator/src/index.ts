export { startSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export { Cloud, type CloudOptions, type Complaint } from './cloud.ts';
export type { AccountConfig, ExtensionConfig, Menu, Scenario } from './account.ts';
export type { Behaviour } from './behaviour.ts';
export type { CallView, Disposition, StatisticsRow } from './calls/call.ts';
export { realClock, virtualClock, type Clock, type VirtualClock } from './clock.ts';
export type { FaultName, Faults, WireEntry } from './network.ts';
export type { Answer, Outside, Posting } from './outside.ts';

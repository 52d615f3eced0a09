import { Lead, LeadCreate, LeadList, LeadListQuery, LeadPatch } from '@carillon/contract';
import type { ClientKind } from '../../clients/client-kind.ts';
import { mergeLead } from '../../clients/merge-lead.ts';
import { showLead } from '../../clients/show-client.ts';
import { AppError } from '../../errors.ts';

/** Clients nobody has qualified yet. */
export const LEADS: ClientKind<Lead, LeadCreate, LeadPatch> = {
  type: 'lead',
  plural: 'leads',
  shapes: { item: Lead, list: LeadList, query: LeadListQuery, create: LeadCreate, patch: LeadPatch },
  examples: {
    create: { name: 'Запрос с сайта', phones: [{ number: '8 (916) 123-45-67' }], source: 'Сайт' },
    patch: { status: 'in-progress', responsibleId: null },
  },
  listed: '`q` finds fragments of names, numbers and e-mail addresses; `pool=true` those nobody is responsible for.',
  show: showLead,
  merge: mergeLead,
  mayChange: ({ leadStatus, responsibleId, responsibleName }, patch, { userId, role }) => {
    if (leadStatus === 'converted') throw new AppError('conflict', 'This lead has been converted: change what it became.');
    // Who clicked "take" a moment too late must not get it; whoever gives leads out is a supervisor.
    const taken = responsibleId !== null && responsibleId !== userId;
    if (taken && patch.responsibleId === userId && role === 'agent') throw alreadyTaken(responsibleName);
  },
  refusals: ['already-taken'],
};

export const alreadyTaken = (by: string | null): AppError =>
  new AppError('already-taken', `${by ?? 'Somebody else'} has taken this lead already.`);

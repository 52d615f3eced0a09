type Ids = { contactId: string; companyId: string; leadId: string; dealId: string; taskId: string; callId: string };

/** Every page of the product, with the ids of records to show. */
export function pagesOf({ contactId, companyId, leadId, dealId, taskId, callId }: Ids): string[] {
  return [
    '/calls',
    `/calls/${callId}`,
    '/missed',
    '/missed?state=closed',
    '/contacts',
    '/contacts/new',
    '/contacts/import',
    `/contacts/${contactId}`,
    '/companies',
    '/companies/new',
    `/companies/${companyId}`,
    '/leads',
    '/leads/new',
    `/leads/${leadId}`,
    '/deals',
    '/deals?view=table',
    '/deals/new',
    `/deals/${dealId}`,
    '/tasks',
    `/tasks?task=${taskId}`,
    '/settings/telephony',
    '/settings/telephony/rules',
    '/settings/telephony/hours',
    '/settings/telephony/recordings',
    '/settings/telephony/blacklist',
    '/settings/telephony/exceptions',
    '/settings/telephony/what-if',
    '/settings/telephony/events',
    '/settings/users',
    '/no-such-page',
  ];
}

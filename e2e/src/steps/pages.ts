/** Every page of the product, with the ids of records to show. */
export function pagesOf({ contactId, companyId, callId }: { contactId: string; companyId: string; callId: string }): string[] {
  return [
    '/calls',
    `/calls/${callId}`,
    '/contacts',
    '/contacts/new',
    '/contacts/import',
    `/contacts/${contactId}`,
    '/companies',
    '/companies/new',
    `/companies/${companyId}`,
    '/settings/telephony',
    '/settings/telephony/rules',
    '/settings/telephony/hours',
    '/settings/telephony/blacklist',
    '/settings/telephony/exceptions',
    '/settings/telephony/what-if',
    '/settings/telephony/events',
    '/settings/users',
    '/no-such-page',
  ];
}

import { PASSWORD, type Product } from './start-product.ts';

export type Colleague = { id: string; name: string; email: string; extension: string };
export type Company = { anna: Colleague; boris: Colleague };

/** Two agents on the extensions 101 and 102, the cloud connected, the three switches on. Everything through the public API. */
export async function connectCompany({ api, exchange }: Product): Promise<Company> {
  const hire = async (name: string, email: string, extension: string): Promise<Colleague> => {
    const { id } = await api<{ id: string }>('POST', '/users', { name, email, password: PASSWORD, role: 'agent' });
    return { id, name, email, extension };
  };
  const anna = await hire('Anna Petrova', 'anna@example.com', '101');
  const boris = await hire('Boris Orlov', 'boris@example.com', '102');
  await api('PATCH', '/telephony/settings', { apiKey: exchange.key, apiSecret: exchange.secret, accountTimezone: 'UTC' });
  await api('POST', '/telephony/extensions/refresh');
  for (const { id, extension } of [anna, boris]) await api('PUT', `/telephony/extensions/${extension}`, { userId: id });
  await api('PATCH', '/telephony/settings', {
    defaultResponsibleId: boris.id,
    features: { routeToResponsible: { enabled: true }, callerName: { enabled: true }, blacklist: { enabled: true } },
  });
  await api('PUT', '/telephony/notifications', {});
  return { anna, boris };
}

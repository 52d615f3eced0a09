export type NameParts = { familyName: string | null; givenName: string | null; patronymic: string | null };

const joined = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' ');

/** The usual orders: "Petrov Ivan Sergeevich", "Ivan Sergeevich Petrov", "Ivan Petrov". */
const ORDERS: readonly ((parts: NameParts) => string)[] = [
  ({ familyName, givenName, patronymic }) => joined(familyName, givenName, patronymic),
  ({ familyName, givenName, patronymic }) => joined(givenName, patronymic, familyName),
  ({ familyName, givenName }) => joined(givenName, familyName),
  ({ familyName, givenName }) => joined(familyName, givenName),
];

/** The display name after a part has changed: follows the parts when it was made of them, stays when somebody chose it. */
export function displayName(name: string, before: NameParts, after: NameParts): string {
  const order = ORDERS.find((make) => make(before) === name);
  return order?.(after) || name;
}

export type NameParts = { familyName: string | null; givenName: string | null; patronymic: string | null };

/** The name shown when nobody typed one: `Петров Иван Сергеевич`, `John Smith`; empty when there are no parts. */
export function displayName({ familyName, givenName, patronymic }: NameParts): string {
  const familyFirst = patronymic !== null || /\p{Script=Cyrillic}/u.test(`${familyName ?? ''}${givenName ?? ''}`);
  const parts = familyFirst ? [familyName, givenName, patronymic] : [givenName, familyName];
  return parts
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
}

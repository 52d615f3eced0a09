import type { CompanyCreate, ContactCreate } from '@carillon/contract';
import type { Cloud } from '@carillon/simulator';
import { isTaxNumber } from '../clients/tax-number.ts';
import { COMPANIES, INTERNATIONAL, PATRONYMICS, RUSSIAN, TATAR } from './names.ts';

type Random = Cloud['random'];

/** A number as a person would type it, and as digits for the exchange. */
type InventedNumber = { typed: string; digits: string };

/** A person somebody may call from; `company` and `owner` are places in the lists of companies and employees. */
export type InventedContact = { contact: ContactCreate; digits: string; company: number | undefined; owner: number };

/** As many companies as asked for, each with a valid ИНН where it is a Russian one. The same random gives the same list. */
export function inventCompanies(random: Random, count: number): CompanyCreate[] {
  return Array.from({ length: count }, (_each, place) => {
    const mine = random.fork(`company/${place}`);
    if (mine.chance(0.15))
      return { name: `${mine.pick(COMPANIES.international)} ${place + 1}`, phones: [phone(foreignNumber(mine))] };
    const name = mine.chance(0.3) ? mine.pick(COMPANIES.tatar) : mine.pick(COMPANIES.russian);
    const phones = [{ ...phone(landline(mine)), label: 'офис' }];
    return {
      name: `${name}-${mine.pick(COMPANIES.places)} ${place + 1}`,
      legalForm: mine.pick(COMPANIES.forms),
      inn: taxNumber(mine),
      phones,
    };
  });
}

/** As many people as asked for, spread over companies and employees; no two have the same number. */
export function inventContacts(
  random: Random,
  { count, companies, owners }: { count: number; companies: number; owners: number },
): InventedContact[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_each, place) => {
    const mine = random.fork(`contact/${place}`);
    const person = inventPerson(mine);
    const number = unlessTaken(taken, () => (person.foreign ? foreignNumber(mine) : mobile(mine)));
    const second = mine.chance(0.2) ? [{ ...phone(unlessTaken(taken, () => landline(mine))), label: 'рабочий' }] : [];
    return {
      contact: {
        ...person.names,
        phones: [phone(number), ...second],
        emails: mine.chance(0.5) ? [`client${place + 1}@example.com`] : [],
        tags: mine.chance(0.25) ? [mine.pick(['VIP', 'опт', 'сайт', 'выставка'])] : [],
      },
      digits: number.digits,
      company: mine.chance(0.4) ? mine.between(0, companies - 1) : undefined,
      owner: place % owners,
    };
  });
}

/** Somebody nobody knows yet. */
export function inventStranger(random: Random): string {
  return random.chance(0.8) ? mobile(random).digits : foreignNumber(random).digits;
}

function inventPerson(random: Random): {
  foreign: boolean;
  names: Pick<ContactCreate, 'familyName' | 'givenName' | 'patronymic'>;
} {
  const dice = random.next();
  const foreign = dice > 0.85;
  const names = foreign ? INTERNATIONAL : dice > 0.55 ? TATAR : RUSSIAN;
  const woman = random.chance(0.5);
  const family = random.pick(names.family)[woman ? 1 : 0];
  const given = random.pick(woman ? names.women : names.men);
  const patronymics = (names === TATAR ? PATRONYMICS.tatar : PATRONYMICS.russian)[woman ? 'women' : 'men'];
  const patronymic = !foreign && random.chance(0.6) ? random.pick(patronymics) : null;
  return { foreign, names: { familyName: family, givenName: given, patronymic } };
}

const phone = ({ typed }: InventedNumber): { number: string } => ({ number: typed });

function unlessTaken(taken: Set<string>, draw: () => InventedNumber): InventedNumber {
  for (;;) {
    const number = draw();
    if (taken.has(number.digits)) continue;
    taken.add(number.digits);
    return number;
  }
}

/** A Russian mobile in one of the ways people write it. */
function mobile(random: Random): InventedNumber {
  const code = random.pick(['903', '905', '909', '916', '917', '919', '925', '926', '927', '937', '960', '987']);
  const [a, b, c] = [digits(random, 3), digits(random, 2), digits(random, 2)];
  const typed = random.pick([
    `8 (${code}) ${a}-${b}-${c}`,
    `+7 ${code} ${a}-${b}-${c}`,
    `8${code}${a}${b}${c}`,
    `+7(${code})${a}${b}${c}`,
  ]);
  return { typed, digits: `7${code}${a}${b}${c}` };
}

function landline(random: Random): InventedNumber {
  const code = random.pick(['495', '499', '843', '812']);
  const [a, b, c] = [`${random.between(2, 7)}${digits(random, 2)}`, digits(random, 2), digits(random, 2)];
  return { typed: `8 (${code}) ${a}-${b}-${c}`, digits: `7${code}${a}${b}${c}` };
}

function foreignNumber(random: Random): InventedNumber {
  const [pair, four] = [digits(random, 2), digits(random, 4)];
  return random.pick([
    { typed: `+44 20 7946 ${four}`, digits: `44207946${four}` },
    { typed: `+49 30 901820 ${pair}`, digits: `4930901820${pair}` },
    { typed: `+1 202-555-${four}`, digits: `1202555${four}` },
    { typed: `+90 532 5${pair} ${four}`, digits: `905325${pair}${four}` },
    { typed: `+48 601 7${pair} ${four.slice(1)}`, digits: `486017${pair}${four.slice(1)}` },
  ]);
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.between(0, 9)).join('');
}

/** Ten digits of which the last checks the others: found by trying. */
function taxNumber(random: Random): string {
  const body = `77${digits(random, 7)}`;
  const check = Array.from({ length: 10 }, (_each, digit) => `${body}${digit}`).find(isTaxNumber);
  return check ?? taxNumber(random);
}

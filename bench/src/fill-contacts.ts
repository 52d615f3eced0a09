import type { Client } from 'pg';
import { NUMBER_SQL } from './client-numbers.ts';

const WORKSPACE = '(select id from workspaces limit 1)';
const ID = (n: string) => `('01900000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const COMPANY_ID = (n: string) => `('01900000-0000-7000-9000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const CONTACTS_PER_COMPANY = 50;

const FAMILY = `(array['Иванов','Смирнов','Кузнецов','Попов','Васильев','Петров','Соколов','Михайлов','Новиков','Фёдоров','Морозов','Волков',
  'Алексеев','Лебедев','Семёнов','Егоров','Павлов','Козлов','Степанов','Николаев','Орлов','Андреев','Макаров','Никитин','Захаров'])[n % 25 + 1]`;
const GIVEN = `(array['Александр','Сергей','Дмитрий','Андрей','Алексей','Максим','Евгений','Иван','Михаил','Николай','Анна','Елена','Ольга',
  'Наталья','Екатерина','Татьяна','Мария'])[n % 17 + 1]`;
// Together with the family name's index the number makes names that differ, as in a real address book of this size.
const NAME = `${FAMILY} || ' ' || ${GIVEN} || ' ' || n`;

/**
 * Fills the workspace with that many contacts, a number each, half of them people of companies, all of one responsible; and with a
 * blacklist of a thousand entries, masks among them, that none of them is on.
 */
export async function fillContacts(
  database: Client,
  { count, responsibleId }: { count: number; responsibleId: string },
): Promise<void> {
  await database.query(
    `set maintenance_work_mem = '512MB'; set session_replication_role = replica; set synchronous_commit = off`,
  );
  await database.query('drop index clients_search'); // filling it row by row takes minutes
  const companies = Math.ceil(count / CONTACTS_PER_COMPANY);
  await database.query(
    `insert into clients (workspace_id, id, type, name, responsible_id, search)
     select ${WORKSPACE}, ${COMPANY_ID('n')}, 'company', 'Ромашка ' || n, $2, ' ромашка ' || n from generate_series(0, $1::integer - 1) n`,
    [companies, responsibleId],
  );
  await database.query(
    `insert into clients (workspace_id, id, type, name, family_name, given_name, company_id, responsible_id, search)
     select ${WORKSPACE}, ${ID('n')}, 'contact', name, family, given, case when n % 2 = 0 then ${COMPANY_ID(`n / ${CONTACTS_PER_COMPANY}`)} end, $2,
       ' ' || replace(lower(name), 'ё', 'е') || ' ' || number
     from (select n, ${NAME} as name, ${FAMILY} as family, ${GIVEN} as given, ${NUMBER_SQL} as number from generate_series(0, $1::integer - 1) n) made`,
    [count, responsibleId],
  );
  await database.query(
    `insert into client_numbers (workspace_id, client_id, e164, typed, suffix)
     select ${WORKSPACE}, ${ID('n')}, '+' || number, number, right(number, 7)
     from (select n, ${NUMBER_SQL} as number from generate_series(0, $1::integer - 1) n) made`,
    [count],
  );
  await database.query(
    `insert into number_blocks (workspace_id, id, pattern)
     select ${WORKSPACE}, uuidv7(), case when n % 5 = 0 then '+4470' || lpad(n::text, 4, '0') || '*' else '+7495' || lpad(n::text, 7, '0') end
     from generate_series(1, 1000) n`,
  );
  await database.query('create index clients_search on clients using gin (search gin_trgm_ops)');
  await database.query('set session_replication_role = default');
  await database.query('vacuum analyze clients, client_numbers, number_blocks'); // no others: an empty table known to be empty is planned for as empty, even when it has grown
  await database.query('checkpoint');
}

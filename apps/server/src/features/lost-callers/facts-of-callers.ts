import { type RawBuilder, sql } from 'kysely';

const CLIENTS_MAX = 5;

/**
 * What is known of each caller `c` of a list, as a lateral query: `clients`, the most likely first; `owner`, the active employee
 * responsible for one of them, else the default responsible; `did_label`.
 */
export function factsOfCallers(workspaceId: string, defaultResponsibleId: string | null): RawBuilder<unknown> {
  return sql`
    select known.clients, (select n.label from pbx_numbers n where n.workspace_id = ${workspaceId} and n.did in (c.did, '+' || c.did) limit 1) as did_label,
      u.id as owner_id, u.name as owner_name, u.locale as owner_locale
    from (
      select coalesce(json_agg(json_build_object('type', x.type, 'id', x.id, 'name', x.name) order by x.place) filter (where x.place <= ${CLIENTS_MAX}), '[]') as clients,
        (array_agg(x.owner_id order by x.place) filter (where x.owner_id is not null))[1] as owner_id
      from (
        select l.type, l.id, l.name, o.id as owner_id,
          row_number() over (order by l.archived_at is not null, l.last_talked_at desc nulls last, l.id) as place
        from client_numbers n
        join clients l on l.workspace_id = n.workspace_id and l.id = n.client_id
        left join users o on o.workspace_id = l.workspace_id and o.id = l.responsible_id and o.active
        where n.workspace_id = ${workspaceId} and n.e164 = c.e164 and n.state = 'current'
      ) x
    ) known
    left join users u on u.workspace_id = ${workspaceId} and u.active and u.id = coalesce(known.owner_id, ${defaultResponsibleId}::uuid)`;
}

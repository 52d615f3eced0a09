import { sql } from 'kysely';

/** 5.7, of `calls k`: as the index of recorded calls has it. Of a forwarded call the recording may be its leg's (F11). */
export const IS_RECORDED = sql.raw(`(k.recordings <> '[]' or k.leg_recorded)`);

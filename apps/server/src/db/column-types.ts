import type { ColumnType } from 'kysely';

export type Stamp = ColumnType<Date, Date | string, Date | string>;
export type Json<T> = ColumnType<T, string, string>;
// Generated<> does not look into a ColumnType
export type MadeStamp = ColumnType<Date, Date | string | undefined, Date | string>;
export type MadeJson<T> = ColumnType<T, string | undefined, string>;

import { sql } from "drizzle-orm";
import { customType, numeric, timestamp, uuid } from "drizzle-orm/pg-core";

/** Column builders that every table shares, so that a moment, a key and an amount look the same everywhere. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
export const createdAt = () => moment("created_at").notNull().default(sql`clock_timestamp()`);
/** What happens in one transaction has one time, that of its first event or change. */
export const happenedAt = (name: string) => moment(name).notNull().default(sql`tx_instant()`);
export const companyId = () => uuid("company_id").notNull();
export const id = () => uuid("id").notNull().defaultRandom();
export const money = (name: string) => numeric(name, { precision: 18, scale: 2 });
export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

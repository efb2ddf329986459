import { z } from "zod";
import type { SourceRecord } from "#lib/connectors/port.ts";
import type { DirectoryEntry } from "#lib/preflight/ingest.ts";

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? "" : String(value)));
const Raw = z.looseObject({
  name: text,
  project_number: text,
  active: z.boolean().nullish(),
  is_active: z.boolean().nullish(),
  address: text,
  city: text,
  state_code: text,
  zip: text,
  business_phone: text,
  email_address: text,
  business_register: z.object({ identifier: text }).nullish().catch(null),
});

/** A project or a company of the directory as the source sent it, as one row of our own directory. */
export function directoryEntry(record: SourceRecord): DirectoryEntry {
  const raw = Raw.parse(record.raw);
  return {
    sourceId: record.id,
    number: raw.project_number,
    name: raw.name,
    isActive: !record.isDeleted && (raw.active ?? raw.is_active ?? true),
    address: raw.address,
    city: raw.city,
    state: raw.state_code,
    zip: raw.zip,
    phone: raw.business_phone,
    email: raw.email_address,
    taxId: raw.business_register?.identifier ?? "",
    updatedAt: record.updatedAt || null,
  };
}

export type FileKind = "jce" | "jcc" | "txt";

interface FieldBase {
  name: string;
  required: boolean;
}
export type Field =
  | (FieldBase & { kind: "text"; length: number })
  | (FieldBase & { kind: "number"; digits: number; decimals: number })
  | (FieldBase & { kind: "flag" | "slash_date" | "bare_date" | "plain_date" | "unused" });

export interface Layout {
  record: string;
  /** Field 1 is the record id and is not listed; position 0 here is field 2. */
  fields: readonly Field[];
  key: readonly string[];
}

type Mark = "required" | "optional";
const text = (name: string, length: number, mark: Mark = "optional"): Field => ({
  kind: "text",
  name,
  length,
  required: mark === "required",
});
const number = (name: string, digits: number, decimals: number, mark: Mark = "optional"): Field => ({
  kind: "number",
  name,
  digits,
  decimals,
  required: mark === "required",
});
const flag = (name: string): Field => ({ kind: "flag", name, required: false });
const unused = (name: string): Field => ({ kind: "unused", name, required: false });
const slashDate = (name: string, mark: Mark = "optional"): Field => ({
  kind: "slash_date",
  name,
  required: mark === "required",
});

const address = (prefix: string): Field[] => [
  text(`${prefix}address_1`, 30),
  text(`${prefix}address_2`, 30),
  text(`${prefix}city`, 15),
  text(`${prefix}state`, 4),
  text(`${prefix}zip_code`, 10),
];

const ESTIMATES: readonly Layout[] = [
  { record: "*", key: ["job"], fields: [text("job", 10, "required"), text("description", 30)] },
  { record: "E", key: ["extra"], fields: [text("extra", 10, "required"), text("description", 30)] },
  {
    record: "C",
    key: ["cost_code", "category"],
    fields: [
      text("cost_code", 15, "required"),
      text("description", 30),
      text("category", 3, "required"),
      { kind: "plain_date", name: "date", required: true },
      number("units", 8, 2),
      text("unit_description", 6),
      number("amount", 8, 2, "required"),
      unused("field_9"),
      unused("field_10"),
      unused("field_11"),
      unused("field_12"),
      text("extra", 10),
    ],
  },
];

const COMMITMENTS: readonly Layout[] = [
  {
    record: "C",
    key: ["commitment"],
    fields: [
      text("commitment", 12, "required"),
      number("type", 1, 0, "required"),
      text("description", 30),
      text("vendor", 10, "required"),
      slashDate("date", "required"),
      number("retainage_percent", 3, 4),
      flag("committed"),
      flag("closed"),
      flag("printed"),
      ...address(""),
      ...address("ship_to_"),
      text("ordered_by", 15),
      text("terms", 15),
      text("ship_via", 15),
      text("free_on_board", 15),
    ],
  },
  {
    record: "CI",
    key: ["commitment", "item_number"],
    fields: [
      text("commitment", 12, "required"),
      number("item_number", 5, 0, "required"),
      text("description", 30),
      number("retainage_percent", 3, 4),
      slashDate("delivery_date"),
      text("scope_of_work", 1000),
      text("job", 10, "required"),
      text("extra", 10),
      text("cost_code", 12, "required"),
      text("category", 3, "required"),
      text("tax_group", 6),
      number("tax", 7, 2),
      number("units", 8, 4),
      number("unit_cost", 6, 4),
      text("unit_description", 6),
      number("amount", 9, 2, "required"),
    ],
  },
  {
    record: "CCO",
    key: ["commitment", "commitment_co"],
    fields: [
      text("commitment", 12, "required"),
      text("commitment_co", 10, "required"),
      text("description", 30),
      flag("printed"),
      slashDate("date", "required"),
      unused("type"),
      text("scope", 1000),
      number("status", 2, 0, "required"),
    ],
  },
  {
    record: "CCOI",
    key: ["commitment", "commitment_co", "item_number"],
    fields: [
      text("commitment", 12, "required"),
      text("commitment_co", 10, "required"),
      number("item_number", 5, 0, "required"),
      text("description", 30),
      number("units", 8, 4),
      number("amount", 9, 2, "required"),
    ],
  },
];

/** The layouts of a kind of file; those of invoices are the company's own and come from its configuration. */
export function layoutsOf(file: FileKind, invoices: readonly Layout[]): readonly Layout[] {
  if (file === "txt") return invoices;
  return file === "jce" ? ESTIMATES : COMMITMENTS;
}

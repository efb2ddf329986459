import type { SeedChangeOrder, SeedContract, SeedInvoice } from "#drizzle/seed/model.ts";
import { sum, toScale } from "#lib/core/money.ts";

type Row = Readonly<Record<string, unknown>>;

/** The signed contract as a PDF, to most of them what belongs to it; some have nothing attached. */
export function contractFiles({ id, number, title, vendor, date, lines }: SeedContract): readonly Row[] {
  if (id % 4 === 0) return [];
  const total = toScale(sum(lines.map(({ amount }) => amount)), 2);
  const head = `${number}  ${title}\n${vendor?.name ?? "No company chosen"}\nDated ${date}`;
  const schedule = lines.map((line) => `${line.costCode}  ${line.description}  ${line.amount}`).join("\n");
  return [
    {
      id: id * 10 + 1,
      filename: `${number} executed.pdf`,
      content_type: "application/pdf",
      pages: [`${head}\nContract sum ${total}`, `Schedule of values\n${schedule}`],
    },
    ...(id % 4 === 1
      ? [{ id: id * 10 + 2, filename: `${number} scope.docx`, base64: Buffer.from(title).toString("base64") }]
      : []),
  ];
}

/** The priced proposal behind a change order. */
export function changeOrderFiles({ id, number, title, lines }: SeedChangeOrder): readonly Row[] {
  const schedule = lines.map((line) => `${line.costCode}  ${line.description}  ${line.amount}`).join("\n");
  return [{ id: id * 10 + 1, filename: `Proposal ${number}.pdf`, pages: [`${title}\n${schedule}`] }];
}

/** The pay application as the subcontractor signed it. */
export function invoiceFiles({ id, number, contract, billingDate, lines }: SeedInvoice): readonly Row[] {
  const billed = toScale(sum(lines.map(({ thisPeriod }) => thisPeriod)), 2);
  const words = `Application ${number}\n${contract.vendor?.name ?? ""}\nThrough ${billingDate ?? "no date"}\nThis period ${billed}`;
  return [
    { id: id * 10 + 1, filename: `${number} pay application.pdf`, content_type: "application/pdf", pages: [words] },
  ];
}

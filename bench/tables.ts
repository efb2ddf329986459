// node --import tsx bench/tables.ts 500000: how long a file of so many rows takes, and how much memory while it is made.
import { moneyColumn, type OutColumn, timeColumn } from "#lib/core/out-table.ts";
import { writeCsv } from "#lib/out/write-csv.ts";
import { writeXlsx } from "#lib/out/write-xlsx.ts";

const count = Number(process.argv[2] ?? 500_000);
const pageSize = 500;
type Row = { readonly n: number };
const company = { currency: "USD", timeZone: "America/Chicago" };
const words = (name: string): OutColumn<Row> => ({ header: name, kind: "text", value: ({ n }) => `${name} ${n}` });
// As many columns, and of the kinds, as the inbox has.
const columns: readonly OutColumn<Row>[] = [
  ...["Number", "Type", "Title", "Project", "Vendor", "State", "Lane", "Sage id", "Assigned to", "Sent by"].map(words),
  moneyColumn("Amount", company, ({ n }) => `${n}.25`),
  timeColumn("Sent", company, () => "2026-06-01T03:04:05.678Z"),
  timeColumn("Last change", company, () => "2026-06-02T03:04:05.678Z"),
  { header: "Findings", kind: "count", hasTotal: true, value: ({ n }) => String(n % 7) },
  { header: "Date", kind: "date", value: () => "2026-05-31" },
];
function* parts(): Generator<readonly Row[]> {
  for (let at = 0; at < count; at += pageSize)
    yield Array.from({ length: Math.min(pageSize, count - at) }, (_, n) => ({ n: at + n }));
}

const mebibytes = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MiB`;
for (const [format, write] of [
  ["csv", writeCsv],
  ["xlsx", writeXlsx],
] as const) {
  const began = performance.now();
  let [size, most] = [0, 0];
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  for await (const piece of write({ name: "Inbox", columns, parts: parts(), about: () => [] }))
    size += piece.byteLength;
  clearInterval(watch);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    `${format}: ${count.toLocaleString("en-US")} rows, ${columns.length} columns, ${mebibytes(size)}, ${seconds} s, resident memory at most ${mebibytes(most)}\n`,
  );
}

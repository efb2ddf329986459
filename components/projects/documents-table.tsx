"use client";
import { CircleCheck, CircleDashed, CircleHelp, Eye, Hand, Link2 } from "lucide-react";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import type { DocumentLinks } from "#components/projects/use-document-links.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { Mark } from "#components/ui/chip.tsx";
import type { DocumentRow } from "#lib/views/adoption.ts";

type Props = {
  readonly rows: readonly DocumentRow[];
  readonly cursorId: string | null;
  readonly links: DocumentLinks;
  readonly onCursor: (id: string) => void;
  readonly onOpen: (row: DocumentRow) => void;
};

/** Every document in a row: what Procore has, the record of Sage that fits it best, and how well. */
export function DocumentsTable({ rows, cursorId, links, onCursor, onOpen }: Props) {
  return (
    <TableFrame label="Documents and records of Sage" className="bg-surface">
      <table className="data-table" data-hover>
        <caption className="unseen">Documents of the project and the records that Sage has of them</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              In Procore
            </th>
            <th scope="col" className="max-lg:hidden">
              Company
            </th>
            <th scope="col" className="figure max-sm:hidden">
              Amount
            </th>
            <th scope="col">In Sage</th>
            <th scope="col" className="figure max-sm:hidden">
              Amount
            </th>
            <th scope="col" className="max-md:hidden">
              Fit
            </th>
            <th scope="col">
              <span className="unseen">Link</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              isCursor={row.id === cursorId}
              links={links}
              onCursor={() => onCursor(row.id)}
              onOpen={() => onOpen(row)}
            />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

type RowProps = {
  readonly row: DocumentRow;
  readonly isCursor: boolean;
  readonly links: DocumentLinks;
  readonly onCursor: () => void;
  readonly onOpen: () => void;
};

function Row({ row, isCursor, links, onCursor, onOpen }: RowProps) {
  const { number, title, typeLabel, vendorName, record } = row;
  return (
    <tr data-row={row.id} data-cursor={isCursor || undefined} onPointerDown={onCursor}>
      <th scope="row" className="wrap max-w-80 pl-4 font-normal">
        <Link href={`/items/${row.id}`} prefetch={false} className="rounded-sm font-medium text-accent hover:underline">
          {number}
        </Link>{" "}
        {title}
        <span className="block text-xs text-ink-2">{typeLabel}</span>
        <span className="block sm:hidden">
          <Amount value={row.amount} />
        </span>
      </th>
      <td className="wrap max-lg:hidden">{vendorName ?? <span className="text-ink-3">none</span>}</td>
      <td className="figure max-sm:hidden">
        <Amount value={row.amount} />
      </td>
      <td className="wrap max-w-72">
        <span className="font-mono text-xs">{row.erpId || record?.erpId || "–"}</span>
        {record ? <span className="block text-xs text-ink-2">{record.name}</span> : null}
        <span className="block md:hidden">
          <Fit row={row} />
        </span>
      </td>
      <td className="figure max-sm:hidden">{record ? <Amount value={record.amount} /> : null}</td>
      <td className="wrap max-w-64 max-md:hidden">
        <Fit row={row} />
      </td>
      <td>
        <Gesture row={row} links={links} onOpen={onOpen} />
      </td>
    </tr>
  );
}

/** How well it fits, or where the link stands; never by colour alone. */
function Fit({ row }: { readonly row: DocumentRow }) {
  // Who may not link is told so once, at the buttons, not in every row.
  const closed = useReasonAgainst("export.decide");
  const reason = row.reason === closed ? null : row.reason;
  if (row.state === "linked") return <Mark tone="good" icon={Link2}>{`Linked to ${row.erpId}`}</Mark>;
  if (row.state === "looking")
    return (
      <Mark tone="flow" icon={Eye}>
        Being looked for in Sage
      </Mark>
    );
  if (row.state === "held")
    return (
      <>
        <Mark tone="doubt" icon={Hand}>
          Held for a person
        </Mark>
        {row.note ? <span className="block text-xs text-ink-2">{row.note}</span> : null}
      </>
    );
  if (row.degree === "exact")
    return (
      <Mark tone="good" icon={CircleCheck}>
        Exactly alike
      </Mark>
    );
  if (row.degree === "none")
    return (
      <>
        <Mark tone="quiet" icon={CircleDashed}>
          No record
        </Mark>
        {reason ? <span className="block text-xs text-ink-2">{reason}</span> : null}
      </>
    );
  const words = row.differences === 0 ? "not certain" : count(row.differences, "difference");
  return (
    <>
      <Mark tone="wait" icon={CircleHelp}>{`Likely, ${words}`}</Mark>
      {reason ? <span className="block text-xs text-ink-2">{reason}</span> : null}
    </>
  );
}

function Gesture({ row, links, onOpen }: Omit<RowProps, "isCursor" | "onCursor">) {
  const { record, seen } = row;
  if (row.state !== "open")
    return (
      <Button size="sm" look="ghost" label={`Open ${row.number}`} onPress={onOpen}>
        Open
      </Button>
    );
  if (!record || !seen)
    return row.hasRefused ? (
      <Button size="sm" look="ghost" label={`Compare ${row.number}`} onPress={onOpen}>
        Compare …
      </Button>
    ) : null;
  const { id, version, number, amount } = row;
  const pair = { id, version, number, amount, erpId: record.erpId, seen };
  return (
    <span className="flex flex-wrap justify-end gap-1">
      {row.degree === "exact" ? (
        <Button
          size="sm"
          label={`Link ${number} to ${record.erpId}`}
          reason={row.reason}
          isBusy={links.isBusy}
          onPress={() => links.link([pair], true)}
        >
          Link
        </Button>
      ) : null}
      <Button size="sm" look="ghost" label={`Compare ${number} with ${record.erpId}`} onPress={onOpen}>
        Compare …
      </Button>
    </span>
  );
}

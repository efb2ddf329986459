"use client";
import type { RefObject } from "react";
import { Amount } from "#components/money/amount.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import type { RowCursor } from "#components/table/use-row-cursor.ts";
import { useCompany } from "#components/time/company.tsx";
import { Stamp } from "#components/time/when.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { VendorRow, VendorTab } from "#lib/views/vendors.ts";

type Props = {
  readonly tab: VendorTab;
  readonly rows: readonly VendorRow[];
  readonly cursor: RowCursor<VendorRow>;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly more: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
};

const lastColumn: Readonly<Record<VendorTab, string>> = {
  unlinked: "Best proposal",
  certain: "Certain pair",
  look: "Best proposal",
  none: "State",
  conflict: "Contested",
  linked: "Linked to",
  archived: "Archived",
  duplicates: "Linked to",
};

/** The queue: companies or Sage vendors, the most open money first. */
export function VendorList({ tab, rows, cursor, box, more }: Props) {
  const { currency } = useCompany();
  const hasMoney = rows[0]?.side !== "sage";
  return (
    <TableFrame label="Companies" scrollRef={box} className="bg-surface max-md:max-h-[42vh] max-md:shrink-0">
      <table className="data-table table-fixed" data-hover>
        <caption className="unseen">{hasMoney ? "Companies of the directory" : "Vendors in Sage"}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-[44%] pl-4">
              {hasMoney ? "Company in Procore" : "Vendor in Sage"}
            </th>
            {hasMoney ? (
              <th scope="col" className="figure w-32">
                Open, {currency}
              </th>
            ) : null}
            <th scope="col">{lastColumn[tab]}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} hasMoney={hasMoney} cursor={cursor} />
          ))}
        </tbody>
      </table>
      <LoadMore
        hasMore={more.hasNextPage}
        isBusy={more.isFetchingNextPage}
        onMore={() => void more.fetchNextPage()}
        end="End of the list"
      />
    </TableFrame>
  );
}

function Row({
  row,
  hasMoney,
  cursor,
}: {
  readonly row: VendorRow;
  readonly hasMoney: boolean;
  readonly cursor: RowCursor<VendorRow>;
}) {
  const isCursor = row.id === cursor.id;
  return (
    <tr
      data-row={row.id}
      data-cursor={isCursor || undefined}
      aria-current={isCursor || undefined}
      onClick={() => cursor.set(row.id)}
    >
      <th scope="row" className="pl-4" title={row.name}>
        {row.side === "sage" ? <span className="mr-1 font-mono text-xs font-normal">{row.id}</span> : null}{" "}
        <span className="font-medium">{row.name}</span>
        {row.isActive ? null : <span className="ml-2 text-xs font-normal text-wait">inactive</span>}
      </th>
      {hasMoney ? (
        <td className="figure">
          <Amount value={row.waiting.amount} className={row.waiting.count === 0 ? "text-ink-3" : ""} />
        </td>
      ) : null}
      <td>
        <Last row={row} />
      </td>
    </tr>
  );
}

function Last({ row }: { readonly row: VendorRow }) {
  if (row.archived)
    return (
      <span className="text-ink-2">
        {row.archived.by}, <Stamp at={row.archived.at} />
      </span>
    );
  if (row.drift.length > 0)
    return (
      <span className="text-wait" title={row.drift.join(". ")}>
        <span className="font-mono text-xs">{row.link?.id}</span> {row.drift.join(". ")}
      </span>
    );
  if (row.link) return <Code id={row.link.id} name={row.link.name} />;
  if (row.stateLabel) return <span>{row.stateLabel}</span>;
  if (row.proposal)
    return row.side === "company" ? (
      <Code id={row.proposal.id} name={row.proposal.name} />
    ) : (
      <span>{row.proposal.name}</span>
    );
  if (row.group) return <span className="text-ink-3">not linked</span>;
  return <span className="text-ink-3">{row.lane === null ? "being compared" : "no like name"}</span>;
}

function Code({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <span title={`${id} ${name}`}>
      <span className="mr-1 font-mono text-xs">{id}</span> {name}
    </span>
  );
}

"use client";
import type { RefObject } from "react";
import { NewsChip, StagedMark } from "#components/imports/staged-mark.tsx";
import { Amount } from "#components/money/amount.tsx";
import { SelectHead } from "#components/table/select-head.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import type { RowSelection } from "#components/table/use-row-selection.ts";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { ImportPage, ImportRow } from "#lib/views/imports.ts";

type Props = {
  readonly page: ImportPage;
  readonly rows: readonly ImportRow[];
  readonly cursorId: string | null;
  readonly selection: RowSelection<ImportRow>;
  readonly refused: ReadonlyMap<string, string>;
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly more: { readonly has: boolean; readonly isBusy: boolean; readonly load: () => void };
  readonly onCursor: (row: ImportRow) => void;
  readonly onOpen: (row: ImportRow) => void;
};

export function ImportTable({ page, rows, cursorId, selection, refused, boxRef, more, onCursor, onOpen }: Props) {
  return (
    <TableFrame label="Records of Sage" scrollRef={boxRef} className="flex-1 bg-surface">
      <table className="data-table table-fixed" data-hover>
        <caption className="unseen">Records of Sage and where they stand</caption>
        <Head page={page} selection={selection} />
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              page={page}
              isCursor={row.id === cursorId}
              isSelected={selection.has(row.id)}
              refusal={refused.get(row.id) ?? null}
              onSelect={(isOn, isRange) => selection.set(row.id, isOn, isRange)}
              onCursor={() => onCursor(row)}
              onOpen={() => onOpen(row)}
            />
          ))}
        </tbody>
      </table>
      <LoadMore hasMore={more.has} isBusy={more.isBusy} onMore={more.load} end="End of the list" />
    </TableFrame>
  );
}

function Head({ page, selection }: { readonly page: ImportPage; readonly selection: RowSelection<ImportRow> }) {
  const { currency } = useCompany();
  return (
    <thead>
      <tr>
        <SelectHead isAll={selection.isAll} isSome={selection.rows.length > 0} onAll={selection.setAll} />
        <th scope="col" className="w-[9.5rem] max-md:hidden">
          State
        </th>
        <th scope="col" className="w-[7.5rem]">
          {page.one}
        </th>
        <th scope="col" className="md:w-[26%]">
          Description
        </th>
        {page.hasJob ? (
          <th scope="col" className="w-[6rem] max-md:hidden">
            Job
          </th>
        ) : null}
        {page.hasAmount ? (
          <th scope="col" className="figure w-[9rem] max-md:w-[7rem]">
            Amount, {currency}
          </th>
        ) : null}
        <th scope="col" className="max-md:hidden">
          What there is to say
        </th>
        <th scope="col" className="w-[6rem] max-md:hidden">
          Since
        </th>
      </tr>
    </thead>
  );
}

type RowProps = {
  readonly row: ImportRow;
  readonly page: ImportPage;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly refusal: string | null;
  readonly onSelect: (isOn: boolean, isRange: boolean) => void;
  readonly onCursor: () => void;
  readonly onOpen: () => void;
};

function Row({ row, page, isCursor, isSelected, refusal, onSelect, onCursor, onOpen }: RowProps) {
  const note = refusal ?? row.note;
  return (
    <tr
      data-row={row.id}
      data-cursor={isCursor || undefined}
      data-selected={isSelected || undefined}
      onClick={onCursor}
      onDoubleClick={onOpen}
    >
      <td className="px-1.5 text-center">
        <Checkbox label={`Select ${row.code}`} isOn={isSelected} tabIndex={-1} onChange={onSelect} />
      </td>
      <td className="max-md:hidden">
        <StagedMark state={row.state} label={row.stateLabel} />
      </td>
      <th scope="row" className="font-medium">
        <button
          type="button"
          onClick={onOpen}
          className="max-w-full truncate rounded-sm text-left font-mono text-xs text-accent hover:underline"
        >
          {row.code}
        </button>
      </th>
      <td className="truncate" title={row.name}>
        {row.name}
        <span className="ml-2 md:hidden">
          <NewsChip of={row.news} />
        </span>
      </td>
      {page.hasJob ? <td className="truncate font-mono text-xs max-md:hidden">{row.job}</td> : null}
      {page.hasAmount ? <td className="figure">{row.amount === null ? null : <Amount value={row.amount} />}</td> : null}
      <td className={`truncate max-md:hidden ${refusal ? "text-bad" : "text-ink-2"}`} title={note ?? undefined}>
        <span className="mr-2 empty:hidden">
          <NewsChip of={row.news} />
        </span>
        {note}
        {row.findings > 1 ? ` (${row.findings - 1} more)` : null}
      </td>
      <td className="text-ink-2 max-md:hidden">
        <Age at={row.since} now={page.now} isShort />
      </td>
    </tr>
  );
}

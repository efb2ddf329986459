"use client";
import { Change, EntrySheet } from "#components/review/other-doors.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { PreviewRecord } from "#lib/core/export-document.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = {
  readonly view: Pick<ItemView, "document" | "documentProblem" | "export" | "preview">;
  readonly lead?: string;
};

/** Section 4: exactly what will be written, field by field and as the bytes of the file. */
export function PreviewSection({ view, lead = "Accept accepts exactly this document." }: Props) {
  if (!view.document) {
    return (
      <EmptyState title="No export document">
        {view.documentProblem ?? "There is nothing to write for this item."}
      </EmptyState>
    );
  }
  if (view.document.isLookOnly) {
    return (
      <EmptyState title="Nothing is written">
        The item is linked to {view.export?.erpId ?? "a record"}, which stood in Sage before it came from Procore.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
        {lead} SHA-256 <CopyText text={view.document.sha256} label="Hash" shown={16} />
      </p>
      {view.preview.map((record, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: records of one file may repeat and never move.
        <RecordTable key={n} record={record} />
      ))}
      {view.document.files.map((file) => (
        <FileText key={file.name} name={file.name} text={file.text} />
      ))}
      {view.document.writes.map((write) => (
        <Change key={`${write.table} ${Object.values(write.key).join(" ")}`} write={write} />
      ))}
      {view.document.sheet.map((screen) => (
        <EntrySheet key={screen.title} screen={screen} />
      ))}
    </div>
  );
}

function RecordTable({ record }: { readonly record: PreviewRecord }) {
  return (
    <section aria-label={record.title}>
      <h3 className="mb-1 flex items-baseline justify-between gap-4">
        <span className="font-semibold">{record.title}</span>
        <span className="text-xs text-ink-3">
          {record.file} · {record.record}
        </span>
      </h3>
      <div className="overflow-hidden rounded-md border border-line">
        <table className="data-table table-fixed text-xs">
          <thead>
            <tr>
              <th scope="col" className="w-1/3">
                Field
              </th>
              <th scope="col">Value as written</th>
              <th scope="col" className="w-[28%]">
                From
              </th>
            </tr>
          </thead>
          <tbody>
            {record.fields.map((field) => (
              <tr key={field.name}>
                <th scope="row" className="text-ink-2">
                  {field.name}
                </th>
                <td className="wrap">
                  {field.value === "" ? (
                    <span className="text-ink-3">empty</span>
                  ) : (
                    <code className="font-mono whitespace-pre-wrap">{field.value}</code>
                  )}
                  {field.note ? <p className="text-wait">{field.note}</p> : null}
                </td>
                <td className="wrap text-ink-2">{field.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function FileText({ name, text }: { readonly name: string; readonly text: string }) {
  const lines = text.replace(/\r\n$/, "").split("\r\n");
  const width = `${String(lines.length).length}ch`;
  return (
    <section aria-label={`File ${name}`}>
      <h3 className="mb-1 flex items-baseline justify-between gap-4">
        <span className="font-semibold">{name}</span>
        <span className="text-xs text-ink-3">{lines.length} lines, Windows-1252</span>
      </h3>
      <TableFrame label={`Text of ${name}`} className="max-h-96 rounded-md border border-line bg-sunken">
        <ol className="w-max min-w-full py-1 font-mono text-xs leading-5">
          {lines.map((line, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file have no other name.
            <li key={n} className="flex hover:bg-hover">
              <span
                aria-hidden="true"
                className="mr-3 shrink-0 border-r border-line px-2 text-right text-ink-3 select-none"
                style={{ minWidth: `calc(${width} + 1rem)` }}
              >
                {n + 1}
              </span>
              <span className="pr-3 whitespace-pre">{line}</span>
            </li>
          ))}
        </ol>
      </TableFrame>
    </section>
  );
}

"use client";
import { CopyText } from "#components/ui/copy-text.tsx";
import type { EntryScreen, SageWrite } from "#lib/core/export-document.ts";

/** One row that is written over SQL: key first, then what it is changed to. */
export function Change({ write }: { readonly write: SageWrite }) {
  const { table, operation, key, values } = write;
  return (
    <section aria-label={`Change of ${table}`}>
      <Head title={operation === "insert" ? "New row, written over SQL" : "Row changed over SQL"} note={table} />
      <Fields
        fields={[...Object.entries(key), ...Object.entries(values)].map(([label, value]) => ({ label, value }))}
        canCopy={false}
      />
    </section>
  );
}

/** One screen of Sage as it is to be keyed; every value can be copied. */
export function EntrySheet({ screen }: { readonly screen: EntryScreen }) {
  return (
    <section aria-label={`Entry sheet: ${screen.title}`}>
      <Head title={screen.title} note="Keyed by a person; completes itself when Sage shows it" />
      <Fields fields={screen.fields} canCopy />
    </section>
  );
}

function Head({ title, note }: { readonly title: string; readonly note: string }) {
  return (
    <h3 className="mb-1 flex items-baseline justify-between gap-4">
      <span className="font-semibold">{title}</span>
      <span className="text-xs text-ink-3">{note}</span>
    </h3>
  );
}

function Fields({ fields, canCopy }: { readonly fields: EntryScreen["fields"]; readonly canCopy: boolean }) {
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <table className="data-table table-fixed text-xs">
        <thead>
          <tr>
            <th scope="col" className="w-1/3">
              Field
            </th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ label, value }) => (
            <tr key={label}>
              <th scope="row" className="text-ink-2">
                {label}
              </th>
              <td className="wrap">
                {value === "" ? (
                  <span className="text-ink-3">empty</span>
                ) : canCopy ? (
                  <CopyText text={value} label={label} shown={80} />
                ) : (
                  <code className="font-mono whitespace-pre-wrap">{value}</code>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

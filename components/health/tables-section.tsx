"use client";
import { Age, Stamp } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import type { HealthView } from "#lib/views/screens.ts";

/** What was read from Sage, and when: checks are as true as these times. */
export function TablesSection({ view }: { readonly view: HealthView }) {
  return (
    <Block id="tables" title="Read from Sage" note="Checks are as fresh as these readings.">
      {view.tables.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">
          Nothing was read yet. The first sync client reads all tables within minutes of being enrolled.
        </p>
      ) : (
        <table className="data-table">
          <caption className="unseen">Tables of the mirror with their number of rows and the time of reading</caption>
          <thead>
            <tr>
              <th scope="col" className="pl-4">
                Table
              </th>
              <th scope="col" className="figure w-28">
                Rows
              </th>
              <th scope="col" className="w-40">
                Read
              </th>
              <th scope="col" className="w-48 max-md:hidden">
                At
              </th>
            </tr>
          </thead>
          <tbody>
            {view.tables.map((table) => (
              <tr key={table.table}>
                <th scope="row" className="wrap pl-4 first-letter:uppercase">
                  {table.table.replaceAll("_", " ").replaceAll("-", " ")}
                  <Notes table={table} />
                </th>
                <td className="figure">{table.rows.toLocaleString("en-US")}</td>
                <td>
                  {table.readAt ? <Age at={table.readAt} now={view.now} /> : <span className="text-wait">never</span>}
                </td>
                <td className="max-md:hidden">
                  {table.readAt ? <Stamp at={table.readAt} className="text-ink-2" /> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}

function Notes({ table }: { readonly table: HealthView["tables"][number] }) {
  const { problem, missing, isNeeded } = table;
  return (
    <>
      {problem === null ? null : (
        <span className={`block text-xs font-normal wrap-anywhere ${isNeeded ? "text-bad" : "text-wait"}`}>
          {isNeeded ? problem : `Not read, and needed only for what comes from it: ${problem}`}
        </span>
      )}
      {missing.length === 0 ? null : (
        <span className="block text-xs font-normal text-ink-2 wrap-anywhere">
          This Sage does not have {missing.join(", ")}; left empty.
        </span>
      )}
    </>
  );
}

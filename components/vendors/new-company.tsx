"use client";
import { ImportDialog } from "#components/imports/import-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Bringing } from "#components/vendors/use-bringing.ts";
import type { ImportRow } from "#lib/views/imports.ts";
import type { VendorMatch } from "#lib/views/vendors.ts";

const importOf = ({ actions }: ImportRow) => actions.find(({ gesture }) => gesture === "import");
/** Whether the vendor can become a company now. */
export const mayImport = (row: ImportRow): boolean => importOf(row)?.isAllowed ?? false;

/** A Sage vendor that the directory does not have becomes a company there: where that stands, and the import of it. */
export function NewCompany({ match, bringing }: { readonly match: VendorMatch; readonly bringing: Bringing }) {
  const { staged, party } = match;
  if (!staged) return null;
  const { row, one, procoreNoun, options } = staged;
  const action = importOf(row);
  return (
    <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-ink-2">
      {action ? "Not in Procore?" : `As a company in Procore: ${row.stateLabel}`}
      {action ? (
        <Button
          size="sm"
          look="ghost"
          shortcut="createVendor"
          reason={action.isAllowed ? null : action.reason}
          onPress={() => bringing.ask(party.id)}
        >
          Import as a company …
        </Button>
      ) : null}
      {row.note === null ? null : <span>{row.note}</span>}
      {bringing.asked === party.id ? (
        <ImportDialog
          rows={[row]}
          {...{ one, procoreNoun, options }}
          again={null}
          isBusy={bringing.isBusy}
          onImport={(chosen) => bringing.run(party.name, staged, chosen)}
          onClose={bringing.close}
        />
      ) : null}
    </p>
  );
}

"use client";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { fetchView } from "#lib/client/fetch-view.ts";
import { problemOf } from "#lib/client/problem.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { LinkFileAnswer } from "#lib/views/inputs.ts";

export type ImportAction = Action<LinkFileAnswer>;

/** The links out as CSV, and in again: first as a dry run, then exactly that. */
export function LinkFile({ action, reason }: { readonly action: ImportAction; readonly reason: string | null }) {
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const { csv, name, rows } = await fetchView("vendor.link_file", {});
      const address = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
      const anchor = Object.assign(document.createElement("a"), { href: address, download: name });
      anchor.click();
      URL.revokeObjectURL(address);
      announce(`${count(rows, "row")} saved as ${name}`);
    } catch (error) {
      notifyProblem(problemOf(error));
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <Button size="sm" isBusy={isSaving} onPress={() => void save()}>
        Export links
      </Button>
      <Button size="sm" reason={reason} onPress={() => setOpen(true)}>
        Import links …
      </Button>
      {isOpen ? <ImportDialog action={action} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ImportDialog({ action, onClose }: { readonly action: ImportAction; readonly onClose: () => void }) {
  const [csv, setCsv] = useState<string | null>(null);
  const command = useCommand<LinkFileAnswer>(action, {
    touches: ["vendor.page", "vendor.match", "inbox.page", "item.view"],
  });
  const { data: dry, error } = command;
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const text = await file.text();
    setCsv(text);
    command.mutate({ csv: text, plan: null });
  };
  const run = () => {
    if (!dry || csv === null || dry.linked === 0) return;
    command.mutate(
      { csv, plan: dry.plan },
      {
        onSuccess: ({ linked }) => {
          notify({ title: `${count(linked, "link")} imported.` });
          onClose();
        },
      },
    );
  };
  const why = dry === undefined ? "Choose a file first." : dry.linked === 0 ? "The file makes no link." : null;
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="primary" shortcut="confirm" reason={why} isBusy={command.isPending} onPress={run}>
        {dry ? `Import ${count(dry.linked, "link")}` : "Import"}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Import links from CSV"
      description="Columns procore_company_id or procore_company, and sage_vendor. Links that stand are never replaced."
      size="lg"
      footer={footer}
      onConfirm={why === null ? run : undefined}
      keepsOpen
    >
      <label className="flex flex-wrap items-center gap-2">
        CSV file
        <input
          type="file"
          accept=".csv,text/csv"
          className="max-w-full text-sm"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      {error ? (
        <p role="alert" className="mt-2 text-bad">
          {error.sentence} {error.fix}
        </p>
      ) : null}
      <div role="status" className="mt-2 min-h-5">
        {dry
          ? `Dry run: ${count(dry.linked, "link")} to make, ${dry.same} as they are, ${dry.refused} refused. Nothing was written yet.`
          : ""}
      </div>
      {dry ? <DryRun answer={dry} /> : null}
    </Dialog>
  );
}

const results = { linked: "links", same: "stays", refused: "refused" } as const;

function DryRun({ answer }: { readonly answer: LinkFileAnswer }) {
  return (
    <table className="data-table mt-2 table-fixed">
      <caption className="unseen">What each row of the file would do</caption>
      <thead>
        <tr>
          <th scope="col" className="figure w-14">
            Line
          </th>
          <th scope="col">Company</th>
          <th scope="col" className="w-28">
            Sage vendor
          </th>
          <th scope="col" className="w-20">
            Result
          </th>
          <th scope="col" className="w-[38%]">
            Why
          </th>
        </tr>
      </thead>
      <tbody>
        {answer.rows.slice(0, 500).map((row) => (
          <tr key={row.line}>
            <td className="figure">{row.line}</td>
            <th scope="row" className="wrap font-normal">
              {row.company}
            </th>
            <td className="font-mono text-xs">{row.sageVendor}</td>
            <td
              className={row.result === "refused" ? "text-bad" : row.result === "linked" ? "text-good" : "text-ink-2"}
            >
              {results[row.result]}
            </td>
            <td className="wrap text-ink-2">{row.sentence}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

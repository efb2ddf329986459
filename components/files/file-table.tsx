"use client";
import { useFileActions } from "#components/files/file-actions.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { downloadFile } from "#lib/client/download-table.ts";
import { problemOf } from "#lib/client/problem.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { fileSize } from "#lib/core/file-kinds.ts";
import { isOpenFile, tableFormats, tableStates } from "#lib/core/table-files.ts";
import type { TableFileView } from "#lib/views/table-files.ts";

/** One line a file: what is in it, how far it is, and what can be done with it. */
export function FileTable({ rows }: { readonly rows: readonly TableFileView[] }) {
  return (
    <table className="data-table">
      <caption className="unseen">Your files, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            File
          </th>
          <th scope="col">State</th>
          <th scope="col" className="figure hidden @[40rem]:table-cell">
            Rows
          </th>
          <th scope="col" className="figure hidden @[40rem]:table-cell">
            Size
          </th>
          <th scope="col" className="hidden @[52rem]:table-cell">
            Asked for
          </th>
          <th scope="col" className="w-48">
            <span className="unseen">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((file) => (
          <Row key={file.id} file={file} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ file }: { readonly file: TableFileView }) {
  const { title, format, name, state, rows, size } = file;
  return (
    <tr>
      <th scope="row" className="wrap min-w-32 pl-4 align-top font-medium">
        {name ?? `${title}, ${tableFormats[format].label}`}
        <span className="block text-xs font-normal text-ink-2 wrap-anywhere">{filterWords(file)}</span>
        <span className="block text-xs font-normal text-ink-2 @[52rem]:hidden">
          <Stamp at={file.createdAt} />
        </span>
      </th>
      <td className="wrap align-top">
        <State file={file} />
      </td>
      <td className="figure hidden align-top @[40rem]:table-cell">
        {state === "ready" ? rows.toLocaleString("en-US") : ""}
      </td>
      <td className="figure hidden align-top whitespace-nowrap @[40rem]:table-cell">
        {state === "ready" ? fileSize(size) : ""}
      </td>
      <td className="wrap hidden align-top text-ink-2 @[52rem]:table-cell">
        <Stamp at={file.createdAt} />
      </td>
      <td className="wrap py-1 text-right align-top">
        <Gestures file={file} />
      </td>
    </tr>
  );
}

/** The filter as the file says it; what says nothing about this file alone is left out. */
function filterWords({ about }: TableFileView): string {
  const said = about.filter(([label, value]) => label !== "Sage read" && value !== "all" && value !== "none");
  return said.map(([label, value]) => `${label}: ${value}`).join(" · ");
}

function State({ file: { title, state, rows, of, note, goesAt } }: { readonly file: TableFileView }) {
  const { label, tone } = tableStates[state];
  return (
    <>
      <Chip tone={tone}>{label}</Chip>
      {state === "making" ? (
        <span className="mt-1 block w-40 max-w-full text-xs text-ink-2">
          {of !== null && of >= rows
            ? `${rows.toLocaleString("en-US")} of ${of.toLocaleString("en-US")} rows`
            : `${rows.toLocaleString("en-US")} rows so far`}
          {of !== null ? <ProgressBar label={`Rows of ${title}`} done={rows} of={of} className="mt-1 w-full" /> : null}
        </span>
      ) : null}
      {state === "ready" && goesAt !== null ? (
        <span className="mt-0.5 block text-xs text-ink-2">
          until <Stamp at={goesAt} />
        </span>
      ) : null}
      {note === null ? null : <span className="mt-0.5 block text-xs text-bad wrap-anywhere">{note}</span>}
    </>
  );
}

function Gestures({ file: { id, title, state } }: { readonly file: TableFileView }) {
  const actions = useFileActions();
  const options = { touches: ["table.files" as const], onProblem: notifyProblem };
  const stop = useCommand<{ fileId: string }>(actions.stop, options);
  const remove = useCommand<{ fileId: string }>(actions.remove, options);
  const save = () => void downloadFile(id).catch((error: unknown) => notifyProblem(problemOf(error)));
  if (isOpenFile(state))
    return (
      <Button size="sm" label={`Stop ${title}`} isBusy={stop.isPending} onPress={() => stop.mutate({ fileId: id })}>
        Stop
      </Button>
    );
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      {state === "ready" ? (
        <Button size="sm" look="primary" label={`Download ${title}`} onPress={save}>
          Download
        </Button>
      ) : null}
      <Button
        size="sm"
        look="ghost"
        label={`Remove ${title}`}
        isBusy={remove.isPending}
        onPress={() => remove.mutate({ fileId: id })}
      >
        Remove
      </Button>
    </span>
  );
}

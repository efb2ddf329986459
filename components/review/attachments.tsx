"use client";
import { Download, FileText, ImageIcon, Paperclip } from "lucide-react";
import { useRef, useState } from "react";
import { LazyFilePreview } from "#components/review/lazy-file-preview.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { Problem } from "#lib/client/problem.ts";
import { problemOf } from "#lib/client/problem.ts";
import { saveAttachment, useAttachments } from "#lib/client/use-attachments.ts";
import { kindOfName, previewOfName, type SourceFile } from "#lib/core/source-files.ts";

const shownAtFirst = 10;
const icons = { pdf: FileText, image: ImageIcon } as const;
const kinds = { pdf: "pdf", image: "png" } as const;

/** What the document has attached in Procore, as it was read when the item was opened. Not part of what is decided on. */
export function Attachments({ itemId }: { readonly itemId: string }) {
  const { data, error, isFetching, refetch } = useAttachments(itemId);
  const [isWhole, setWhole] = useState(false);
  const files = data?.files ?? [];
  const shown = isWhole ? files : files.slice(0, shownAtFirst);
  return (
    <section aria-label="From Procore">
      <div className="mb-1 flex min-h-7 flex-wrap items-center justify-between gap-x-4">
        <h3 className="text-xs font-semibold text-ink-2">From Procore</h3>
        {data && !error ? (
          <span className="flex items-center gap-2 text-xs text-ink-3">
            <span>
              as of <Stamp at={data.readAt} />
            </span>
            <Button size="sm" look="ghost" isBusy={isFetching} onPress={() => void refetch()}>
              Read again
            </Button>
          </span>
        ) : null}
      </div>
      {error ? (
        <Unread problem={error} isBusy={isFetching} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton rows={1} label="Reading what is attached in Procore" />
      ) : files.length === 0 ? (
        <p className="text-ink-2">Nothing is attached to the document.</p>
      ) : (
        <ul className="flex flex-col gap-1" aria-label="Files from Procore">
          {shown.map((file) => (
            <Row key={file.id} file={file} address={`/api/attachments/${itemId}/${encodeURIComponent(file.id)}`} />
          ))}
        </ul>
      )}
      {!error && shown.length < files.length ? (
        <Button size="sm" look="ghost" onPress={() => setWhole(true)}>
          Show all {files.length}
        </Button>
      ) : null}
    </section>
  );
}

type UnreadProps = { readonly problem: Problem; readonly isBusy: boolean; readonly onRetry: () => void };

function Unread({ problem, isBusy, onRetry }: UnreadProps) {
  return (
    <div role="alert" className="rounded-md border border-bad px-3 py-2">
      <p className="font-medium">What is attached could not be read just now. {problem.sentence}</p>
      <p className="text-ink-2">{problem.fix}</p>
      <Button size="sm" className="mt-1" isBusy={isBusy} onPress={onRetry}>
        Try again
      </Button>
    </div>
  );
}

function Row({ file, address }: { readonly file: SourceFile; readonly address: string }) {
  const [isOpen, setOpen] = useState(false);
  const { isSaving, save } = useSaving(address, file.name);
  const preview = previewOfName(file.name);
  const Icon = preview ? icons[preview] : Paperclip;
  return (
    <li className="flex items-center gap-2 rounded-md border border-line px-2 py-1">
      <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-2" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        {preview ? (
          <button
            type="button"
            className="rounded-sm text-left font-medium text-accent hover:underline"
            onClick={() => setOpen(true)}
          >
            {file.name}
          </button>
        ) : (
          file.name
        )}{" "}
        <span className="text-xs whitespace-nowrap text-ink-2">{kindOfName(file.name)}</span>
      </span>
      <Button size="icon" look="ghost" label={`Save ${file.name}`} isBusy={isSaving} onPress={save}>
        {isSaving ? null : <Download aria-hidden="true" className="size-4" />}
      </Button>
      {isOpen && preview ? (
        <LazyFilePreview
          file={{ name: file.name, kind: kinds[preview], size: null }}
          address={address}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </li>
  );
}

/** One saving at a time; what went wrong is told as of every command. */
function useSaving(address: string, name: string) {
  const [isSaving, setSaving] = useState(false);
  const running = useRef(false);
  const save = async () => {
    if (running.current) return;
    running.current = true;
    setSaving(true);
    try {
      await saveAttachment(address, name, AbortSignal.timeout(120_000));
    } catch (error) {
      notifyProblem(problemOf(error));
    } finally {
      running.current = false;
      setSaving(false);
    }
  };
  return { isSaving, save: () => void save() };
}

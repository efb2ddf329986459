"use client";
import { Paperclip, X } from "lucide-react";
import { useRef } from "react";
import { FileRow } from "#components/review/file-row.tsx";
import type { Upload, Uploads } from "#components/review/use-uploads.ts";
import { Button } from "#components/ui/button.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import type { TalkActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { allowedKinds, fileKinds, fileLimits, fileSize, largestFile } from "#lib/core/file-kinds.ts";
import type { FileView } from "#lib/views/conversation.ts";

type Props = {
  readonly unsent: readonly FileView[];
  readonly uploads: Uploads;
  readonly remove: TalkActions["removeFile"];
};

/** What goes with the comment that is being written: what is there, what is on its way, and what was refused and why. */
export function UnsentFiles({ unsent, uploads, remove }: Props) {
  const removal = useCommand<{ fileId: string }>(remove, { touches: ["item.talk"], onProblem: notifyProblem });
  if (unsent.length + uploads.list.length === 0) return null;
  return (
    <ul aria-label="Files of the new comment" className="flex flex-col gap-1">
      {unsent.map((file) => (
        <li key={file.id}>
          <FileRow
            file={file}
            action={
              <Button
                size="icon"
                look="ghost"
                label={`Take ${file.name} out`}
                isBusy={removal.isPending}
                onPress={() => removal.mutate({ fileId: file.id })}
              >
                <X aria-hidden="true" className="size-3.5" />
              </Button>
            }
          />
        </li>
      ))}
      {uploads.list.map((upload) => (
        <li key={upload.fileId}>
          <UploadRow upload={upload} uploads={uploads} />
        </li>
      ))}
    </ul>
  );
}

function UploadRow({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }) {
  const { fileId, file, part, problem } = upload;
  return (
    <div className="flex items-center gap-2 rounded-md border border-line px-2 py-1">
      <div className="min-w-0 flex-1">
        {problem ? (
          <p role="alert" className="text-bad wrap-anywhere">
            {problem.sentence} <span className="text-ink-2">{problem.fix}</span>
          </p>
        ) : (
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="min-w-0 truncate">{file.name}</span>
            <progress
              aria-label={`Sending ${file.name}`}
              value={part}
              max={1}
              className="h-1.5 w-32 accent-(--accent-fill)"
            />
            <span className="text-xs text-ink-2 tabular-nums">
              {Math.round(part * 100)} % of {fileSize(file.size)}
            </span>
          </p>
        )}
      </div>
      {problem?.code === "server.unreachable" ? (
        <Button size="sm" onPress={() => uploads.again(fileId)}>
          Try again
        </Button>
      ) : null}
      <Button
        size="icon"
        look="ghost"
        label={problem ? `Put the word about ${file.name} away` : `Stop sending ${file.name}`}
        onPress={() => uploads.drop(fileId)}
      >
        <X aria-hidden="true" className="size-3.5" />
      </Button>
    </div>
  );
}

const endings = Object.values(fileKinds).flatMap((kind) => kind.endings.map((ending) => `.${ending}`));

/** The button that asks for files; dropping and pasting them on the form does the same. */
export function AttachButton({ uploads, reason }: { readonly uploads: Uploads; readonly reason: string | null }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        accept={endings.join(",")}
        onChange={(event) => {
          uploads.add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
      <Button
        look="ghost"
        label={`Attach files: ${allowedKinds}, ${largestFile} each, ${fileLimits.perComment} a comment`}
        reason={reason}
        onPress={() => input.current?.click()}
      >
        <Paperclip aria-hidden="true" className="size-4" />
        Attach
      </Button>
    </>
  );
}

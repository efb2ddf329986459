"use client";
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from "react";
import { MentionInput } from "#components/review/mention-input.tsx";
import { mentionedIn } from "#components/review/mentions.ts";
import { AttachButton, UnsentFiles } from "#components/review/unsent-files.tsx";
import { useUploads } from "#components/review/use-uploads.ts";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import type { TalkActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useDraft } from "#lib/client/use-draft.ts";
import type { ConversationView } from "#lib/views/conversation.ts";
import type { ItemView } from "#lib/views/item.ts";
import { lineNameOf } from "#lib/views/line-name.ts";

type Props = {
  readonly view: ItemView;
  /** Undefined while it is read for the first time. */
  readonly talk: ConversationView | undefined;
  readonly actions: Pick<TalkActions, "comment" | "removeFile">;
  readonly isWriting: boolean;
  readonly onWriting: () => void;
};

/** Where a comment is written; what was not sent yet survives a reload. */
export function CommentForm({ view, talk, actions, isWriting, onWriting }: Props) {
  const [text, setText, clear] = useDraft(`comment.${view.id}`, "");
  const [lineKey, setLineKey] = useState("");
  const [commentId, setCommentId] = useState(() => crypto.randomUUID());
  const unsent = talk?.unsent ?? [];
  const uploads = useUploads(view.id, unsent.length);
  const input = useRef<HTMLTextAreaElement>(null);
  const reason = talk ? talk.reason : null;
  const send = useCommand<{ commentId: string }>(actions.comment, {
    touches: ["item.talk"],
    onDone: () => {
      clear();
      setLineKey("");
      setCommentId(crypto.randomUUID());
      announce("Comment written");
    },
  });
  useEffect(() => {
    if (!isWriting) return;
    input.current?.focus();
    input.current?.scrollIntoView({ block: "nearest" });
    onWriting();
  }, [isWriting, onWriting]);
  const isEmpty = text.trim() === "";
  const submit = () => {
    if (isEmpty || uploads.isBusy || reason !== null || send.isPending || !talk) return;
    const mentions = mentionedIn(text, talk.people);
    const fileIds = unsent.map(({ id }) => id);
    send.mutate({ itemId: view.id, commentId, text, lineKey: lineKey || null, mentions, fileIds });
  };
  return (
    <form
      aria-label="New comment"
      className="flex flex-col gap-2"
      {...receives(reason === null ? uploads.add : null)}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <MentionInput
        label="Comment"
        hint={reason ?? "@ mentions somebody who may read this item. Everybody who may read it sees the comment."}
        value={text}
        onChange={setText}
        people={talk?.people ?? []}
        onSend={submit}
        isDisabled={reason !== null}
        inputRef={input}
        problem={send.error ? `${send.error.sentence} ${send.error.fix}` : null}
      />
      <UnsentFiles unsent={unsent} uploads={uploads} remove={actions.removeFile} />
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <LineChoice view={view} value={lineKey} onChange={setLineKey} />
          <AttachButton uploads={uploads} reason={reason} />
        </span>
        <Button
          look="primary"
          shortcut="confirm"
          isBusy={send.isPending}
          reason={reason ?? (talk ? whyNot(isEmpty, uploads.isBusy) : "The conversation is still being read.")}
          onPress={submit}
        >
          Comment
        </Button>
      </span>
    </form>
  );
}

const whyNot = (isEmpty: boolean, isBusy: boolean) =>
  isEmpty ? "Write something first." : isBusy ? "Files are on their way; wait a moment." : null;

/** Files that are dropped or pasted on the form are attached; anything else goes its usual way. */
function receives(add: ((files: Iterable<File>) => void) | null) {
  const take = (event: DragEvent | ClipboardEvent, transfer: DataTransfer) => {
    if (!add || transfer.files.length === 0) return;
    event.preventDefault();
    add(transfer.files);
  };
  return {
    onDragOver: (event: DragEvent) => {
      if (add && event.dataTransfer.types.includes("Files")) event.preventDefault();
    },
    onDrop: (event: DragEvent) => take(event, event.dataTransfer),
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData),
  };
}

type LineProps = {
  readonly view: ItemView;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function LineChoice({ view, value, onChange }: LineProps) {
  if (view.lines.length === 0) return <span />;
  return (
    <label className="inline-flex min-w-0 items-center gap-1.5 text-xs text-ink-2">
      About
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-7 max-w-64 min-w-0 rounded-md border border-control bg-surface px-1.5 text-sm text-ink max-md:text-[1rem]"
      >
        <option value="">the whole item</option>
        {view.lines.map((line) => (
          <option key={line.key} value={line.key}>
            {lineNameOf(line)}
          </option>
        ))}
      </select>
    </label>
  );
}

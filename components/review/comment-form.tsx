"use client";
import { useEffect, useRef, useState } from "react";
import { MentionInput } from "#components/review/mention-input.tsx";
import { mentionedIn } from "#components/review/mentions.ts";
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
  readonly comment: TalkActions["comment"];
  readonly isWriting: boolean;
  readonly onWriting: () => void;
};

/** Where a comment is written; what was not sent yet survives a reload. */
export function CommentForm({ view, talk, comment, isWriting, onWriting }: Props) {
  const [text, setText, clear] = useDraft(`comment.${view.id}`, "");
  const [lineKey, setLineKey] = useState("");
  const [commentId, setCommentId] = useState(() => crypto.randomUUID());
  const input = useRef<HTMLTextAreaElement>(null);
  const reason = talk ? talk.reason : null;
  const send = useCommand<{ commentId: string }>(comment, {
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
    if (isEmpty || reason !== null || send.isPending || !talk) return;
    const mentions = mentionedIn(text, talk.people);
    send.mutate({ itemId: view.id, commentId, text, lineKey: lineKey || null, mentions });
  };
  return (
    <form
      aria-label="New comment"
      className="flex flex-col gap-2"
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
      <span className="flex flex-wrap items-center justify-between gap-2">
        <LineChoice view={view} value={lineKey} onChange={setLineKey} />
        <Button
          look="primary"
          shortcut="confirm"
          isBusy={send.isPending}
          reason={reason ?? (isEmpty ? "Write something first." : null)}
          onPress={submit}
        >
          Comment
        </Button>
      </span>
    </form>
  );
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

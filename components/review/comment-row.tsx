"use client";
import { Fragment, useState } from "react";
import { FileRow } from "#components/review/file-row.tsx";
import { MentionInput } from "#components/review/mention-input.tsx";
import { mentionedIn, partsOf } from "#components/review/mentions.ts";
import { useNow } from "#components/time/use-now.ts";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import type { TalkActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { CommentView, ConversationView } from "#lib/views/conversation.ts";

type Props = {
  readonly comment: CommentView;
  readonly talk: ConversationView;
  readonly actions: TalkActions;
};

/** One comment; its writer may change or remove it for a short while. */
export function CommentRow({ comment, talk, actions }: Props) {
  const [isEdited, setEdited] = useState(false);
  const nowMs = useNow(talk.now);
  const isOpen = comment.openUntil !== null && nowMs < Date.parse(comment.openUntil);
  const remove = useCommand<{ commentId: string }>(actions.removeComment, {
    touches: ["item.talk"],
    onProblem: notifyProblem,
  });
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
        <span className="text-sm font-medium text-ink">{comment.who}</span>
        <Age at={comment.at} now={talk.now} />
        {comment.line ? <span className="rounded-sm bg-sunken px-1.5 leading-5">{comment.line}</span> : null}
        {comment.editedAt && comment.removedAt === null ? <span>changed</span> : null}
        {isOpen && !isEdited ? (
          <span className="-my-1 ml-auto flex">
            <Button size="sm" look="ghost" label="Change this comment" onPress={() => setEdited(true)}>
              Change
            </Button>
            <Button
              size="sm"
              look="ghost"
              label="Remove this comment"
              isBusy={remove.isPending}
              onPress={() => remove.mutate({ commentId: comment.id })}
            >
              Remove
            </Button>
          </span>
        ) : null}
      </p>
      {comment.removedAt !== null ? <p className="text-ink-3 italic">Removed by its writer</p> : null}
      {comment.removedAt === null && !isEdited ? <Words comment={comment} /> : null}
      <Files comment={comment} isOpen={isOpen} remove={actions.removeFile} />
      {isEdited ? (
        <EditForm comment={comment} talk={talk} action={actions.editComment} onClose={() => setEdited(false)} />
      ) : null}
    </li>
  );
}

function Words({ comment }: { readonly comment: CommentView }) {
  return (
    <p className="whitespace-pre-wrap wrap-anywhere">
      {partsOf(comment.text, comment.mentions).map(({ text, at, isMention }) => (
        <Fragment key={at}>
          {isMention ? <span className="rounded-sm bg-accent-soft px-0.5 font-medium text-accent">{text}</span> : text}
        </Fragment>
      ))}
    </p>
  );
}

type FilesProps = {
  readonly comment: CommentView;
  readonly isOpen: boolean;
  readonly remove: TalkActions["removeFile"];
};

function Files({ comment, isOpen, remove }: FilesProps) {
  const removal = useCommand<{ fileId: string }>(remove, { touches: ["item.talk"], onProblem: notifyProblem });
  if (comment.files.length === 0) return null;
  return (
    <ul aria-label="Files" className="mt-1 flex flex-col gap-1">
      {comment.files.map((file) => (
        <li key={file.id}>
          <FileRow
            file={file}
            action={
              isOpen ? (
                <Button
                  size="sm"
                  look="ghost"
                  label={`Remove ${file.name}`}
                  isBusy={removal.isPending}
                  onPress={() => removal.mutate({ fileId: file.id })}
                >
                  Remove
                </Button>
              ) : null
            }
          />
        </li>
      ))}
    </ul>
  );
}

type EditProps = {
  readonly comment: CommentView;
  readonly talk: ConversationView;
  readonly action: TalkActions["editComment"];
  readonly onClose: () => void;
};

function EditForm({ comment, talk, action, onClose }: EditProps) {
  const [text, setText] = useState(comment.text);
  const edit = useCommand<{ commentId: string }>(action, { touches: ["item.talk"], onDone: onClose });
  const isEmpty = text.trim() === "";
  const save = () => {
    if (isEmpty || edit.isPending) return;
    edit.mutate({ commentId: comment.id, text, mentions: mentionedIn(text, talk.people) });
  };
  return (
    <div className="mt-1 flex flex-col gap-2">
      <MentionInput
        label="Change the comment"
        value={text}
        onChange={setText}
        people={talk.people}
        onSend={save}
        onLeave={onClose}
        problem={edit.error ? `${edit.error.sentence} ${edit.error.fix}` : null}
      />
      <span className="flex justify-end gap-2">
        <Button size="sm" onPress={onClose}>
          Cancel
        </Button>
        <Button
          size="sm"
          look="primary"
          isBusy={edit.isPending}
          reason={isEmpty ? "A comment needs words; Remove takes it away." : null}
          onPress={save}
        >
          Save
        </Button>
      </span>
    </div>
  );
}

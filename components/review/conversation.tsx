"use client";
import { Bell, BellOff } from "lucide-react";
import { useState } from "react";
import { CommentForm } from "#components/review/comment-form.tsx";
import { CommentRow } from "#components/review/comment-row.tsx";
import { Button } from "#components/ui/button.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { ErrorState, Skeleton } from "#components/ui/states.tsx";
import type { TalkActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import type { ConversationView } from "#lib/views/conversation.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = {
  readonly view: ItemView;
  readonly actions: TalkActions;
  readonly isWriting: boolean;
  readonly onWriting: () => void;
};

const lookMs = 3000;
const pageOf = 50;

/** What people say about the item; everybody who may read it sees the same. */
export function Conversation({ view, actions, isWriting, onWriting }: Props) {
  const [limit, setLimit] = useState(pageOf);
  const input = { itemId: view.id, limit };
  const { data: talk, error, refetch } = useView("item.talk", input, { every: lookMs, keepsPrevious: true });
  return (
    <section aria-label="Conversation">
      <div className="mb-1 flex min-h-7 items-center justify-between gap-2">
        <h3 className="text-xs font-semibold text-ink-2">Conversation</h3>
        {talk ? <Follow itemId={view.id} talk={talk} action={actions.follow} /> : null}
      </div>
      {talk ? null : error ? (
        <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={2} label="Loading the conversation" />
      )}
      {talk ? (
        <>
          {talk.hasOlder ? (
            <Button size="sm" look="ghost" onPress={() => setLimit(limit * 2)}>
              Show earlier comments
            </Button>
          ) : null}
          {talk.comments.length === 0 ? (
            <p className="mb-2 text-ink-2">Nobody has commented yet.</p>
          ) : (
            <ol aria-label="Comments" className="mb-2 flex flex-col gap-2">
              {talk.comments.map((comment) => (
                <CommentRow key={comment.id} comment={comment} talk={talk} actions={actions} />
              ))}
            </ol>
          )}
        </>
      ) : null}
      <CommentForm view={view} talk={talk} actions={actions} isWriting={isWriting} onWriting={onWriting} />
    </section>
  );
}

type FollowProps = {
  readonly itemId: string;
  readonly talk: ConversationView;
  readonly action: TalkActions["follow"];
};

function Follow({ itemId, talk, action }: FollowProps) {
  const follow = useCommand<{ isOn: boolean }>(action, { touches: ["item.talk"], onProblem: notifyProblem });
  const Icon = talk.isFollowing ? BellOff : Bell;
  const others = talk.followers.length === 0 ? "Nobody follows this item" : `Followed by ${talk.followers.join(", ")}`;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate text-xs text-ink-3" title={others}>
        {others}
      </span>
      <Button
        size="sm"
        look="ghost"
        isBusy={follow.isPending}
        onPress={() => follow.mutate({ itemId, isOn: !talk.isFollowing })}
      >
        <Icon aria-hidden="true" className="size-3.5" />
        {talk.isFollowing ? "Unfollow" : "Follow"}
      </Button>
    </span>
  );
}

"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { NoticeList } from "#components/notices/notice-list.tsx";
import { NoticeSettingsDialog } from "#components/notices/notice-settings-dialog.tsx";
import { addressWritten } from "#components/shell/use-go.ts";
import { Button } from "#components/ui/button.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { NoticePage } from "#lib/views/notices.ts";

const shows = ["all", "unread"] as const;
type Show = (typeof shows)[number];
const lookMs = 5000;
type MarkAction = Action<{ marked: number }>;

type Props = {
  readonly first: NoticePage;
  readonly mark: MarkAction;
  readonly save: Action<{ isSaved: true }>;
};

/** What the person was told, newest first. */
export function Notifications({ first, mark, save }: Props) {
  const [show, setShow] = useQueryState("show", parseAsStringLiteral(shows).withDefault("all"));
  const [isChoosing, setChoosing] = useState(false);
  const { query, rows, newest } = useViewPages(
    "notice.page",
    { show },
    { first: show === "all" ? first : null, every: lookMs },
  );
  const unread = newest?.unread ?? 0;
  const markCommand = useCommand<{ marked: number }>(mark, {
    touches: ["notice.page", "shell.view"],
    onProblem: notifyProblem,
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Notifications" note="What you were told, newest first.">
        <Button
          isBusy={markCommand.isPending}
          reason={unread === 0 ? "Everything is read." : null}
          onPress={() => markCommand.mutate({ ids: [], upTo: Math.max(0, ...rows.map((row) => row.id)) })}
        >
          Mark all as read
        </Button>
        <Button onPress={() => setChoosing(true)}>How you are told</Button>
      </PageHead>
      <Tabs
        label="Which"
        tabs={[
          { id: "all", label: "All" },
          { id: "unread", label: "Unread", count: unread },
        ]}
        value={show}
        onChange={(id) => void addressWritten(setShow(id as Show))}
        className="flex-1"
        listClassName="bg-surface px-2"
      >
        {shows.map((id) => (
          <TabPanel key={id} id={id} className="overflow-y-auto">
            {query.error && rows.length === 0 ? (
              <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
            ) : null}
            {!query.error && rows.length === 0 ? <Nothing show={id} /> : null}
            {rows.length > 0 ? (
              <>
                <NoticeList
                  rows={rows}
                  now={(newest ?? first).now}
                  onRead={(noticeId) => markCommand.mutate({ ids: [noticeId], upTo: null })}
                />
                <LoadMore
                  hasMore={query.hasNextPage}
                  isBusy={query.isFetchingNextPage}
                  onMore={() => void query.fetchNextPage()}
                  end="Nothing earlier"
                />
              </>
            ) : null}
          </TabPanel>
        ))}
      </Tabs>
      {isChoosing ? <NoticeSettingsDialog save={save} onClose={() => setChoosing(false)} /> : null}
    </div>
  );
}

function Nothing({ show }: { readonly show: Show }) {
  if (show === "unread")
    return <EmptyState title="Everything is read">What comes next is shown here at once.</EmptyState>;
  return (
    <EmptyState title="Nothing yet">
      You are told when somebody mentions you, comments on an item that you follow, or decides on what you sent.
    </EmptyState>
  );
}

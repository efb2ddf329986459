"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { MailDialog } from "#components/mail/mail-dialog.tsx";
import { MailTable } from "#components/mail/mail-table.tsx";
import { addressWritten } from "#components/shell/use-go.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Select } from "#components/ui/select.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { type MailPage, type MailState, mailStateIds, mailStates } from "#lib/views/notices.ts";

type Props = { readonly first: MailPage; readonly sendAgain: Action<{ mailId: string }> };
const options = mailStateIds.map((id) => ({ id, label: mailStates[id].label }));
const lookMs = 5000;

/** Every mail as it was written; without a mail server this is where they are. */
export function Mails({ first, sendAgain }: Props) {
  const [state, setState] = useQueryState("state", parseAsStringLiteral(mailStateIds));
  const [openId, setOpenId] = useState<string | null>(null);
  const { query, rows, newest } = useViewPages("mail.page", state ? { state } : {}, {
    first: state === null ? first : null,
    every: lookMs,
  });
  const open = rows.find((row) => row.id === openId);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="Mail"
        note="What Countersign wrote, and how far it came. Without a mail server (MAIL_URL) mails are kept here."
      >
        <Select
          label="State"
          value={state}
          options={options}
          none="Any state"
          onChange={(next) => void addressWritten(setState(next as MailState | null))}
        />
      </PageHead>
      {query.error && rows.length === 0 ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : null}
      {!query.error && rows.length === 0 ? (
        <EmptyState title={state === null ? "No mail was written yet" : "No mail is in this state"}>
          Mails are written when somebody is mentioned, an item is rejected or an export fails, and once a day.
        </EmptyState>
      ) : null}
      {rows.length > 0 ? (
        <TableFrame label="Mails" className="@container flex-1 bg-surface">
          <MailTable rows={rows} isStale={query.isPlaceholderData} onOpen={setOpenId} />
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end="The first mail"
          />
        </TableFrame>
      ) : null}
      {open ? (
        <MailDialog mail={open} reason={newest?.reason ?? null} sendAgain={sendAgain} onClose={() => setOpenId(null)} />
      ) : null}
    </div>
  );
}

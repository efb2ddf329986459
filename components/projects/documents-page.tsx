"use client";
import { useRef, useState } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { TotalLine } from "#components/money/total.tsx";
import { DocumentDialog } from "#components/projects/document-dialog.tsx";
import { DocumentsTable } from "#components/projects/documents-table.tsx";
import { LinkExact } from "#components/projects/link-exact.tsx";
import { useDocumentLinks } from "#components/projects/use-document-links.ts";
import { BackLine } from "#components/shell/back-line.tsx";
import { BottomLine } from "#components/shell/bottom-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { sum } from "#lib/core/money.ts";
import type { DocumentPage, DocumentRow } from "#lib/views/adoption.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";

type Props = {
  readonly first: DocumentPage;
  readonly link: Action<RowsAnswer>;
  readonly refuse: Action<{ erpId: string }>;
};

/** While Sage is being read back the list is looked at often, seldom otherwise: every look compares what is shown. */
const lookingMs = 3000;

/** Documents of a project that was in progress before the connection, beside what Sage has of them; they are linked, not sent. */
export function DocumentsPage({ first, link, refuse }: Props) {
  const { project } = first;
  const { currency } = useCompany();
  const { query, rows, newest } = useViewPages(
    "document.page",
    { projectId: project.id },
    { first, every: ([page]) => ((page?.counts.looking ?? 0) > 0 ? lookingMs : 20_000) },
  );
  const page = newest ?? first;
  const exact = rows.filter((row) => row.degree === "exact" && row.reason === null && row.state === "open");
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  const [askedId, setAskedId] = useState<string | null>(null);
  const links = useDocumentLinks(project.id, link, refuse);
  const back = `/projects/${project.id}`;
  const go = useGo();
  const open = (row: DocumentRow) => (row.state === "open" ? setAskedId(row.id) : go(`/items/${row.id}`));
  useKeys({
    ...cursor.keys,
    open: () => cursor.row && open(cursor.row),
    notSame: () => cursor.row?.record && links.refuse(cursor.row, cursor.row.record.erpId, true),
    back: () => go(back),
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href={back} label={`${project.number} ${project.name}`} />
      <PageHead title="Already in Sage" note={<Freshness view={page} />}>
        <LinkExact rows={exact} hasMore={query.hasNextPage} links={links} />
      </PageHead>
      {query.error && rows.length === 0 ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : rows.length === 0 ? (
        <Nothing view={page} />
      ) : (
        <div ref={box} className="relative min-h-0 flex-1 overflow-y-auto">
          <DocumentsTable rows={rows} cursorId={cursor.id} links={links} onCursor={cursor.set} onOpen={open} />
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end={endWords(page)}
          />
        </div>
      )}
      <BottomLine>
        <TotalLine
          label="Exactly alike"
          items={exact.length}
          noun="document"
          amount={sum(exact.map((row) => row.amount))}
          currency={currency}
        />
      </BottomLine>
      {askedId ? <DocumentDialog itemId={askedId} links={links} onClose={() => setAskedId(null)} /> : null}
    </div>
  );
}

function Freshness({ view }: { readonly view: DocumentPage }) {
  const { project, readAt, now } = view;
  return (
    <>
      {project.job ? `Sage job ${project.job}` : "No job in Sage yet"} · Linking sends nothing: the record is read back,
      and the document becomes Synced ·{" "}
      {readAt ? (
        <>
          Sage read <Age at={readAt} now={now} />
        </>
      ) : (
        "Sage was not read yet"
      )}
    </>
  );
}

function endWords({ counts: { open, looking, linked, unapproved } }: DocumentPage): string {
  const parts = [`${open} to link`, `${looking} being looked for or held`, `${linked} linked`];
  if (unapproved > 0) parts.push(`${unapproved} not approved in Procore, not listed`);
  return parts.join(" · ");
}

function Nothing({ view }: { readonly view: DocumentPage }) {
  if (view.project.job === null)
    return (
      <EmptyState title="No job in Sage yet">
        An administrator links the project to its job; then its documents are compared with those of the job.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing to link">
      Approved documents of this project that are not in Sage through Countersign appear here.
    </EmptyState>
  );
}

"use client";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { ImportDialog } from "#components/imports/import-dialog.tsx";
import { ImportStatus } from "#components/imports/import-status.tsx";
import { ImportTable } from "#components/imports/import-table.tsx";
import { NothingHere } from "#components/imports/nothing-here.tsx";
import { RecordDialog } from "#components/imports/record-dialog.tsx";
import { StateFilter } from "#components/imports/state-filter.tsx";
import { type ImportActions, type ImportGestures, useImportGestures } from "#components/imports/use-import-gestures.ts";
import { useImportRows } from "#components/imports/use-import-rows.ts";
import { useKeys } from "#components/keys/key-registry.tsx";
import { count } from "#components/money/count.ts";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { BottomLine } from "#components/shell/bottom-line.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { type RowCursor, useRowCursor } from "#components/table/use-row-cursor.ts";
import { type RowSelection, useRowSelection } from "#components/table/use-row-selection.ts";
import { Button } from "#components/ui/button.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import type { ImportScope } from "#lib/client/view-names.ts";
import type { ImportGesture } from "#lib/core/import-type.ts";
import { type ImportPage, type ImportRow, importFilters } from "#lib/views/imports.ts";

type Props = { readonly first: ImportPage; readonly firstScope: Partial<ImportScope>; readonly actions: ImportActions };

/** What Sage owns and Procore gets: what is ready, new, changed or gone, type by type. */
export function Imports({ first, firstScope, actions }: Props) {
  const schema = useMemo(
    () => ({
      type: parseAsString.withDefault(first.types[0]?.id ?? ""),
      show: parseAsStringLiteral(importFilters).withDefault("ready"),
      q: parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(300) }),
    }),
    [first.types],
  );
  const [{ type: wanted, show, q }, setAddress] = useQueryStates(schema, { history: "replace", shallow: true });
  const type = first.types.some(({ id }) => id === wanted) ? wanted : (first.types[0]?.id ?? "");
  const scope = useMemo<ImportScope>(() => ({ type, show, ...(q ? { q } : {}) }), [type, show, q]);
  const isFirst = type === first.type && show === (firstScope.show ?? "ready") && q === (firstScope.q ?? "");
  const { query, rows, page } = useImportRows(scope, first, isFirst);
  const gestures = useImportGestures(actions);
  const choose = (id: string | undefined) => {
    const next = page.types.find((one) => one.id === id);
    // Of what flows in by itself nothing waits: the list opens with what is in Procore.
    if (next) void setAddress({ type: next.id, q: null, show: next.flowsIn ? "imported" : null });
  };
  useKeys({ tab: (chord) => choose(page.types[Number(chord.at(-1)) - 1]?.id) });
  const tabs = page.types.map(({ id, label, open }) => ({ id, label, count: open }));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Imports" note="What Sage owns and Procore gets. Nothing is overwritten without being told.">
        <SearchBox
          label="Search code, description or job"
          value={q}
          onChange={(words) => void setAddress({ q: words || null })}
        />
        <ExportMenu table="imports" input={scope} />
      </PageHead>
      <Tabs
        label="Imports"
        tabs={tabs}
        value={type}
        onChange={choose}
        className="flex-1"
        listClassName="bg-surface px-3"
      >
        <TabPanel id={type} className="flex flex-col">
          <ImportStatus page={page} />
          <StateFilter counts={page.counts} value={show} onChange={(next) => void setAddress({ show: next })} />
          {query.error && rows.length === 0 ? (
            <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
          ) : (
            <Records key={`${type} ${show}`} page={page} rows={rows} gestures={gestures} more={moreOf(query)}>
              <NothingHere page={page} show={show} q={q} />
            </Records>
          )}
        </TabPanel>
      </Tabs>
    </div>
  );
}

type Query = ReturnType<typeof useImportRows>["query"];
function moreOf(query: Query) {
  return { has: query.hasNextPage, isBusy: query.isFetchingNextPage, load: () => void query.fetchNextPage() };
}

type RecordsProps = {
  readonly page: ImportPage;
  readonly rows: readonly ImportRow[];
  readonly gestures: ImportGestures;
  readonly more: ReturnType<typeof moreOf>;
  /** Where the list is empty; a dialog stays open when its record was the last one. */
  readonly children: ReactNode;
};
/** What a dialog asks about: the rows, and the gesture. */
type Asked = { readonly gesture: "import" | "undo"; readonly rows: readonly ImportRow[]; readonly consequence: string };

function Records({ page, rows, gestures, more, children }: RecordsProps) {
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  const selection = useRowSelection(rows);
  const [openId, setOpenId] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const chosen = selection.rows.length > 0 ? selection.rows : cursor.row ? [cursor.row] : [];
  const ask = (gesture: ImportGesture, of: readonly ImportRow[], consequence = "") => {
    if (gesture === "import" || gesture === "undo") setAsked({ gesture, rows: of, consequence });
    else gestures.run(gesture, of, undefined, selection.clear);
  };
  useListKeys(cursor, selection, setOpenId);
  useKeys({
    importSelection: () => chosen.length > 0 && ask("import", chosen),
    archiveSelection: () => chosen.length > 0 && ask(archiveOf(chosen), chosen),
  });
  return (
    <>
      <Bulk
        page={page}
        rows={selection.rows}
        isBusy={gestures.isBusy}
        onAsk={(gesture) => ask(gesture, selection.rows)}
      />
      {rows.length === 0 ? (
        children
      ) : (
        <ImportTable
          page={page}
          rows={rows}
          cursorId={cursor.id}
          selection={selection}
          refused={gestures.refused}
          boxRef={box}
          more={more}
          onCursor={(one) => cursor.set(one.id)}
          onOpen={(one) => setOpenId(one.id)}
        />
      )}
      {openId ? (
        <RecordDialog
          recordId={openId}
          isBusy={gestures.isBusy}
          onClose={() => setOpenId(null)}
          onGesture={(gesture, view) => ask(gesture, [view.row], view.undoConsequence ?? "")}
        />
      ) : null}
      {asked ? (
        <Ask
          asked={asked}
          page={page}
          gestures={gestures}
          onDone={() => {
            setAsked(null);
            selection.clear();
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
      <BottomLine>
        <span>{selection.rows.length > 0 ? `${count(selection.rows.length, "record")} selected` : null}</span>
        <span className="ml-auto">Enter open · X select · I import · E archive or restore</span>
      </BottomLine>
    </>
  );
}

function useListKeys(
  { row, keys }: RowCursor<ImportRow>,
  selection: RowSelection<ImportRow>,
  onOpen: (id: string) => void,
): void {
  const extend = (move: ((chord: string) => void) | undefined) => (chord: string) => {
    if (row) selection.set(row.id, true);
    move?.(chord);
  };
  useKeys({
    ...keys,
    open: () => row && onOpen(row.id),
    select: () => row && selection.set(row.id, !selection.has(row.id)),
    extendDown: extend(keys.next),
    extendUp: extend(keys.previous),
    selectAll: () => selection.setAll(true),
    back: selection.clear,
  });
}

function archiveOf(rows: readonly ImportRow[]): "archive" | "restore" {
  return rows.every(({ state }) => state === "archived") ? "restore" : "archive";
}

type AskProps = {
  readonly asked: Asked;
  readonly page: ImportPage;
  readonly gestures: ImportGestures;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

function Ask({ asked, page, gestures, onDone, onClose }: AskProps) {
  const { gesture, rows, consequence } = asked;
  const [first] = rows;
  if (gesture === "import") {
    return (
      <ImportDialog
        rows={rows}
        one={page.one}
        procoreNoun={page.procoreNoun}
        again={page.again}
        options={page.options}
        isBusy={gestures.isBusy}
        onClose={onClose}
        onImport={(options) => gestures.run("import", rows.filter(isImportable), options, onDone)}
      />
    );
  }
  return (
    <ConfirmDialog
      title={`Unlink ${page.one} ${first?.code ?? ""}?`}
      verb="Unlink"
      isDanger
      isBusy={gestures.isBusy}
      problem={null}
      onClose={onClose}
      onConfirm={() => gestures.run("undo", rows, undefined, onDone)}
    >
      <p>{consequence}</p>
    </ConfirmDialog>
  );
}

function isImportable({ actions }: ImportRow): boolean {
  return actions.some(({ gesture, isAllowed }) => gesture === "import" && isAllowed);
}

type BulkProps = {
  readonly page: ImportPage;
  readonly rows: readonly ImportRow[];
  readonly isBusy: boolean;
  readonly onAsk: (gesture: ImportGesture) => void;
};

function Bulk({ page, rows, isBusy, onAsk }: BulkProps) {
  const personal = page.canRun.isAllowed ? null : (page.canRun.reason ?? "Your role does not include this.");
  const none = rows.length === 0 ? "Select records first (X)." : null;
  const able = rows.filter(isImportable).length;
  const put = archiveOf(rows);
  return (
    <div
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-1"
      data-screen-only
    >
      {page.flowsIn ? <span className="text-ink-2">{page.off ?? `They flow into Procore by themselves.`}</span> : null}
      <span className="ml-auto flex gap-2">
        <Button
          size="sm"
          reason={personal ?? none}
          isBusy={isBusy}
          shortcut="archiveSelection"
          onPress={() => onAsk(put)}
        >
          {put === "restore" && rows.length > 0 ? "Restore" : "Archive"} {rows.length || ""}
        </Button>
        <Button
          size="sm"
          look="primary"
          reason={
            page.off ?? personal ?? none ?? (able === 0 ? "None of the selected records can be imported now." : null)
          }
          isBusy={isBusy}
          shortcut="importSelection"
          onPress={() => onAsk("import")}
        >
          Import {able || ""}
        </Button>
      </span>
    </div>
  );
}

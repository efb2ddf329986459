"use client";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useRef } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { Button } from "#components/ui/button.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { Consequence } from "#components/vendors/consequence.tsx";
import { Coverage } from "#components/vendors/coverage.tsx";
import { LinkCertain } from "#components/vendors/link-certain.tsx";
import { type ImportAction, LinkFile } from "#components/vendors/link-file.tsx";
import { SideSwitch } from "#components/vendors/side-switch.tsx";
import { type BringAction, type Bringing, useBringing } from "#components/vendors/use-bringing.ts";
import { type Linking, type LinkingActions, useLinking } from "#components/vendors/use-linking.ts";
import { type SendAction, type Sending, useSending } from "#components/vendors/use-sending.ts";
import { useVendorRows } from "#components/vendors/use-vendor-rows.ts";
import { VendorDetail } from "#components/vendors/vendor-detail.tsx";
import { isVendorTab } from "#components/vendors/vendor-filter.ts";
import { VendorList } from "#components/vendors/vendor-list.tsx";
import type { VendorFilter } from "#lib/client/view-names.ts";
import { sides } from "#lib/core/matching/side.ts";
import { type VendorPage, type VendorRow, type VendorTab, vendorTabLabels, vendorTabs } from "#lib/views/vendors.ts";

type Props = {
  readonly first: VendorPage;
  readonly firstFilter: VendorFilter;
  readonly actions: LinkingActions & {
    readonly send: SendAction;
    readonly retrieve: SendAction;
    readonly importLinks: ImportAction;
    readonly importRecords: BringAction;
  };
};
const schema = {
  tab: parseAsStringLiteral(vendorTabs).withDefault("unlinked"),
  side: parseAsStringLiteral(sides).withDefault("company"),
  q: parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(300) }),
};
/** Lists of both sides; the others are of one. */
const twoSided: ReadonlySet<VendorTab> = new Set(["unlinked", "certain", "look", "none", "conflict"]);

/** Companies of the directory and Sage vendors; an item goes nowhere before its vendor is linked. */
export function Vendors({ first, firstFilter, actions }: Props) {
  const [{ tab, side, q }, setAddress] = useQueryStates(schema, { history: "replace", shallow: true });
  const filter = useMemo<VendorFilter>(() => ({ tab, side, ...(q ? { q } : {}) }), [tab, side, q]);
  const isFirst = tab === firstFilter.tab && side === firstFilter.side && q === (firstFilter.q ?? "");
  const { query, rows, page } = useVendorRows(filter, first, isFirst);
  const linking = useLinking(actions);
  const sending = useSending(actions.send, actions.retrieve);
  const bringing = useBringing(actions.importRecords);
  const tabs = vendorTabs.map((id) => ({
    id,
    label: vendorTabLabels[id],
    count: page.counts[id],
    isAlarm: id === "conflict",
  }));
  const choose = (id: string) => isVendorTab(id) && void setAddress({ tab: id });
  useKeys({ tab: (chord) => choose(vendorTabs[Number(chord.at(-1)) - 1] ?? tab) });
  const reason = page.canLink.isAllowed ? null : (page.canLink.reason ?? "Your role does not include this.");
  return (
    <div className="flex min-h-0 flex-1 flex-col max-md:block max-md:overflow-y-auto">
      <PageHead title="Vendors" note={<Coverage page={page} />}>
        <LinkFile action={actions.importLinks} reason={reason} />
        <SearchBox
          label="Search company or Sage vendor"
          value={q}
          onChange={(words) => void setAddress({ q: words || null })}
        />
        <ExportMenu table="vendors" input={filter} />
      </PageHead>
      <Tabs
        label="Vendors"
        tabs={tabs}
        value={tab}
        onChange={choose}
        className="flex-1"
        listClassName="bg-surface px-3"
      >
        <TabPanel id={tab} className="flex flex-col">
          <Strip linking={linking} pending={page.pending}>
            {twoSided.has(tab) ? <SideSwitch side={side} onChange={(to) => void setAddress({ side: to })} /> : null}
            {tab === "certain" ? <LinkCertain rows={rows} reason={reason} linking={linking} /> : null}
          </Strip>
          {query.error && rows.length === 0 ? (
            <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
          ) : null}
          {!query.error && rows.length === 0 ? <Nothing tab={tab} q={q} /> : null}
          {rows.length > 0 ? (
            <Queue key={`${tab}/${side}`} {...{ tab, rows, linking, sending, bringing }} more={query} />
          ) : null}
        </TabPanel>
      </Tabs>
    </div>
  );
}

type StripProps = { readonly linking: Linking; readonly pending: number; readonly children: React.ReactNode };

/** The last change with its undo; the line is always there, so that nothing moves. */
function Strip({ linking, pending, children }: StripProps) {
  const { last } = linking;
  useKeys({ takeBack: linking.undo });
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-canvas px-4 py-1 text-xs text-ink-2">
      {children}
      {last === null ? (
        <span className="max-md:hidden">Keys: 1–3 choose, L link, I not the same, C create, S skip, Z undo.</span>
      ) : (
        <>
          <span className="truncate">
            {last.words} {last.waiting ? <Consequence waiting={last.waiting} /> : null}
          </span>
          <Button size="sm" isBusy={linking.isBusy} shortcut="takeBack" onPress={linking.undo}>
            Undo
          </Button>
        </>
      )}
      {pending > 0 ? <span className="ml-auto">{pending.toLocaleString("en-US")} still to be compared</span> : null}
    </div>
  );
}

type QueueProps = {
  readonly tab: VendorTab;
  readonly rows: readonly VendorRow[];
  readonly linking: Linking;
  readonly sending: Sending;
  readonly bringing: Bringing;
  readonly more: React.ComponentProps<typeof VendorList>["more"];
};

function Queue({ tab, rows, linking, sending, bringing, more }: QueueProps) {
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  useKeys(cursor.keys);
  const { row } = cursor;
  return (
    <div className="grid min-h-0 flex-1 md:grid-cols-[minmax(0,11fr)_minmax(22rem,9fr)] xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] max-md:flex max-md:flex-col">
      <VendorList tab={tab} rows={rows} cursor={cursor} box={box} more={more} />
      <div className="flex min-h-0 flex-col border-line max-md:border-t md:border-l">
        {row ? <VendorDetail {...{ row, linking, sending, bringing }} onSkip={() => cursor.keys.next?.("s")} /> : null}
      </div>
    </div>
  );
}

const nothingIn: Readonly<Record<VendorTab, readonly [string, string]>> = {
  unlinked: ["Everything is linked", "A new company appears here when it is read from Procore."],
  certain: ["No certain pair waits", "Pairs with the same name and a second sign that agrees appear here."],
  look: ["Nothing needs a look", "What has a like name without a second sign appears here."],
  none: ["Nothing is without a proposal", "What has no like name on the other side appears here."],
  conflict: ["No conflicts", "More than one claim on the same company or vendor appears here."],
  linked: ["No links yet", "Linked companies appear here, those that changed since first."],
  archived: ["Nothing is archived", "Archive Sage vendors that no company of the directory will ever be."],
  duplicates: ["No duplicates", "Companies of the directory that share a name appear here."],
};

function Nothing({ tab, q }: { readonly tab: VendorTab; readonly q: string }) {
  if (q)
    return (
      <EmptyState title={`Nothing has “${q}” in its name`}>Clear the search, or look into another tab.</EmptyState>
    );
  const [title, words] = nothingIn[tab];
  return <EmptyState title={title}>{words}</EmptyState>;
}

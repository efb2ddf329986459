"use client";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Nothing } from "#components/past/nothing.tsx";
import { PastBanner } from "#components/past/past-banner.tsx";
import { addressWritten, useGo } from "#components/shell/use-go.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { Stamp } from "#components/time/when.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { Select } from "#components/ui/select.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { PastLinkFilter } from "#lib/client/view-names.ts";
import { pageAt } from "#lib/views/past-address.ts";
import { type PastLinks, pastLinkShows } from "#lib/views/past-settings.ts";

const schema = {
  show: parseAsStringLiteral(pastLinkShows).withDefault("all"),
  q: parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(300) }),
};
const choices = [
  { id: "linked", label: "Linked then" },
  { id: "unlinked", label: "Not linked then" },
];

type Props = { readonly first: PastLinks; readonly firstFilter: PastLinkFilter };

/** Which company was linked to which vendor of Sage at an instant, since when and by whom; read only. */
export function PastLinksPage({ first, firstFilter }: Props) {
  const { at } = first;
  const [{ show, q }, setAddress] = useQueryStates(schema, { history: "replace", shallow: true });
  const input: PastLinkFilter = { at, show, ...(q ? { q } : {}) };
  const isFirst = show === firstFilter.show && q === (firstFilter.q ?? "");
  const { query, rows, newest = first } = useViewPages("vendor.past", input, { first: isFirst ? first : null });
  const { error } = query;
  const go = useGo();
  const now = q ? `/vendors?q=${encodeURIComponent(q)}` : "/vendors";
  useKeys({ back: () => go(now) });
  const totals = `${newest.linked.toLocaleString("en-US")} of ${newest.companies.toLocaleString("en-US")} companies were linked.`;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PastBanner at={at} now={now} onShow={(wanted) => go(pageAt(now, wanted))} />
      <PageHead title="Vendors" note={newest.standing === "shown" ? totals : "Links as they were."}>
        <SearchBox
          label="Search company or vendor ID of then"
          value={q}
          onChange={(words) => addressWritten(setAddress({ q: words || null }))}
        />
        <Select
          label="Show"
          none="All companies"
          value={show === "all" ? null : show}
          options={choices}
          onChange={(next) => addressWritten(setAddress({ show: pastLinkShows.find((one) => one === next) ?? null }))}
        />
      </PageHead>
      {error && rows.length === 0 ? (
        <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void query.refetch()} />
      ) : newest.standing !== "shown" ? (
        <Nothing standing={newest.standing} keptFrom={newest.keptFrom} subject="The list of links" />
      ) : rows.length === 0 ? (
        <EmptyState title={q || show !== "all" ? "Nothing fits the filter" : "No companies then"}>
          {q || show !== "all" ? "Clear it to see every company of then." : "None had been read from Procore by then."}
        </EmptyState>
      ) : (
        <TableFrame label="Links" className="@container flex-1 bg-surface">
          <LinkTable rows={rows} />
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end="All companies of then"
          />
        </TableFrame>
      )}
    </div>
  );
}

function LinkTable({ rows }: { readonly rows: PastLinks["rows"] }) {
  return (
    <table className="data-table table-fixed">
      <caption className="unseen">Companies and the vendors of Sage that they were linked to</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Company
          </th>
          <th scope="col" className="w-[9rem]">
            Sage vendor
          </th>
          <th scope="col" className="hidden w-[14rem] @[44rem]:table-cell">
            Linked by
          </th>
          <th scope="col" className="hidden w-[11rem] pr-4 @[32rem]:table-cell">
            Since
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, sageVendor, by, since }) => (
          <tr key={id}>
            <th scope="row" className="truncate pl-4 font-normal" title={name}>
              {name}
            </th>
            <td>{sageVendor ?? <span className="text-ink-3">not linked</span>}</td>
            <td className="hidden @[44rem]:table-cell">
              {by ?? (sageVendor === null ? null : <span className="text-ink-3">not kept</span>)}
            </td>
            <td className="hidden pr-4 text-ink-2 @[32rem]:table-cell">{since ? <Stamp at={since} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

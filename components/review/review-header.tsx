import { Link2, Link2Off } from "lucide-react";
import type { ReactNode } from "react";
import { HoldChip } from "#components/hold/hold-words.tsx";
import { Amount } from "#components/money/amount.tsx";
import { Age, Stamp } from "#components/time/when.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { LaneChip, StateChip } from "#components/ui/state-chip.tsx";
import type { ItemView } from "#lib/views/item.ts";

type HeaderView = Pick<
  ItemView,
  | "kindLabel"
  | "state"
  | "lane"
  | "holding"
  | "hasNewerRevision"
  | "number"
  | "title"
  | "amount"
  | "project"
  | "vendor"
  | "revision"
  | "sentAt"
  | "sentBy"
  | "assignee"
  | "now"
>;
type Props = {
  readonly view: HeaderView;
  readonly currency: string;
  readonly level: 1 | 2;
  readonly aside?: ReactNode;
};

export function ReviewHeader({ view, currency, level, aside }: Props) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <header className="border-b border-line px-4 pt-2.5 pb-2">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
            <span>{view.kindLabel}</span>
            <StateChip state={view.state} />
            {view.state === "ready" ? <LaneChip lane={view.lane} /> : null}
            {view.holding?.hold ? <HoldChip hold={view.holding.hold} /> : null}
            {view.hasNewerRevision ? <Chip tone="wait">Newer version in Procore</Chip> : null}
          </p>
          <Heading className="mt-0.5 text-lg leading-6 font-semibold">
            <span className="mr-2">{view.number}</span>
            <span className="font-normal wrap-anywhere">{view.title}</span>
          </Heading>
        </div>
        <div className="flex shrink-0 flex-col items-end">
          <Amount value={view.amount} currency={currency} className="text-xl font-semibold" />
          {aside}
        </div>
      </div>
      <Facts view={view} />
    </header>
  );
}

function Facts({ view }: { readonly view: HeaderView }) {
  const { project, vendor, revision } = view;
  return (
    <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 @2xl:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
      <Fact label={project.id === null ? "Belongs to" : "Project"}>
        {project.number} {project.name}
        {project.id === null ? null : (
          <span className="text-ink-2"> · {project.job ? `job ${project.job}` : "no job in Sage"}</span>
        )}
      </Fact>
      <Fact label="Version">
        {revision.number} of {revision.of}
        <span className="text-ink-2">
          {" "}
          · <Age at={revision.at} now={view.now} />
        </span>
      </Fact>
      <Fact label="Vendor">
        {vendor && project.id === null && !vendor.sageVendor ? (
          "to be made in Sage"
        ) : vendor ? (
          <Vendor vendor={vendor} />
        ) : (
          <span className="text-ink-2">none</span>
        )}
      </Fact>
      <Fact label="Sent">
        {view.sentAt ? <Stamp at={view.sentAt} /> : "not sent"}
        {view.sentBy ? <span className="text-ink-2"> · {view.sentBy}</span> : null}
      </Fact>
      {view.assignee ? <Fact label="Assigned">{view.assignee.name}</Fact> : null}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 truncate">{children}</dd>
    </>
  );
}

function Vendor({ vendor }: { readonly vendor: NonNullable<ItemView["vendor"]> }) {
  const Icon = vendor.sageVendor ? Link2 : Link2Off;
  return (
    <>
      {vendor.name}
      <span className={vendor.sageVendor ? "text-ink-2" : "text-bad"}>
        <Icon aria-hidden="true" className="mx-1 inline size-3.5 align-[-2px]" />
        {vendor.sageVendor ? `${vendor.sageVendor} ${vendor.sageName ?? ""}` : "not linked to Sage"}
      </span>
    </>
  );
}

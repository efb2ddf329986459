"use client";
import { Printer } from "lucide-react";
import Link from "next/link";
import { BatchRows } from "#components/batches/batch-rows.tsx";
import { BatchTotals } from "#components/batches/batch-totals.tsx";
import { LeftOutRows } from "#components/batches/left-out-rows.tsx";
import { useKeys } from "#components/keys/key-registry.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { useClock } from "#components/time/company.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { useView } from "#lib/client/use-view.ts";
import { zoneLabel } from "#lib/core/clock.ts";
import type { BatchPage } from "#lib/views/batches.ts";

/** A batch as a posting proof, on the screen and on paper: control totals, what became of every item, what was left out. */
export function BatchProof({ first }: { readonly first: BatchPage }) {
  const { data: view = first, error } = useView("batch.page", { batchId: first.id }, { first, every: pace });
  const { timeZone } = useClock();
  const go = useGo();
  useKeys({ back: () => go("/batches") });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href="/batches" label="Batches" />
      <PageHead
        title={`Batch ${view.number}`}
        note={error ? `${error.sentence} ${error.fix}` : <Decision view={view} />}
      >
        <ExportMenu table="batch" input={{ batchId: view.id }} />
        <Button onPress={() => window.print()}>
          <Printer aria-hidden="true" className="size-3.5" />
          Print
        </Button>
      </PageHead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a pointer. */}
      <section aria-label="Posting proof" tabIndex={0} className="@container min-h-0 flex-1 overflow-y-auto">
        <p className="hidden px-4 py-1 text-ink-2 print:block">
          {view.company} · posting proof · as of <Stamp at={view.now} /> · times in {zoneLabel(timeZone)} · all items of
          the batch
        </p>
        <BatchTotals view={view} />
        <BatchRows view={view} />
        {view.refused.length > 0 ? <LeftOutRows rows={view.refused} /> : null}
      </section>
    </div>
  );
}

/** Often while something moves, rarely afterwards: what is proved can still be unlinked. */
const pace = (seen: BatchPage | undefined): number =>
  seen?.byOutcome.some(({ outcome }) => outcome === "under_way") ? 2000 : 15_000;

function Decision({ view }: { readonly view: BatchPage }) {
  return (
    <>
      Accepted by {view.by} <Stamp at={view.at} /> · {view.releaseAt > view.now ? "to be released" : "release from"}{" "}
      <Stamp at={view.releaseAt} />
      {view.run ? (
        <>
          {" · part of "}
          <Link href={`/batches/runs/${view.run.id}`} prefetch={false} className="text-accent underline">
            Run {view.run.number}
          </Link>
        </>
      ) : null}
    </>
  );
}

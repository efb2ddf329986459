"use client";
import { CircleCheck, Info, OctagonAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { count } from "#components/money/count.ts";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Finding, Severity } from "#lib/core/findings.ts";
import type { ItemView } from "#lib/views/item.ts";

const looks = {
  blocks: { icon: OctagonAlert, color: "text-bad", word: "Blocks" },
  warns: { icon: TriangleAlert, color: "text-wait", word: "Warns" },
  informs: { icon: Info, color: "text-flow", word: "For information" },
} as const satisfies Record<Severity, unknown>;
const order: readonly Severity[] = ["blocks", "warns", "informs"];
const fixers = {
  project: "the project manager",
  accounting: "you",
  admin: "an administrator",
  sage: "someone in Sage",
} as const;

type Props = {
  readonly view: Pick<ItemView, "findings" | "now" | "vendor" | "parent" | "prerequisites">;
  /** Leads to the field that cures it; null where nothing can be cured any more. */
  readonly onFix: ((finding: Finding) => void) | null;
};

/** Findings first, the worst on top; each says what is wrong, as of when, who cures it and how. */
export function FindingsList({ view, onFix }: Props) {
  const findings = view.findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 text-ink-2">
        <CircleCheck aria-hidden="true" className="size-4 text-good" />
        No findings: the checks have nothing to say against it.
      </p>
    );
  }
  return (
    <section aria-label={count(findings.length, "finding")}>
      <ul className="divide-y divide-line overflow-hidden rounded-md border border-line">
        {findings.map((finding) => (
          <Row key={`${finding.code} ${finding.field}`} finding={finding} view={view} onFix={onFix} />
        ))}
      </ul>
    </section>
  );
}

function Row({ finding, view, onFix }: Props & { readonly finding: Finding }) {
  const { icon: Icon, color, word } = looks[finding.severity];
  return (
    <li data-finding tabIndex={-1} className="flex gap-2.5 bg-surface px-3 py-2 focus-visible:-outline-offset-2">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${color}`} />
      <div className="min-w-0 flex-1">
        <p>
          <span className="unseen">{word}: </span>
          {finding.sentence}
        </p>
        <p className="mt-0.5 text-xs text-ink-2">
          {finding.fix.words}{" "}
          <span className="text-ink-3">
            {finding.severity === "informs" ? null : `To be cured by ${fixers[finding.fixer]}. `}
            {finding.asOf ? (
              <>
                Checked <Age at={finding.asOf} now={view.now} />.
              </>
            ) : null}
          </span>
        </p>
      </div>
      {onFix ? <FixButton finding={finding} view={view} onFix={onFix} /> : null}
    </li>
  );
}

type FixProps = Pick<Props, "view"> & {
  readonly finding: Finding;
  readonly onFix: (finding: Finding) => void;
};

function FixButton({ finding, view, onFix }: FixProps) {
  if (finding.fix.action === "change-export-field")
    return (
      <Button size="sm" onPress={() => onFix(finding)}>
        Change
      </Button>
    );
  if (finding.fix.action === "link-vendor" && view.vendor)
    return <FixLink href={`/vendors?q=${encodeURIComponent(view.vendor.name)}`} words="Link vendor" />;
  const first = [view.parent, ...view.prerequisites].find((one) => one?.id === finding.fix.target);
  if (finding.fix.action === "accept-parent" && first)
    return <FixLink href={`/items/${first.id}`} words={`Open ${first.number}`} />;
  return null;
}

function FixLink({ href, words }: { readonly href: string; readonly words: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex h-7 shrink-0 items-center rounded-md border border-control px-2 text-xs font-medium hover:bg-hover"
    >
      {words}
    </Link>
  );
}

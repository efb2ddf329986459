"use client";
import { type ReactNode, useCallback } from "react";
import { Rungs } from "#components/projects/ladder.tsx";
import { ClocksProvider } from "#components/time/company.tsx";
import { Age, Stamp } from "#components/time/when.tsx";
import { Logo } from "#components/ui/logo.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { askLink } from "#lib/client/ask-link.ts";
import { useLink } from "#lib/client/use-link.ts";
import type { SharedStatus } from "#lib/views/shares.ts";

/** Where a link to a project's status leads: how far the project is, for people without a sign-in. */
export function SharedStatusPage() {
  return <Shared company={null} />;
}

/** The same without its frame, for a page of another site. */
export function SharedStatusCard({ company }: { readonly company: string }) {
  return <Shared company={company} />;
}

function Shared({ company }: { readonly company: string | null }) {
  const ask = useCallback(() => askLink<SharedStatus>({ path: "/api/status", company }), [company]);
  const answer = useLink(ask);
  const isCard = company !== null;
  if (answer === null)
    return (
      <Frame title="Project status" isCard={isCard}>
        <Skeleton rows={6} label="Reading the status" />
      </Frame>
    );
  if (!answer.ok)
    return (
      <Frame title="Project status" isCard={isCard}>
        <div role="alert">
          <p className="font-medium">{answer.problem.sentence}</p>
          <p className="text-ink-2">{answer.problem.fix}</p>
        </div>
      </Frame>
    );
  return <Status view={answer.value} isCard={isCard} />;
}

function Status({ view, isCard }: { readonly view: SharedStatus; readonly isCard: boolean }) {
  const { company, project, clock, currency, rungs, readAt, expiresAt, now } = view;
  const hasMoney = rungs.some(({ open }) => open !== null);
  return (
    <ClocksProvider clock={clock} own={clock} currency={currency}>
      <Frame
        title={project}
        note={
          <>
            {company} ·{" "}
            {readAt ? (
              <>
                Sage read <Age at={readAt} now={now} />
              </>
            ) : (
              "Sage was not read yet"
            )}
          </>
        }
        isCard={isCard}
      >
        <div className="overflow-hidden rounded-md border border-line [&>section]:border-b-0">
          <Rungs rungs={rungs} now={now} isOutside />
        </div>
        <p className="mt-2 text-xs text-ink-2">
          As of <Stamp at={now} />, {clock.timeZone}
          {hasMoney ? `; amounts in ${currency}` : ""}. To look at only; the link ends <Stamp at={expiresAt} />.
        </p>
      </Frame>
    </ClocksProvider>
  );
}

type FrameProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly isCard: boolean;
  readonly children: ReactNode;
};

function Frame({ title, note = "Shared by a link", isCard, children }: FrameProps) {
  return (
    <main className={isCard ? "p-3" : "mx-auto w-full max-w-7xl px-4 pt-[min(8vh,4rem)] pb-8"}>
      <div className={`flex items-start gap-2.5 ${isCard ? "mb-2" : "mb-4"}`}>
        <Logo className={isCard ? "size-6 shrink-0" : "size-8 shrink-0"} />
        <div className="min-w-0">
          <h1 className={`font-semibold wrap-anywhere ${isCard ? "text-sm" : "text-xl"}`}>{title}</h1>
          <p className={`text-ink-2 wrap-anywhere ${isCard ? "text-xs" : ""}`}>{note}</p>
        </div>
      </div>
      {children}
    </main>
  );
}

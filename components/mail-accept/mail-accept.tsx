"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { LinkItem } from "#components/mail-accept/link-item.tsx";
import { ClocksProvider } from "#components/time/company.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Logo } from "#components/ui/logo.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { askLink } from "#lib/client/ask-link.ts";
import { useLink } from "#lib/client/use-link.ts";
import type { MailAccepted, MailLinkView } from "#lib/views/mail-link.ts";

const look = () => askLink<MailLinkView>({ path: "/api/mail-accept/look" });

/** Where a link from a mail leads: what it would accept, one button that accepts it, and the way into Countersign. */
export function MailAccept() {
  const answer = useLink(look);
  if (answer === null)
    return (
      <Frame note="For one item of a mail" title="Accept from a mail">
        <Skeleton rows={6} label="Checking the item" />
      </Frame>
    );
  if (!answer.ok)
    return (
      <Frame note="For one item of a mail" title="Accept from a mail">
        <Closed {...answer.problem} href="/inbox" />
      </Frame>
    );
  const view = answer.value;
  return (
    <ClocksProvider clock={view.clock} own={view.own} currency={view.currency}>
      <Frame note={`${view.company}, for ${view.person}`} title={`${view.kindLabel} ${view.number}`}>
        {view.title === view.number ? null : <p className="-mt-2 mb-3 text-ink-2 wrap-anywhere">{view.title}</p>}
        <Standing key={`${view.itemId} ${view.now}`} view={view} />
      </Frame>
    </ClocksProvider>
  );
}

type FrameProps = { readonly note: string; readonly title: string; readonly children: ReactNode };

function Frame({ note, title, children }: FrameProps) {
  return (
    <div className="-mt-[min(12vh,7rem)] w-full max-w-2xl">
      <div className="mb-4 flex items-start gap-2.5">
        <Logo className="size-8 shrink-0" />
        <div className="min-w-0">
          <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
          <p className="text-ink-2 wrap-anywhere">{note}</p>
        </div>
      </div>
      {children}
    </div>
  );
}

function Standing({ view }: { readonly view: MailLinkView }) {
  const [accepted, setAccepted] = useState<MailAccepted | null>(null);
  const { standing, itemId, number } = view;
  if (accepted) return <Accepted itemId={itemId} releaseAt={accepted.releaseAt} words={`${number} is accepted.`} />;
  if (standing.kind === "closed") return <Closed {...standing} href={`/items/${itemId}`} />;
  if (standing.kind === "used")
    return (
      <Accepted
        itemId={itemId}
        releaseAt={standing.releaseAt}
        words={
          <>
            You accepted {number} with this link, <Stamp at={standing.at} />. It is “{standing.state}” now.
          </>
        }
      />
    );
  return (
    <>
      <LinkItem item={standing.item} now={view.now} currency={view.currency} />
      <AcceptBar view={view} standing={standing} onDone={setAccepted} />
    </>
  );
}

type BarProps = {
  readonly view: MailLinkView;
  readonly standing: Extract<MailLinkView["standing"], { kind: "open" }>;
  readonly onDone: (accepted: MailAccepted) => void;
};

/** At hand wherever the page is scrolled to. */
function AcceptBar({ view, standing, onDone }: BarProps) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const accept = async () => {
    setBusy(true);
    const answer = await askLink<MailAccepted>({ path: "/api/mail-accept" });
    setBusy(false);
    if (answer.ok) return onDone(answer.value);
    setProblem(`${answer.problem.sentence} ${answer.problem.fix}`);
  };
  return (
    <section
      aria-label="Decision"
      className="sticky bottom-0 z-10 -mx-4 mt-4 border-t border-line-strong bg-raised px-4 pt-3 pb-4 shadow-lg"
    >
      <p role="alert" className={problem ? "mb-2 text-bad" : ""}>
        {problem}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          look="primary"
          isBusy={isBusy}
          onPress={() => void accept()}
          className="h-11 grow justify-center sm:grow-0 sm:px-8"
        >
          Accept {view.number}
        </Button>
        <Way href={`/items/${view.itemId}`}>Reject it or look closer in Countersign</Way>
      </div>
      <p className="mt-2 text-xs text-ink-2">
        You accept as {view.person}. It goes to Sage{" "}
        {standing.undoSeconds === 0 ? "at once" : `after ${standing.undoSeconds} seconds`}; a mail tells you how to take
        it back until then. The link ends <Stamp at={standing.until} />.
      </p>
    </section>
  );
}

type AcceptedProps = { readonly itemId: string; readonly releaseAt: string; readonly words: ReactNode };

function Accepted({ itemId, releaseAt, words }: AcceptedProps) {
  return (
    <div role="status" className="flex flex-col gap-3">
      <p className="font-medium">{words}</p>
      <p className="text-ink-2">
        Released to Sage <Stamp at={releaseAt} />. Until then it can be taken back in the outbox; that needs you to sign
        in.
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        <Way href="/outbox">Take it back in the outbox</Way>
        <Way href={`/items/${itemId}`}>Open it in Countersign</Way>
      </p>
    </div>
  );
}

type ClosedProps = { readonly sentence: string; readonly fix: string; readonly href: string };

function Closed({ sentence, fix, href }: ClosedProps) {
  return (
    <div role="alert" className="flex flex-col gap-3">
      <p className="font-medium">{sentence}</p>
      <p className="text-ink-2">{fix} Nothing was decided here.</p>
      <p>
        <Way href={href}>Open Countersign</Way>
      </p>
    </div>
  );
}

function Way({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex min-h-8 items-center font-medium text-accent hover:underline"
    >
      {children}
    </Link>
  );
}

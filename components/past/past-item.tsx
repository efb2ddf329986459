"use client";
import Link from "next/link";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Nothing } from "#components/past/nothing.tsx";
import { PastBanner } from "#components/past/past-banner.tsx";
import { PastReview } from "#components/past/past-review.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import type { PastItem } from "#lib/views/past.ts";
import { inboxAt, itemAt, projectAt } from "#lib/views/past-address.ts";

/** An item's page at a past instant: read only, until the person goes back to now. */
export function PastItemPage({ past }: { readonly past: PastItem }) {
  const go = useGo();
  const { id, at, number, project } = past;
  const hasInbox = useReasonAgainst("inbox.read") === null;
  const back =
    hasInbox || project.id === null
      ? { href: inboxAt(at), label: "Inbox of then" }
      : { href: projectAt(project.id, at), label: `${project.number} ${project.name}` };
  useKeys({ back: () => go(`/items/${id}`) });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PastBanner at={at} now={`/items/${id}`} onShow={(wanted) => go(itemAt(id, wanted))} />
      <BackLine href={back.href} label={back.label} className="px-3" />
      <div className="mx-auto min-h-0 w-full max-w-6xl flex-1 border-x border-line max-xl:border-x-0">
        {past.view ? (
          <PastReview view={past.view} at={at} now={past.now} />
        ) : (
          <>
            <h1 className="unseen">{number}</h1>
            <Nothing standing={past.standing} keptFrom={past.keptFrom} subject={number} />
            {past.standing === "to_come" ? null : (
              <p className="text-center">
                <Link
                  href={itemAt(id, past.keptFrom)}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center text-accent underline"
                >
                  Show the earliest
                </Link>
              </p>
            )}
          </>
        )}
      </div>
    </div>
  );
}

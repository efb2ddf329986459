import type { Clock } from "#lib/core/clock.ts";
import type { ItemView } from "#lib/views/item.ts";

/** What a link from a mail would accept, as it is written: no more of the item than a decision needs. */
export type MailLinkItem = Pick<
  ItemView,
  | "id"
  | "number"
  | "amount"
  | "vendor"
  | "project"
  | "sentBy"
  | "sentAt"
  | "details"
  | "fieldSpecs"
  | "fields"
  | "findings"
  | "lines"
  | "linesTotal"
  | "document"
  | "documentProblem"
  | "preview"
  | "export"
> & {
  readonly revision: Pick<ItemView["revision"], "number" | "of">;
};

/** Where a link from a mail leads. */
export type MailLinkView = {
  readonly person: string;
  readonly company: string;
  readonly currency: string;
  /** The company's clock, and the one that the person reads times by. */
  readonly clock: Clock;
  readonly own: Clock;
  readonly now: string;
  readonly itemId: string;
  readonly kindLabel: string;
  readonly number: string;
  readonly title: string;
  readonly standing:
    | {
        readonly kind: "open";
        readonly until: string;
        readonly undoSeconds: number;
        readonly item: MailLinkItem;
      }
    /** It was used: when, when it is released, and what the item is now. */
    | { readonly kind: "used"; readonly at: string; readonly releaseAt: string; readonly state: string }
    | { readonly kind: "closed"; readonly sentence: string; readonly fix: string };
};
export type MailAccepted = { readonly itemId: string; readonly number: string; readonly releaseAt: string };

import { CloudOff, FileQuestion, Lock } from "lucide-react";
import type { ReactNode } from "react";

const icons = { missing: FileQuestion, closed: Lock, broken: CloudOff } as const;

type Props = {
  readonly kind: keyof typeof icons;
  readonly title: string;
  readonly sentence: string;
  readonly fix: string;
  /** What to quote when asking for help. */
  readonly mark?: string | undefined;
  readonly action?: ReactNode;
};

/**
 * A whole page that says what happened and what to do next. It needs no script: every page brings what its "not found" needs,
 * and after a fault a page that begins anew is the safe one.
 */
export function Notice({ kind, title, sentence, fix, mark, action }: Props) {
  const Icon = icons[kind];
  return (
    <div className="flex flex-col items-center gap-1 px-6 pt-[16vh] text-center">
      <Icon aria-hidden="true" className="mb-2 size-7 text-ink-3" strokeWidth={1.5} />
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="max-w-md text-ink-2">{sentence}</p>
      <p className="max-w-md text-ink-2">{fix}</p>
      {mark ? (
        <p className="mt-2 text-xs text-ink-3">
          Id of the error: <code className="font-mono text-ink-2 select-all">{mark}</code>
        </p>
      ) : null}
      <div className="mt-4 flex gap-2">
        {action}
        <a
          href="/"
          className="inline-flex h-8 items-center rounded-md border border-control bg-surface px-3 font-medium hover:bg-hover"
        >
          To the first page
        </a>
      </div>
    </div>
  );
}

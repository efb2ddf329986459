"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useCallback, useRef } from "react";

type DialogSize = "sm" | "md" | "lg" | "side";
export type DialogProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly size?: DialogSize;
  /** What Ctrl/Cmd+Enter does. */
  readonly onConfirm?: (() => void) | undefined;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLDivElement>) => void;
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** A click beside it does not close it: something may have been typed. */
  readonly keepsOpen?: boolean;
};

const sizes: Record<DialogSize, string> = { sm: "sm:w-[26rem]", md: "sm:w-[38rem]", lg: "sm:w-[52rem]", side: "" };
const middle = "inset-x-2 top-[6vh] mx-auto max-h-[88vh] w-auto rounded-lg";
const side = "inset-y-0 right-0 h-full w-[30rem] max-w-[100vw] rounded-none border-y-0 border-r-0";

/** What a dialog is drawn with; `Dialog` brings it when it is needed. */
export function DialogFrame({
  isOpen,
  onClose,
  title,
  description,
  children,
  footer,
  size = "md",
  onConfirm,
  onKeyDown,
  initialFocus,
  keepsOpen = false,
}: DialogProps) {
  // The content takes the focus: the title is read, arrows scroll, and no button is one Enter away.
  const content = useRef<HTMLDivElement>(null);
  const listen = useCallback(
    (event: KeyboardEvent<HTMLDivElement>) => {
      if (onConfirm && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        onConfirm();
      } else onKeyDown?.(event);
    },
    [onConfirm, onKeyDown],
  );
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      disablePointerDismissal={keepsOpen}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={initialFocus ?? content}
          onKeyDown={listen}
          className={`popup fixed z-40 flex flex-col overflow-hidden ${size === "side" ? side : middle} ${sizes[size]}`}
        >
          <header className="flex items-start justify-between gap-4 border-b border-line px-4 py-3">
            <div>
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description ? <Base.Description className="text-ink-2">{description}</Base.Description> : null}
            </div>
            <Base.Close
              aria-label="Close"
              className="-mr-1 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover"
            >
              <X aria-hidden="true" className="size-4" />
            </Base.Close>
          </header>
          <div
            ref={content}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a pointer.
            tabIndex={0}
            className="min-h-0 flex-1 overflow-y-auto px-4 py-3 focus-visible:outline-none"
          >
            {children}
          </div>
          {footer ? (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-2.5">
              {footer}
            </footer>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

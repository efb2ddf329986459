"use client";
import { Toast } from "@base-ui/react/toast";
import { CircleCheck, Info, OctagonAlert, X } from "lucide-react";
import { useEffect } from "react";
import { type Notice, showNotices } from "#components/ui/notices.tsx";

const manager = Toast.createToastManager();

function add({ title, text, tone = "info" }: Notice): void {
  const isBad = tone === "bad";
  manager.add({
    title,
    type: tone,
    timeout: isBad ? 0 : 5000,
    priority: isBad ? "high" : "low",
    ...(text === undefined ? {} : { description: text }),
  });
}

export function Toasts() {
  // After the provider listens to the manager: effects of what is inside come first.
  useEffect(() => showNotices(add), []);
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-3 bottom-12 z-50 flex w-96 max-w-[calc(100vw-1.5rem)] flex-col gap-2">
          <NoticeList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

const icons = { good: CircleCheck, bad: OctagonAlert, info: Info } as const;
const colors = { good: "text-good", bad: "text-bad", info: "text-flow" } as const;

function NoticeList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => {
    const tone = toast.type === "good" || toast.type === "bad" ? toast.type : "info";
    const Icon = icons[tone];
    return (
      <Toast.Root key={toast.id} toast={toast} className="popup flex items-start gap-2 px-3 py-2.5">
        <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${colors[tone]}`} />
        <Toast.Content className="min-w-0 flex-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-ink-2" />
        </Toast.Content>
        <Toast.Close
          aria-label="Close the notice"
          className="-mr-1 inline-flex size-6 items-center justify-center rounded-sm text-ink-2 hover:bg-hover"
        >
          <X aria-hidden="true" className="size-3.5" />
        </Toast.Close>
      </Toast.Root>
    );
  });
}

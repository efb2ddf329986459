"use client";
import { History } from "lucide-react";
import { useGo } from "#components/shell/use-go.ts";
import { Button } from "#components/ui/button.tsx";
import { serverNowMs } from "#lib/client/server-clock.ts";
import { inboxAt } from "#lib/views/past-address.ts";

/** To the inbox as it was: the time is chosen there, beginning with now. */
export function AtATime({ isIcon = false }: { readonly isIcon?: boolean }) {
  const go = useGo();
  const show = () => go(inboxAt(new Date(serverNowMs()).toISOString()));
  const icon = <History aria-hidden="true" className="size-3.5" />;
  if (isIcon)
    return (
      <Button size="icon" label="The inbox as it was" onPress={show}>
        {icon}
      </Button>
    );
  return (
    <Button onPress={show}>
      {icon}
      Inbox as it was
    </Button>
  );
}

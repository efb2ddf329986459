"use client";
import { Copy } from "lucide-react";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";

/** A long text shown short, copied whole: hashes, ids. */
export function CopyText({
  text,
  label,
  shown = 12,
}: {
  readonly text: string;
  readonly label: string;
  readonly shown?: number;
}) {
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => announce(`${label} copied`));
  };
  return (
    <span className="inline-flex items-center gap-1">
      <code className="font-mono text-xs text-ink-2" title={text}>
        {text.slice(0, shown)}
      </code>
      <Button size="icon" look="ghost" label={`Copy ${label.toLowerCase()}`} onPress={copy}>
        <Copy aria-hidden="true" className="size-3.5 text-ink-3" />
      </Button>
    </span>
  );
}

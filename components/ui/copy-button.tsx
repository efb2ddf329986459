"use client";
import { Copy } from "lucide-react";
import { useState } from "react";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";

/** Copies a text that is shown beside it; `what` is said to screen readers. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [words, setWords] = useState("Copy");
  const copy = () => {
    const done = (said: string) => {
      setWords(said);
      announce(said === "Copied" ? `${what} copied` : `${what} could not be copied; select the text`);
    };
    // Without https the clipboard is closed; the text can still be selected.
    if (!navigator.clipboard) done("Select and copy");
    else
      navigator.clipboard.writeText(text).then(
        () => done("Copied"),
        () => done("Select and copy"),
      );
  };
  return (
    <Button size="sm" onPress={copy}>
      <Copy aria-hidden="true" className="size-3.5 text-ink-3" />
      {words}
    </Button>
  );
}

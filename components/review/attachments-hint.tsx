"use client";
import { Paperclip } from "lucide-react";
import { Kbd } from "#components/keys/kbd.tsx";
import { count } from "#components/money/count.ts";
import { Button } from "#components/ui/button.tsx";
import { useAttachments } from "#lib/client/use-attachments.ts";

type Props = { readonly itemId: string; readonly onShow: () => void };

/** Before the decision: how many files the document has in Procore, and the way to them. Its place is there from the start. */
export function AttachmentsHint({ itemId, onShow }: Props) {
  const { data, error } = useAttachments(itemId);
  return (
    <p className="flex min-h-7 flex-wrap items-center gap-x-2 text-ink-2" data-screen-only>
      <Paperclip aria-hidden="true" className="size-4 shrink-0" />
      <span>{wordsOf(data?.files.length, error !== null)}</span>
      {error || (data && data.files.length > 0) ? (
        <Button size="sm" look="ghost" onPress={onShow}>
          Show <Kbd chord="5" />
        </Button>
      ) : null}
    </p>
  );
}

function wordsOf(files: number | undefined, isUnread: boolean): string {
  if (isUnread) return "Attached in Procore: could not be read just now";
  if (files === undefined) return "Attached in Procore: reading…";
  if (files === 0) return "Nothing is attached in Procore";
  return `${count(files, "file")} ${files === 1 ? "is" : "are"} attached in Procore`;
}

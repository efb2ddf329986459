"use client";
import { Download, FileSpreadsheet, FileText, ImageIcon } from "lucide-react";
import Image from "next/image";
import type { ReactNode } from "react";
import { useState } from "react";
import { LazyFilePreview } from "#components/review/lazy-file-preview.tsx";
import { type FileKind, fileKinds, fileSize } from "#lib/core/file-kinds.ts";
import type { FileView } from "#lib/views/conversation.ts";

const icons = {
  pdf: FileText,
  png: ImageIcon,
  jpeg: ImageIcon,
  text: FileText,
  csv: FileSpreadsheet,
  xlsx: FileSpreadsheet,
};
const isImage = (kind: FileKind) => kind === "png" || kind === "jpeg";
const link = "rounded-sm text-left font-medium text-accent hover:underline";

type Props = {
  readonly file: FileView;
  /** What can be done with it beside opening and saving. */
  readonly action?: ReactNode;
};

/** A file of a comment: a PDF and an image open on the page, every kind can be saved. */
export function FileRow({ file, action }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { name, kind, size } = file;
  const Icon = icons[kind];
  const address = `/api/files/${file.id}`;
  const words = `${fileKinds[kind].label}, ${fileSize(size)}`;
  if (file.isRemoved)
    return (
      <p className="px-2 text-ink-3 italic wrap-anywhere">
        <s>{name}</s>, {words}, removed by its writer
      </p>
    );
  const canOpen = kind === "pdf" || isImage(kind);
  return (
    <div className="rounded-md border border-line px-2 py-1">
      <div className="flex items-center gap-2">
        <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-2" />
        <span className="min-w-0 flex-1 wrap-anywhere">
          {canOpen ? (
            <button type="button" className={link} onClick={() => setOpen(true)}>
              {name}
            </button>
          ) : (
            name
          )}{" "}
          <span className="text-xs whitespace-nowrap text-ink-2">{words}</span>
        </span>
        <a
          href={address}
          download={name}
          aria-label={`Save ${name}`}
          title="Save"
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover"
        >
          <Download aria-hidden="true" className="size-4" />
        </a>
        {action}
      </div>
      {isImage(kind) ? (
        <button
          type="button"
          aria-label={`Look at ${name}`}
          className="relative mt-1 block h-32 w-48 max-w-full overflow-hidden rounded-sm bg-sunken"
          onClick={() => setOpen(true)}
        >
          <Image src={address} alt={name} fill unoptimized className="object-contain" />
        </button>
      ) : null}
      {isOpen ? <LazyFilePreview file={file} address={address} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

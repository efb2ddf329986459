"use client";
import Image from "next/image";
import { type FilePreviewProps, PdfPreview } from "#components/review/pdf-preview.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { fileSize } from "#lib/core/file-kinds.ts";

/** A file of a comment on the page: a PDF by pages, an image as large as there is room. */
export function FilePreview({ file, address, onClose }: FilePreviewProps) {
  if (file.kind === "pdf") return <PdfPreview file={file} address={address} onClose={onClose} />;
  return (
    <Dialog isOpen onClose={onClose} title={file.name} description={fileSize(file.size)} size="lg">
      <div className="relative h-[70vh]">
        <Image src={address} alt={file.name} fill unoptimized className="object-contain" />
      </div>
    </Dialog>
  );
}

"use client";
import Image from "next/image";
import { useState } from "react";
import { type FilePreviewProps, PdfPreview, sizeWords } from "#components/review/pdf-preview.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/states.tsx";

/** A file on the page: a PDF by pages, an image as large as there is room. */
export function FilePreview({ file, address, onClose }: FilePreviewProps) {
  if (file.kind === "pdf") return <PdfPreview file={file} address={address} onClose={onClose} />;
  return <ImagePreview file={file} address={address} onClose={onClose} />;
}

function ImagePreview({ file, address, onClose }: FilePreviewProps) {
  const [failed, setFailed] = useState(false);
  return (
    <Dialog isOpen onClose={onClose} title={file.name} description={sizeWords(file)} size="lg">
      {failed ? (
        <ErrorState
          sentence={`${file.name} cannot be shown here.`}
          fix="Save it, or try again in a moment."
          onRetry={() => setFailed(false)}
        />
      ) : (
        <div className="relative h-[70vh]">
          <Image
            src={address}
            alt={file.name}
            fill
            unoptimized
            className="object-contain"
            onError={() => setFailed(true)}
          />
        </div>
      )}
    </Dialog>
  );
}

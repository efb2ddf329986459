"use client";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice-page.tsx";

type Props = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

export default function DeskError({ error, reset }: Props) {
  return (
    <Notice
      kind="broken"
      title="This page could not be shown"
      sentence="The server did not finish it. Nothing was decided or changed."
      fix="Try again in a moment. If it stays, tell your administrator the id below."
      mark={error.digest}
      action={
        <Button look="primary" onPress={reset}>
          Try again
        </Button>
      }
    />
  );
}

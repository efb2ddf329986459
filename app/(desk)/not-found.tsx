import type { Metadata } from "next";
import { Notice } from "#components/ui/notice-page.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Notice
      kind="missing"
      title="This is not here"
      sentence="There is nothing at this address in your company."
      fix="It may belong to another company, or the link was cut. Search for the number, or go back."
    />
  );
}

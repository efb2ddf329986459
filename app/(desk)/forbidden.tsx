import type { Metadata } from "next";
import { Notice } from "#components/ui/notice-page.tsx";

export const metadata: Metadata = { title: "Closed to you" };

export default function Forbidden() {
  return (
    <Notice
      kind="closed"
      title="This page is closed to you"
      sentence="Your role or your projects do not include it. Nothing was changed."
      fix="Ask an administrator of your company for the right, then reload the page."
    />
  );
}

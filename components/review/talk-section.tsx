"use client";
import type { ComponentProps } from "react";
import { Attachments } from "#components/review/attachments.tsx";
import { Conversation } from "#components/review/conversation.tsx";
import { RecordSection } from "#components/review/record-section.tsx";

/** Section 5: what was done, what the document has attached, and what was said about it. */
export function TalkSection(props: ComponentProps<typeof Conversation>) {
  return (
    <RecordSection view={props.view}>
      {props.view.hasFiles ? <Attachments key={`files ${props.view.id}`} itemId={props.view.id} /> : null}
      <Conversation key={props.view.id} {...props} />
    </RecordSection>
  );
}

import type { Metadata } from "next";
import { markNoticesAction, saveNoticeSettingsAction } from "#app/(desk)/notifications/actions.ts";
import { Notifications } from "#components/notices/notifications.tsx";
import { noticePage } from "#lib/queries/notice-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsRoute() {
  const first = await read(noticePage, {}, "/notifications");
  return <Notifications first={first} mark={markNoticesAction} save={saveNoticeSettingsAction} />;
}

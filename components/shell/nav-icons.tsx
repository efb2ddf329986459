import {
  Building2,
  ChartColumn,
  Download,
  FolderKanban,
  History,
  Inbox,
  type LucideIcon,
  Scale,
  Send,
  Settings,
  Square,
  Waypoints,
} from "lucide-react";

const icons: Readonly<Record<string, LucideIcon>> = {
  inbox: Inbox,
  outbox: Send,
  projects: FolderKanban,
  vendors: Building2,
  imports: Download,
  reconcile: Scale,
  dashboard: ChartColumn,
  health: Waypoints,
  history: History,
  settings: Settings,
};

export function navIcon(href: string): LucideIcon {
  return icons[href.split("/")[1] ?? ""] ?? Square;
}

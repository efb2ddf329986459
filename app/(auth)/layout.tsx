import type { ReactNode } from "react";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-start px-4 pt-[min(18vh,10rem)] pb-8">
      {children}
    </main>
  );
}

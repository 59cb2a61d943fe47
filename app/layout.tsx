import type { Metadata } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Member console", template: "%s – Member console" },
  description: "Run your own wikis on the co-op's farm",
  icons: "/favicon.svg",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Each answer has a nonce of its own for its scripts, so no page is rendered at build time.
  await connection();
  return (
    <html lang="en">
      <body className="min-h-dvh font-sans leading-relaxed antialiased">{children}</body>
    </html>
  );
}

import { notFound } from "next/navigation";
import { requireAdmin } from "#app/auth/session.ts";

interface AdminPathProps {
  params: Promise<{ rest?: string[] }>;
}

/** What has no page of its own here: a member isn't even told what there is. */
export default async function AdminPath({ params }: AdminPathProps) {
  const { rest = [] } = await params;
  await requireAdmin(["/admin", ...rest].join("/"));
  notFound();
}

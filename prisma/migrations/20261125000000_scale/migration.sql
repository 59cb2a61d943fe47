-- Stands beside the schema: Prisma's schema language has no words for it.

-- A sync updates every row. Where a page has room for the new rows of the old ones, no index changes: a third of the time.
ALTER TABLE "site" SET (fillfactor = 45);

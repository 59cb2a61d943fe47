-- DropForeignKey
ALTER TABLE "farm_listing_site" DROP CONSTRAINT "farm_listing_site_listing_id_fkey";

-- AlterTable
ALTER TABLE "farm_listing" ADD COLUMN     "changes" JSONB;

-- What follows stands beside the schema: Prisma's schema language has no words for it.

-- A listing takes its sites with it, without a look for the listing at each site that is staged: whoever stages holds
-- the listing's row, so none is staged into one that is gone.
CREATE FUNCTION "remove_listed_sites"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "farm_listing_site" s USING "removed" r WHERE s."listing_id" = r."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "farm_listing_remove_sites" AFTER DELETE ON "farm_listing"
  REFERENCING OLD TABLE AS "removed" FOR EACH STATEMENT EXECUTE FUNCTION "remove_listed_sites"();

-- A statement that changes very many sites gives them its own number and time; every other change gets them here.
DROP TRIGGER "site_note_change" ON "site";
CREATE TRIGGER "site_note_new" BEFORE INSERT ON "site"
  FOR EACH ROW WHEN (NEW."change_seq" = 0) EXECUTE FUNCTION "note_site_change"();
CREATE TRIGGER "site_note_change" BEFORE UPDATE ON "site"
  FOR EACH ROW WHEN (NEW."change_seq" = OLD."change_seq") EXECUTE FUNCTION "note_site_change"();

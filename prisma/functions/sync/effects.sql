-- The functions that compare whole tables do so without nested loops: nobody has counted the rows of a fresh listing
-- yet, and a planner that takes them for few would loop over 100,000 sites for minutes.

-- Sites that live on the farm and are unknown here. They belong to the user whose owner claim the farm names, else to
-- the default user; below one of `p_site_domains` they aren't custom domains. Left alone: what isn't manageable, what
-- nobody owns and nobody wrote in (a visit to any address leaves such a folder), and names that were deleted here since
-- the farm was asked.
CREATE OR REPLACE FUNCTION sync_add(listing farm_listing, p_default_user_id int, p_site_domains text[]) RETURNS int
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
  sites_added int;
BEGIN
  WITH known AS (SELECT owner_claim, min(id) AS id FROM users GROUP BY owner_claim HAVING count(*) = 1),
  added AS (
    INSERT INTO site (domain, owner_id, owner_source, is_custom_domain, state, farm_subject, farm_status,
        farm_marker_console, farm_marker_operation, pages, storage_bytes, last_modified, confirmed_at)
      SELECT f.domain, coalesce(known.id, p_default_user_id),
          CASE WHEN known.id IS NULL THEN 'default' ELSE 'farm' END::owner_source,
          NOT EXISTS (SELECT FROM unnest(p_site_domains) AS parent
            WHERE right(f.domain, length(parent) + 1) = '.' || parent),
          f.status::site_state, f.subject, f.status, f.marker_console, f.marker_operation, f.pages, f.storage_bytes,
          f.last_modified, clock_timestamp()
        FROM farm_listing_site f LEFT JOIN known ON known.owner_claim = f.subject
        WHERE f.listing_id = listing.id AND f.status IN ('active', 'readonly') AND f.manageable
          AND NOT (f.owner_name = 'Unknown' AND f.subject IS NULL AND f.pages = 0)
          AND NOT EXISTS (SELECT FROM site s WHERE s.domain = f.domain)
          AND NOT EXISTS (SELECT FROM archived_site a WHERE a.domain = f.domain AND a.change_seq > listing.change_seq)
          -- A delete that found nothing left on the farm leaves no archived site.
          AND NOT EXISTS (SELECT FROM operation o WHERE o.kind = 'delete' AND o.domain = f.domain
            AND o.ended_at >= listing.started_at)
      ON CONFLICT (domain) DO NOTHING
      RETURNING domain),
  back AS (DELETE FROM archived_site a USING added WHERE a.domain = added.domain),
  audited AS (
    INSERT INTO audit_event (action, domain, outcome, note)
      SELECT 'sync-added', domain, 'synced', listing.run_id FROM added)
  SELECT count(*) INTO sites_added FROM added;
  RETURN sites_added;
END $$;

-- Live sites that the farm has archived, or doesn't have, as it said when it was asked for each.
CREATE OR REPLACE FUNCTION sync_remove(listing farm_listing) RETURNS int LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  sites_removed int;
BEGIN
  WITH gone AS (
    DELETE FROM site s USING farm_listing_site f
      WHERE f.listing_id = listing.id AND f.domain = s.domain AND (f.status = 'archived' OR f.asked = 'gone')
        AND s.state IN ('active', 'readonly') AND s.change_seq < listing.change_seq
      RETURNING s.domain, s.owner_id, s.owner_source, s.is_custom_domain, s.state, s.farm_subject,
        f.status = 'archived' AS is_archived),
  kept AS (
    INSERT INTO archived_site (domain, owner_id, owner_source, is_custom_domain, state_before, farm_subject, run_id)
      SELECT domain, owner_id, owner_source, is_custom_domain, state, farm_subject, listing.run_id
        FROM gone WHERE is_archived
      ON CONFLICT (domain) DO UPDATE SET owner_id = excluded.owner_id, owner_source = excluded.owner_source,
        is_custom_domain = excluded.is_custom_domain, state_before = excluded.state_before, archived_by_id = NULL,
        operation_id = NULL, run_id = excluded.run_id, farm_subject = excluded.farm_subject,
        archived_at = clock_timestamp()),
  audited AS (
    INSERT INTO audit_event (action, domain, outcome, note)
      SELECT CASE WHEN is_archived THEN 'sync-archived' ELSE 'sync-removed' END, domain, 'synced', listing.run_id
        FROM gone)
  SELECT count(*) INTO sites_removed FROM gone;
  RETURN sites_removed;
END $$;

-- Sites in both: what the farm says of them is kept (the trigger sets updated_at). The state follows only what changed
-- on the farm since it was last looked at. A site that stood with the default user goes to its owner; no other does.
-- An owner that the farm can't read just now isn't taken away.
CREATE OR REPLACE FUNCTION sync_touch(listing farm_listing) RETURNS void LANGUAGE sql
SET enable_nestloop = off AS $$
  WITH known AS (SELECT owner_claim, min(id) AS id FROM users GROUP BY owner_claim HAVING count(*) = 1)
  UPDATE site s
    SET farm_subject = coalesce(f.subject, s.farm_subject), farm_status = f.status,
      farm_marker_console = coalesce(f.marker_console, s.farm_marker_console),
      farm_marker_operation = coalesce(f.marker_operation, s.farm_marker_operation),
      pages = f.pages, storage_bytes = f.storage_bytes, last_modified = f.last_modified,
      confirmed_at = clock_timestamp(),
      state = CASE WHEN s.farm_status = f.status THEN s.state ELSE f.status::site_state END,
      owner_id = CASE WHEN s.owner_source = 'default' AND known.id IS NOT NULL THEN known.id ELSE s.owner_id END,
      owner_source = CASE WHEN s.owner_source = 'default' AND known.id IS NOT NULL THEN 'farm'
        ELSE s.owner_source END
    FROM farm_listing_site f LEFT JOIN known ON known.owner_claim = f.subject
    WHERE f.listing_id = listing.id AND f.domain = s.domain AND f.status IN ('active', 'readonly')
      AND s.state IN ('active', 'readonly') AND s.change_seq < listing.change_seq;
$$;
